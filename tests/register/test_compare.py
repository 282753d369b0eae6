"""Projects and areas compared: by what each may open, and never so that one price comes out."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.language import choose_language
from register import prices
from register.compare import figures_of_area
from register.models import Experience, Product, Project

PAGE = "/prosjekter/sammenlign/"
RADIOLOGY = f"{PAGE}?omrade=Radiologi"


def text(response):
    return response.content.decode().replace("\xa0", " ")


def figures(viewer):
    """Of establishing, in radiology."""
    return figures_of_area(viewer, area="Radiologi")[0]


@pytest.fixture
def priced(chain):
    """`priced(organisation, amount)`: a project in radiology with what it cost to establish."""

    def make(organisation, amount, reach="region", product="", **more):
        project = chain.registered(
            title=f"Prosjekt i {organisation.name}", organisation=organisation, product=product
        )
        chain.experience(project, amount_nok=amount, reach=reach, title="Oppsett", **({"year": 2024} | more))
        return project

    return make


@pytest.fixture
def three_hidden(priced, organisations):
    """Three in the south-east that have shared with their own region only."""
    for organisation, amount in (("hso", 1_110_000), ("vestre_viken", 1_330_000), ("hdir", 7_770_000)):
        priced(getattr(organisations, organisation), amount)
    Experience.objects.filter(organisation=organisations.hdir).update(reach="region")


def test_what_one_may_not_open_shows_in_steps_only(three_hidden, client_for, cast):
    page = text(client_for(cast.member_west).get(RADIOLOGY))
    assert "1 000 000–2 000 000 kroner" in page
    assert "5 000 000–10 000 000 kroner" in page
    for price in ("1 110 000", "1 330 000", "7 770 000"):
        assert price not in page
    assert "3 meldinger fra virksomheter som ikke har delt dem med deg" in page


def test_one_of_the_three_sees_no_figure(three_hidden, client_for, cast, viewer, priced, organisations):
    """The lead of the region may open two of the three: the last would be left."""
    figure, _ = figures_of_area(viewer(cast.lead), area="Radiologi")
    assert not figure.is_shown
    assert len(figure.reports) == 2
    assert "Laveste, median og høyeste vises når minst 3" in text(client_for(cast.lead).get(RADIOLOGY))
    priced(organisations.bergen, 3_000_000, reach="network")
    figure, _ = figures_of_area(viewer(cast.lead), area="Radiologi")
    assert not figure.is_shown, "another that one may open changes nothing"


def test_a_figure_opens_to_its_newest_reports_and_leads_to_the_rest(priced, organisations, client_for, cast):
    for organisation in (organisations.hso, organisations.bergen, *[organisations.vestre_viken] * 50):
        priced(organisation, 1_500_000, reach="network")
    page = text(client_for(cast.member).get(RADIOLOGY))
    opened = page.split("Hva etablering bygger på (52)")[1].split("</details>")[0]
    assert opened.count("Oppsett") == 50
    assert "?type=cost&amp;fagomrade=Radiologi" in opened


def test_a_product_and_its_area_do_not_give_the_fourth_away(priced, organisations, viewer, cast):
    for organisation in (organisations.hso, organisations.vestre_viken, organisations.hdir):
        priced(organisation, 1_500_000, product="BoneView")
    figure, _ = figures_of_area(viewer(cast.member_west), product=Product.objects.get())
    assert figure.is_shown
    priced(organisations.dmp, 90_000_000)
    figure, _ = figures_of_area(viewer(cast.member_west), product=Product.objects.get())
    assert not figure.is_shown
    figure, _ = figures_of_area(viewer(cast.member_west), area="Radiologi")
    assert figure.is_shown


def test_what_is_for_ones_own_organisation_is_not_counted(three_hidden, viewer, cast, priced, organisations):
    priced(organisations.dmp, 90_000_000, reach="organisation")
    figure, _ = figures_of_area(viewer(cast.member_west), area="Radiologi")
    assert figure.organisations == 3
    assert figure.highest == (5_000_000, 10_000_000)


@pytest.mark.parametrize(
    "closed", [{"reach": "organisation"}, {"group_reach": {"procurement": "organisation"}}]
)
def test_what_the_owner_has_closed_since_is_not_counted(
    closed, three_hidden, viewer, cast, priced, organisations
):
    project = priced(organisations.dmp, 90_000_000)
    assert figures(viewer(cast.member_west)).organisations == 4
    Project.objects.filter(pk=project.pk).update(**closed)
    assert figures(viewer(cast.member_west)).organisations == 3


def test_what_all_may_open_is_exact_and_opens_to_its_reports(priced, organisations, client_for, cast):
    names = ("hso", "vestre_viken", "bergen")
    for name, amount in zip(names, (1_110_000, 1_330_000, 7_770_000), strict=True):
        priced(getattr(organisations, name), amount, reach="network")
    page = text(client_for(cast.member).get(RADIOLOGY))
    assert "1 330 000 kroner" in page
    for report in Experience.objects.all():
        assert f"/prosjekter/erfaringer/{report.pk}/" in page
    assert "<svg" in page
    assert "tabell 08184" in page


def test_companies_see_no_costs(priced, organisations, client_for, cast):
    for name in ("hso", "vestre_viken", "bergen"):
        project = priced(getattr(organisations, name), 1_330_000, reach="public")
    type(project).objects.update(reach="public")
    for address in (
        RADIOLOGY,
        f"{PAGE}?prosjekt={project.pk}",
        "/prosjekter/sammenlign.csv?omrade=Radiologi",
    ):
        page = text(client_for(cast.industry).get(address))
        assert project.title in page, address
        assert "1 330 000" not in page, address
        assert "1330000" not in page, address


def test_chosen_projects_stand_side_by_side_with_plan_and_outcome(
    chain, priced, organisations, cast, client_for
):
    one = priced(organisations.vestre_viken, 2_000_000, reach="network")
    chain.experience(one, amount_nok=1_500_000, is_estimate=True, year=2024)
    chain.experience(
        one,
        kind="benefit",
        cost_of="",
        amount_nok=None,
        measure="ventetid",
        unit="døgn",
        baseline_value=30,
        planned_value=20,
        observed_value=25,
    )
    other = priced(organisations.bergen, 4_000_000, reach="network")
    page = text(client_for(cast.member).get(f"{PAGE}?prosjekt={one.pk}&prosjekt={other.pk}"))
    assert "2 000 000" in page
    assert "anslag 1 500 000" in page
    assert "planlagt 20, målt 25 døgn (50 prosent av planen)" in page
    assert "3 000 000 kroner" in page, "the median of the two"
    assert other.title in page


def test_amounts_are_in_the_same_years_money_and_the_rest_stands_apart(chain, client_for, cast):
    projects = [chain.registered(title=f"Prosjekt {number}") for number in range(5)]
    chain.experience(projects[0], amount_nok=1_000_000, year=2015)
    chain.experience(projects[1], amount_nok=3_336_000, year=2024)
    chain.experience(projects[2], amount_nok=1_234_567)
    chain.experience(projects[3], amount_nok=90_000_000, year=2013)
    chain.experience(projects[4], amount_nok=800_000, year=2024)
    chain.experience(projects[4], amount_nok=700_000, year=2014)
    chosen = "&".join(f"prosjekt={project.pk}" for project in projects)
    page = text(client_for(cast.member).get(f"{PAGE}?{chosen}"))
    assert "2 336 000 kroner" in page, "the median of the two that can be compared"
    above, table = page.split('id="side-om-side"')
    for apart in ("1 234 567", "90 000 000", "700 000", "800 000", "1 500 000"):
        assert apart not in above
    without_marks = re.sub(r"<[^>]*>", "", table)
    assert "Etablering: 1 336 000" in without_marks
    assert "Etablering: 1 234 567 ikke justert: året mangler" in without_marks
    assert "Etablering: 90 000 000 2013 ikke justert: indeksen begynner i 2015" in without_marks
    assert "Etablering: 700 000 2014 ikke justert: indeksen begynner i 2015" in without_marks
    assert "Etablering: 800 000 2024" in without_marks
    assert "Beløp uten år, eller fra tidligere år, står slik de er meldt" in page
    file = client_for(cast.member).get(f"/prosjekter/sammenlign.csv?{chosen}").content.decode()
    assert "90000000 (2013)" in file


def test_running_costs_are_the_newest_and_what_the_index_does_not_know_yet_counts_as_told(
    chain, client_for, cast
):
    project = chain.registered()
    for year, amount in ((2023, 100_000), (2024, 200_000), (2026, 900_000)):
        chain.experience(project, cost_of="operating", amount_nok=amount, year=year)
    page = text(client_for(cast.member).get(RADIOLOGY))
    assert "Drift per år: 900 000" in re.sub(r"<[^>]*>", "", page.split('id="side-om-side"')[1])
    assert "Nyere beløp er med slik de er meldt" in page


def test_figures_of_an_area_leave_out_what_cannot_be_adjusted(priced, organisations, viewer, cast):
    for name, amount in (("hso", 1_000_000), ("vestre_viken", 2_000_000), ("bergen", 6_000_000)):
        priced(getattr(organisations, name), amount, reach="network")
    priced(organisations.hv, 90_000_000, reach="network", year=2014)
    figure = figures(viewer(cast.member))
    assert (figure.organisations, figure.middle, len(figure.reports)) == (3, (2_000_000,) * 2, 3)


def test_the_file_has_the_same_rows_and_no_formula(chain, client_for, cast):
    chain.experience(chain.registered(title="=HYPERLINK(1)"), year=2024)
    response = client_for(cast.member).get("/prosjekter/sammenlign.csv?omrade=Radiologi")
    content = response.content.decode()
    assert "'=HYPERLINK(1)" in content
    assert "2000000" in content
    assert not any(line.startswith("=") for line in content.splitlines())


def test_others_projects_do_not_come_by_their_number(chain, client_for, cast):
    secret = chain.registered(title="Bare vårt", reach="organisation")
    assert "Bare vårt" not in text(client_for(cast.member_west).get(f"{PAGE}?prosjekt={secret.pk}"))


def test_as_many_statements_with_many_as_with_one(chain, client_for, cast):
    client = client_for(cast.member)

    def statements():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(RADIOLOGY).status_code == 200
        return len(queries)

    chain.experience(chain.registered())
    with_one = statements()
    for _ in range(5):
        chain.experience(chain.registered())
    assert statements() == with_one


def test_a_project_and_a_product_lead_to_what_they_can_be_compared_with(chain, client_for, cast):
    project = chain.registered(product="BoneView", clinical_area="Øye & syn")
    lone = chain.registered(title="Uten fagområde", clinical_area="")
    browser = client_for(cast.member)
    product = f"/prosjekter/produkter/{project.product_id}/"
    links = {
        f"/prosjekter/{project.pk}/": f"{PAGE}?omrade=%C3%98ye%20%26%20syn",
        product: f"{PAGE}?produkt={project.product_id}",
    }
    for address, link in links.items():
        assert f'href="{link}"' in text(browser.get(address))
        assert project.title in text(browser.get(link))
    assert f"{PAGE}?omrade" not in text(browser.get(f"/prosjekter/{lone.pk}/"))


def test_what_has_no_room_side_by_side_comes_on_the_next_page_and_is_told(chain, client_for, cast):
    one = chain.registered(title="Prosjekt 00")
    Project.objects.bulk_create(
        Project(
            title=f"Prosjekt {n:02}", organisation=one.organisation, owner=one.owner, phase="in_use",
            clinical_area="Radiologi", registered_at=one.registered_at, changed_at=one.changed_at,
        )
        for n in range(1, 51)
    )  # fmt: skip
    browser = client_for(cast.member)
    first, second = (text(browser.get(f"{RADIOLOGY}{more}")) for more in ("", "&side=2"))
    assert "50 prosjekter om gangen" in first
    assert "Velg et produkt" in first
    assert "Prosjekt 49" in first
    assert "Prosjekt 50" not in first
    assert "Prosjekt 50" in second
    assert "Prosjekt 49" not in second
    Project.objects.filter(title="Prosjekt 50").delete()
    assert "om gangen" not in text(browser.get(RADIOLOGY))


def test_infrastructure_stands_side_by_side(chain, client_for, cast, organisations):
    needs = {"kind": "infrastructure", "cost_of": "", "amount_nok": None}
    chain.experience(
        chain.registered(title="Her"), title="Oppsettet vårt", hosting="Egen sky", standards="DICOM",
        would_share="Oppsettet for overvåking", **needs,
    )  # fmt: skip
    chain.experience(
        chain.registered(title="Der", organisation=organisations.bergen), title="Hos oss", hosting="Leverandørens",
        monitoring="Månedlig", **needs,
    )  # fmt: skip
    table = text(client_for(cast.member).get(RADIOLOGY)).split('id="infrastruktur"')[1].split("</table>")[0]
    rows = {"Her": ("Egen sky", "DICOM", "Oppsettet for overvåking"), "Der": ("Leverandørens", "Månedlig")}
    for title, cells in rows.items():
        row = next(row for row in table.split("<tr") if title in row)
        assert all(cell in row for cell in cells)
    for heading in ("Drift", "Integrasjon", "Utstyr", "Overvåking", "Standarder"):
        assert f">{heading}<" in table
    chain.registered(clinical_area="Hud")
    assert 'id="infrastruktur"' not in text(client_for(cast.member).get(f"{PAGE}?omrade=Hud"))


def test_bands_are_drawn_and_filed_as_bands(three_hidden, client_for, cast):
    answer = client_for(cast.member_west).get(f"{RADIOLOGY}&format=csv&figur=samlet-establishing")
    assert "Median;1000000;2000000" in text(answer)
    assert "1330000" not in text(answer)


@pytest.mark.parametrize("narrow", ["report", "prices"])
def test_a_price_told_at_home_is_seen_there_and_is_in_no_figure_which_the_page_says(
    narrow, three_hidden, priced, organisations, client_for, cast
):
    """A figure is the same for all: passed on, it must not tell what was told to one's own organisation."""
    project = priced(organisations.vestre_viken, 44_000_000, product="BoneView")
    if narrow == "report":
        project.experiences.update(reach="organisation")
    else:
        Project.objects.filter(pk=project.pk).update(group_reach={"procurement": "organisation"})
    said = "meldt bare til egen virksomhet"
    page = text(client_for(cast.member).get(RADIOLOGY))
    assert said in page
    assert "44" in page.split("Side om side")[1]
    assert "5 000 000–10 000 000 kroner" not in page.split("Side om side")[1]
    assert "50 000 000" not in page
    product = f"/prosjekter/produkter/{project.product_id}/"
    assert "over 10 millioner kroner" in text(client_for(cast.member).get(product))
    others = client_for(cast.member_west)
    assert said not in text(others.get(RADIOLOGY))
    assert "over 10 millioner" not in text(others.get(product))
    assert said not in text(client_for(cast.member).get(f"{PAGE}?prosjekt={project.pk}"))


