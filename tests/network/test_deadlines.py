from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network import deadlines
from network.models import Deadline
from tests import slow_clock

# 2026, looked up in a calendar: Maundy Thursday 2 April to Easter Monday 6 April, 1, 14, 17 and 25 May.
KNOWN = [
    (date(2026, 3, 31), 1, date(2026, 4, 1)),
    (date(2026, 3, 31), 2, date(2026, 4, 7)),
    (date(2026, 4, 30), 1, date(2026, 5, 4)),
    (date(2026, 5, 13), 1, date(2026, 5, 15)),
    (date(2026, 5, 15), 1, date(2026, 5, 18)),
    (date(2026, 12, 23), 1, date(2026, 12, 28)),
    (date(2026, 12, 30), 1, date(2027, 1, 4)),
    (date(2026, 11, 20), 0, date(2026, 11, 20)),
]


@pytest.mark.parametrize(("start", "days", "due"), KNOWN)
def test_known_norwegian_dates(start, days, due):
    assert deadlines.add_working_days(start, days) == due


@settings(max_examples=200)
@given(start=st.dates(date(2024, 1, 1), date(2035, 6, 1)), days=st.integers(0, 90))
def test_the_clock_equals_a_slow_independent_counter(start, days):
    day = slow_clock.after(start, days)
    assert deadlines.add_working_days(start, days) == day
    assert deadlines.working_days_between(start, day) == days


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        (date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 28), date(2026, 11, 27)),  # Saturday
        (date(2026, 11, 29), date(2026, 11, 30)),  # Sunday
        (date(2026, 5, 1), date(2026, 4, 30)),
        (date(2026, 4, 4), date(2026, 4, 7)),  # Easter: as near to Wednesday before as Tuesday after
    ],
)
def test_the_nearest_working_day(day, nearest):
    assert deadlines.nearest_working_day(day, after=date(2026, 3, 1)) == nearest


def test_the_nearest_working_day_is_never_before_a_day():
    assert deadlines.nearest_working_day(date(2026, 11, 28), after=date(2026, 11, 27)) == date(2026, 11, 30)


@pytest.fixture
def clock(chain):
    """Ten working days from Monday 2 November 2026: due Monday 16 November."""
    issue = chain.raised()
    deadlines.start(issue, Deadline.Kind.ANSWER, on=date(2026, 11, 2), working_days=10)
    return issue


def due(issue):
    return deadlines.running(issue, Deadline.Kind.ANSWER).due_on


def test_a_pause_counts_the_working_days_after_the_question(clock):
    deadlines.pause(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 5))
    deadlines.pause(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 6))
    deadlines.resume(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 10))
    assert due(clock) == date(2026, 11, 19), "Friday, Monday and Tuesday were waited"


def moved(issue, to):
    deadlines.move(issue, Deadline.Kind.ANSWER, on=date(2026, 11, 4), to=to, because="Høring.")


def test_a_question_nobody_answered_stops_the_clock_only_to_its_date(clock):
    deadlines.pause(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 5), until=date(2026, 11, 9))
    deadlines.resume(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 30))
    assert due(clock) == date(2026, 11, 18), "Friday and Monday were waited, whenever the job came by"


def test_a_clock_that_has_run_out_does_not_stop_again(clock):
    deadlines.pause(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 20))
    deadlines.resume(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 27))
    assert due(clock) == date(2026, 11, 16)


def test_how_the_date_was_computed_can_be_told(clock):
    deadlines.pause(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 3))
    deadlines.resume(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 4))
    moved(clock, date(2026, 12, 1))
    told = deadlines.history_of(deadlines.running(clock, Deadline.Kind.ANSWER))
    assert [(step.what, step.due_on) for step in told] == [
        ("start", date(2026, 11, 16)),
        ("pause", date(2026, 11, 17)),
        ("move", date(2026, 12, 1)),
    ]


@settings(max_examples=200)
@given(
    start=st.dates(date(2024, 1, 1), date(2034, 6, 1)),
    days=st.integers(1, 60),
    happened=st.lists(st.tuples(st.integers(0, 15), st.booleans(), st.integers(0, 20)), max_size=6),
)
def test_pauses_and_moves_in_any_order_equal_a_slow_counter(start, days, happened):
    """After so many days it was asked and waited, or moved, by so many days; often the same day as before."""
    clock, day = Deadline(starts_on=start, working_days=days), start
    for running_for, is_move, by in happened:
        on = day + timedelta(days=running_for)
        to = on + timedelta(days=by)
        if is_move:
            clock.moves.append({"on": on.isoformat(), "to": to.isoformat(), "because": "Høring."})
        else:
            clock.pauses.append([on.isoformat(), to.isoformat()])
        day = on if is_move else to
    assert deadlines.due_on(clock) == slow_clock.due_of(clock)


def test_a_moved_deadline_is_the_date_that_was_agreed_and_is_counted(clock):
    moved(clock, date(2026, 12, 1))
    assert due(clock) == date(2026, 12, 1)
    assert len(deadlines.running(clock, Deadline.Kind.ANSWER).moves) == 1


def test_a_deadline_moved_nearer_is_also_kept_through_a_pause(clock):
    moved(clock, date(2026, 11, 9))
    deadlines.pause(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 5))
    deadlines.resume(clock, Deadline.Kind.ANSWER, on=date(2026, 11, 6))
    assert due(clock) == date(2026, 11, 10), "one working day later than agreed, not back to the first date"


def test_what_has_ended_runs_no_more(clock, now):
    deadlines.end(clock, Deadline.Kind.ANSWER, at=now)
    assert deadlines.running(clock, Deadline.Kind.ANSWER) is None
