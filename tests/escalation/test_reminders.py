"""Reminders before, at and after a date: each once, found again after a crash, no further than the lead."""

from datetime import datetime, time, timedelta

import pytest

from escalation import reminders
from network import deadlines
from network.deadlines import OSLO, add_working_days
from network.models import Deadline, Event, Notice
from network.workflow import take

pytestmark = pytest.mark.django_db


def at(day):
    return datetime.combine(day, time(8), OSLO)


@pytest.fixture
def referral(chain, bodies):
    return chain.acknowledged(
        chain.referral(chain.lifted(recipients=[bodies.coordinating]), bodies.coordinating)
    )


@pytest.fixture
def due(referral):
    return deadlines.running(referral, Deadline.Kind.ANSWER).due_on


def sent(**more):
    return Event.objects.filter(verb="referral.reminded", **more)


def said():
    return [event.data["when"] for event in sent().order_by("pk")]


def test_before_at_and_after_and_each_once(due):
    day = due - timedelta(days=14)
    while day < due + timedelta(days=25):
        for _ in range(2):  # the machine asks again and again
            reminders.remind_due(at(day))
        day += timedelta(days=1)
    assert said() == ["before", "at", "after"]
    # Each on its day: five working days before, on the day, and five after.
    days = [deadlines.local_day(event.at) for event in sent().order_by("pk")]
    assert add_working_days(days[0], 5) == due
    assert days[1:] == [due, add_working_days(due, 5)]


def test_a_machine_that_slept_sends_the_newest_alone(due):
    assert reminders.remind_due(at(add_working_days(due, 6))) == 1
    assert said() == ["after"]


def test_killed_half_way_it_goes_on_where_it_was(chain, due, bodies, monkeypatch):
    """Two are due; the first is told, then the process dies. The next run tells the other alone."""
    other = chain.lifted(
        chain.proposed(chain.taken_up(chain.raised(title="En annen sak?"))), [bodies.coordinating]
    )
    assert deadlines.running(other.referrals.get(), Deadline.Kind.ANSWER).due_on == due
    real = reminders._remind

    def dies(case, *rest):
        if sent().exists():
            raise MemoryError
        return real(case, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(reminders, "_remind", dies)
        with pytest.raises(MemoryError):
            reminders.remind_due(at(due))
    assert reminders.remind_due(at(due)) == 1
    assert sorted(said()) == ["at", "at"]
    assert sent().values("target_id").distinct().count() == 2


def test_a_clock_that_stands_still_reminds_nobody(chain, referral, due):
    chain.asked(referral, by=due + timedelta(days=30))
    assert reminders.remind_due(at(due)) == 0


def test_a_date_that_was_moved_gets_its_own_reminders(chain, referral, due, cast):
    chain.now = at(due)
    reminders.remind_due(chain.now)
    later = add_working_days(due, 14)
    take(referral, "new_date", actor=cast.coord_lead, now=chain.tick(), due=later, reason="Høringen.")
    assert reminders.remind_due(at(due + timedelta(days=1))) == 0
    assert reminders.remind_due(at(later)) == 1
    assert said() == ["at", "at"]


def test_what_is_answered_is_not_nagged_about(chain, referral, due):
    chain.answered(chain.decided(chain.laid_before(referral)))
    reminders.remind_due(at(due))  # of what those who asked have not said, by some calendars
    assert not sent().exists()


def test_before_it_the_saksbehandler_alone_and_afterwards_the_lead_but_never_beyond(chain, cast, bodies):
    escalation = chain.lifted(recipients=[bodies.coordinating])
    secretary = chain.seat(cast.coord_secretary, bodies.coordinating)
    referral = take(
        escalation.referrals.get(), "acknowledge", actor=cast.coord_lead, now=chain.tick(), officer=secretary
    )
    due = deadlines.running(referral, Deadline.Kind.ANSWER).due_on

    def heard(when):
        told = Notice.objects.filter(event__verb="referral.reminded", event__at=when)
        return {notice.person for notice in told.select_related("person")}

    before = at(add_working_days(due - timedelta(days=10), 0))
    while reminders.remind_due(before) == 0:
        before += timedelta(days=1)
    reminders.remind_due(at(due))
    reminders.remind_due(at(add_working_days(due, 5)))
    assert heard(before) == {cast.coord_secretary}
    assert heard(at(due)) == heard(at(add_working_days(due, 5))) == {cast.coord_secretary, cast.coord_lead}


def test_those_who_have_not_said_whether_it_helped_are_reminded_and_no_others(chain, cast):
    escalation = chain.all_answered()
    chain.said(escalation, cast.member, "partly")
    due = deadlines.running(escalation, Deadline.Kind.VERDICT).due_on
    reminders.remind_due(at(due))
    told = Notice.objects.filter(event__verb="escalation.reminded").select_related("person")
    assert {notice.person for notice in told} == {cast.member_west}
