"""Every plot has its table, and the same table as a file; no cell of it can run anything."""

import csv
import html
import io
import re
from datetime import date
from decimal import Decimal

import pytest

from network.exports import csv_file
from network.models import Region

PAGES = {
    "/prosjekter/tall/": {"region": "Helseregion", "ar": "År"},
    "/prosjekter/tidslinje/": {"tidslinje": "Prosjekt"},
    "/prosjekter/sammenlign/?omrade=Radiologi": {
        "samlet-establishing": "Etablering",
        "establishing": "Prosjekt",
        "gevinst": "Prosjekt",
    },
    "/innmeldinger/tema/": {"svar": "Tema", "region": "Tema"},
    "/innmeldinger/figur/": {"omrade": "Hva må til"},
    "/innmeldinger/behov/": {"sloyfe": "Læringssløyfen", "fase": "Fase", "region": "Helseregion"},
    "/loftede-saker/hva-det-forte-til/": {"ar": "Type endring", "region": "Helseregion", "opphav": "År"},
}


def table_of(answer):
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def something_to_draw(chain, cast, organisations, bodies):
    Region.objects.filter(slug="sor-ost").update(name="=Sør-Øst")
    for organisation in (organisations.vestre_viken, organisations.bergen, organisations.hdir):
        project = chain.registered(title=f"Brudd i {organisation.name}", organisation=organisation)
        chain.experience(project, amount_nok=1_330_000, year=2024)
    chain.experience(
        project, kind="benefit", cost_of="", amount_nok=None, title="Svartid", measure="ventetid", unit="døgn",
        baseline_value=Decimal("30.5"), planned_value=20, observed_value=25,
    )  # fmt: skip
    chain.raised(kind="need", title="Vi trenger noe", topics=["datatilgang"])
    chain.settled(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))


@pytest.mark.parametrize("address", PAGES)
def test_every_plot_has_its_table_as_a_file(address, something_to_draw, cast, client_for):
    browser = client_for(cast.lead)
    page = html.unescape(browser.get(address).content.decode())
    names = re.findall(r'href="\?[^"]*format=csv[^"]*figur=([\w-]+)', page)
    assert set(PAGES[address]) == set(names)
    assert page.count('role="img"') + page.count('class="areas"') <= len(names)
    for name, first in PAGES[address].items():
        link = re.search(rf'href="(\?[^"]*figur={name}(?:&[^"]*)?)"', page)[1]
        header, *rows = table_of(browser.get(address.partition("?")[0] + link))
        assert header[0] == first
        assert rows
        assert {len(row) for row in rows} == {len(header)}
        assert not [cell for row in [header, *rows] for cell in row if cell.startswith("=")]
        for row in rows:
            assert row[0].removeprefix("'") in page


def test_there_is_no_file_of_another_plot(something_to_draw, cast, client_for):
    assert client_for(cast.lead).get("/prosjekter/tall/?format=csv&figur=annet").status_code == 404
    assert client_for(cast.lead).get("/prosjekter/tall/?format=csv").status_code == 404


def test_a_file_shows_no_more_than_the_page(chain, cast, client_for):
    chain.registered(title="Bare vårt", reach="organisation")
    for address in (
        "/prosjekter/tall/?format=csv&figur=region",
        "/prosjekter/tidslinje/?format=csv&figur=tidslinje",
    ):
        assert client_for(cast.member).get(address).status_code == 200
        assert client_for(cast.member_west).get(address).status_code == 404


def test_decimals_have_a_comma_as_norwegian_spreadsheets_read_them():
    _header, row = table_of(csv_file("a.csv", ["a", "b", "c"], [[Decimal("2.50"), 1.5, "v1.2"]]))
    assert row == ["2,50", "1,5", "v1.2"]


def test_the_timeline_says_which_year_each_line_is(chain, cast, client_for):
    chain.registered(phase="in_use", phase_on=date(2025, 2, 1))
    page = client_for(cast.member).get("/prosjekter/tidslinje/").content.decode()
    drawn = page.split('class="years"')[1].split("</svg>")[0]
    labels = re.findall(r"<text[^>]*>(\d{4})</text>", drawn)
    assert "2025" in labels
    assert len(set(labels)) == len(labels)
