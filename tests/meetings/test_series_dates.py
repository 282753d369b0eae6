"""The dates of a series, told anew by walking the calendar day by day."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.models import Series
from meetings.series import dates_of, starts_at
from network.deadlines import OSLO
from tests import slow_clock

A_DAY = timedelta(days=1)
FIRST, LAST = date(2024, 1, 1), date(2035, 12, 31)
HOLIDAYS = ("next", "before", "week_later", "skip")


def series(**given):
    usual = {"cadence": "months", "every": 1, "weekday": 1, "nth": 2, "time": time(12), "holiday": "next"}
    return Series(**{"starts_on": FIRST} | usual | given)


def is_nth(day, weekday, nth):
    """Whether it is that weekday, and has as many of them before it (or, from the end, none after it)."""
    if day.weekday() != weekday:
        return False
    if nth is None:
        return True
    same = [day.replace(day=n) for n in range(1, 32) if _exists(day, n)]
    same = [other for other in same if other.weekday() == weekday]
    return same[nth - 1 if nth > 0 else nth] == day


def _exists(day, n):
    return (day.replace(day=28) + A_DAY * (n - 28)).month == day.month


def counted(row, end):
    """The dates as the series gives them: every so many of the days that fit, from the first."""
    found, day = [], row.starts_on
    while day <= end:
        if is_nth(day, row.weekday, row.nth):
            found.append(day)
        day += A_DAY
    return found[:: row.every]


def held_on(day, holiday):
    step = {"next": A_DAY, "before": -A_DAY, "week_later": 7 * A_DAY}.get(holiday)
    while not slow_clock.is_working_day(day):
        if step is None:
            return None
        day += step
    return day


days = st.dates(FIRST, LAST)
rows = st.builds(
    series,
    cadence=st.just("months"),
    every=st.integers(1, 6),
    weekday=st.integers(0, 4),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
    holiday=st.sampled_from(HOLIDAYS),
    starts_on=days,
) | st.builds(
    series,
    cadence=st.just("weeks"),
    every=st.integers(1, 6),
    weekday=st.integers(0, 4),
    nth=st.none(),
    holiday=st.sampled_from(HOLIDAYS),
    starts_on=days,
)


@given(row=rows, start=days, length=st.integers(0, 900), ends_after=st.none() | st.integers(0, 2000))
def test_dates_are_those_one_counts_on_a_calendar(row, start, length, ends_after):
    row.ends_on = None if ends_after is None else row.starts_on + A_DAY * ends_after
    end = start + A_DAY * length
    all_of_them = counted(row, min(row.ends_on or LAST + 900 * A_DAY, end + 40 * A_DAY))
    expected = []
    for day in all_of_them:
        on = held_on(day, row.holiday)
        if start <= day <= end and on and (on == day or on not in all_of_them):
            expected.append((day, on))
    assert [(planned.series_date, planned.day) for planned in dates_of(row, start, end)] == expected


@given(row=rows, start=days)
def test_a_meeting_is_on_a_working_day_and_no_two_on_one(row, start):
    held = [planned.day for planned in dates_of(row, start, start + 800 * A_DAY)]
    assert all(slow_clock.is_working_day(day) for day in held)
    assert held == sorted(set(held))


@given(row=rows, start=days, cut=st.integers(0, 400))
def test_asked_for_in_two_parts_the_dates_are_the_same(row, start, cut):
    middle, end = start + A_DAY * cut, start + 400 * A_DAY
    parts = [*dates_of(row, start, middle), *dates_of(row, middle + A_DAY, end)]
    assert parts == dates_of(row, start, end)


@pytest.mark.parametrize(
    ("holiday", "on"),
    [
        ("next", date(2027, 5, 18)),
        ("before", date(2027, 5, 14)),
        ("week_later", date(2027, 5, 24)),
        ("skip", None),
    ],
)
def test_the_seventeenth_of_may_is_moved_by_rule(holiday, on):
    third_monday = series(weekday=0, nth=3, holiday=holiday)
    found = dates_of(third_monday, date(2027, 5, 1), date(2027, 5, 31))
    assert [planned.day for planned in found] == ([on] if on else [])
    assert all(planned.series_date == date(2027, 5, 17) for planned in found)


@pytest.mark.parametrize("change", [date(2026, 10, 25), date(2027, 3, 28)], ids=["to winter", "to summer"])
def test_noon_stays_noon_when_the_clocks_change(change):
    weekly = series(cadence="weeks", nth=None, weekday=3, holiday="week_later")
    held = [planned.day for planned in dates_of(weekly, change - 14 * A_DAY, change + 14 * A_DAY)]
    moments = [starts_at(weekly, day) for day in held]
    assert {moment.astimezone(OSLO).time() for moment in moments} == {time(12)}
    assert len({moment.utcoffset() for moment in moments}) == 2


def test_how_often_is_said_as_people_say_it():
    said = [
        series(weekday=1, nth=2),
        series(weekday=3, nth=-1, every=2, time=time(9, 30)),
        series(cadence="weeks", nth=None, weekday=0),
        series(cadence="weeks", nth=None, weekday=4, every=2),
        series(cadence="weeks", nth=None, weekday=4, every=8),
    ]
    assert [row.rhythm for row in said] == [
        "andre tirsdag i måneden kl. 12",
        "siste torsdag annenhver måned kl. 9.30",
        "hver mandag kl. 12",
        "fredag annenhver uke kl. 12",
        "fredag hver 8. uke kl. 12",
    ]


def test_the_counter_is_not_the_code_it_checks():
    row = SimpleNamespace(starts_on=date(2026, 1, 1), weekday=1, nth=2, every=2)
    assert counted(row, date(2026, 6, 30)) == [date(2026, 1, 13), date(2026, 3, 10), date(2026, 5, 12)]
