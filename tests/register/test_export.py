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


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_others_ask_of_a_product_and_its_use_goes_out_and_comes_in_again(
    ending, chain, cast, client_for, tmp_path, capsys
):
    told = {
        "care_level": "municipal", "municipal_use": "safety", "cost_band": "to_2", "ai_role": "deployer",
        "publications": "https://a.example/1\nhttps://a.example/2", "method_id": "ID2024_012",
    }  # fmt: skip
    project = chain.registered(product="BoneView", device_class="mdr_2a", **told)
    answer = client_for(cast.member).get(f"/prosjekter/eksport.{ending}")
    file = tmp_path / f"ut.{ending}"
    file.write_bytes(answer.getvalue())
    rows = table_of_file(file)
    said = dict(zip(*rows, strict=True))
    assert said["Bruk i kommunen"] == "trygghets- og varslingsteknologi"
    assert said["Kostnad, omtrent"] == "0,5–2 millioner kroner"
    assert said["Rolle etter KI-forordningen"].startswith("idriftsetter")
    assert said["Klasse som medisinsk utstyr"] == "MDR klasse IIa"
    assert said["ID i Nye metoder"] == "ID2024_012"
    assert said["Publikasjoner"].split() == told["publications"].split()
    before = list(Project.objects.values())
    call_command("import_projects", str(file))
    assert capsys.readouterr().out.strip() == "0 new, 0 changed, 1 unchanged, 0 refused"
    assert list(Project.objects.values()) == before
    # What has changed since then is as in the file again, by its words.
    Project.objects.filter(pk=project.pk).update(**dict.fromkeys(told, ""))
    call_command("import_projects", str(file))
    assert capsys.readouterr().out.strip() == "0 new, 1 changed, 0 unchanged, 0 refused"
    assert list(Project.objects.values(*told)) == [told]


def table_of_file(file):
    if file.suffix == ".csv":
        text = file.read_text(encoding="utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    return [[cell or "" for cell in row] for row in load_workbook(file).active.iter_rows(values_only=True)]


def test_a_band_and_a_role_are_hidden_in_the_file_as_on_the_page(chain, cast, client_for):
    chain.registered(reach="public", cost_band="to_2", device_class="", ai_role="deployer")
    assert "millioner" in str(table_of(client_for(cast.member).get("/prosjekter/eksport.csv")))
    assert "millioner" not in str(table_of(client_for(cast.industry).get("/prosjekter/eksport.csv")))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_experiences_go_out_as_one_sees_them(ending, chain, cast, client_for, tmp_path):
    project = chain.registered(reach="public")
    chain.experience(project, title="=1+1", amount_nok=1_330_000, year=2024)
    chain.experience(
        project, kind="benefit", cost_of="", amount_nok=None, title="Svartid", measure="ventetid", unit="døgn",
        observed_value="2.50",
    )  # fmt: skip
    chain.experience(
        chain.registered(),
        kind="lesson",
        cost_of="",
        amount_nok=None,
        title="Bare vårt",
        reach="organisation",
    )

    def out(person, query=""):
        file = tmp_path / f"ut.{ending}"
        file.write_bytes(client_for(person).get(f"/erfaringer/eksport.{ending}{query}").getvalue())
        header, *rows = table_of_file(file)
        return [dict(zip(header, row, strict=True)) for row in rows]

    assert [row["Kort sagt"] for row in out(cast.member)] == ["Bare vårt", "Svartid", "'=1+1"]
    assert [row["Kort sagt"] for row in out(cast.member_west)] == ["Svartid", "'=1+1"]
    assert [row["Kort sagt"] for row in out(cast.industry)] == ["Svartid"]
    assert [row["Kort sagt"] for row in out(cast.member, "?type=cost")] == ["'=1+1"]
    benefit, cost = out(cast.member_west)
    assert benefit["Målt"] == "2,50"
    assert cost["Beløp i kroner"] == "1330000"
    assert cost["Prosjekt"] == project.title


def test_the_file_of_experiences_asks_as_often_for_many_as_for_few(
    chain, cast, client_for, django_assert_num_queries
):
    browser = client_for(cast.member)
    for _ in range(2):
        with django_assert_num_queries(4, exact=False):
            browser.get("/erfaringer/eksport.csv").getvalue()
        for _ in range(20):
            chain.experience(chain.registered())
    assert browser.get("/erfaringer/eksport.pdf").status_code == 404
    assert "/erfaringer/eksport.csv?type=cost" in browser.get("/erfaringer/?type=cost").content.decode()


def test_a_file_is_read_in_again_whatever_language_it_was_taken_in(two, cast, client_for, tmp_path, capsys):
    cast.member.language = "en"
    cast.member.save()
    file = tmp_path / "ut.csv"
    file.write_bytes(client_for(cast.member).get("/prosjekter/eksport.csv?land=alle").getvalue())
    call_command("import_projects", str(file))
    assert capsys.readouterr().out.strip() == "0 new, 0 changed, 2 unchanged, 0 refused"


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
