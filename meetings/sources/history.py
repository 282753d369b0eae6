"""What earlier meetings of a body did with its lines: passed over, put off, laid aside, or still to come."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Meeting
from network.deadlines import local_day
from network.telling import telling

Outcome = AgendaItem.Outcome
LAID_ASIDE = (Outcome.PARKED, Outcome.DECLINED)
A_MONTH = timedelta(days=30)
# What a body has in every meeting, whatever stands on its other agendas: left out of one, it is on the next.
IN_EVERY_MEETING = ("standing", "closing")


@dataclass
class History:
    """`passed_over` and `laid_aside` are by case, (label, id); the rest by key, the source included.

    What came after `since` is new to the meeting; what falls due before `next_day` cannot wait for the one after.
    """

    since: datetime
    next_day: date
    passed_over: Counter = field(default_factory=Counter)
    put_off: dict = field(default_factory=dict)
    times_on: Counter = field(default_factory=Counter)
    laid_aside: dict = field(default_factory=dict)
    elsewhere: frozenset = frozenset()
    pinned: frozenset = frozenset()
    excused: frozenset = frozenset()

    @classmethod
    def of(cls, meeting):
        history = cls(since=_since(meeting), next_day=_next_day(meeting))
        held = AgendaItem.objects.filter(meeting__body=meeting.body_id, meeting__state=Meeting.State.HELD)
        history.passed_over = _passed_over(held)
        for item in _lines_with_an_end(meeting):
            history._add(item)
        own = list(meeting.items.all())
        history.elsewhere = frozenset(item.key for item in _lines_of_planned_meetings(meeting) if item.is_on)
        history.pinned = frozenset(item.key for item in own if item.pinned)
        history.excused = frozenset(item.key for item in own if item.why_late)
        return history

    def _add(self, item):
        """Lines come oldest first: what a later meeting did with one is what counts."""
        case = (item.target_label, item.target_id)
        self.times_on[item.key] += 1
        self.put_off.pop(item.key, None)
        self.laid_aside.pop(case, None)
        if item.outcome == Outcome.NEXT:
            self.put_off[item.key] = item
        elif item.outcome in LAID_ASIDE and item.source not in IN_EVERY_MEETING:
            self.laid_aside[case] = item

    def stands_elsewhere(self, key):
        return key in self.elsewhere

    def times_on_agendas(self, key):
        """«Utsatt fra et tidligere møte. 3. gang på sakslisten.»"""
        again = telling(_("{times}. gang på sakslisten."), times=self.times_on[key] + 1)
        return telling(_("Utsatt fra et tidligere møte.")) + again


def _lines_with_an_end(meeting):
    """What stood on held agendas, and what was laid aside from any, oldest first."""
    lines = AgendaItem.objects.filter(meeting__body=meeting.body_id)
    stood = Q(meeting__state=Meeting.State.HELD, why_not="", removed=False)
    return lines.filter(stood | Q(outcome__in=LAID_ASIDE)).order_by("meeting__starts_at", "pk")


def _since(meeting):
    """When the body met last; a month before where it has not."""
    held = Meeting.objects.filter(
        body=meeting.body_id, state=Meeting.State.HELD, starts_at__lt=meeting.starts_at
    )
    last = held.order_by("-starts_at").values_list("starts_at", flat=True).first()
    return last or meeting.starts_at - A_MONTH


def _next_day(meeting):
    """The date of the meeting after this one; a month later where none is planned."""
    later = Meeting.objects.filter(
        body=meeting.body_id, state=Meeting.State.PLANNED, starts_at__gt=meeting.starts_at
    )
    following = later.order_by("starts_at").values_list("starts_at", flat=True).first()
    return local_day(following or meeting.starts_at + A_MONTH)


def _passed_over(held):
    """How many held meetings each case has stood in reserve at."""
    rows = (
        held.exclude(why_not="")
        .filter(outcome="")
        .values_list("target_label", "target_id")
        .annotate(times=Count("pk"))
    )
    return Counter({(label, pk): times for label, pk, times in rows})


def _lines_of_planned_meetings(meeting):
    """Of those that come first, and those already sent out: a line stands on one agenda at a time."""
    planned = AgendaItem.objects.filter(meeting__body=meeting.body_id, meeting__state=Meeting.State.PLANNED)
    others = planned.exclude(meeting=meeting).select_related("meeting")
    return [
        item
        for item in others
        if item.meeting.published_at
        or (meeting.published_at is None and item.meeting.starts_at < meeting.starts_at)
    ]
