"""The list of projects in other ways: sorted, over the years, and counted."""

import re
from datetime import date, datetime, timedelta

import pytest

from network.deadlines import OSLO, local_day
from register import tallies
from register.figures import by_year, counted
from register.filters import ProjectFilter
from register.models import PhaseChange, Project
from register.projects import edit


def titles_in(page):
    return re.findall(r'href="/prosjekter/\d+/">([^<]+)</a>', page.content.decode())


@pytest.fixture
def three(chain, cast, now):
    """One that moved on, one that stands still, one of another region."""
    moved = chain.registered(title="Årvåken triage", phase="research", phase_on=date(2024, 3, 1))
    edit(moved, actor=cast.member, now=now, phase="in_use", phase_on=date(2025, 9, 1))
    chain.registered(title="Ærlig varsling", phase="in_use", phase_on=date(2025, 2, 1))
    elsewhere = chain.registered(title="Zoomende kamera", phase="procurement")
    Project.objects.filter(pk=elsewhere.pk).update(organisation=chain.organisations.bergen)
    tallies.count_anew()
    return moved


def counts(viewer, **asked):
    seen = Project.objects.visible_to(viewer).order_by("-pk")
    return counted(ProjectFilter(asked, queryset=seen, viewer=viewer))[0]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("", "Zoomende kamera"),
        ("navn", "Zoomende kamera"),
        ("endret", "Årvåken triage"),
        ("bekreftet", "Årvåken triage"),
    ],
)
def test_a_list_is_sorted_as_one_asks_and_the_address_keeps_it(order, first, three, cast, client_for, now):
    Project.objects.filter(pk=three.pk).update(
        changed_at=now + timedelta(hours=1), confirmed_at=now - timedelta(days=40)
    )
    page = client_for(cast.member).get("/prosjekter/", {"rekkefolge": order})
    assert titles_in(page)[0] == first
    if order == "navn":
        assert titles_in(page) == ["Zoomende kamera", "Ærlig varsling", "Årvåken triage"]
    assert f"rekkefolge={order}" in page.content.decode().split("Tidslinje")[0]


def test_the_timeline_says_in_words_what_it_draws(three, cast, client_for):
    page = client_for(cast.member).get("/prosjekter/tidslinje/").content.decode()
    row = page.split("Årvåken triage")[1].split("</tr>")[0]
    assert "Forskning fra 1. mars 2024" in row
    assert "I bruk fra 1. september 2025" in row
    (x1, width1), (x2, _) = re.findall(r'x="(\d+)" width="(\d+)"', row)
    assert abs(int(x1) + int(width1) - int(x2)) <= 1


def test_figures_count_each_phase_a_project_came_to_in_the_year_it_came(three, cast, client_for, viewer, now):
    years = {
        year: dict(numbers) for year, numbers in by_year(counts(viewer(cast.member)), local_day(now))["rows"]
    }
    assert years[2024] == {"Forskning": 1, "Anskaffelse": 0, "I bruk": 0, "I alt": 1}
    assert years[2025] == {"Forskning": 0, "Anskaffelse": 0, "I bruk": 2, "I alt": 2}
    page = client_for(cast.member).get("/prosjekter/tall/", {"fase": "in_use"}).content.decode()
    assert "Helse Sør-Øst" in page
    assert "Helse Vest" not in page.split("<table")[1]


def test_a_phase_that_begins_on_new_years_night_is_counted_in_the_year_here(chain, cast, viewer, now):
    project = chain.registered(phase="research")
    PhaseChange.objects.filter(project=project).update(at=datetime(2026, 1, 1, 0, 30, tzinfo=OSLO))
    tallies.count_anew()
    rows = by_year(counts(viewer(cast.member)), date(2026, 6, 1))["rows"]
    assert [year for year, _ in rows] == [2026]


def test_figures_show_nothing_of_what_one_may_not_see(chain, cast, client_for):
    chain.registered(title="Bare vårt", reach="organisation")
    for address in ("/prosjekter/tidslinje/", "/prosjekter/tall/"):
        page = client_for(cast.member_west).get(address).content.decode()
        assert "Ingen prosjekter her" in page
        assert "Bare vårt" not in page


def test_a_project_whose_source_did_not_tell_the_phase_has_its_pages(chain, cast, client_for):
    project = chain.registered()
    Project.objects.filter(pk=project.pk).update(phase="")
    PhaseChange.objects.filter(project=project).delete()
    browser = client_for(cast.member)
    assert "ukjent fase" in browser.get(f"/prosjekter/{project.pk}/").content.decode()
    assert browser.get("/prosjekter/tidslinje/").status_code == 200


def test_a_project_that_has_not_told_when_stands_on_the_timeline_too(chain, cast, client_for):
    chain.registered(title="Uten dato", phase_on=None)
    browser = client_for(cast.member)
    page = browser.get("/prosjekter/tidslinje/").content.decode()
    assert "Ingen av prosjektene her har fortalt når fasene begynte." in page
    assert 'href="/prosjekter/?hvem=mine">Fortell når fasene begynte' in page
    chain.registered(title="Med dato")
    page = browser.get("/prosjekter/tidslinje/").content.decode()
    assert "Uten dato" in page
    assert "Ingen faser er datert." in page
    assert "Med dato" in page


def test_when_the_phase_began_can_be_told_later_and_then_put_right(chain, cast, now):
    project = chain.registered(phase_on=None)
    for day in (date(2024, 5, 3), date(2024, 6, 4)):
        edit(project, actor=cast.member, now=chain.tick(), phase_on=day)
        assert [local_day(change.at) for change in project.phase_changes.all()] == [day]
    told = [version.told["phase_began"] for version in project.versions.order_by("number")]
    assert told == ["", "3. mai 2024", "4. juni 2024"]
