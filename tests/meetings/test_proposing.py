"""Whoever proposes something sees at once where it stands, or reads what it waits for."""

from datetime import timedelta

import pytest

from meetings.models import AgendaItem, Proposal
from meetings.planning import plan
from meetings.publishing import publish
from network.deadlines import date_text, local_day

A_WEEK = timedelta(days=7)


@pytest.fixture
def meet(bodies, cast, now):
    def meet(weeks, **given):
        starts_at = now + weeks * A_WEEK
        return plan(bodies.south_east, actor=cast.lead, now=now, starts_at=starts_at, **given)

    return meet


@pytest.fixture
def propose(client_for, cast):
    """Proposes from the page of a meeting, by the form; gives the page that follows, and its address."""

    def propose(meeting, minutes=10):
        given = {"title": "Felles opplæring", "minutes": minutes, "item_type": "discussion", "token": "a1"}
        return client_for(cast.member).post(f"/moter/{meeting.pk}/foresla/", given, follow=True)

    return propose


def test_it_stands_on_the_draft_right_away(meet, propose):
    meeting = meet(1)
    answer = propose(meeting)
    day = date_text(local_day(meeting.starts_at))
    assert f"står på utkastet til sakslisten for møtet {day}." in answer.content.decode()
    assert meeting.items.get(title="Felles opplæring").is_on


def test_what_is_sent_out_stands_and_the_next_draft_takes_it(meet, propose, cast, now, client_for):
    sent, draft = meet(1), meet(5)
    publish(sent, actor=cast.lead, now=now)
    form = client_for(cast.member).get(f"/moter/{sent.pk}/foresla/").content.decode()
    assert "Saken kommer derfor på neste møte" in form
    answer = propose(sent)
    assert answer.request["PATH_INFO"] == f"/moter/{draft.pk}/"
    assert not sent.items.exists()
    assert draft.items.get(title="Felles opplæring").is_on


def test_without_a_draft_it_waits_for_the_next_meeting(meet, propose, cast, now):
    sent = meet(1)
    publish(sent, actor=cast.lead, now=now)
    assert "Den tas opp i det neste møtet som planlegges." in propose(sent).content.decode()
    assert Proposal.objects.open().exists()
    assert not AgendaItem.objects.exists()


def test_without_room_it_says_that_it_goes_on_to_the_next(meet, propose):
    meeting = meet(1, capacity_minutes=15)
    page = propose(meeting, minutes=30).content.decode()
    assert "men har ikke plass på møtet" in page
    assert meeting.items.get().why_not
