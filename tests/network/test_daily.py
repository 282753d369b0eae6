from datetime import UTC, datetime

import pytest

from network.daily import once_a_day
from network.models import JobRun


def job(ran):
    @once_a_day
    def feed_the_cat(now):
        ran.append(now)

    return feed_the_cat


@pytest.mark.parametrize(
    ("first", "second", "times"),
    [
        (datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 11, 23, 20, tzinfo=UTC), 1),
        (datetime(2026, 11, 23, 22, 30, tzinfo=UTC), datetime(2026, 11, 23, 23, 30, tzinfo=UTC), 2),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 1),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), 1),
    ],
    ids=["same day", "past midnight in Oslo", "an hour that comes twice", "an hour that is skipped"],
)
def test_once_for_each_norwegian_date(first, second, times, db):
    ran = []
    run = job(ran)
    run(first)
    run(second)
    assert len(ran) == times


def test_a_day_that_failed_is_given_back(db, now):
    @once_a_day
    def stumbles(now):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumbles(now)
    assert not JobRun.objects.exists()
