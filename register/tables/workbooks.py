"""XLSX, read a row at a time without running, fetching or unpacking anything that was not expected.

openpyxl gives either a formula or its value, and not the merged cells of a large sheet; all three are
wanted here. What is read is bounded before it is unpacked, and document types are refused, so a bomb
costs no more than its directory.
"""

import re
import zipfile
from datetime import datetime
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from defusedxml.sax import make_parser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from register.tables.errors import NotUnderstood

MAX_PARTS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
# Real sheets pack ten to thirty times; what packs far better than that is made to fill a memory.
MAX_RATIO, RATIO_COUNTS_FROM = 120, 8 * 1024 * 1024
MAX_SMALL_PART = 8 * 1024 * 1024
MAX_COLUMNS = 500
MAX_CELL = 32_768  # what a spreadsheet itself allows in a cell
MAX_MERGED = 20_000
PART = 256 * 1024

TOO_LARGE = _("Filen pakker ut til mer enn Løft tar imot. Del den opp, eller lagre den som CSV.")
BROKEN = _("Filen ser ut som et regneark, men er skadet eller kan ikke leses.")
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


class Workbook:
    """The visible sheets of a file; `rows(sheet)` may be asked for again and again."""

    def __init__(self, file):
        try:
            self.archive = zipfile.ZipFile(file)
            self._weigh()
            self._read_parts()
        except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, ValueError) as error:
            raise NotUnderstood(BROKEN) from error
        except (RuntimeError, NotImplementedError) as error:
            raise NotUnderstood(_("Filen er låst med passord. Lagre den uten passord.")) from error

    def _weigh(self):
        """By the directory alone. The archive never gives more of a part than the directory says."""
        parts = self.archive.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            raise NotUnderstood(_("Dette er en pakket fil, ikke et regneark i formatet XLSX."))
        unpacked = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts) or 1
        bomb = unpacked > RATIO_COUNTS_FROM and unpacked > packed * MAX_RATIO
        if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or bomb:
            raise NotUnderstood(TOO_LARGE)
        self.parts = names

    def _read_parts(self):
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in self._small("xl/_rels/workbook.xml.rels").iter()
            if _local(relation.tag) == "Relationship"
        }
        book = list(self._small("xl/workbook.xml").iter())
        mac = any(_local(one.tag) == "workbookPr" and one.get("date1904") in ("1", "true") for one in book)
        self.epoch = CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900
        self.sheets = []
        for one in book:
            if _local(one.tag) != "sheet" or one.get("state", "visible") != "visible":
                continue
            link = next((value for name, value in one.attrib.items() if _local(name) == "id"), "")
            target = targets.get(link, "").lstrip("/")
            path = target if target.startswith("xl/") else f"xl/{target}"
            if path in self.parts:
                self.sheets.append(path)
        self.dates = self._date_styles() if "xl/styles.xml" in self.parts else set()
        self.strings = self._shared() if "xl/sharedStrings.xml" in self.parts else []

    def _small(self, name):
        if self.archive.getinfo(name).file_size > MAX_SMALL_PART:
            raise NotUnderstood(TOO_LARGE)
        return fromstring(self.archive.read(name), forbid_dtd=True)

    def _date_styles(self):
        root = self._small("xl/styles.xml")
        written = {
            int(one.get("numFmtId")): one.get("formatCode", "")
            for one in root.iter()
            if _local(one.tag) == "numFmt"
        }
        dates = DATE_FORMATS | {number for number, code in written.items() if _is_date_format(code)}
        cells = next((one for one in root if _local(one.tag) == "cellXfs"), ())
        return {str(place) for place, one in enumerate(cells) if int(one.get("numFmtId", 0)) in dates}

    def _shared(self):
        handler = _Strings()
        for _event in self._parsed("xl/sharedStrings.xml", handler):
            pass
        return handler.found

    def _parsed(self, name, handler):
        parser = make_parser()
        parser.forbid_dtd = True
        parser.setContentHandler(handler)
        try:
            with self.archive.open(name) as part:
                while read := part.read(PART):
                    parser.feed(read)
                    yield
            parser.close()
            yield
        except (SAXParseException, DefusedXmlException, zipfile.BadZipFile, EOFError, OSError) as error:
            raise NotUnderstood(BROKEN) from error

    def rows(self, sheet):
        """(row number, cells) for each row with text. A merged cell counts for every row it covers."""
        merged = self._merged(sheet)
        handler = _Sheet(self)
        for _event in self._parsed(sheet, handler):
            ready, handler.ready = handler.ready, []
            for number, cells in ready:
                for column, first, last, kept in merged:
                    if number == first:
                        kept[:] = [cells.get(column, "")]
                    elif first < number <= last and kept:
                        cells.setdefault(column, kept[0])
                if any(cells.values()):
                    yield number, [cells.get(column, "") for column in range(max(cells) + 1)]

    def _merged(self, sheet):
        """(column, first row, last row, [its text]) for cells merged downwards. They stand after the rows."""
        found, rest = [], b""
        with self.archive.open(sheet) as part:
            while read := part.read(PART):
                seen = rest + read
                for left, top, right, bottom in MERGED.findall(seen):
                    if top != bottom and len(found) < MAX_MERGED:
                        first = column_index_from_string(left.decode())
                        last = column_index_from_string(right.decode())
                        if first == last:
                            found.append((first - 1, int(top), int(bottom), []))
                rest = seen[seen.rfind(b"<") :][-200:]
        return found


