"""Moved and cancelled: with a reason, once, by whoever runs it, and told to those who were to come."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from meetings import planning
from meetings.compiling import compile_due, compile_meeting
from meetings.models import Invitation, Meeting
from meetings.publishing import publish
from network import notices
from network.deadlines import OSLO, is_working_day
from network.messages import wording
from network.models import Event, Notice
from network.workflow import NotAllowed, Refused, Stale
from tests.escalation.test_races import at_once

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
AT = datetime(2026, 12, 15, 12, tzinfo=OSLO)
LATER = datetime(2026, 12, 17, 9, 30, tzinfo=OSLO)


@pytest.fixture
def meeting(bodies, cast):
    return planning.plan(bodies.south_east, actor=cast.lead, now=NOW, starts_at=AT, buffer_minutes=10)


def move(meeting, who, **given):
    given = {"starts_at": LATER, "why": "Lederen er på reise.", "now": NOW} | given
    return planning.move(meeting, actor=who, **given)


def heard(verb):
    return {notice.person for notice in Notice.objects.filter(event__verb=verb)}


def test_the_page_of_a_body_shows_the_next_first_and_what_is_called_off(meeting, bodies, cast, client_for):
    later = planning.plan(bodies.south_east, actor=cast.lead, now=NOW, starts_at=LATER)
    planning.cancel(meeting, actor=cast.lead, now=NOW, why="For få saker.")
    with time_machine.travel(NOW, tick=False):
        page = client_for(cast.member).get(f"/nettverk/{bodies.south_east.pk}/").content.decode()
    shown = re.findall(r'href="/moter/(\d+)/">.*?<span class="muted">([^<]*)<', page)
    assert [int(pk) for pk, _ in shown] == [meeting.pk, later.pk]
    assert ["avlyst" in said for _, said in shown] == [True, False]


def test_a_meeting_ends_when_cases_and_reserve_are_used(meeting):
    assert meeting.ends_at == AT + timedelta(minutes=100)
    assert (meeting.propose_by, meeting.papers_by) == (date(2026, 12, 4), date(2026, 12, 8))


def test_deadlines_of_ones_own_are_working_days_and_before_the_meeting(bodies, cast):
    given = {"actor": cast.lead, "now": NOW, "starts_at": AT}
    saturday, after = date(2026, 12, 12), date(2026, 12, 16)
    meeting = planning.plan(bodies.south_east, papers_by=saturday, **given)
    assert meeting.papers_by == date(2026, 12, 11)
    with pytest.raises(Refused):
        planning.plan(bodies.south_east, propose_by=after, **given)


def test_moved_it_keeps_its_first_time_and_its_deadlines_follow(meeting, cast):
    move(meeting, cast.lead)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.moved_from, meeting.sequence) == (LATER, AT, 1)
    assert (meeting.propose_by, meeting.papers_by) == (date(2026, 12, 4), date(2026, 12, 10))
    move(meeting, cast.lead, starts_at=LATER + timedelta(days=40))
    meeting.refresh_from_db()
    assert (meeting.moved_from, meeting.sequence) == (AT, 2)
    assert is_working_day(meeting.propose_by)
    assert is_working_day(meeting.papers_by)
    move(meeting, cast.lead, starts_at=AT)
    meeting.refresh_from_db()
    assert meeting.moved_from is None, "back where it was"


def test_a_deadline_that_has_been_kept_stands_when_a_meeting_is_moved_earlier(meeting, cast):
    move(meeting, cast.lead, now=datetime(2026, 12, 9, 9, tzinfo=UTC), starts_at=AT - timedelta(days=1))
    meeting.refresh_from_db()
    assert (meeting.propose_by, meeting.papers_by) == (date(2026, 12, 4), date(2026, 12, 8))


def test_those_who_sit_there_and_those_invited_hear_why(meeting, cast):
    Invitation.objects.create(meeting=meeting, person=cast.owner_hdir, invited_at=NOW)
    Invitation.objects.create(meeting=meeting, person=cast.owner_dmp, invited_at=NOW, withdrawn_at=NOW)
    move(meeting, cast.secretariat)
    planning.cancel(meeting, actor=cast.lead, now=NOW, why="For få saker.")
    assert heard("meeting.moved") == {cast.lead, cast.member, cast.colleague, cast.owner_hdir}
    assert heard("meeting.cancelled") == {cast.member, cast.colleague, cast.owner_hdir}
    subject, body = wording(Event.objects.get(verb="meeting.moved"))
    assert subject == "Møtet er flyttet: Regionalt KI-nettverk Helse Sør-Øst 17. desember 2026 kl. 9.30"
    assert "Lederen er på reise." in body
    assert "For få saker." in wording(Event.objects.get(verb="meeting.cancelled"))[1]
    assert notices.breaches() == []


def test_a_double_click_is_one(meeting, cast):
    for _ in range(2):
        move(meeting, cast.lead, version=0)
    for _ in range(2):
        planning.cancel(meeting, actor=cast.lead, now=NOW, why="Få saker.", version=1)
    meeting.refresh_from_db()
    assert meeting.sequence == 2
    assert Event.objects.filter(verb__in=["meeting.moved", "meeting.cancelled"]).count() == 2


def test_a_page_opened_before_another_moved_it_is_stale(meeting, cast):
    move(meeting, cast.lead, version=0)
    with pytest.raises(Stale):
        move(meeting, cast.secretariat, starts_at=LATER + timedelta(days=1), version=0)
    with pytest.raises(Stale):
        planning.cancel(meeting, actor=cast.secretariat, now=NOW, why="Nei.", version=0)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.state) == (LATER, "planned")


def test_only_those_who_run_it_move_or_cancel(meeting, cast):
    for person in (cast.member, cast.lead_west, cast.coord_lead, cast.admin):
        with pytest.raises(NotAllowed):
            move(meeting, person)
        with pytest.raises(NotAllowed):
            planning.cancel(meeting, actor=person, now=NOW, why="Nei.")
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.state, meeting.sequence) == (AT, "planned", 0)


def test_a_held_meeting_is_neither_moved_nor_cancelled_and_a_cancelled_one_not_moved(meeting, cast):
    Meeting.objects.update(state="held")
    with pytest.raises(Refused, match="holdt"):
        move(meeting, cast.lead)
    with pytest.raises(Refused, match="holdt"):
        planning.cancel(meeting, actor=cast.lead, now=NOW, why="Nei.")
    Meeting.objects.update(state="cancelled")
    with pytest.raises(Refused, match="avlyst"):
        move(meeting, cast.lead)


def test_not_to_a_time_that_has_been_nor_when_the_body_meets_already(meeting, bodies, cast):
    with pytest.raises(Refused):
        move(meeting, cast.lead, starts_at=NOW)
    other = planning.plan(bodies.south_east, actor=cast.lead, now=NOW, starts_at=LATER)
    with pytest.raises(Refused, match="alt et møte"):
        move(meeting, cast.lead)
    planning.cancel(other, actor=cast.lead, now=NOW, why="Slått sammen.")
    assert move(meeting, cast.lead).starts_at == LATER, "a cancelled meeting takes no time"


def test_where_a_meeting_is_cancelled_another_can_be_planned(meeting, bodies, cast):
    planning.cancel(meeting, actor=cast.lead, now=NOW, why="Få saker.")
    again = planning.plan(bodies.south_east, actor=cast.lead, now=NOW, starts_at=AT)
    assert (again.pk != meeting.pk, again.state) == (True, "planned")


def test_an_agenda_that_is_sent_out_follows_the_meeting(chain, meeting, cast, now):
    chain.taken_up()
    publish(meeting, actor=cast.lead, now=NOW)
    lines = list(meeting.items.values_list("pk", "number"))
    move(meeting, cast.lead)
    compile_meeting(meeting, now=NOW)
    meeting.refresh_from_db()
    assert meeting.published_at == NOW
    assert list(meeting.items.values_list("pk", "number")) == lines != []


def test_what_must_be_treated_in_a_cancelled_meeting_stands_for_the_next(chain, bodies, cast, now):
    escalation = chain.proposed()
    first, following = (
        planning.plan(
            bodies.network_steering, actor=cast.lifting_lead, now=now, starts_at=now + timedelta(days)
        )
        for days in (5, 33)
    )
    compile_meeting(first, now=now)
    planning.cancel(first, actor=cast.lifting_lead, now=now, why="For få kan komme.")
    compile_meeting(following, now=now)
    assert following.items.get(target_id=escalation.pk).is_on


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_at_once_move_it_once(meeting, cast):
    to = [LATER, LATER + timedelta(days=1)] * 4
    outcomes = at_once(*[lambda at=at: move(meeting, cast.lead, starts_at=at, version=0) for at in to])
    meeting.refresh_from_db()
    assert meeting.sequence == 1
    assert Event.objects.filter(verb="meeting.moved").count() == 1
    assert len([outcome for outcome in outcomes if isinstance(outcome, Stale)]) == 4


def test_a_meeting_is_not_planned_for_a_time_that_has_been(bodies, cast, client_for):
    with time_machine.travel(NOW, tick=False):
        page = client_for(cast.lead).post(
            f"/moter/nytt/{bodies.south_east.pk}/",
            {"starts_at": "2026-11-24T12:00", "capacity_minutes": 60, "buffer_minutes": 0, "token": "a"},
        )
    assert "Møtet kan ikke planlegges til en tid som har vært." in page.content.decode()
    assert not Meeting.objects.exists()


def test_the_page_says_when_the_agenda_is_made_as_the_job_makes_it(meeting, bodies, cast, client_for):
    client = client_for(cast.lead)
    with time_machine.travel(NOW, tick=False):
        page = client.post(
            f"/moter/nytt/{bodies.south_east.pk}/",
            {"starts_at": "2026-12-17T09:30", "capacity_minutes": 60, "buffer_minutes": 0, "token": "a"},
            follow=True,
        ).content.decode()
        later = Meeting.objects.get(starts_at=LATER)
        assert page.count("møtet 15. desember 2026 har begynt") == 2, "told at once, and on the page"
        assert "holdes oppdatert til den sendes ut" in client.get(f"/moter/{meeting.pk}/").content.decode()
    compile_due(NOW)
    assert [meeting.versions.count(), later.versions.count()] == [1, 0]
    begun = AT + timedelta(minutes=1)
    with time_machine.travel(begun, tick=False):
        page = client_for(cast.lead).get(f"/moter/{later.pk}/").content.decode()
        assert "holdes oppdatert til den sendes ut" in page
    compile_due(begun)
    assert later.versions.count() == 1
