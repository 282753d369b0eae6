"""The working-day clock: due dates that can be computed again from start, length, pauses and moves.

Working days are Monday to Friday without Norwegian public holidays, and without the days in
`settings.NOT_WORKING` (24 and 31 December), where nobody answers.
"""

from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from django.conf import settings
from django.utils.formats import date_format

from network.audit import label_of
from network.models import Deadline

OSLO = ZoneInfo("Europe/Oslo")


def local_day(moment):
    """The Norwegian date of a moment."""
    return moment.astimezone(OSLO).date()


def date_text(day):
    """A date as it is written in a sentence: «3. desember 2026»."""
    return date_format(day, "j. F Y")


@cache
def _holidays(year):
    return frozenset(holidays.country_holidays("NO", years=year))


def is_working_day(day: date):
    if day.weekday() >= 5 or (day.month, day.day) in settings.NOT_WORKING:
        return False
    return day not in _holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """The date `days` working days after `start`; day 1 is the first working day after it."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and including `end`."""
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def due_on(deadline: Deadline) -> date:
    """A pure function of start, length, pauses and moves. A paused clock shows the date as it stood."""
    computed = add_working_days(deadline.starts_on, deadline.working_days)
    base = deadline.moved_to or computed
    return add_working_days(base, deadline.paused_days)


def start(target, kind, *, on: date, working_days: int) -> Deadline:
    deadline = Deadline(
        target_label=label_of(target), target_id=target.pk, kind=kind, starts_on=on, working_days=working_days
    )
    deadline.due_on = due_on(deadline)
    deadline.save()
    return deadline


def running(target, kind):
    return Deadline.objects.filter(
        target_label=label_of(target), target_id=target.pk, kind=kind, ended_at__isnull=True
    ).first()


def running_for(label, ids):
    """The running deadlines of many objects, by id, in one query: the nearest of each."""
    found = {}
    for deadline in Deadline.objects.filter(
        target_label=label, target_id__in=ids, ended_at__isnull=True
    ).order_by("-due_on"):
        found[deadline.target_id] = deadline
    return found


def pause(target, kind, *, on: date):
    """Stop the clock, from the day after the question."""
    deadline = running(target, kind)
    if deadline and not deadline.is_paused:
        deadline.paused_on = on
        deadline.save()


def resume(target, kind, *, on: date):
    deadline = running(target, kind)
    if deadline and deadline.is_paused:
        deadline.paused_days += working_days_between(deadline.paused_on, on)
        deadline.paused_on = None
        deadline.due_on = due_on(deadline)
        deadline.save()


def move(target, kind, *, to: date):
    """A new date, agreed with reason by whoever holds the case; counted."""
    deadline = running(target, kind)
    if deadline:
        deadline.moved_to = to
        deadline.times_moved += 1
        deadline.paused_days = 0
        deadline.due_on = to
        deadline.save()


def end(target, kind, *, at):
    Deadline.objects.filter(
        target_label=label_of(target), target_id=target.pk, kind=kind, ended_at__isnull=True
    ).update(ended_at=at)
