"""Oppfølgingspunkter: with an owner and a date; done, dropped, handed over, and reminded of once."""

from datetime import timedelta

import pytest

from meetings import actions, closing
from meetings.models import Action
from network.deadlines import local_day
from network.models import Event, Notice
from network.registries import waiting_on
from network.workflow import Missing, NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(meeting, cast, now):
    def act(days=14, **more):
        given = {"actor": cast.lead, "now": now, "what": "Spørre REK", "owner": cast.member, "token": "t"}
        return actions.add(meeting, due_on=local_day(now) + timedelta(days=days), **(given | more))

    return act


def waits(person, viewer):
    return [waiting.title for waiting in waiting_on(viewer(person)) if "Oppfølging" in waiting.what]


def told(verb):
    return list(Notice.objects.filter(event__verb=verb).values_list("person", "needs_you"))


def test_the_owner_is_told_and_it_waits_on_them(add, cast, viewer):
    action = add()
    assert add() == action
    assert told("action.added") == [(cast.member.pk, True)]
    assert waits(cast.member, viewer) == ["Spørre REK"]
    assert waits(cast.lead, viewer) == []


def test_it_is_done_with_one_click_and_once(add, cast, now, viewer):
    action = actions.finish(add(), actor=cast.member, now=now, how=" Sendt i går. ")
    actions.finish(action, actor=cast.member, now=now + timedelta(hours=1), how="Igjen")
    action.refresh_from_db()
    assert (action.ended_at, action.ended_by, action.how) == (now, cast.member, "Sendt i går.")
    assert waits(cast.member, viewer) == []
    assert Event.objects.filter(verb="action.finished").count() == 1


def test_who_may(add, cast, now):
    action, due = add(), local_day(now)
    for person in (cast.colleague, cast.lead_west, cast.outsider):
        with pytest.raises(NotAllowed):
            actions.finish(action, actor=person, now=now)
        with pytest.raises(NotAllowed):
            actions.hand_over(action, actor=person, now=now, owner=cast.colleague, due_on=due)
    for person in (cast.member, cast.colleague, cast.lead_west):
        with pytest.raises(NotAllowed):
            actions.drop(action, actor=person, now=now, how="Nei")
        with pytest.raises(NotAllowed):
            add(actor=person, token=None)
    assert Action.objects.get().ended_at is None


def test_dropped_needs_a_reason(add, cast, now):
    action = add()
    with pytest.raises(Missing):
        actions.drop(action, actor=cast.lead, now=now, how=" ")
    dropped = actions.drop(action, actor=cast.lead, now=now, how="Løst av andre.")
    assert (dropped.dropped, dropped.how) == (True, "Løst av andre.")
    with pytest.raises(Refused):
        actions.hand_over(dropped, actor=cast.lead, now=now, owner=cast.colleague, due_on=local_day(now))


def test_handed_over_it_waits_on_the_other_who_is_told(add, cast, now, viewer):
    due = local_day(now) + timedelta(days=3)
    actions.hand_over(add(), actor=cast.member, now=now, owner=cast.colleague, due_on=due)
    assert told("action.handed_over") == [(cast.colleague.pk, True)]
    assert (waits(cast.member, viewer), waits(cast.colleague, viewer)) == ([], ["Spørre REK"])


@pytest.mark.parametrize(
    ("more", "field"),
    [({"days": -1}, "due_on"), ({"owner": "outsider"}, "owner"), ({"owner": "industry"}, "owner")],
)
def test_a_date_that_has_been_or_someone_from_elsewhere_is_refused(more, field, add, cast):
    given = more | ({"owner": getattr(cast, more["owner"])} if "owner" in more else {})
    with pytest.raises(Refused) as refusal:
        add(**given)
    assert refusal.value.field == field
    assert not Action.objects.exists()


def test_what_is_overdue_is_reminded_of_once_for_each_date(add, cast, now):
    action = add(days=0)
    assert actions.remind_overdue(now) == 0
    tomorrow = now + timedelta(days=1)
    assert actions.remind_overdue(tomorrow) == 1
    assert actions.remind_overdue(tomorrow + timedelta(days=5)) == 0
    assert told("action.overdue") == [(cast.member.pk, True)]
    later = local_day(tomorrow) + timedelta(days=7)
    actions.hand_over(action, actor=cast.member, now=tomorrow, owner=cast.member, due_on=later)
    assert actions.remind_overdue(now + timedelta(days=9)) == 1
    actions.finish(action, actor=cast.member, now=now + timedelta(days=9))
    assert actions.remind_overdue(now + timedelta(days=30)) == 0


def test_it_outlives_its_meeting_and_its_owners_seat(add, meeting, cast, now, viewer):
    action = add()
    closing.close(meeting, actor=cast.lead, now=now, rest_to_next=True)
    assert list(Action.objects.open()) == [action]
    cast.member.seats.update(ends_at=now - timedelta(seconds=1))
    assert list(Action.objects.visible_to(viewer(cast.member))) == [action]
    assert actions.finish(action, actor=cast.member, now=now).ended_by == cast.member
