"""An import from upload to the last row: a worker claims it, and what a crash leaves is nothing."""

import io
import json
import tempfile
from dataclasses import asdict
from itertools import islice

from django.db import IntegrityError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.language import as_kept
from network.models import Person
from network.national_id import has_national_id
from network.wake import wake_after_commit
from network.workflow import Refused
from network.writing import writing
from register import claims
from register.cells import clean
from register.claims import still_mine
from register.importing import REFUSED, Import, bring_in
from register.models import ImportFile, ImportNote, ImportRun, Project, SourceMap
from register.reading import Row, fingerprint_of, named, plan_for, rows_of
from register.rules import may_change_by_import, may_import
from register.tables import NotUnderstood, open_table

Stage, Kind = ImportRun.Stage, ImportNote.Kind
KEPT_OF_A_KIND = 1000  # all that is refused is kept; of the rest, enough to look at
MOST_WORDS = 30
NO_TITLE = _("Filen har ingen kolonne med navn på prosjektene; kolonnene er {names}.")


def understood(file):
    """The table in a file and how it would be read; NotUnderstood when it is no table of ours."""
    table = open_table(file)
    if any(map(has_national_id, table.header)):
        raise NotUnderstood(_("Overskriften inneholder noe som ser ut som et fødselsnummer."))
    return table


def planned(table, name="", own=None):
    plan = plan_for(table, name, own)
    if "title" not in plan.columns:
        names = ", ".join(f"«{text[:30]}»" for text in table.header if text.strip())
        raise NotUnderstood(format_lazy(NO_TITLE, names=names[:200]))
    return plan


# From the command line


def import_file(file, *, file_name, source, now, dry_run, tell):
    """Bring a file in as the system, in one transaction. Returns the counts.

    `tell(row, kind, column, text)` hears of each row that is left out, and of words we do not know.
    Raises NotUnderstood for a file that is no register.
    """
    table = understood(file)
    plan = planned(table, source)

    def say(outcomes):
        for outcome in outcomes:
            for kind, column, text in outcome.notes:
                if kind in (Kind.REFUSED, Kind.DUPLICATE, Kind.VOCABULARY):
                    tell(outcome.row.number, kind, column, text)

    if dry_run:
        bringing = Import(plan)
        for outcomes in bringing.outcomes(rows_of(table, plan)):
            say(outcomes)
        return bringing.counts
    system = Person.objects.system()
    with writing():
        bringing = Import(plan, projects=Project.objects.select_for_update(of=("self",)))
        bring_in(rows_of(table, plan), bringing, actor=system, seat=None, now=now, tell=say)
        run = ImportRun.objects.create(
            file_name=file_name[:200],
            source=plan.source,
            country=plan.country,
            stage=Stage.DONE,
            by=system,
            started_at=now,
            ended_at=now,
            **bringing.counts,
        )
        if source or plan.source:
            _remember(plan, source or plan.source, now)
        _record(run, system, None, now)
    return bringing.counts


# From the pages


@writing()
def start(content, *, file_name, actor, seat, now, source=""):
    """Take a file in. Its header is read at once, so that a file we cannot read is refused on the spot."""
    if has_national_id(file_name):
        raise Refused(
            _("Navnet på filen ser ut til å ha et fødselsnummer. Gi filen et annet navn."), field="file"
        )
    try:
        table = understood(io.BytesIO(content))
        plan = plan_for(table, source)
    except NotUnderstood as error:
        raise Refused(error.args[0], field="file") from error
    run = ImportRun.objects.create(
        file_name=file_name[:200],
        source=plan.source,
        country=plan.country,
        columns={str(place): name for name, places in plan.columns.items() for place in places},
        words=plan.words,
        by=actor,
        seat=seat,
        started_at=now,
    )
    ImportFile.objects.create(run=run, content=content)
    return run


