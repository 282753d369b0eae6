"""Storing what the agenda function gives, without ever overwriting what a person wrote."""

import dataclasses
import logging

from django.db import transaction

from meetings.agenda import compile_agenda, with_minutes
from meetings.models import AgendaItem, AgendaVersion, Meeting
from meetings.sources import standing
from network.audit import canonical, record, sha256
from network.models import Person

logger = logging.getLogger(__name__)


def preview(meeting, now):
    """The agenda as it would be compiled now. Writes nothing."""
    items = list(meeting.items.all())
    by_key = {(item.source, item.target_label, item.target_id): item for item in items}
    candidates = with_minutes(standing(meeting, now), {key: item.own_minutes for key, item in by_key.items()})
    return compile_agenda(
        candidates,
        capacity=meeting.capacity_minutes,
        pinned={key for key, item in by_key.items() if item.pinned},
        removed={key for key, item in by_key.items() if item.removed},
    )


@transaction.atomic
def compile_meeting(meeting, *, now, actor=None):
    """Compile one meeting's agenda. Returns the new version, or None when nothing changed.

    The meeting is locked, so eight workers at once make one version. A published agenda is left as
    it stands.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.state != Meeting.State.PLANNED or meeting.published_at:
        return None
    agenda = preview(meeting, now)
    _store(meeting, agenda)
    return _new_version(meeting, agenda, now, actor or Person.objects.system())


def compile_due(now):
    """Compile the next meeting of each body. One that fails does not stop the others. Returns the versions."""
    versions = []
    for meeting in Meeting.objects.next_of_each_body(now):
        try:
            version = compile_meeting(meeting, now=now)
        except Exception:
            logger.exception("the agenda of meeting %s could not be compiled", meeting.pk)
            continue
        if version:
            versions.append(version)
    return versions


def _store(meeting, agenda):
    lines = [*agenda.items, *agenda.reserve]
    for position, line in enumerate(lines, start=1):
        candidate = line.candidate
        AgendaItem.objects.update_or_create(
            meeting=meeting,
            source=candidate.source,
            target_label=candidate.label,
            target_id=candidate.pk,
            defaults={
                "type": candidate.type,
                "title": candidate.title[:250],
                "minutes": candidate.minutes,
                "must": candidate.must,
                "why": line.why[:300],
                "why_not": line.why_not[:300],
                "position": position,
            },
        )
    _drop_what_is_gone(meeting, {line.candidate.key for line in lines})


def _drop_what_is_gone(meeting, keys):
    """A line whose case no longer stands goes, unless a person has written on it. One that has been sent
    out, or that somebody is invited to, is set aside instead: its number and its invitations stand."""
    for item in meeting.items.filter(
        pinned=False, removed=False, own_text="", decision__isnull=True, outcome=""
    ):
        if (item.source, item.target_label, item.target_id) in keys:
            continue
        if item.number or item.invitations.exists():
            AgendaItem.objects.filter(pk=item.pk).update(why_not="Saken venter ikke lenger på behandling.")
        else:
            item.delete()


def content_of(agenda):
    """An agenda as plain JSON, for versions and commands."""
    return {
        "capacity_minutes": agenda.capacity,
        "items": [dataclasses.asdict(line.candidate) | {"why": line.why} for line in agenda.items],
        "reserve": [
            dataclasses.asdict(line.candidate) | {"why_not": line.why_not} for line in agenda.reserve
        ],
    }


def _new_version(meeting, agenda, now, actor):
    content = content_of(agenda)
    digest = sha256(canonical(content))
    newest = meeting.versions.order_by("-number").first()
    if newest and newest.digest == digest:
        return None
    version = AgendaVersion.objects.create(
        meeting=meeting,
        number=newest.number + 1 if newest else 1,
        content=content,
        digest=digest,
        anchor="",
        compiled_at=now,
    )
    record(
        "meeting.compiled",
        actor=actor,
        at=now,
        target=meeting,
        body=meeting.body.name,
        version=version.number,
        digest=digest,
    )
    return version
