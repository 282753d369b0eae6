"""In the meeting and after it: decisions as calls down into the workflow, and minutes."""

from django.apps import apps
from django.db import transaction

from meetings.models import AgendaItem, Attendance, Meeting
from meetings.rules import runs_meeting
from network.audit import record
from network.workflow import NotAllowed, Refused, take


def _runs(meeting, actor, now):
    seat = runs_meeting(actor, meeting, now)
    if seat is None:
        raise NotAllowed(f"Det er lederen eller sekretariatet som fører referat for {meeting.body.name}.")
    return seat


@transaction.atomic
def record_decision(item, step, *, actor, now, version, token=None, **given):
    """Take a step on the line's case and keep the decision on the line. Locks the meeting first.

    Everything the workflow refuses is refused here, with the same sentence.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    case = case_of(item)
    if case is None:
        raise Refused("Denne saken har ingen beslutning å føre.")
    case = take(case, step, actor=actor, now=now, version=version, token=token, **given)
    item.decision = case.decisions.order_by("-pk").first()
    item.outcome = AgendaItem.Outcome.DONE
    item.save(update_fields=["decision", "outcome"])
    return case


def case_of(item):
    """The case a line is about, when it is one that can be decided."""
    if item.target_label not in ("escalation.escalation", "escalation.referral"):
        return None
    return apps.get_model(item.target_label).objects.filter(pk=item.target_id).first()


@transaction.atomic
def hold(meeting, *, actor, now, text, present=(), outcomes=None):
    """Close the meeting with its minutes. A line left open goes to the next meeting."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    seat = _runs(meeting, actor, now)
    if meeting.state == Meeting.State.HELD:
        return meeting
    if meeting.starts_at > now:
        raise Refused("Møtet har ikke begynt ennå.")
    outcomes = outcomes or {}
    for item in meeting.items.filter(why_not="", removed=False, outcome=""):
        item.outcome = outcomes.get(item.pk, AgendaItem.Outcome.NEXT)
        item.save(update_fields=["outcome"])
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, seat=held) for held in present], ignore_conflicts=True
    )
    meeting.state = Meeting.State.HELD
    meeting.minutes_text = text.strip()
    meeting.held_at = now
    meeting.save()
    record("meeting.held", actor=actor, seat=seat, at=now, target=meeting, body=meeting.body.name)
    return meeting
