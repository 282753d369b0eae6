"""Meetings of a body: when, where, and how many minutes there are for cases."""

from django.db import transaction

from meetings.models import Meeting
from network.audit import record
from network.membership import runs
from network.workflow import NotAllowed, Refused


@transaction.atomic
def plan(body, *, actor, now, starts_at, capacity_minutes=90, place=""):
    """Plan a meeting. Planning the same time twice gives the same meeting."""
    seat = runs(actor, body, now)
    if seat is None:
        raise NotAllowed(f"Det er lederen eller sekretariatet som planlegger møter i {body.name}.")
    if body.ended_by(starts_at.date()):
        raise Refused(f"{body.name} er avsluttet før den datoen.", field="starts_at")
    meeting, made = Meeting.objects.get_or_create(
        body=body, starts_at=starts_at, defaults={"capacity_minutes": capacity_minutes, "place": place}
    )
    if made:
        record(
            "meeting.planned",
            actor=actor,
            seat=seat,
            at=now,
            target=meeting,
            body=body.name,
            starts_at=starts_at.isoformat(),
        )
    return meeting
