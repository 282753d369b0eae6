"""Dates counted back and forth from the first run, in working days, so that a story reads as one."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from network.deadlines import OSLO, add_working_days, is_working_day, local_day

DAY = timedelta(days=1)


class Past:
    """The calendar of a story told at `now`. `when` is working days before today, or a date in itself."""

    def __init__(self, now):
        self.now = now
        self.today = local_day(now)

    def day(self, when):
        if isinstance(when, str):
            return date.fromisoformat(when)
        day = self.today
        while when > 0:
            day -= DAY
            when -= is_working_day(day)
        return day

    def at(self, when, hour, minute=0):
        return datetime.combine(self.day(when), time(hour, minute), OSLO)

    def before(self, day, working_days):
        """The day that many working days before another."""
        while working_days > 0:
            day -= DAY
            working_days -= is_working_day(day)
        return day

    def after(self, day, working_days):
        """The day that many working days after another."""
        return add_working_days(day, working_days)

    def ahead(self, days):
        """The first working day at least so many days from today."""
        day = self.today + days * DAY
        while not is_working_day(day):
            day += DAY
        return day

    def this_week(self):
        """The last working day left of this week; at its end, the first of the next."""
        sunday = self.today + (6 - self.today.weekday()) * DAY
        left = [self.today + n * DAY for n in range((sunday - self.today).days + 1)]
        return max((day for day in left if is_working_day(day)), default=self.ahead(1))


@dataclass(frozen=True)
class Act:
    """One thing that happened: `does(moment)` is called with when it did."""

    at: datetime
    does: Callable


def play(acts):
    """Let everything happen in its order. What falls on the same time follows a minute after."""
    taken = Counter()
    for act in sorted(acts, key=lambda act: act.at):
        act.does(act.at + timedelta(minutes=taken[act.at]))
        taken[act.at] += 1
