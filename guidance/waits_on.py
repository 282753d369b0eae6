"""What waits on someone because of the information page."""

from django.db.models import Min, Q
from django.utils.translation import gettext

from guidance.models import Entry
from network.deadlines import local_day
from network.models import Seat
from network.registries import Waiting, waits_on

MOST = 20


@waits_on
def dead_links(viewer):
    """A source that readers say does not open waits on the desk that answers for it."""
    if not any(seat.body.is_desk and seat.role != Seat.Role.OBSERVER for seat in viewer.seats):
        return
    since = Min("link_reports__at", filter=Q(link_reports__cleared_at=None))
    ours = Entry.objects.filter(desk__in=viewer.seat_body_ids).with_reports().annotate(since=since)
    for entry in ours.filter(n_reports__gt=0).order_by("pk")[:MOST]:
        readers = (
            gettext("En leser sier")
            if entry.n_reports == 1
            else gettext("{n_reports} lesere sier").format(n_reports=entry.n_reports)
        )
        yield Waiting(
            title=entry.title,
            what=gettext("{readers} at lenken til kilden ikke virker: kontroller den eller bytt den").format(
                readers=readers
            ),
            url=f"{entry.get_absolute_url()}#kilde",
            since=local_day(entry.since),
        )
