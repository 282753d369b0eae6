"""What goes out as a table: nothing in it can run, nothing is shown that may not be seen, and it comes in again."""

import csv
import io
from datetime import date

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from network.exports import csv_file, csv_stream, xlsx_file
from register.models import Project

NASTY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '=HYPERLINK("https://a.example")',
    "'=1",
    "#REF!",
    "vanlig",
]


def table_of(answer):
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(answer):
    content = answer.getvalue()
    answer.close()
    return load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("write", [csv_file, csv_stream])
def test_no_cell_of_a_csv_can_become_a_formula_not_even_a_header(write):
    answer = write("a.csv", NASTY, [NASTY])
    content = getattr(answer, "content", None) or answer.getvalue()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r\n"))]
    assert content.startswith(b"\xef\xbb\xbf")


@pytest.mark.django_db  # a response that is closed gives its connection back
def test_every_cell_of_an_xlsx_is_text():
    sheet = sheet_of(xlsx_file("a.xlsx", NASTY, [NASTY, ["\x00\x0bå", None, 3]]))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if str(cell.value).startswith(tuple("=+-@\t\r\n"))]
    assert sheet["A3"].value == "å"


@pytest.fixture
def two(chain):
    chain.registered(
        title="=1+1", phase="in_use", purpose="+47 og\r\nnye linjer", supplier="Gleamer", funding="HSØ"
    )
    chain.registered(
        title="Sepsis", phase="introduction", country="Sverige", implementation_decided_on=date(2024, 3, 1)
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_ones_own_export_brought_in_again_changes_nothing(ending, two, cast, client_for, tmp_path, capsys):
    answer = client_for(cast.member).get(f"/prosjekter/eksport.{ending}?land=alle")
    file = tmp_path / f"ut.{ending}"
    file.write_bytes(answer.getvalue())
    before = list(Project.objects.order_by("pk").values())
    call_command("import_projects", str(file))
    assert capsys.readouterr().out.strip() == "0 new, 0 changed, 2 unchanged, 0 refused"
    assert list(Project.objects.order_by("pk").values()) == before


def test_the_filters_of_the_list_are_those_of_the_file(two, cast, client_for):
    browser = client_for(cast.member)
    titles = {
        address: {row[1] for row in table_of(browser.get(f"/prosjekter/eksport.csv{address}"))[1:]}
        for address in ("", "?land=andre", "?land=alle&fase=introduction")
    }
    assert titles == {"": {"'=1+1"}, "?land=andre": {"Sepsis"}, "?land=alle&fase=introduction": {"Sepsis"}}


def test_only_what_one_may_see_goes_out(chain, cast, client_for):
    chain.registered(title="Bare vårt", reach="organisation")
    chain.registered(title="For alle", reach="public", supplier="Gleamer", funding="HSØ")

    def out(person):
        return table_of(client_for(person).get("/prosjekter/eksport.csv"))

    assert {row[1] for row in out(cast.member)[1:]} == {"Bare vårt", "For alle"}
    assert {row[1] for row in out(cast.member_west)[1:]} == {"For alle"}
    seller = out(cast.industry)
    assert {row[1] for row in seller[1:]} == {"For alle"}
    assert "Gleamer" not in str(seller)
    assert "HSØ" not in str(seller)
    assert "Gleamer" in str(out(cast.member))


def test_an_export_asks_as_often_for_many_as_for_few(chain, cast, client_for, django_assert_num_queries):
    browser = client_for(cast.member)

    def asked():
        with django_assert_num_queries(5, exact=False):
            browser.get("/prosjekter/eksport.csv").getvalue()

    chain.registered()
    asked()
    for number in range(20):
        chain.registered(title=f"Prosjekt {number}")
    asked()


def test_another_ending_is_no_page(cast, client_for):
    assert client_for(cast.member).get("/prosjekter/eksport.pdf").status_code == 404
