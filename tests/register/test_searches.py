"""Tools, offers of competence and people to ask are found by those whom their lists are open to."""

from datetime import timedelta

import pytest

from network import search
from network.membership import end_seat
from network.models import SearchEntry
from register import asking, sharing

TOOL = {
    "name": "ROS-skjema",
    "kind": "checklist",
    "purpose": "Risiko ved sepsisvarsling.",
    "url": "https://a.example/ros",
}
OFFER = {"group": "leaders", "topic": "law", "title": "Kurs om sepsisvarsling"}
YES = {"knows": "Validering av sepsisvarsling", "reach_me": "Telefon 90 00 00 00", "phases": ["procurement"]}
pytestmark = pytest.mark.django_db


@pytest.fixture
def by(cast, now):
    return {"actor": cast.member, "seat": cast.member.seats.get(), "now": now}


@pytest.fixture
def shared(by):
    sharing.share_tool(**by, **TOOL)
    sharing.tell_competence(**by, **OFFER)
    asking.become_resource(**by, **YES)


def hits(text, viewer):
    return [hit for _kind, found in search.find(text, viewer) for hit in found]


def named(text, viewer):
    return [hit.named for hit in hits(text, viewer)]


def test_what_others_share_is_found_and_leads_to_its_place(shared, cast, client_for):
    browser = client_for(cast.member_west)
    found = browser.get("/sok/?q=sepsisvarsling").context["found"]
    places = {hit.title: browser.get(hit.url, follow=True) for _kind, [hit] in found}
    assert set(places) == {TOOL["name"], OFFER["title"], YES["knows"]}
    for title, page in places.items():
        assert title in page.text
    [(address, _status)] = places[OFFER["title"]].redirect_chain
    assert f'id="{address.partition("#")[2]}">Kurs om sepsisvarsling' in places[OFFER["title"]].text
    assert f"Spør {cast.member.name}" in places[YES["knows"]].text
    own = next(hit for _kind, [hit] in found if hit.title == YES["knows"])
    assert "Ta meg av listen" in client_for(cast.member).get(own.url, follow=True).text


@pytest.mark.parametrize(
    ("text", "title"),
    [("sjekkliste", TOOL["name"]), ("ledere", OFFER["title"]), ("anskaffelse", YES["knows"])],
)
def test_they_are_found_by_what_they_are_and_whom_they_are_for(text, title, shared, cast, viewer):
    assert named(text, viewer(cast.member_west)) == [title]


@pytest.mark.parametrize("who", ["industry", "outsider", "admin", None])
def test_who_may_not_open_the_lists_finds_none_of_it(who, shared, cast, viewer):
    assert named("sepsisvarsling", viewer(cast.member_west))
    assert named("sepsisvarsling", viewer(who and getattr(cast, who))) == []


def test_a_need_and_how_to_reach_somebody_are_not_found(shared, by, cast, viewer):
    sharing.tell_competence(**by, group="procurement", topic="benefit")
    for text in ("innkjøpere", "gevinst", "telefon", cast.member.name, cast.member.email):
        assert named(text, viewer(cast.member_west)) == []


def kept_words():
    return SearchEntry.objects.filter(label="register.resourceperson").exclude(stems="")


def test_whoever_takes_it_back_is_found_no_more(shared, by, cast, viewer):
    asking.become_resource(**by, **YES | {"knows": "Bildedeling"})
    assert named("bildedeling", viewer(cast.member_west)) == ["Bildedeling"]
    assert YES["knows"] not in named("sepsisvarsling", viewer(cast.member_west))
    asking.no_longer_resource(**by)
    assert named("bildedeling", viewer(cast.member_west)) == []
    assert not kept_words().exists()


def test_whoever_leaves_is_found_no_more_also_before_the_night(shared, cast, now, viewer):
    end_seat(cast.member.seats.get(), actor=cast.admin, now=now)
    later = now + timedelta(minutes=1)
    assert YES["knows"] not in named("sepsisvarsling", viewer(cast.member_west, later))
    asking.end_for_those_who_left(later)
    assert not kept_words().exists()
