"""The gate out. Tables open in a spreadsheet and can never run anything there; papers carry a name to file by."""

import csv
import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A cell that begins so is a formula to a spreadsheet, whoever wrote it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value):
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_file(name, header, rows):
    """Semicolons and a byte order mark: what Norwegian spreadsheets read without asking."""
    response = HttpResponse(
        "\N{ZERO WIDTH NO-BREAK SPACE}",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)},
    )
    writer = csv.writer(response, delimiter=";")
    writer.writerow(header)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return response


def paper_file(name, content, ending, content_type):
    """A paper to keep, named for what it is."""
    safe = re.sub(r"[^\w ]", "-", name)
    disposition = content_disposition_header(as_attachment=True, filename=f"{safe}.{ending}")
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
