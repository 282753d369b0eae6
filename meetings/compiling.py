"""Storing what the agenda function gives, without ever overwriting what a person wrote."""

import logging

from django.utils.translation import gettext_lazy as _

from meetings.agenda import compile_agenda, with_own
from meetings.models import AgendaItem, AgendaVersion, Meeting
from meetings.papers import with_papers
from meetings.sources import standing
from network.audit import canonical, record, sha256
from network.language import made_to_keep
from network.models import Person
from network.telling import telling
from network.writing import writing

logger = logging.getLogger(__name__)

# What the compiler writes on a line; the rest is people's.
WRITTEN = (
    "type",
    "title",
    "minutes",
    "must",
    "late",
    "owner",
    "presenter",
    "passed_over",
    "comes_from_id",
    "why",
    "why_said",
    "why_not",
    "why_not_said",
    "position",
)
GONE = _("Ikke lenger aktuell: saken er behandlet på annen måte.")


def preview(meeting, now):
    """The agenda as it would be compiled now. Writes nothing."""
    return _compiled(meeting, standing(meeting, now), list(meeting.items.all()))


def _compiled(meeting, candidates, items):
    return compile_agenda(
        with_own(candidates, {item.key: _own(item) for item in items}),
        capacity=meeting.capacity_minutes,
        pinned={item.key for item in items if item.pinned},
        removed={item.key for item in items if item.removed},
    )


def _own(item):
    """What a person has said of a line, by the name of what it replaces."""
    said = {
        "type": item.own_type,
        "minutes": item.own_minutes,
        "presenter": item.own_presenter,
        "place": item.own_position,
        "remark": item.own_text,
    }
    return {name: value for name, value in said.items() if value}


def lock_planned(meeting):
    """All the body's planned meetings locked, in order; returns this one, or None when it is no longer planned."""
    planned = Meeting.objects.filter(body=meeting.body_id, state=Meeting.State.PLANNED)
    locked = planned.select_related("body", "facilitator").select_for_update(of=("self",)).order_by("pk")
    return {each.pk: each for each in locked}.get(meeting.pk)


@writing()
def compile_meeting(meeting, *, now, actor=None):
    """Compile one meeting's agenda. Returns the new version, or None when nothing changed.

    The body's planned meetings are locked: eight workers at once make one version, and a case stands on one
    agenda at a time. What has been sent out is compiled again only when a person (`actor`) asks.
    """
    meeting = lock_planned(meeting)
    if meeting is None or (meeting.published_at and actor is None):
        return None
    items = list(meeting.items.all())
    candidates = standing(meeting, now)
    agenda = _compiled(meeting, candidates, items)
    _store(meeting, agenda, {c.key: c for c in candidates}, {item.key: item for item in items})
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


def first_after(meeting, now):
    """The meeting that must have begun before this one's agenda is compiled by itself: the last of the body's
    meetings to come before it. None when this one is next, and then it is compiled now."""
    sooner = Meeting.objects.upcoming(now).filter(body=meeting.body_id, starts_at__lt=meeting.starts_at)
    return sooner.last()


def _store(meeting, agenda, candidates, items):
    """Two statements, however long the agenda is; a line nothing changed on is not written."""
    made, changed = [], []
    lines = [*agenda.items, *agenda.reserve]
    for position, line in enumerate(lines, start=1):
        candidate = candidates[line.candidate.key]
        written = {
            "type": candidate.type,
            "title": candidate.title[:250],
            "minutes": candidate.minutes,
            "must": candidate.must,
            "late": candidate.late,
            "owner": candidate.owner[:200],
            "presenter": candidate.presenter[:200],
            "passed_over": candidate.passed_over,
            "comes_from_id": candidate.comes_from,
            "why": line.why[:300],
            "why_said": line.why.said,
            "why_not": line.why_not[:300],
            "why_not_said": line.why_not.said,
            "position": position,
        }
        item = items.get(candidate.key)
        if item is None:
            made.append(
                AgendaItem(
                    meeting=meeting,
                    source=candidate.source,
                    target_label=candidate.label,
                    target_id=candidate.pk,
                    **written,
                )
            )
        elif any(getattr(item, name) != value for name, value in written.items()):
            for name, value in written.items():
                setattr(item, name, value)
            changed.append(item)
    AgendaItem.objects.bulk_create(made)
    AgendaItem.objects.bulk_update(changed, WRITTEN, batch_size=100)
    standing_keys = {line.candidate.key for line in lines}
    _let_go([item for key, item in items.items() if key not in standing_keys and not item.removed])


def _let_go(items):
    """A line whose case no longer stands goes. One that has been sent out or written on, that carries a paper, or
    that somebody is asked to, stays and says so."""
    kept, gone = with_papers(items), telling(GONE)
    for item in items:
        if item.outcome or item.decision_id:
            continue
        if item.number or item.pinned or item.own_text or item.pk in kept or item.invitations.exists():
            AgendaItem.objects.filter(pk=item.pk).update(why_not=gone, why_not_said=gone.said, passed_over=0)
        else:
            item.delete()


@made_to_keep
def content_of(agenda):
    """An agenda as plain JSON, for versions and commands."""
    return {
        "capacity_minutes": agenda.capacity,
        "items": [_line_content(line) | {"why": line.why} for line in agenda.items],
        "reserve": [_line_content(line) | {"why_not": line.why_not} for line in agenda.reserve],
    }


def _line_content(line):
    names = (
        "source",
        "label",
        "pk",
        "type",
        "title",
        "minutes",
        "must",
        "owner",
        "presenter",
        "remark",
        "value",
    )
    return {name: getattr(line.candidate, name) for name in names}


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
