"""What those who sit in a group that decides see first: what lies before its next meeting, and what came of what it
decided last."""

from dataclasses import dataclass

from django.db.models import Prefetch

from escalation.models import Change, Decision
from meetings.models import AgendaItem, ItemType, Meeting
from meetings.reading import sections_of
from meetings.restricted import hidden_from, veil

SHOWN = 3


@dataclass(frozen=True)
class Board:
    """A group's next meeting: the lines it decides on, and how many there are besides."""

    meeting: Meeting
    decisions: list
    n_others: int


def groups_of(viewer):
    """Ids of the groups that decide where this person sits."""
    return {seat.body_id for seat in viewer.seats if seat.body.decides}


def boards_of(viewer):
    """A board for each of them that has a meeting planned, the soonest first."""
    groups = groups_of(viewer)
    if not groups:
        return []
    meetings = Meeting.objects.visible_to(viewer).filter(body__in=groups).next_of_each_body(viewer.at)
    lines = _lines_of(meetings, viewer)
    return [_board(meeting, lines) for meeting in meetings]


def _lines_of(meetings, viewer):
    on = AgendaItem.objects.filter(meeting__in=meetings, why_not="", removed=False)
    items = list(on.select_related("meeting", "decision").order_by("meeting__starts_at", "position", "pk"))
    veil(items, hidden_from(viewer, items))
    return [line for _title, lines in sections_of(items) for line in lines if not line.item.is_hidden]


def _board(meeting, lines):
    own = [line for line in lines if line.item.meeting_id == meeting.pk]
    decisions = [line for line in own if line.item.shown_type == ItemType.DECISION]
    return Board(meeting=meeting, decisions=decisions, n_others=len(own) - len(decisions))


def lately_decided(viewer):
    """What the groups decided last about løftede saker, and what each decision led to. Two statements."""
    groups = groups_of(viewer)
    if not groups:
        return []
    led_to = Prefetch("changes", Change.objects.visible_to(viewer).order_by("pk"))
    decisions = Decision.objects.visible_to(viewer).filter(
        body__in=groups, escalation__isnull=False, corrections=None
    )
    newest = decisions.select_related("escalation").order_by("-decided_on", "-pk")
    return list(newest.prefetch_related(led_to)[:SHOWN])
