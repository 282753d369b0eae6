"""The one gate out for tables: files that open in a spreadsheet and can never run anything there."""

import csv
import re
import tempfile
from decimal import Decimal

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

# A cell that begins so is a formula to a spreadsheet, whoever wrote it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


# What the XML of a spreadsheet cannot hold.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value):
    """A value as the text of a cell: decimals with a comma, as Norwegian spreadsheets read them."""
    text = "" if value is None else str(value)
    if isinstance(value, Decimal | float):
        text = text.replace(".", ",")
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_file(name, header, rows):
    """Semicolons and a byte order mark: what Norwegian spreadsheets read without asking."""
    response = HttpResponse(MARK, content_type="text/csv; charset=utf-8", headers=_saved_as(name))
    writer = csv.writer(response, delimiter=";")
    writer.writerows([harmless(value) for value in row] for row in [header, *rows])
    return response


def csv_stream(name, header, rows):
    """The same for many rows: sent as they are written, never all in memory."""
    writer = csv.writer(_Echo(), delimiter=";")

    def lines():
        yield MARK + writer.writerow(map(harmless, header))
        for row in rows:
            yield writer.writerow(map(harmless, row))

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8", headers=_saved_as(name))


def xlsx_file(name, header, rows):
    """A workbook with one sheet, where every cell is text. Written a row at a time to a file on disk."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Løft")
    sheet.freeze_panes = "A2"
    sheet.append(_text_cell(sheet, value) for value in header)
    for row in rows:
        sheet.append(_text_cell(sheet, value) for value in row)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


# What a list can be had as, by the ending of its address.
FILES = {"csv": csv_stream, "xlsx": xlsx_file}


def _text_cell(sheet, value):
    cell = WriteOnlyCell(sheet, value=UNWRITABLE.sub("", harmless(value)))
    cell.data_type = "s"
    return cell


def _saved_as(name):
    return {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}


class _Echo:
    def write(self, text):
        return text
