"""A page of what very much may fit shows what the whole list would, however it is found."""

import re
from urllib.parse import parse_qsl

import pytest

from network import narrowing, search
from network.pages import page_of
from register import exporting
from register.filters import ExperienceFilter, ProjectFilter
from register.models import Experience, ExportRun, Project


@pytest.fixture
def many(chain):
    """Sixty projects: a word of all, one of every fourth, and one of the three oldest."""
    first = chain.registered()
    made = Project.objects.bulk_create(
        Project(
            title=f"{'Hjerte' if number % 4 else 'Lunge'} {60 - number:02}",
            purpose="Varsling om sepsis" if number > 2 else "Varsling om trombektomi",
            phase="in_use",
            clinical_area="Hud",
            organisation=first.organisation,
            product=first.product,
            registered_at=first.registered_at,
            changed_at=first.changed_at,
        )
        for number in range(60)
    )
    search.index_all(made)


def shown(rf, viewer, **asked):
    request = rf.get("/", asked)
    seen = Project.objects.visible_to(viewer).for_lists().order_by("-pk")
    return request, ProjectFilter(request.GET, queryset=seen, viewer=viewer)


def titles(rows):
    return [one.title for one in rows]


@pytest.mark.parametrize("read", [1, 10, 40, 1000])
@pytest.mark.parametrize("side", [1, 2, 3])
@pytest.mark.parametrize(
    "asked", [{"ord": "varsling"}, {"ord": "lunge"}, {"ord": "trombektomi"}, {"ord": "finnesikke"}]
)
def test_a_page_by_words_is_that_of_the_whole_list(asked, side, read, many, rf, cast, viewer, monkeypatch):
    monkeypatch.setattr(search, "READ_FOR_A_LIST", read)
    _, whole = shown(rf, viewer(cast.member), **asked)
    request, narrowed = shown(rf, viewer(cast.member), **asked, side=side)
    page, whole = narrowed.page(request), page_of(request, whole.qs)
    assert [one.pk for one in page] == [one.pk for one in whole]
    assert (page.number, page.previous, page.next) == (whole.number, whole.previous, whole.next)
    assert page.older is None


@pytest.mark.parametrize("read", [1, 8, 1000])
def test_a_page_by_words_is_made_of_the_newest_hits(read, many, rf, cast, viewer, monkeypatch):
    monkeypatch.setattr(search, "READ_FOR_A_LIST", read)
    monkeypatch.setattr(search, "MOST", 5)
    request, narrowed = shown(rf, viewer(cast.member), ord="lunge", rekkefolge="navn")
    page = narrowed.page(request)
    assert titles(page) == [f"Lunge {n:02}" for n in (4, 8, 12, 16, 20)]
    assert page.made_of == 5


@pytest.mark.parametrize("read", [1, 8, 1000])
@pytest.mark.parametrize("size", [5, 7])
def test_older_hits_follow_until_all_are_shown(size, read, many, rf, cast, viewer, monkeypatch):
    monkeypatch.setattr(search, "READ_FOR_A_LIST", read)
    monkeypatch.setattr(search, "MOST", size)
    shown_so_far, older = [], {}
    while older is not None:
        request, narrowed = shown(rf, viewer(cast.member), ord="lunge", rekkefolge="navn", **older)
        page = narrowed.page(request)
        shown_so_far += titles(page)
        older = {"eldre": page.older} if page.older else None
    assert shown_so_far == [f"Lunge {n:02}" for n in range(4, 61, 4)]