def test_an_english_page_says_what_is_norwegian_in_drawings_and_of_the_index(chain, cast, client_for):
    project = chain.registered()
    measured = {"unit": "døgn", "planned_value": 4, "observed_value": 6}
    no_price = {"cost_of": "", "amount_nok": None}
    chain.experience(project, kind="benefit", title="Ventetid", measure="ventetid", **measured, **no_price)
    choose_language(cast.member, "en")
    page = client_for(cast.member).get(f"{PAGE}?prosjekt={project.pk}").content.decode()
    assert re.search(r'<text class="over"[^>]* lang="nb">[^<]*ventetid: 150 %</text>', page)
    assert f'<span lang="nb">{prices.SOURCE}</span>' in page


def test_with_nothing_ticked_the_page_says_what_to_do(priced, organisations, cast, client_for):
    priced(organisations.vestre_viken, 2_000_000)
    browser = client_for(cast.member)
    told = "Ingen prosjekter er valgt"
    for asked in (f"{RADIOLOGY}&valgte=1", f"{PAGE}?valgte=1", f"{PAGE}?omrade=&produkt="):
        assert told in text(browser.get(asked)), asked
    one_more = "Velg et fagområde eller et produkt. Vil du bare se noen"
    assert one_more not in text(browser.get(f"{RADIOLOGY}&valgte=1"))
    assert one_more in text(browser.get(f"{PAGE}?valgte=1"))
    for asked in (PAGE, RADIOLOGY):
        assert told not in text(browser.get(asked)), asked


