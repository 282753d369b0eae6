"""When a body ends, its planned meetings and those that leaned on it follow whoever took over."""

from datetime import timedelta

import pytest

from escalation import drafting
from meetings.models import Meeting
from meetings.planning import plan
from meetings.succession import hand_over_meetings
from network import membership, notices
from network.messages import wording
from network.models import Body, Notice
from network.succession import repoint_lifting_bodies

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(bodies, cast, now):
    return plan(bodies.network_steering, actor=cast.lifting_lead, now=now, starts_at=now + timedelta(days=20))


@pytest.fixture
def end(bodies, now):
    def end(successor=None):
        body = bodies.network_steering
        body.ends_on, body.successor = now.date(), successor
        body.save()

    return end


@pytest.fixture
def heir(bodies, now):
    return Body.objects.create(
        slug="fagdirektorene", name="Fagdirektørene", kind=Body.Kind.NETWORK_STEERING, starts_on=now.date()
    )


def test_whoever_took_over_holds_the_planned_meeting(meeting, end, heir, now):
    end(heir)
    assert (hand_over_meetings(now), hand_over_meetings(now)) == (1, 0)
    meeting.refresh_from_db()
    assert (meeting.body, meeting.state) == (heir, "planned")


def test_without_an_heir_it_is_cancelled(meeting, end, now):
    end()
    hand_over_meetings(now)
    assert Meeting.objects.get().state == "cancelled"


def heard(verb):
    told = Notice.objects.filter(event__verb=verb)
    return {notice.person for notice in told}


def test_those_who_should_have_come_hear_that_it_is_cancelled(meeting, end, cast, now):
    end()
    hand_over_meetings(now)
    assert heard("meeting.cancelled") == {cast.lifting_lead, cast.lifting_member}
    assert "er avsluttet" in wording(Notice.objects.first().event)[1]
    assert notices.breaches() == []


def test_those_who_are_to_come_instead_hear_of_it(meeting, end, heir, cast, organisations, system, now):
    membership.seat(
        cast.council_chair, heir, organisation=organisations.hso, role="lead", actor=system, now=now
    )
    end(heir)
    hand_over_meetings(now)
    assert heard("meeting.handed_over") == {cast.council_chair}
    assert "Fagdirektørene har tatt over" in wording(Notice.objects.first().event)[1]
    assert notices.breaches() == []


def test_what_has_been_held_stays_where_it_was(meeting, end, heir, bodies, now):
    Meeting.objects.update(state="held")
    end(heir)
    assert hand_over_meetings(now) == 0
    assert Meeting.objects.get().body == bodies.network_steering


def test_networks_propose_to_whoever_took_over_from_the_first_day(chain, end, heir, bodies, cast, now):
    issue = chain.taken_up()
    end(heir)
    assert (repoint_lifting_bodies(now) > 0, repoint_lifting_bodies(now)) == (True, 0)
    home = Body.objects.get(pk=bodies.south_east.pk)
    case = drafting.propose(
        [issue],
        actor=cast.lead,
        now=now,
        home_body=home,
        title=issue.title,
        ask="Avklar.",
        recipients=[bodies.coordinating],
        no_assessment_because="Haster.",
        tie_to_raiser="",
    )
    assert case.lifting_body == heir
