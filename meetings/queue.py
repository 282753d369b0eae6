"""What agendas have passed over, for the queue of the first look."""

from collections import Counter
from dataclasses import replace

from django.db.models import Count

from issues import queue
from issues.models import State
from meetings.models import AgendaItem, Meeting

MOST = 25


def passed_over(bodies, now):
    """Open innmeldinger of some networks that have stood in reserve at meetings held, those passed over most
    first, as lines of the queue."""
    held = (
        AgendaItem.objects.filter(
            meeting__body__in=bodies,
            meeting__state=Meeting.State.HELD,
            target_label="issues.issue",
            outcome="",
        )
        .exclude(why_not="")
        .values_list("target_id")
        .annotate(n=Count("pk"))
    )
    times = Counter(dict(held))
    waiting = queue.held([body.pk for body in bodies]).filter(
        pk__in=list(times), state__in=[State.NEW, State.WITH_NETWORK]
    )
    rows = sorted(
        waiting.select_related("organisation", "raised_by", "home_body"),
        key=lambda row: (-times[row.pk], row.pk),
    )
    return [replace(line, times=times[line.issue.pk]) for line in queue.lines(rows[:MOST], now)]
