"""Sending an agenda out: frozen, numbered, and with the head of the audit chain printed on it."""

from django.db import transaction

from meetings.compiling import compile_meeting, lock_planned
from meetings.editing import undecided
from meetings.models import AgendaItem, AgendaVersion
from network.audit import head, record
from network.deadlines import date_text, local_day
from network.workflow import Refused


def publish(meeting, *, actor, now, seat=None):
    """Freeze the agenda: number its lines by body and year, and send it to those who sit there.

    The head of the audit chain is printed on it, so that a cut tail can be seen. It is sealed before
    the transaction: the chain's lock is never held while business is done.
    """
    return _publish(meeting, actor=actor, now=now, seat=seat, anchor=head())


@transaction.atomic
def _publish(meeting, *, actor, now, seat, anchor):
    locked = lock_planned(meeting)
    if locked is None or locked.published_at:
        return locked or meeting
    meeting = locked
    compile_meeting(meeting, now=now, actor=actor)
    if undecided(meeting):
        raise Refused(
            "Noen saker har blitt forbigått tre ganger eller mer. Sett dem på sakslisten, legg dem bort eller avvis dem før sakslisten sendes ut."
        )
    year = meeting.starts_at.year
    number = (
        AgendaItem.objects.filter(meeting__body=meeting.body_id, meeting__starts_at__year=year)
        .exclude(number="")
        .count()
    )
    for item in meeting.items.filter(why_not="", removed=False).order_by("position"):
        number += 1
        AgendaItem.objects.filter(pk=item.pk).update(number=f"{number}/{year}")
    meeting.published_at = now
    meeting.save(update_fields=["published_at"])
    newest = meeting.versions.order_by("-number").first()
    AgendaVersion.objects.filter(pk=newest.pk).update(published_at=now, anchor=anchor)
    record(
        "meeting.published",
        actor=actor,
        seat=seat,
        at=now,
        target=meeting,
        body=meeting.body.name,
        body_id=meeting.body_id,
        when=date_text(local_day(meeting.starts_at)),
    )
    return meeting
