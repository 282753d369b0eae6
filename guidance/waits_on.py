"""What waits on someone because of the information page."""

from datetime import timedelta

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext

from guidance.models import Entry
from network.deadlines import local_day
from network.models import Seat
from network.registries import Waiting, waits_on

MOST = 20
DUE_SOON = timedelta(days=14)


@waits_on
def content_to_look_at(viewer):
    """A source that readers say does not open, and a piece whose day to be looked at again has come, wait on
    the desk that answers for it."""
    if not any(seat.body.is_desk and seat.role != Seat.Role.OBSERVER for seat in viewer.seats):
        return
    soon = local_day(viewer.at) + DUE_SOON
    since = Min("link_reports__at", filter=Q(link_reports__cleared_at=None))
    ours = (
        Entry.objects.published().filter(desk__in=viewer.seat_body_ids).with_reports().annotate(since=since)
    )
    for entry in ours.filter(Q(n_reports__gt=0) | Q(review_on__lte=soon)).order_by("review_on", "pk")[:MOST]:
        if entry.n_reports:
            yield Waiting(
                title=entry.title,
                what=_reported(entry.n_reports),
                url=f"{entry.get_absolute_url()}#kilde",
                since=local_day(entry.since),
            )
        if entry.review_on <= soon:
            yield Waiting(
                title=entry.title,
                what=gettext("Se over innholdet: gjelder det fortsatt?"),
                url=reverse("entry-review", args=[entry.pk]),
                due=entry.review_on,
            )


def _reported(n_reports):
    readers = (
        gettext("En leser sier")
        if n_reports == 1
        else gettext("{n_reports} lesere sier").format(n_reports=n_reports)
    )
    return gettext("{readers} at lenken til kilden ikke virker: kontroller den eller bytt den").format(
        readers=readers
    )
