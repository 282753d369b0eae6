"""A file from a stranger becomes a header and its rows, or a sentence that says why not."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from register.columns import fields_of
from register.tables import csvs
from register.tables.errors import NotUnderstood
from register.tables.workbooks import Workbook

LOOKED_AT = 30
MAX_ROWS = 200_000


@dataclass(frozen=True)
class Table:
    """`header` is a list of texts, on row `header_row`; `read()` gives every row of the sheet anew."""

    header: list[str]
    header_row: int
    read: Callable

    def rows(self):
        """(row number, cells) for the rows under the header; a header repeated further down is left out."""
        for count, (number, cells) in enumerate(self.read()):
            if count > MAX_ROWS:
                raise NotUnderstood(
                    format_lazy(_("Filen har mer enn {max_rows} rader. Del den opp."), max_rows=MAX_ROWS)
                )
            if number > self.header_row and cells[: len(self.header)] != self.header:
                yield number, cells


def open_table(file):
    """The sheet, the separator and the row that look most like a register of projects."""
    file.seek(0)
    if file.read(4) == b"PK\x03\x04":
        book = Workbook(file)
        if not book.sheets:
            raise NotUnderstood(_("Regnearket har ingen synlige ark."))
        reads = [_sheet_reader(book, sheet) for sheet in book.sheets]
        starts = [(read, list(islice(read(), LOOKED_AT))) for read in reads]
    else:
        coding = csvs.coding_of(file)
        starts = [
            (_csv_reader(file, coding, separator), start)
            for separator, start in csvs.samples(file, coding, LOOKED_AT).items()
        ]
    found = [
        (_likeness(cells), -number, place)
        for place, (_reader, start) in enumerate(starts)
        for number, cells in start
    ]
    if not found:
        raise NotUnderstood(_("Filen er tom."))
    _best, number, place = max(found, key=lambda one: (one[0], one[1], -one[2]))
    read, start = starts[place]
    header = next(cells for at, cells in start if at == -number)
    return Table(header, -number, read)


def _sheet_reader(book, sheet):
    return lambda: book.rows(sheet)


def _csv_reader(file, coding, separator):
    return lambda: csvs.rows(file, coding, separator)


def _likeness(cells):
    """How much a row looks like our header: it names the projects; how many columns we know; how many it has."""
    known = fields_of(cells)
    return ("title" in known, len(known), sum(1 for cell in cells if cell.strip()))
