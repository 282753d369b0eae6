"""What people write on an agenda. The compiler never touches it, and their word wins."""

from django.db import transaction

from meetings.models import AgendaItem, Meeting
from meetings.rules import runs_meeting
from network.audit import record
from network.workflow import NotAllowed, Refused


@transaction.atomic
def edit_item(item, *, actor, now, pinned, removed, own_minutes, own_text):
    """Put a line on, take it off, give it other minutes or a remark."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=item.meeting_id)
    seat = runs_meeting(actor, meeting, now)
    if seat is None:
        raise NotAllowed(f"Det er lederen eller sekretariatet i {meeting.body.name} som endrer sakslisten.")
    if meeting.published_at:
        raise Refused("Sakslisten er sendt ut og kan ikke endres.")
    if pinned and removed:
        raise Refused("En sak kan ikke både settes på og tas av.", field="removed")
    AgendaItem.objects.filter(pk=item.pk).update(
        pinned=pinned, removed=removed, own_minutes=own_minutes, own_text=own_text.strip()
    )
    record(
        "meeting.item_edited",
        actor=actor,
        seat=seat,
        at=now,
        target=meeting,
        item=item.pk,
        pinned=pinned,
        removed=removed,
    )
