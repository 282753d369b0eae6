from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network import deadlines
from network.models import Deadline

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


def easter(year):
    """Easter Sunday by Gauss, to count holidays without the library."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def slow_is_working_day(day):
    moving = {easter(day.year) + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)}
    return day.weekday() < 5 and day not in moving and (day.month, day.day) not in fixed


@settings(deadline=None, max_examples=200)
@given(start=st.dates(date(2024, 1, 1), date(2035, 6, 1)), days=st.integers(0, 90))
def test_the_clock_equals_a_slow_independent_counter(start, days):
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= slow_is_working_day(day)
    assert deadlines.add_working_days(start, days) == day
    assert deadlines.working_days_between(start, day) == days


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


@settings(deadline=None, max_examples=200)
@given(
    start=st.dates(date(2024, 1, 1), date(2034, 6, 1)),
    days=st.integers(1, 60),
    gaps=st.lists(st.tuples(st.integers(0, 15), st.integers(0, 20)), max_size=4),
)
def test_pauses_are_days_that_do_not_count(start, days, gaps):
    """A slow counter goes day by day, and counts the working days on which nobody was being waited for."""
    pauses, day = [], start
    for running_for, waiting_for in gaps:
        on = day + timedelta(days=running_for)
        day = on + timedelta(days=waiting_for)
        pauses.append((on, day))
    counted, left = start, days
    while left:
        counted += timedelta(days=1)
        waiting = any(on < counted <= to for on, to in pauses)
        left -= slow_is_working_day(counted) and not waiting
    clock = Deadline(
        starts_on=start, working_days=days, pauses=[[on.isoformat(), to.isoformat()] for on, to in pauses]
    )
    assert deadlines.due_on(clock) == counted


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