def test_where_hits_may_be_hidden_the_page_says_so_and_leads_on(many, cast, client_for, monkeypatch):
    monkeypatch.setattr(search, "MOST", 30)
    browser = client_for(cast.member)

    def asked(**narrowed):
        page = browser.get("/prosjekter/", narrowed).content.decode()
        return "Her er bare det som passer blant de 30 nyeste, så eldre treff kan mangle" in page, page

    assert asked(ord="varsling")[0] is False  # the page is full
    assert asked(ord="varsling", side=2)[0] is True
    assert asked(ord="varsling", rekkefolge="navn")[0] is True
    assert asked(ord="lunge", rekkefolge="navn")[0] is False  # that is all there are
    says_so, page = asked(ord="varsling", fase="ended")
    assert says_so
    way = re.search(r'href="([^"]+)">Let blant eldre treff</a>', page)[1].replace("&amp;", "&")
    asks = dict(parse_qsl(way.lstrip("?")))
    older = asks.pop("eldre")
    assert asks == {"ord": "varsling", "fase": "ended"}
    page = asked(ord="varsling", eldre=older, side=2)[1]
    assert page.count('data-label="Prosjekt"') == 5  # of thirty older ones
    assert "Til de nyeste treffene" in page
    assert "Let blant eldre treff" not in page


def test_what_others_brought_in_later_does_not_hide_ours(many, chain, rf, cast, viewer, monkeypatch):
    monkeypatch.setattr(search, "MOST", 15)
    place = {"organisation": None, "organisation_name": "NHS", "country": "Storbritannia"}
    for _ in range(3):
        chain.registered(title="Lunge ute", **place)

    def asked(**land):
        request, narrowed = shown(rf, viewer(cast.member), ord="lunge", **land)
        return titles(narrowed.page(request))

    assert len(asked()) == 15
    assert "Lunge ute" not in asked()
    assert asked(land="andre") == ["Lunge ute"] * 3
    assert asked(land="alle") == (["Lunge ute"] * 3 + asked())[:15]


def test_a_file_of_the_list_has_all_of_it(many, cast, viewer, monkeypatch):
    monkeypatch.setattr(search, "MOST", 5)
    rows = exporting.shown(ExportRun.What.PROJECTS, viewer(cast.member), {"ord": "lunge"})
    assert rows.count() == 15


@pytest.mark.parametrize("many", [1, 12, 1000])
def test_a_page_by_what_is_common_has_what_fits_in_the_order_of_the_list(
    many, chain, rf, cast, viewer, monkeypatch
):
    monkeypatch.setattr(narrowing, "MANY", many)
    for number in range(20):
        name, area = ("Sepsisvarsler", "Hud") if number % 3 else ("Et annet", "Øye")
        phase = "in_use" if number % 2 else "development"
        project = chain.registered(
            product=name, clinical_area=area, phase=phase, title=f"Nummer {-number % 7}"
        )
        chain.experience(project, amount_nok=1000 + number * 7 % 20)
    who = viewer(cast.member)

    def projects(**asked):
        request, narrowed = shown(rf, who, **asked)
        return list(narrowed.page(request))

    def experiences(**asked):
        request = rf.get("/", asked)
        rows = Experience.objects.visible_to(who).for_lists().order_by("-pk")
        return list(ExperienceFilter(request.GET, queryset=rows).page(request))

    every, told = projects(), experiences()
    assert (len(every), len(told)) == (20, 20)
    sepsis = [one for one in every if one.product_name == "Sepsisvarsler"]
    assert projects(produkt="sepsis") == sepsis
    assert projects(produkt="sepsis", fase="in_use") == [one for one in sepsis if one.phase == "in_use"]
    by_name = sorted(sepsis, key=lambda one: (one.title, -one.pk))
    assert projects(produkt="sepsis", rekkefolge="navn") == by_name
    assert projects(produkt="finnesikke") == []
    assert projects(hvem="mine") == every
    skin = [one for one in told if one.project.clinical_area == "Hud"]
    assert experiences(fagomrade="hud") == skin
    by_amount = sorted(skin, key=lambda one: (-one.amount_nok, -one.pk))
    assert experiences(fagomrade="hud", rekkefolge="belop") == by_amount
    assert experiences(fagomrade="finnesikke") == []