class _Strings(ContentHandler):
    def __init__(self):
        super().__init__()
        self.found, self.text, self.reading, self.phonetic = [], [], False, False

    def startElement(self, name, attrs):  # noqa: N802 - sax's name
        match _local(name):
            case "si":
                self.text = []
            case "t":
                self.reading = not self.phonetic
            case "rPh":
                self.phonetic = True

    def endElement(self, name):  # noqa: N802 - sax's name
        match _local(name):
            case "si":
                self.found.append("".join(self.text)[:MAX_CELL])
            case "t":
                self.reading = False
            case "rPh":
                self.phonetic = False

    def characters(self, content):
        if self.reading:
            self.text.append(content)


class _Sheet(ContentHandler):
    """Gathers the rows that have been read to their end in `ready`."""

    def __init__(self, book):
        super().__init__()
        self.book, self.ready, self.number, self.length = book, [], 0, 0
        self.cells, self.reading, self.value, self.formula = {}, None, [], []
        self.column, self.type, self.style = -1, "n", "0"

    def startElement(self, name, attrs):  # noqa: N802 - sax's name
        match _local(name):
            case "row":
                self.number = int(attrs.get("r", self.number + 1))
                self.cells, self.column = {}, -1
            case "c":
                place = REFERENCE.fullmatch(attrs.get("r", ""))
                self.column = column_index_from_string(place[1]) - 1 if place else self.column + 1
                self.type, self.style = attrs.get("t", "n"), attrs.get("s", "0")
                self.value, self.formula, self.length = [], [], 0
            case "v" | "t":
                self.reading = self.value
            case "f":
                self.reading = self.formula

    def endElement(self, name):  # noqa: N802 - sax's name
        match _local(name):
            case "v" | "t" | "f":
                self.reading = None
            case "c" if self.column < MAX_COLUMNS:
                self.cells[self.column] = self._cell()
            case "row" if self.cells:
                self.ready.append((self.number, self.cells))

    def characters(self, content):
        if self.reading is not None and self.length < MAX_CELL:
            self.reading.append(content)
            self.length += len(content)

    def _cell(self):
        text, formula = "".join(self.value), "".join(self.formula)
        if formula.lstrip().upper().startswith("HYPERLINK("):
            return f"={formula}"  # the address is wanted too
        match self.type:
            case "s":
                return (
                    self.book.strings[int(text)]
                    if text.isdigit() and int(text) < len(self.book.strings)
                    else ""
                )
            case "b":
                return gettext("Ja") if text == "1" else gettext("Nei")
            case "e":
                return ""
            case "n" if text:
                return _number(text, self.book.epoch if self.style in self.book.dates else None)
        return text


def _local(name):
    return name.rpartition("}")[2].rpartition(":")[2]


def _is_date_format(code):
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code).casefold()
    return any(letter in plain for letter in "ymdh") and "general" not in plain


def _number(text, epoch):
    """Dates as 2024-03-01; whole numbers without decimals."""
    try:
        value = float(text)
        if epoch is None:
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else text
        moment = from_excel(value, epoch)
    except (ValueError, OverflowError, TypeError):
        return text
    if isinstance(moment, datetime):
        return (
            moment.date().isoformat()
            if not (moment.hour or moment.minute)
            else moment.isoformat(" ", "minutes")
        )
    return str(moment)
