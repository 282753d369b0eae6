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
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def harmless(value):
    """A value as the text of a cell: decimals with a comma, as Norwegian spreadsheets read them."""
    text = "" if value is None else str(value)
    if isinstance(value, Decimal | float):
        text = text.replace(".", ",")
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_file(name, header, rows):
    """Semicolons and a byte order mark: what Norwegian spreadsheets read without asking."""
    response = HttpResponse(MARK, content_type=TYPES["csv"], headers=_saved_as(name))
    writer = csv.writer(response, delimiter=";")
    writer.writerows([harmless(value) for value in row] for row in [header, *rows])
    return response


def csv_stream(name, header, rows):
    """The same for many rows: sent as they are written, never all in memory."""
    return kept_file(name, _csv_lines(header, rows))


def xlsx_file(name, header, rows):
    """A workbook with one sheet, where every cell is text. Written a row at a time to a file on disk."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, header, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES["xlsx"])


def kept_file(name, pieces):
    """What has been written before, or is written as it is sent."""
    content_type = TYPES[name.rpartition(".")[2]]
    return StreamingHttpResponse(pieces, content_type=content_type, headers=_saved_as(name))


def write_csv(file, header, rows):
    """What `csv_stream` sends, to a file."""
    file.writelines(_csv_lines(header, rows))


def write_xlsx(file, header, rows):
    """What `xlsx_file` sends, to a file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Løft")
    sheet.freeze_panes = "A2"
    sheet.append(_text_cell(sheet, value) for value in header)
    for row in rows:
        sheet.append(_text_cell(sheet, value) for value in row)
    book.save(file)


# What a list can be had as, by the ending of its address: at once, or written to be fetched later.
FILES = {"csv": csv_stream, "xlsx": xlsx_file}
WRITES = {"csv": write_csv, "xlsx": write_xlsx}


def _csv_lines(header, rows):
    writer = csv.writer(_Echo(), delimiter=";")
    yield (MARK + writer.writerow(map(harmless, header))).encode()
    for row in rows:
        yield writer.writerow(map(harmless, row)).encode()


def _text_cell(sheet, value):
    cell = WriteOnlyCell(sheet, value=UNWRITABLE.sub("", harmless(value)))
    cell.data_type = "s"
    return cell


def _saved_as(name):
    return {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}


class _Echo:
    def write(self, text):
        return text
