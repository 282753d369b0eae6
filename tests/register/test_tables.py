"""Tables as strangers make them: every coding, separator and layout, and the files that are none."""

import io
import struct
import time
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from register.columns import LABELS, fields_of
from register.tables import NotUnderstood, open_table

HEADER = ["Navn", "Virksomhet", "Fase"]
ROW = ["Bruddpåvisning på røntgen", "Vestre Viken HF", "i bruk"]


def text(*rows, separator=";", end="\n"):
    return end.join(separator.join(row) for row in rows) + end


def read(content):
    table = open_table(io.BytesIO(content))
    return table.header, list(table.rows())


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_coding_and_separator_reads_the_same(coding, separator):
    content = text(HEADER, ROW, separator=separator).encode(coding)
    assert read(content) == (HEADER, [(2, ROW)])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_ending_reads_the_same(end):
    assert read(text(HEADER, ROW, end=end).encode()) == (HEADER, [(2, ROW)])


def test_a_cell_of_several_lines_is_one_cell_and_rows_are_counted_as_a_spreadsheet_does():
    content = 'Navn;Formål\n"Brudd";"Én\nto; ""tre"""\n;\n\nSepsis;Varsle\n'.encode()
    assert read(content)[1] == [(2, ["Brudd", 'Én\nto; "tre"']), (5, ["Sepsis", "Varsle"])]


def test_a_title_above_the_header_and_a_header_that_comes_again_are_no_projects():
    content = text(["Prosjekter i Helse Nord 2026"], ["per 1. mars"], [], HEADER, ROW, HEADER, ROW).encode()
    header, rows = read(content)
    assert (header, rows) == (HEADER, [(5, ROW), (7, ROW)])


def test_the_separator_may_be_told_on_the_first_line():
    assert read(("sep=;\n" + text(HEADER, ROW)).encode())[0] == HEADER


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tom"),
        (b"\n \n\t\n", "tom"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "bilde"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "gammel Excel"),
        (bytes(range(1, 32)) * 40, "ikke en tabell"),
        (b"PK\x03\x04 broken", "skadet"),
        (b'Navn;Fase\n"' + b"x" * 1_100_000, "anførselstegn"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(content, said):
    with pytest.raises(NotUnderstood, match=said):
        read(content)


# XLSX


def xlsx(*rows, change=lambda sheet: None, book=None):
    book = book or Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_dates_numbers_and_answers_read_as_people_see_them():
    day = date(2024, 3, 1)
    content = xlsx(
        [*HEADER, "Oppstart", "Tid", "Antall", "Andel", "Brukes"],
        [*ROW, day, datetime(2024, 3, 1, 14, 30), 12, 0.5, True],
    )
    assert read(content)[1] == [(2, [*ROW, "2024-03-01", "2024-03-01 14:30", "12", "0.5", "Ja"])]


def test_a_merged_cell_counts_for_every_row_it_covers():
    def merge(sheet):
        sheet.merge_cells("B2:B4")
        sheet.merge_cells("A1:A1")

    content = xlsx(
        HEADER,
        ["Brudd", "Vestre Viken HF", "i bruk"],
        ["Sepsis", None, "pilot"],
        ["Hud", None, ""],
        ["Hjerte", "", "pilot"],
        change=merge,
    )
    assert [cells[1] for _, cells in read(content)[1]] == ["Vestre Viken HF"] * 3 + [""]


def test_a_title_row_over_merged_columns_and_a_sheet_of_notes_before_the_table():
    book = Workbook()
    book.active.append(["Les dette først"])
    sheet = book.create_sheet("Liste")
    for row in (["KI i Helse Vest"], [], HEADER, ROW):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    hidden = book.create_sheet("Gammel")
    for row in (HEADER, ["Gammelt", "Før", "avsluttet"]):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    assert read(xlsx(book=book)) == (HEADER, [(4, ROW)])


def test_a_formula_is_never_run_and_a_link_gives_its_text():
    link = '=HYPERLINK("https://a.example/1","Brudd")'
    content = xlsx(HEADER, [link, "=1+1", "='[x.xlsx]Ark'!A1"])
    assert read(content)[1] == [(2, [link, "", ""])]


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def bombs():
    parts = parts_of(xlsx(HEADER, ROW))
    sheet = "xl/worksheets/sheet1.xml"
    start, end = parts[sheet].split(b"</sheetData>")
    yield "zeros", packed(parts | {"xl/media/x.bin": bytes(300 * 1024 * 1024)}), True
    yield (
        "a dense sheet",
        packed(parts | {sheet: start + b"<row><c><v>1</v></c></row>" * 6_000_000 + b"</sheetData>" + end}),
        True,
    )
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    yield (
        "entities",
        packed(
            parts
            | {sheet: lol + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"}
        ),
        True,
    )
    yield (
        "a document type",
        packed(
            parts
            | {
                "xl/workbook.xml": b'<!DOCTYPE x SYSTEM "http://a.example/x.dtd">'
                + parts["xl/workbook.xml"].split(b"?>")[-1]
            }
        ),
        True,
    )
    yield (
        "far out",
        packed(
            parts
            | {
                sheet: start
                + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
                + end
            }
        ),
        False,
    )
    yield "parts", packed(parts | {f"xl/x{n}": b"" for n in range(2001)}), True


@pytest.mark.parametrize(("content", "refused"), [pytest.param(c, r, id=name) for name, c, r in bombs()])
def test_a_bomb_costs_less_than_a_second_and_little_memory(content, refused):
    def look():
        if refused:
            with pytest.raises(NotUnderstood):
                read(content)
        else:
            assert len(read(content)[1]) == 2

    began = time.process_time()
    look()
    assert time.process_time() - began < 1
    tracemalloc.start()
    try:
        look()
        assert tracemalloc.get_traced_memory()[1] < 40 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_directory_that_lies_about_its_sizes_gives_no_more_than_it_says():
    content = packed(
        parts_of(xlsx(HEADER, ROW))
        | {"xl/sharedStrings.xml": b"<sst>" + b"<si><t>x</t></si>" * 900_000 + b"</sst>"}
    )
    at = content.rindex(b"xl/sharedStrings.xml") - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    lie = content[: at + 24] + struct.pack("<L", 100) + content[at + 28 :]
    with pytest.raises(NotUnderstood, match="skadet"):
        read(lie)


# Headers


def test_headers_of_our_own_export_are_known_again():
    assert fields_of(list(LABELS.values())) == {name: [place] for place, name in enumerate(LABELS)}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Use_Case_Name", "title"), ("useCaseName", "title"), ("PROSJEKTNAVN", "title"), ("Name of Tool", "title"),
        ("Helseforetak", "organisation"), ("Publishing body", "organisation"), ("Development Stage", "phase"),
        ("What is the intended purpose and expected benefits of the AI?", "purpose"), ("Leverandør(er)", "supplier"),
        ("Fagomra\u030ade", "clinical_area"), ("Submission_ID", "id"), ("tittel_2025", "title"),
    ],
)  # fmt: skip
def test_headers_are_known_in_norwegian_and_english(header, field):
    assert fields_of(["x", header]) == {field: [1]}


def test_a_header_that_comes_twice_gives_the_first_that_says_something():
    assert fields_of(["Title", "Title", "If Other, please explain.", "If Other, please explain."]) == {
        "title": [0, 1]
    }
