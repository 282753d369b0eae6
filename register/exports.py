"""A list too long to wait for at a page: ordered, made by a worker, fetched by whoever ordered it, and erased."""

import tempfile
from datetime import timedelta
from functools import partial

from django.http import QueryDict

from network.exports import WRITES
from network.language import said_to
from network.wake import wake_after_commit
from network.writing import writing
from register import claims
from register.claims import still_mine
from register.exporting import AT_ONCE, TABLES, shown
from register.models import ExportPart, ExportRun

Stage = ExportRun.Stage
AT_A_PAGE = 1000  # rows: a workbook of so many takes two seconds where others are also at work
KEPT_FOR = timedelta(days=7)
KEPT_OF_ONES_OWN = 10
PIECE = 2**20


@writing()
def order(what, ending, asked, *, actor, now):
    """Have a list made as a file. Asked for again while it is being made, it is the same file; the oldest of too
    many go."""
    wanted = {"by": actor, "what": what, "ending": ending, "asked": asked, "stage": Stage.MAKING}
    run = ExportRun.objects.filter(**wanted).first() or ExportRun.objects.create(**wanted, started_at=now)
    own = ExportRun.objects.filter(by=actor).order_by("-pk").values_list("pk", flat=True)
    ExportRun.objects.filter(pk__in=list(own[KEPT_OF_ONES_OWN:])).delete()
    wake_after_commit("exports")
    return run


def work_due(now):
    """What a worker does when it wakes: each file that waits, or was left by a worker that is gone."""
    claims.do_due(ExportRun.objects.all(), _make, now)


def pieces_of(run, now):
    """The file, piece by piece, for the one who ordered it."""
    ExportRun.objects.filter(pk=run.pk, fetched_at=None).update(fetched_at=now)
    return run.parts.order_by("number").values_list("content", flat=True).iterator(chunk_size=1)


def forget_old(now):
    """What was ordered a week ago is erased, fetched or not."""
    ExportRun.objects.filter(started_at__lt=now - KEPT_FOR).delete()


def _make(run, viewer, now):
    """The list as whoever ordered it sees it now, in their language."""
    header, rows_of = TABLES[run.what]
    with said_to(run.by), tempfile.TemporaryFile() as file:
        rows = shown(run.what, viewer, QueryDict(run.asked))
        run.total = rows.order_by().count()
        still_mine(run, read=0, total=run.total)
        WRITES[run.ending](file, header(), _told_of(run, rows_of(viewer, rows)))
        file.seek(0)
        _keep(run, iter(partial(file.read, PIECE), b""), [seat.pk for seat in viewer.seats], now)


def _told_of(run, rows):
    for count, row in enumerate(rows, start=1):
        if count % AT_ONCE == 0:
            still_mine(run, read=count)
        yield row
    still_mine(run, read=run.total)


@writing()
def _keep(run, pieces, seat_ids, now):
    still_mine(run, stage=Stage.DONE, claim="", claimed_until=None, ended_at=now, seat_ids=seat_ids)
    for number, content in enumerate(pieces):
        ExportPart.objects.create(run=run, number=number, content=content)
