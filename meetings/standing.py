"""What a body always has on its agenda."""

from meetings.models import StandingItem
from meetings.series import who_runs
from network.audit import record
from network.models import Event
from network.writing import writing


@writing()
def add_standing(body, *, actor, now, title, token=None, **given):
    """Put an item on every agenda of the body from now on. Returns it; the same token gives the same one.

    Raises NotAllowed.
    """
    seat = who_runs(body, actor, now)
    key = f"standing:{actor.pk}:{token}" if token else None
    if key and (first := Event.objects.filter(key=key).first()):
        return StandingItem.objects.get(pk=first.target_id)
    item = StandingItem.objects.create(body=body, title=title.strip(), **given)
    record(
        "standing.added",
        actor=actor,
        seat=seat,
        at=now,
        target=item,
        about=[body],
        key=key,
        body=body.name,
        title=item.title,
    )
    return item


@writing()
def end_standing(item, *, actor, now):
    """Leave it off the agendas that are not sent out. Ending it twice is ending it once. Raises NotAllowed."""
    seat = who_runs(item.body, actor, now)
    if StandingItem.objects.filter(pk=item.pk, ended_at=None).update(ended_at=now):
        record(
            "standing.ended",
            actor=actor,
            seat=seat,
            at=now,
            target=item,
            about=[item.body],
            body=item.body.name,
            title=item.title,
        )
