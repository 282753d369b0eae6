"""Meetings of a body: when, where, and how many minutes there are for cases."""

from django.db import transaction

from meetings.models import AgendaItem, Meeting
from network.audit import record
from network.membership import runs, sits_in
from network.models import Event
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


@transaction.atomic
def propose_item(meeting, *, actor, now, title, minutes, token=None):
    """Anyone seated in the body may propose something for its next agenda."""
    seat = sits_in(actor, meeting.body, now)
    if seat is None:
        raise NotAllowed(f"Bare de som sitter i {meeting.body.name}, foreslår saker her.")
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.published_at or meeting.state != Meeting.State.PLANNED:
        raise Refused("Sakslisten er sendt ut. Foreslå saken til neste møte.")
    key = f"proposed:{actor.pk}:{token}" if token else None
    if key and (first := Event.objects.filter(key=key).first()):
        return AgendaItem.objects.get(pk=first.data["item"])
    number = meeting.items.filter(source="proposed").count() + 1
    item = AgendaItem.objects.create(
        meeting=meeting,
        source="proposed",
        target_label="network.person",
        target_id=number,
        type=AgendaItem.Type.DISCUSSION,
        title=title.strip(),
        minutes=minutes,
        why=f"Foreslått av {actor.name}.",
        why_not="Ikke satt opp ennå.",
        proposed_by=actor,
    )
    record(
        "meeting.item_proposed",
        actor=actor,
        seat=seat,
        at=now,
        target=meeting,
        key=key,
        title=item.title,
        item=item.pk,
    )
    return item
