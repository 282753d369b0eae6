"""The one gate out for tables: files that open in a spreadsheet and can never run anything there."""

import csv

from django.http import HttpResponse
from django.utils.http import content_disposition_header

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
