"""Closing a meeting: every line has an outcome, those whose case it was hear why it goes no further, and the
minutes are drafted. The old line stays as it is; what goes on is a new line that refers to it."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings import minutes, notes
from meetings.ending import end_line
from meetings.models import PASSED_OVER_LIMIT, AgendaItem, Meeting
from meetings.room import locked, must_end, stop_running
from meetings.settled import settled_among
from network.audit import record
from network.deadlines import moment_text_lazy
from network.workflow import Refused
from network.writing import writing

Outcome = AgendaItem.Outcome


def to_conclude(items):
    """The lines that a close waits for: those on the agenda, and what was left out for the fourth time. A case
    that was decided elsewhere waits for nothing."""
    left = [
        item for item in items if item.outcome == Outcome.OPEN and not item.removed and _must_be_treated(item)
    ]
    settled = settled_among(left)
    return [item for item in left if item.pk not in settled]


def _must_be_treated(item):
    return not item.why_not or item.passed_over >= PASSED_OVER_LIMIT


@writing()
def close(meeting, *, actor, now, rest_to_next=False):
    """Close the meeting, and draft its minutes. `rest_to_next` sends what is open to the next meeting.

    Closed twice is closed once. Raises NotAllowed; Refused before it has begun, when it is cancelled, and as
    long as a line is open: then it names them.
    """
    meeting, seat = locked(meeting, actor=actor, now=now)
    if meeting.state == Meeting.State.HELD:
        return meeting
    if not meeting.is_open:
        raise Refused(_("Møtet er avlyst."))
    if meeting.starts_at > now:
        begins = moment_text_lazy(meeting.starts_at)
        raise Refused(format_lazy(_("Møtet begynner {moment}, og kan avsluttes etter det."), moment=begins))
    stop_running(meeting, actor=actor, seat=seat, now=now)
    items = list(meeting.items.order_by("position", "pk"))
    _check(items, rest_to_next=rest_to_next)
    _end_settled(items)
    for item in to_conclude(items):
        item.outcome = Outcome.NEXT
        item.save(update_fields=["outcome"])
    for item in items:
        end_line(item, meeting, actor=actor, seat=seat, now=now)
    meeting.state, meeting.held_at = Meeting.State.HELD, now
    meeting.save(update_fields=["state", "held_at"])
    notes.write_over(meeting, actor=actor, now=now, text=minutes.draft(meeting, now))
    record("meeting.held", actor=actor, seat=seat, at=now, target=meeting, body=meeting.body.name)
    return meeting


def _end_settled(items):
    """What was decided elsewhere is done with here too, and the minutes say where it was decided."""
    on = [item for item in items if item.outcome in (Outcome.OPEN, Outcome.NEXT) and item.is_on]
    settled = settled_among(on)
    for item in on:
        if item.pk in settled:
            item.outcome, item.outcome_why = Outcome.DONE, settled[item.pk][:300]
            item.save(update_fields=["outcome", "outcome_why"])


def _check(items, *, rest_to_next):
    left = to_conclude(items)
    if stuck := [item for item in left if item.passed_over >= PASSED_OVER_LIMIT]:
        raise Refused(format_lazy(" ".join(["{}"] * len(stuck)), *map(must_end, stuck)))
    if left and not rest_to_next:
        names = ", ".join(f"«{item.title}»" for item in left)
        raise Refused(
            format_lazy(
                _("Si hva som ble utfallet av {names}, eller la resten gå til neste møte."), names=names
            )
        )