@writing()
def choose(run, *, actor, now, source, country, columns, words):
    """How the file is to be read. It is remembered for the source, and a worker checks the file."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.stage in (Stage.IMPORTING, Stage.DONE):
        raise Refused(_("Filen er alt på vei inn."))
    if "title" not in columns.values():
        raise Refused(_("Velg hvilken kolonne som har navnet på prosjektene."))
    run.source, run.country, run.columns, run.words = source, country, columns, words
    run.stage, run.read, run.total, run.claim, run.claimed_until = Stage.CHECKING, 0, None, "", None
    run.save()
    wake_after_commit("imports")
    return run


def headings(run):
    """For each column of the file: its place, its header, and what its first cells say."""
    table = understood(io.BytesIO(bytes(run.file.content)))
    rows = [cells for _, cells in islice(table.rows(), 20)]
    for place, header in enumerate(table.header):
        texts = [clean(cells[place]) for cells in rows if place < len(cells)]
        said = [text for text in texts if text and not has_national_id(text)]
        yield place, clean(header), list(dict.fromkeys(said))[:2]


@writing()
def confirm(run, *, actor, now):
    """Bring in what was checked, or ask a worker again for what one has left. Asked twice, it counts once."""
    wanted = ImportRun.objects.filter(pk=run.pk, stage=Stage.CHECKED)
    wanted.update(stage=Stage.IMPORTING, read=0, claim="", claimed_until=None)
    wake_after_commit("imports")


def work_due(now):
    """What a worker does when it wakes: each run that waits, or was left by a worker that is gone."""
    claims.do_due(ImportRun.objects.all(), _work, now)


def work(pk, now):
    """Claim a run and take it to its next stage. Returns whether it was ours."""
    return claims.do(ImportRun.objects.filter(pk=pk), _work, now)


def _work(run, viewer, now):
    table = understood(io.BytesIO(bytes(run.file.content)))
    own = {"columns": run.columns, "words": run.words, "country": run.country, "source": run.source}
    plan = planned(table, own=own)
    if may_import(viewer) is None:
        raise NotUnderstood(
            _("Den som startet importen, har ikke lenger en rolle som kan hente inn prosjekter.")
        )
    step = _check if run.stage == Stage.CHECKING else _bring_in
    step(run, table, plan, viewer, now)


def _import_for(viewer, plan, *, lock=False):
    projects = Project.objects.visible_to(viewer)
    if lock:
        projects = projects.select_for_update(of=("self",))
    return Import(plan, projects=projects, may_change=lambda one: may_change_by_import(viewer, one))


def _check(run, table, plan, viewer, now):
    bringing = _import_for(viewer, plan)
    notes, read, unknown = _Notes(run), 0, {}
    for outcomes in bringing.outcomes(rows_of(table, plan)):
        notes.take(outcomes)
        read += len(outcomes)
        unknown |= dict.fromkeys(outcome.row.unknown for outcome in outcomes if outcome.row.unknown)
        still_mine(run, read=read)
    told = {"total": read, "unknown_words": list(unknown)[:MOST_WORDS], **bringing.counts}
    with writing():
        still_mine(run, stage=Stage.CHECKED, claim="", claimed_until=None, **told)
        notes.keep()


def _bring_in(run, table, plan, viewer, now):
    """Read first, with progress and no lock; then everything in one transaction, begun by the claim."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as kept:
        count = 0
        for count, row in enumerate(rows_of(table, plan), start=1):
            kept.write(json.dumps(as_kept(asdict(row))) + "\n")
            if count % 1000 == 0:
                still_mine(run, read=count)
        still_mine(run, read=count)
        try:
            _write(run, kept, count, plan, viewer, now)
        except IntegrityError:
            # Another import brought in the same at this moment: now its projects are there to be found.
            _write(run, kept, count, plan, viewer, now)


@writing()
def _write(run, kept, count, plan, viewer, now):
    still_mine(run, stage=Stage.DONE, total=count, claim="", claimed_until=None, ended_at=now)
    bringing, notes = _import_for(viewer, plan, lock=True), _Notes(run)
    kept.seek(0)
    rows = (Row(**json.loads(line)) for line in kept)
    bring_in(rows, bringing, actor=run.by, seat=run.seat, now=now, tell=notes.take)
    ImportRun.objects.filter(pk=run.pk).update(**bringing.counts)
    notes.keep()
    ImportFile.objects.filter(run=run).delete()
    if run.source:
        _remember(plan, run.source, now)
    _record(run, run.by, run.seat, now)


class _Notes:
    """What is to be said of the rows, at most so much of each kind."""

    def __init__(self, run):
        self.run, self.rows, self.told = run, [], {}

    def take(self, outcomes):
        for outcome in outcomes:
            for kind, column, text in outcome.notes:
                told = self.told[kind] = self.told.get(kind, 0) + 1
                if told <= KEPT_OF_A_KIND or outcome.kind == REFUSED:
                    self.rows.append(
                        ImportNote(
                            run=self.run,
                            kind=kind,
                            row=outcome.row.number,
                            column=column[:120],
                            text=text[:300],
                        )
                    )

    def keep(self):
        ImportNote.objects.filter(run=self.run).delete()
        ImportNote.objects.bulk_create(self.rows, batch_size=1000)


def _remember(plan, name, now):
    columns = list(named(plan.header))
    told = {field: [columns[place] for place in places] for field, places in plan.columns.items()}
    SourceMap.objects.update_or_create(
        name=name,
        defaults={
            "fingerprint": fingerprint_of(plan.header),
            "columns": told,
            "words": plan.words,
            "country": plan.country,
            "saved_at": now,
        },
    )


def _record(run, actor, seat, now):
    run.refresh_from_db()
    record("projects.imported", actor=actor, seat=seat, at=now, target=run, source=run.source, **run.counts)
