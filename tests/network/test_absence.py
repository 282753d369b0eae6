"""Whoever stands in has authority and notices exactly while it lasts; afterwards all is as before, by itself."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network import absence, membership, notices
from network.deadlines import OSLO, local_day
from network.models import AccountTurn, Event, Notice, Person, Seat, SecretariatTurn
from network.viewer import Viewer
from network.workflow import NotAllowed, Refused, take

DAY = timedelta(days=1)


@pytest.fixture
def seated(bodies, organisations, system, now):
    """`seated(name, body, role)`: a new person with a seat since long ago."""

    def seat(name, body, role, **more):
        person = Person.objects.create_user(f"{name.lower()}@loft.example", name=name, is_invented=True)
        long_ago = datetime(2024, 1, 2, 8, tzinfo=UTC)
        held = membership.seat(
            person, body, organisation=organisations.hso, role=role, actor=system, now=long_ago, **more
        )
        return person, held

    return seat


@pytest.fixture
def away(now):
    """`away(person, colleague)`: away from now, for ten days."""

    def leave(person, colleague=None, days=10, now=now):
        day = local_day(now)
        return absence.leave(
            person, actor=person, now=now, first=day, last=day + days * DAY, colleague=colleague
        )

    return leave


def test_a_named_colleague_runs_the_body_while_the_lead_is_away_and_not_a_moment_longer(
    cast, bodies, away, now
):
    told = away(cast.lead, cast.colleague)
    own = cast.colleague.seats.get()
    lead = cast.lead.seats.get()
    found = membership.runs(cast.colleague, bodies.south_east, now)
    assert (found, found.runs_for) == (own, lead.pk)
    assert membership.runs(cast.colleague, bodies.south_east, now - timedelta(seconds=1)) is None
    assert membership.runs(cast.colleague, bodies.south_east, told.ends_at) is None
    assert membership.runs(cast.member, bodies.south_east, now) is None
    assert membership.runs(cast.colleague, bodies.west, now) is None


def test_the_lead_is_not_locked_out(cast, bodies, away, now):
    away(cast.lead, cast.colleague)
    assert membership.runs(cast.lead, bodies.south_east, now).runs_for is None


def test_a_deputy_stands_in_for_the_seat_it_deputises_for_without_being_named(
    cast, bodies, seated, away, now
):
    lead = cast.lead.seats.get()
    deputy, _ = seated("Vara", bodies.south_east, Seat.Role.DEPUTY, deputises_for=lead)
    other, _ = seated("Annen", bodies.south_east, Seat.Role.DEPUTY, deputises_for=cast.member.seats.get())
    assert membership.runs(deputy, bodies.south_east, now) is None
    away(cast.lead)
    assert membership.runs(deputy, bodies.south_east, now).runs_for == lead.pk
    assert membership.runs(other, bodies.south_east, now) is None


def test_an_observer_never_stands_in(cast, bodies, seated, away, now):
    observer, _ = seated("Observatør", bodies.south_east, Seat.Role.OBSERVER)
    with pytest.raises(Refused, match="Velg en som har en rolle"):
        away(cast.lead, observer)


def test_a_deputy_lead_is_named_while_the_lead_is_away(cast, bodies, seated, away, now):
    deputy, _ = seated("Nestleder", bodies.south_east, Seat.Role.DEPUTY_LEAD)
    name = lambda at: membership.leaders_of([bodies.south_east.pk], at)[bodies.south_east.pk]  # noqa: E731
    assert name(now) == cast.lead
    told = away(cast.lead)
    assert name(now) == deputy
    assert name(told.ends_at) == cast.lead
    away(deputy)
    assert name(now) == cast.lead, "with both away, the lead is still the one to ask"


def test_whoever_stands_in_for_a_secretary_serves_the_same_bodies(cast, bodies, seated, away, now):
    colleague, _ = seated("Kollega", bodies.secretariat, Seat.Role.MEMBER)
    assert membership.runs(colleague, bodies.west, now) is None
    assert bodies.west.pk not in Viewer(colleague, now).run_body_ids
    away(cast.secretariat, colleague)
    assert membership.runs(colleague, bodies.west, now).runs_for == cast.secretariat.seats.get().pk
    assert bodies.west.pk in Viewer(colleague, now).run_body_ids
    assert colleague.pk in membership.ids_running([bodies.west.pk], now)


def test_the_step_is_written_on_the_stand_ins_own_seat_with_whom_it_stood_in_for(
    chain, cast, bodies, away, client_for
):
    issue = chain.raised()
    with pytest.raises(NotAllowed):
        take(issue, "take_up", actor=cast.colleague, now=chain.tick())
    away(cast.lead, cast.colleague, now=chain.tick())
    take(issue, "take_up", actor=cast.colleague, now=chain.tick())
    event = Event.objects.get(verb="issue.take_up")
    assert event.seat == cast.colleague.seats.get()
    assert event.data["stood_in_for"] == cast.lead.seats.get().pk
    page = client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").content.decode()
    assert f"{cast.colleague.name}, for {cast.lead.name}" in page


def test_what_a_stand_in_raises_is_their_own(chain, cast, away, now):
    away(cast.lead, cast.colleague)
    assert Viewer(cast.colleague, now).member_seat.runs_for is None


def test_notices_come_to_the_stand_in_as_well_while_it_lasts_and_can_be_reckoned_again(chain, cast, away):
    raised = lambda: chain.raised().pk  # noqa: E731
    told = lambda pk: set(  # noqa: E731
        Notice.objects.filter(event__verb="issue.raised", event__target_id=pk).values_list(
            "person", flat=True
        )
    )
    before = raised()
    gone = away(cast.lead, cast.colleague, now=chain.tick())
    during = raised()
    absence.come_back(gone, actor=cast.lead, now=chain.tick())
    after = raised()
    usual = {cast.lead.pk, cast.secretariat.pk}
    assert (told(before), told(during), told(after)) == (usual, usual | {cast.colleague.pk}, usual)
    assert notices.breaches() == []


def test_those_who_stand_in_hear_of_it_when_it_begins_and_when_it_ends(cast, away, now):
    gone = away(cast.lead, cast.colleague)
    absence.come_back(gone, actor=cast.lead, now=now + DAY)
    heard = Notice.objects.filter(event__verb__startswith="absence.").values_list("event__verb", "person")
    assert set(heard) == {("absence.begun", cast.colleague.pk), ("absence.ended", cast.colleague.pk)}
    assert notices.breaches() == []


def test_days_are_whole_and_norwegian(cast, now):
    day = local_day(now) + 5 * DAY
    told = absence.leave(cast.lead, actor=cast.lead, now=now, first=day, last=day)
    assert told.starts_at == datetime.combine(day, time(), OSLO)
    assert told.ends_at == datetime.combine(day + DAY, time(), OSLO)


def test_an_absence_called_off_before_it_begins_never_was(cast, bodies, now):
    day = local_day(now) + 5 * DAY
    told = absence.leave(cast.lead, actor=cast.lead, now=now, first=day, last=day, colleague=cast.colleague)
    absence.come_back(told, actor=cast.lead, now=now)
    assert membership.runs(cast.colleague, bodies.south_east, told.starts_at + timedelta(hours=3)) is None
    with pytest.raises(Refused, match="alt over"):
        absence.come_back(told, actor=cast.lead, now=told.starts_at + DAY)


@pytest.mark.parametrize(
    ("first", "last", "why"), [(-1, 3, "tilbake i tid"), (3, 2, "Siste dag"), (4, 8, "alt meldt fravær")]
)
def test_what_makes_no_sense_is_refused(first, last, why, cast, away, now):
    away(cast.lead, days=5)
    day = local_day(now)
    with pytest.raises(Refused, match=why):
        absence.leave(cast.lead, actor=cast.lead, now=now, first=day + first * DAY, last=day + last * DAY)


@given(
    first=st.integers(0, 40),
    length=st.integers(0, 40),
    back=st.none() | st.integers(0, 60),
    asked=st.integers(-5, 90),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_someone_stands_in_exactly_on_the_days_of_the_absence(first, length, back, asked, cast, bodies, now):
    today, lead = local_day(now), cast.lead
    lead.absences.all().delete()
    day = lambda n: today + n * DAY  # noqa: E731
    told = absence.leave(
        lead, actor=lead, now=now, first=day(first), last=day(first + length), colleague=cast.colleague
    )
    if back is not None and back <= first + length:
        absence.come_back(told, actor=lead, now=now + back * DAY)
        until = now + back * DAY
    else:
        until = datetime.combine(day(first + length + 1), time(), OSLO)
    at = now + asked * DAY
    lasts = asked >= 0 and local_day(at) >= day(first) and at < until
    assert (membership.runs(cast.colleague, bodies.south_east, at) is not None) == lasts
    assert (cast.colleague.pk in membership.ids_running([bodies.south_east.pk], at)) == lasts
    assert (bodies.south_east.pk in Viewer(cast.colleague, at).run_body_ids) == lasts


def test_who_is_away_costs_the_same_with_one_and_with_many(cast, bodies, seated, away, now):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            membership.ids_running([bodies.south_east.pk, bodies.west.pk], now)
            membership.leaders_of([bodies.south_east.pk, bodies.west.pk], now)
            _ = Viewer(cast.colleague, now).run_body_ids
        return len(queries)

    away(cast.lead, cast.colleague)
    few = asked()
    for number in range(8):
        person, _ = seated(f"Sekretær {number}", bodies.south_east, Seat.Role.SECRETARY)
        away(person, cast.colleague)
    assert asked() == few


def test_a_page_for_being_away(cast, bodies, client_for, now):
    browser = client_for(cast.lead)
    today = local_day(now)
    sent = browser.post(
        "/fravaer/",
        {"first": today.isoformat(), "last": (today + DAY).isoformat(), "colleague": cast.colleague.pk},
        follow=True,
    )
    page = sent.content.decode()
    assert cast.colleague.name in page
    assert "Avslutt fraværet nå" in page
    body = client_for(cast.member).get(f"/nettverk/{bodies.south_east.pk}/").content.decode()
    assert f"{cast.lead.name} er borte til og med" in body
    told = cast.lead.absences.get()
    address = f"/fravaer/{told.pk}/"
    assert client_for(cast.member).post(address).status_code == 404
    assert client_for(cast.outsider).get(address).status_code == 404
    client_for(cast.lead).post(address)
    assert membership.runs(cast.colleague, bodies.south_east, now + timedelta(hours=1)) is None


def test_who_leads_nobody_is_not_asked_who_stands_in(cast, client_for):
    asks = lambda person: "Hvem står inn for deg?" in client_for(person).get("/fravaer/").content.decode()  # noqa: E731
    assert asks(cast.lead)
    assert not asks(cast.member)
    today = {"first": "2030-01-01", "last": "2030-01-02"}
    assert client_for(cast.member).post("/fravaer/", today).status_code == 302
    assert cast.member.absences.get().colleague is None


# Other things that decide who is owed a notice, and were changed without a date


def test_closing_an_account_takes_no_old_notice_back(chain, cast, admin_of, client_for):
    chain.raised()
    admin_of(cast.lead, is_active=None)
    cast.lead.refresh_from_db()
    assert not cast.lead.is_active
    assert AccountTurn.objects.get().was_active
    chain.now += DAY
    later = chain.raised()
    assert not Notice.objects.filter(event__target_id=later.pk, event__verb="issue.raised", person=cast.lead)
    assert notices.breaches() == []


@pytest.fixture
def admin_of(cast, client_for):
    """`admin_of(person, **fields)`: the administrator saves a person's form with these; None unticks a box."""

    def save(person, **fields):
        form = {"name": person.name, "email": person.email, "is_active": "on", "is_invented": "on"} | fields
        form |= {"seats-TOTAL_FORMS": 0, "seats-INITIAL_FORMS": 0}
        form = {name: value for name, value in form.items() if value is not None}
        sent = client_for(cast.admin).post(f"/admin/network/person/{person.pk}/change/", form)
        assert sent.status_code == 302, sent.context["errors"]

    return save


def test_another_secretariat_takes_no_old_notice_back(chain, cast, bodies, now):
    chain.raised()
    SecretariatTurn.objects.create(body=bodies.south_east, was=bodies.secretariat, until=chain.tick())
    bodies.south_east.secretariat = None
    bodies.south_east.save()
    later = chain.raised()
    told = Notice.objects.filter(event__verb="issue.raised", event__target_id=later.pk)
    assert set(told.values_list("person", flat=True)) == {cast.lead.pk}
    assert notices.breaches() == []
