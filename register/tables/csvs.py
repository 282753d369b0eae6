"""CSV: its coding and its separator are found by looking, never asked for."""

import codecs
import csv
import io
from contextlib import contextmanager
from itertools import islice

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from register.tables.errors import NotUnderstood

csv.field_size_limit(1_000_000)

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = ";,\t|"
# What a file begins with when it is no text, whatever it is called.
OTHER_KINDS = {
    b"\x89PNG": _("et bilde"),
    b"\xff\xd8\xff": _("et bilde"),
    b"GIF8": _("et bilde"),
    b"%PDF": _("en PDF-fil"),
    b"\x1f\x8b": _("en pakket fil"),
    b"\xd0\xcf\x11\xe0": _("en gammel Excel-fil (.xls)"),
    b"{\\rtf": _("et tekstdokument"),
}
SAMPLE = 65_536
CONTROL = {chr(code) for code in range(32)} - set("\t\n\r\f")


def rows(file, coding, separator):
    """(row number as a spreadsheet counts it, cells) for each row; rows without text are left out."""
    with _text(file, coding) as text:
        start = text.readline()
        if not start.casefold().startswith("sep="):
            text.seek(0)
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=separator), start=1):
                if any(cell.strip() for cell in cells):
                    yield number, cells
        except csv.Error as error:
            raise NotUnderstood(
                _("Filen kan ikke leses som en tabell: et anførselstegn er ikke lukket.")
            ) from error


def coding_of(file):
    """UTF-8, UTF-16 or Windows-1252; a file that is no text is refused."""
    file.seek(0)
    start = file.read(4096)
    for mark, kind in OTHER_KINDS.items():
        if start.startswith(mark):
            raise NotUnderstood(
                format_lazy(
                    _("Dette er {kind}, ikke en tabell. Lagre tabellen som CSV eller XLSX."), kind=kind
                )
            )
    coding = next((name for mark, name in MARKS if start.startswith(mark)), None) or _without_mark(
        file, start
    )
    with _text(file, coding) as text:
        seen = text.read(4096)
    if not seen.strip():
        raise NotUnderstood(_("Filen er tom."))
    if sum(char in CONTROL for char in seen) * 100 > len(seen):
        raise NotUnderstood(_("Dette er ikke en tabell. Lagre tabellen som CSV eller XLSX."))
    return coding


def _without_mark(file, start):
    if b"\0" in start:
        # Two bytes for each letter: the empty one says which comes first.
        return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while part := file.read(1 << 20):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def samples(file, coding, count):
    """For each separator: the first rows as they are with it."""
    return {separator: list(islice(rows(file, coding, separator), count)) for separator in SEPARATORS}


@contextmanager
def _text(file, coding):
    file.seek(0)
    text = io.TextIOWrapper(file, coding, errors="replace", newline="")
    try:
        yield text
    finally:
        if not file.closed:
            text.detach()
