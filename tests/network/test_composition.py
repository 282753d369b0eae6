"""Who is missing in a body, and who soon will be."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from network import composition, membership
from network.composition import ending_text, missing_text, standings, standings_of
from network.models import Field, Organisation, Place, Seat
from network.registries import waiting_on
from network.workflow import Missing, Refused

NOW = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def place(**given):
    return Place(**({"count": 1} | given))


def held(person, starts=-100, ends=None, role="member", field="", region=None, organisation=1):
    until = None if ends is None else NOW + ends * DAY
    where = Organisation(pk=organisation, region_id=region)
    return Seat(
        person_id=person,
        role=role,
        field=field,
        organisation=where,
        starts_at=NOW + starts * DAY,
        ends_at=until,
    )


def of(a_place, *seats):
    return standings([a_place], seats, NOW)[0]


def test_one_person_fills_a_field_and_a_region():
    seat = held(1, field="law", region=7)
    assert not of(place(field="law"), seat).is_vacant
    assert not of(place(region_id=7), seat).is_vacant
    assert of(place(field="law", region_id=8), seat).is_vacant


def test_a_place_for_two_is_not_filled_by_one_person_twice():
    one = of(place(organisation_id=1, count=2), held(1), held(1, role="lead"))
    assert one.lacking == 1


@pytest.mark.parametrize("role", ["deputy", "observer"])
def test_deputies_and_observers_fill_no_place(role):
    assert of(place(field="law"), held(1, field="law", role=role)).is_vacant


def test_a_seat_that_ends_within_sixty_days_is_seen_and_not_one_that_ends_later():
    assert of(place(field="law"), held(1, field="law", ends=60)).ends_soon
    assert not of(place(field="law"), held(1, field="law", ends=61)).ends_soon


def test_whoever_comes_after_in_time_leaves_no_gap():
    ends, follows = held(1, field="law", ends=30), held(2, starts=30, field="law")
    assert not of(place(field="law"), ends, follows).ends_soon
    late = held(2, starts=31, field="law")
    assert of(place(field="law"), ends, late).ends_soon


SEATS = st.lists(
    st.builds(
        held,
        person=st.integers(1, 3),
        starts=st.integers(-90, 70),
        ends=st.none() | st.integers(71, 130).map(lambda n: n - 70),
        role=st.sampled_from(["lead", "member", "deputy", "observer"]),
        field=st.sampled_from(["law", "clinic"]),
        region=st.sampled_from([7, 8]),
    ).filter(lambda seat: seat.ends_at is None or seat.ends_at > max(seat.starts_at, NOW)),
    max_size=6,
)


@given(SEATS, st.integers(1, 2), st.sampled_from(["", "law"]), st.sampled_from([None, 7]))
def test_it_says_what_counting_day_by_day_would_say(seats, count, field, region):
    asked = place(field=field, region_id=region, organisation_id=None if field or region else 1, count=count)

    def short(days):
        at = NOW + days * DAY
        there = {
            seat.person_id
            for seat in seats
            if seat.role in ("lead", "member")
            and (not field or seat.field == field)
            and (not region or seat.organisation.region_id == region)
            and seat.starts_at <= at
            and (seat.ends_at is None or at < seat.ends_at)
        }
        return max(0, count - len(there))

    found = of(asked, *seats)
    assert found.lacking == short(0)
    assert found.ends_soon == (not short(0) and any(short(days) for days in range(1, 61)))


# In the database


@pytest.fixture
def by(cast, now):
    return {"actor": cast.council_chair, "seat": cast.council_chair.seats.get(), "now": now}


def test_what_is_missing_is_said_in_one_line(bodies, regions, by, now):
    composition.expect(bodies.council, **by, field=Field.LAW)
    composition.expect(bodies.council, **by, field=Field.USERS, count=2)
    composition.expect(bodies.council, **by, region=regions["vest"])
    composition.expect(bodies.council, **by, region=regions["sor-ost"])
    found = standings_of([bodies.council.pk], now)[bodies.council.pk]
    assert missing_text(found) == "Mangler: juss, 2 brukerrepresentant (mangler 2), Helse Vest"
    assert ending_text(found) == ""


def test_a_place_that_no_longer_counts_counts_until_then(bodies, by, now):
    gone = composition.expect(bodies.council, **by, field=Field.LAW)
    composition.no_longer_expect(gone, **by | {"now": now + DAY})
    asked = lambda at: standings_of([bodies.council.pk], at)  # noqa: E731
    assert [one.place for one in asked(now)[bodies.council.pk]] == [gone]
    assert asked(now + DAY) == {}
    composition.expect(bodies.council, **by | {"now": now + 2 * DAY}, field=Field.LAW)


def test_the_same_place_twice_and_one_for_nobody_are_refused(bodies, regions, by):
    composition.expect(bodies.council, **by, region=regions["vest"])
    with pytest.raises(Refused, match="står der alt"):
        composition.expect(bodies.council, **by, region=regions["vest"])
    with pytest.raises(Missing, match="Velg fagfelt"):
        composition.expect(bodies.council, **by)


def test_a_vacant_place_waits_on_the_lead_and_not_on_those_who_serve(bodies, cast, by, viewer):
    composition.expect(bodies.council, **by, field=Field.LAW)
    lines = lambda person: [w.what for w in waiting_on(viewer(person)) if "mangler" in w.title]  # noqa: E731
    assert lines(cast.council_chair) == ["Finn noen. Mangler: juss"]
    assert lines(cast.secretariat) == lines(cast.member) == []


def test_a_seat_that_ends_waits_with_its_date(bodies, cast, by, organisations, system, now, viewer):
    composition.expect(bodies.council, **by, field=Field.LAW)
    seat = membership.seat(
        cast.colleague,
        bodies.council,
        organisation=organisations.hso,
        role=Seat.Role.MEMBER,
        field=Field.LAW,
        actor=system,
        now=now,
    )
    membership.end_seat(seat, actor=system, now=now, ends_at=now + 20 * DAY)
    [line] = [w for w in waiting_on(viewer(cast.council_chair, now)) if "mangler" in w.title]
    assert line.what == "Finn noen. Snart ledig: juss"
    assert line.due is not None


def test_the_lead_says_on_a_page_who_should_be_there(bodies, cast, regions, client_for):
    address = f"/nettverk/{bodies.council.pk}/sammensetning/"
    browser = client_for(cast.council_chair)
    browser.post(address, {"field": "law", "region": regions["vest"].pk, "count": 1})
    seen = client_for(cast.member).get(f"/nettverk/{bodies.council.pk}/").content.decode()
    assert "Mangler: juss fra Helse Vest" in seen
    assert "Mangler" not in client_for(cast.outsider).get(f"/nettverk/{bodies.council.pk}/").content.decode()
    browser = client_for(cast.council_chair)
    again = browser.post(address, {"field": "law", "region": regions["vest"].pk, "count": 1})
    assert "Den plassen står der alt." in again.content.decode()
    assert "Velg fagfelt, helseregion" in browser.post(address, {"count": 1}).content.decode()
    browser.post(address, {"end": Place.objects.get().pk})
    assert Place.objects.get().ended_at is not None


def test_composition_asks_as_often_with_many_places_as_with_one(bodies, by, regions, now):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            standings_of([bodies.council, bodies.steering], now)
        return len(queries)

    composition.expect(bodies.council, **by, field=Field.LAW)
    few = asked()
    for field in (Field.USERS, Field.CLINIC, Field.SECURITY):
        composition.expect(bodies.council, **by, field=field)
        composition.expect(bodies.steering, **by, field=field, region=regions["vest"])
    assert asked() == few == 2
