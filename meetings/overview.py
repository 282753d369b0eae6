"""A meeting's agenda as its page shows it: what is on, what is not, who is asked, and what has changed."""

from django.db.models import Prefetch

from escalation.models import Milestone
from meetings.also import also_on
from meetings.frozen import changes, frozen, newest_sent
from meetings.models import AgendaItem, Invitation
from meetings.papers import papers_of
from meetings.reading import sections_of
from meetings.restricted import hidden_from, veil, veiled_agenda
from meetings.settled import settled_among
from meetings.sources.history import History
from network.deadlines import local_day


def overview(meeting, viewer):
    """All that this reader of the agenda sees: what is on it, what is not and why, and what has changed since it
    was sent out."""
    asked = Prefetch("invitations", Invitation.objects.standing().with_names(), to_attr="invited")
    lines = meeting.items.select_related("decision", "comes_from").prefetch_related(asked)
    items = list(lines.order_by("position", "pk"))
    aside = laid_aside(meeting) if meeting.is_open else []
    veil([*items, *aside], hidden_from(viewer, [*items, *aside]))
    shown = [item for item in items if not item.is_hidden]
    settled = settled_among(shown) if meeting.is_open else {}
    also = also_on(shown, meeting, viewer) if meeting.is_open else {}
    papers, milestones = papers_of(meeting, shown, viewer), _milestones_of(shown, viewer)
    for item in items:
        item.papers = papers.get(item.pk, [])
        item.settled = settled.get(item.pk, "")
        item.also_on = also.get(item.pk, [])
        item.milestone = milestones.get(item.pk)
    on = [item for item in items if item.is_on]
    sent = newest_sent(meeting)
    used = sum(item.planned_minutes for item in on)
    return {
        "sections": sections_of(on),
        "reserve": [item for item in items if item.why_not and not item.removed and not item.outcome],
        "removed": [item for item in items if item.removed],
        "undecided": [item for item in items if item.is_undecided],
        "laid_aside": aside,
        "used": used,
        "today": local_day(viewer.at),
        "over": max(0, used - meeting.capacity_minutes - meeting.buffer_minutes),
        "version": meeting.versions.order_by("-number").first(),
        "sent": sent,
        "changed": _changed(meeting, sent, viewer) if sent and meeting.is_open else [],
    }


def _milestones_of(items, viewer):
    """{a line's id: the milestone it is about}, as it stands today."""
    about = {item.pk: item.target_id for item in items if item.target_label == "escalation.milestone"}
    found = Milestone.objects.visible_to(viewer).for_lists().in_bulk(about.values())
    return {pk: found[milestone] for pk, milestone in about.items() if milestone in found}


def _changed(meeting, sent, viewer):
    before, now = sent.content.get("published"), frozen(meeting)
    if not before or before == now:
        return []
    return changes(*(veiled_agenda(agenda, meeting, viewer) for agenda in (before, now)))


def new_since(meeting, number, viewer):
    """A sentence for each thing that is new on the draft agenda since its version `number`, the one this person saw;
    none when that is the newest. Before the first, the agenda was empty. Cases that are not theirs to read are not
    named."""
    newest = meeting.versions.order_by("-number").first()
    seen = meeting.versions.filter(number=number).first() if number else None
    before, after = (version.content["items"] if version else [] for version in (seen, newest))
    if newest == seen or not (before or after):
        return []
    hidden = _hidden_among([*before, *after], viewer)
    return changes(*(_as_sent(meeting, lines, hidden) for lines in (before, after)))


def _key(line):
    return (line["source"], line["label"], line["pk"])


def _hidden_among(lines, viewer):
    """Keys of what this person may not read: also lines that are gone from the agenda since."""
    asked = [
        AgendaItem(pk=number, target_label=line["label"], target_id=line["pk"])
        for number, line in enumerate(lines)
    ]
    return {_key(lines[number]) for number in hidden_from(viewer, asked)}


def _as_sent(meeting, lines, hidden):
    """A draft in the shape of what is sent out, so that what is new is told in the same words."""
    rows = [
        line | {"item": _key(line), "text": line["remark"], "number": "", "restricted": _key(line) in hidden}
        for line in lines
    ]
    return {"starts_at": meeting.starts_at, "place": meeting.place, "lines": rows}


def laid_aside(meeting):
    """What the body has laid aside or declined and not taken up since; the newest first, at most twenty."""
    return sorted(
        History.of(meeting).laid_aside.values(), key=lambda item: (-item.meeting_id, item.position)
    )[:20]
