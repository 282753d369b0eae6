"""What compiling an agenda costs, beside the database ranking the same open issues by itself.

Time is the wall's, for the database's share is most of it; memory is the peak of this process while it compiles.
"""

import time
import tracemalloc
from datetime import timedelta
from functools import partial
from statistics import median

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from bench import load
from issues.models import Issue, State
from meetings.compiling import compile_meeting
from meetings.models import Meeting
from network.models import Body

BODY = "nettverk-sorost"


def rows(databases, rounds):
    """One line for each size, to print."""
    yield f"{'compile an agenda':28}{'ours ms':>12}{'ranking ms':>12}{'×':>8}{'peak MiB':>10}{'open issues':>13}"
    for database in databases:
        database.use()
        _all_open()
        compiled = partial(compile_meeting, _meeting(), now=timezone.now())
        compiled()  # the first makes the lines; what is repeated every ten minutes is what is measured
        ours = median(_timed(compiled) for _ in range(rounds))
        plain = median(_timed(_ranked) for _ in range(rounds))
        peak = _peak(compiled)
        yield (
            f"{f'at {database.size:,}':28}{ours:>12.1f}{plain:>12.1f}{ours / plain:>8.2f}{peak:>10.1f}{_open().count():>13,}"
        )


def _all_open():
    """Every issue is open, and this body's: as much as an agenda can have to choose from."""
    Issue.objects.update(home_body=Body.objects.get(slug=BODY), state=State.WITH_NETWORK)
    load.settle()


def _meeting():
    body = Body.objects.get(slug=BODY)
    starts_at = timezone.now().replace(microsecond=0) + timedelta(days=20)
    return Meeting.objects.create(body=body, starts_at=starts_at, capacity_minutes=90)


def _open():
    return Issue.objects.filter(home_body__slug=BODY, state__in=[State.NEW, State.WITH_NETWORK])


def _ranked():
    """Every open issue of the body numbered by its score, and the first sixty fetched."""
    place = Window(RowNumber(), order_by=[F("rank__score").desc(nulls_last=True), F("pk").asc()])
    return list(_open().annotate(place=place).order_by("place").values_list("pk", "title", "place")[:60])


def _timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _peak(work):
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20