def test_the_headings_say_that_newer_amounts_are_as_told(priced, organisations, cast, client_for):
    priced(organisations.vestre_viken, 2_000_000)
    page = text(client_for(cast.member).get(RADIOLOGY))
    assert f"Kostnad ({prices.NEWEST_YEAR}-kroner, nyere beløp som meldt)" in page
    assert page.count("nyere beløp som meldt") >= 2


@pytest.mark.parametrize("who", ["industry", "outsider"])
def test_who_sees_no_costs_gets_no_empty_column_of_them(who, priced, organisations, client_for, cast):
    project = priced(organisations.hso, 1_330_000, reach="public")
    type(project).objects.update(reach="public")
    for address in (RADIOLOGY, "/erfaringer/"):
        company, member = (text(client_for(one).get(address)) for one in (getattr(cast, who), cast.member))
        column = "Kostnad (" if address == RADIOLOGY else "Beløp i kroner"
        assert column not in company, address
        assert column in member, address
        said = "ser du vanligvis ikke kostnader" if who == "industry" else "leverandører vises for medlemmer"
        assert said in company, address
        assert said not in member, address


@pytest.mark.parametrize("who", ["industry", "outsider"])
def test_no_page_speaks_of_costs_to_who_sees_none(who, priced, organisations, client_for, cast):
    project = priced(organisations.hso, 1_330_000, reach="public", product="BoneView")
    type(project).objects.update(reach="public")
    product = f"/prosjekter/produkter/{project.product_id}/"
    costs = {
        RADIOLOGY: ["hva det kostet", "er regnet om til"],
        "/erfaringer/": ["kostet", "kostnad</option>", "Størst beløp først"],
        "/erfaringer/?q=finnesikke": ["et av prosjektene deres"],
        product: ["kostet"],
    }
    for address, words in costs.items():
        outside, member = (text(client_for(one).get(address)) for one in (getattr(cast, who), cast.member))
        for word in words:
            assert word not in outside, (address, word)
            assert word in member, (address, word)
