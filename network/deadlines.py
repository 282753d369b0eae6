"""The working-day clock: due dates that can be computed again from start, length, pauses and moves.

Working days are Monday to Friday without Norwegian public holidays, and without the days in
`settings.NOT_WORKING` (24 and 31 December), where nobody answers.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

import holidays
from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.formats import date_format, time_format
from django.utils.functional import lazy
from django.utils.translation import gettext

from network.audit import label_of
from network.models import Deadline

OSLO = ZoneInfo("Europe/Oslo")


def local_day(moment):
    """The Norwegian date of a moment."""
    return moment.astimezone(OSLO).date()


def midnight(day):
    """The moment at which a Norwegian day begins."""
    return datetime.combine(day, time(), OSLO)


def local_time(moment):
    """The time by a Norwegian clock."""
    return moment.astimezone(OSLO).time()


def date_text(day):
    """A date as it is written in a sentence: «3. desember 2026»."""
    # Translators: how a date is written, in Django's letters.
    return date_format(day, gettext("j. F Y"))


# For a refusal, which is shown in another language than it is made in.
date_text_lazy = lazy(date_text, str)


def moment_text(moment):
    """A moment by a Norwegian clock: «3. desember 2026 kl. 14.30»."""
    moment = moment.astimezone(OSLO)
    return gettext("{day} kl. {clock}").format(day=date_text(moment), clock=clock_face(moment))


moment_text_lazy = lazy(moment_text, str)


def clock_face(moment):
    """Hours and minutes, as a clock shows them: «14.30»."""
    # Translators: how a time of the day is written, in Django's letters.
    return time_format(moment, gettext("H.i"))


def clock_text(time):
    """A time of the day as it is written in a sentence: «kl. 12», «kl. 9.30»."""
    # Translators: the same in a sentence: first on the hour, then between hours.
    on_the_hour, between = gettext("G"), gettext("G.i")
    return gettext("kl. {clock}").format(clock=time_format(time, between if time.minute else on_the_hour))


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


def working_day_by(day: date) -> date:
    """That day, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date) -> date:
    """That day, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def nearest_working_day(day: date, *, after: date) -> date:
    """The working day closest to a date, the later of two as close, and always after another date."""
    around = (day + sign * timedelta(days=distance) for distance in count() for sign in (1, -1))
    return next(found for found in around if found > after and is_working_day(found))


def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and including `end`."""
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def due_on(deadline: Deadline) -> date:
    """The date after as many working days as agreed, those the clock stood still aside; or, once moved,
    the date it was moved to, and the days it has stood still since. A paused clock shows the date as it
    stood. A pure function of the row."""
    return history_of(deadline)[-1].due_on


@dataclass(frozen=True)
class Reckoned:
    """One thing that gave or changed a due date: «start», «pause» or «move»."""

    what: str
    on: date
    to: date | None
    working_days: int
    due_on: date
    because: str = ""


def history_of(deadline: Deadline) -> list[Reckoned]:
    """How the date was computed, in order: what a reader can open, and what the date is computed by."""
    due = add_working_days(deadline.starts_on, deadline.working_days)
    told = [Reckoned("start", deadline.starts_on, None, deadline.working_days, due)]
    for on, to, because in _changes(deadline):
        if because is not None:
            due = to
            told.append(Reckoned("move", on, to, 0, due, because))
        elif on < due:  # a clock that has run out does not stop again
            waited = working_days_between(on, to)
            due = add_working_days(due, waited)
            told.append(Reckoned("pause", on, to, waited, due))
    return told


def _changes(deadline):
    """Pauses and moves in the order they happened: [(on, to, because)]; a pause has no because.

    A clock that stands still is not moved. So of a move and a question on the same day the move came first,
    unless the question was answered that day too; and then nothing was waited, and the order is all the same.
    """
    day = date.fromisoformat
    pauses = [(day(on), day(to), None) for on, to in deadline.pauses]
    moves = [(day(move["on"]), day(move["to"]), move["because"]) for move in deadline.moves]
    return sorted([*pauses, *moves], key=lambda change: (change[0], change[2] is None))


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


def running_of(label, column="due_on"):
    """A column of each row's nearest running deadline, for the same query as the rows."""
    clock = Deadline.objects.filter(target_label=label, target_id=OuterRef("pk"), ended_at__isnull=True)
    return Subquery(clock.order_by("due_on").values(column)[:1])


def pause(target, kind, *, on: date, until: date | None = None):
    """Stop the clock, from the day after the question; it runs again after `until` at the latest."""
    deadline = running(target, kind)
    if deadline and not deadline.is_paused:
        deadline.paused_on, deadline.resumes_on = on, until
        deadline.save()


def resume(target, kind, *, on: date):
    """Let the clock run again: after the reply, or after the date it should have come by."""
    deadline = running(target, kind)
    if deadline and deadline.is_paused:
        to = min(on, deadline.resumes_on or on)
        deadline.pauses = [*deadline.pauses, [deadline.paused_on.isoformat(), to.isoformat()]]
        deadline.paused_on = deadline.resumes_on = None
        deadline.due_on = due_on(deadline)
        deadline.save()


def move(target, kind, *, on: date, to: date, because: str):
    """A new date, agreed with a reason by whoever holds the case; counted, and never forgotten."""
    deadline = running(target, kind)
    if deadline:
        move = {"on": on.isoformat(), "to": to.isoformat(), "because": because}
        deadline.moves = [*deadline.moves, move]
        deadline.due_on = due_on(deadline)
        deadline.save()


def end(target, kind, *, at):
    Deadline.objects.filter(
        target_label=label_of(target), target_id=target.pk, kind=kind, ended_at__isnull=True
    ).update(ended_at=at)
