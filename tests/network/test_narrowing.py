"""A page of what very much may fit shows what the whole list would, however it is found."""

import pytest

from network import narrowing, search
from network.pages import page_of
from register.filters import ProjectFilter
from register.models import Project


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


@pytest.mark.parametrize("read", [1, 10, 40, 1000])
@pytest.mark.parametrize("side", [1, 2, 3])
@pytest.mark.parametrize(
    "asked", [{"ord": "varsling"}, {"ord": "lunge"}, {"ord": "trombektomi"}, {"ord": "finnesikke"}]
)
def test_a_page_by_words_is_that_of_the_whole_list(asked, side, read, many, rf, cast, viewer, monkeypatch):
    monkeypatch.setattr(search, "READ", read)
    monkeypatch.setattr(search, "READ_FOR_A_LIST", read)
    request, narrowed = shown(rf, viewer(cast.member), **asked, side=side)
    page, whole = narrowed.page(request), page_of(request, narrowed.qs)
    assert [one.pk for one in page] == [one.pk for one in whole]
    assert (page.number, page.previous, page.next) == (whole.number, whole.previous, whole.next)


@pytest.mark.parametrize("read", [1, 30, 1000])
def test_a_page_by_product_is_that_of_the_whole_list(read, chain, rf, cast, viewer, monkeypatch):
    monkeypatch.setattr(search, "READ", read)
    for number in range(30):
        chain.registered(product="Sepsisvarsler" if number % 3 else "Et annet")
    for asked in ({"produkt": "sepsis"}, {"produkt": "annet", "fase": "in_use"}, {"produkt": "finnesikke"}):
        request, narrowed = shown(rf, viewer(cast.member), **asked)
        assert narrowed.page(request) == page_of(request, narrowed.qs), asked


def test_in_another_order_few_are_all_sorted(many, rf, cast, viewer):
    request, narrowed = shown(rf, viewer(cast.member), ord="lunge", rekkefolge="navn")
    page = narrowed.page(request)
    assert [one.pk for one in page] == [one.pk for one in page_of(request, narrowed.qs)]
    assert page.sorted_of is None


def test_in_another_order_the_newest_of_many_are_sorted_and_the_page_says_so(
    many, rf, cast, viewer, client_for, monkeypatch
):
    monkeypatch.setattr(narrowing, "MOST_SORTED", 5)
    asked = {"ord": "lunge", "rekkefolge": "navn"}
    request, narrowed = shown(rf, viewer(cast.member), **asked)
    assert [one.title for one in narrowed.page(request)] == [f"Lunge {n:02}" for n in (4, 8, 12, 16, 20)]
    page = client_for(cast.member).get("/prosjekter/", asked).content.decode()
    assert "her er de 5 nyeste av dem, sortert" in page
    page = client_for(cast.member).get("/prosjekter/", {"ord": "lunge"}).content.decode()
    assert "sortert" not in page.split("<table")[-1]
