"""The calendar of the seed's story, and the seed on an empty database: on any day, and killed half-way."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from config.invariants import breaches
from config.seed import meetings
from config.seed.past import Act, Past, play
from escalation.models import Escalation
from network.deadlines import OSLO
from network.models import Event, Mail, Organisation
from tests.config.test_seed import (
    assert_next_meetings,
    assert_something_is_due_soon,
    make_system_person,
    seed,
)

# The calendar of the story


def test_days_are_counted_in_working_days():
    monday = Past(datetime(2026, 11, 23, 10, tzinfo=OSLO))
    assert monday.day(1) == date(2026, 11, 20)
    assert monday.day(6) == date(2026, 11, 13)
    assert monday.day("2023-12-05") == date(2023, 12, 5)
    assert monday.before(date(2027, 1, 4), 1) == date(2026, 12, 30)
    assert monday.ahead(5) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2026-11-23", "2026-11-27"),
        ("2026-11-27", "2026-11-27"),
        ("2026-11-28", "2026-11-30"),
        ("2026-12-24", "2026-12-28"),
    ],
)
def test_this_week_is_what_is_left_of_it(today, due):
    moment = datetime.fromisoformat(f"{today}T23:30").replace(tzinfo=OSLO)
    assert Past(moment).this_week() == date.fromisoformat(due)


def test_acts_happen_in_order_a_minute_apart():
    first, second = datetime(2026, 1, 2, 8, tzinfo=OSLO), datetime(2026, 1, 2, 9, tzinfo=OSLO)
    seen = []
    play(
        [
            Act(second, lambda at: seen.append(("c", at))),
            Act(first, lambda at: seen.append(("a", at))),
            Act(first, lambda at: seen.append(("b", at))),
        ]
    )
    assert [name for name, _ in seen] == ["a", "b", "c"]
    assert [at for _, at in seen] == [first, first + timedelta(minutes=1), second]


# From nothing


@pytest.mark.usefixtures("db")
def test_a_seed_that_is_killed_begins_again_from_the_start(monkeypatch):
    make_system_person()
    with monkeypatch.context() as broken:
        broken.setattr(meetings, "compile_next", lambda now: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            seed()
    assert not Organisation.objects.exists()
    assert not Event.objects.exists()
    assert seed().startswith("487 organisations")
    assert Escalation.objects.exists()


@pytest.mark.parametrize("day", ["2026-12-27T00:10", "2027-03-31T23:50", "2027-05-14T08:00"])
@pytest.mark.usefixtures("db")
def test_it_holds_on_any_day(day):
    """Between Christmas and New Year, late at night in Easter, on a squeezed-in Friday."""
    moment = datetime.fromisoformat(day).replace(tzinfo=OSLO)
    make_system_person()
    with time_machine.travel(moment):
        seed(now=moment)
        assert breaches(moment) == []
        assert not Mail.objects.exists()
        assert_something_is_due_soon(moment)
        assert_next_meetings(moment)
