"""What is typed in a meeting: saved as one types, by as many as type, and never lost.

A text is saved on top of the version it was typed from. If another has saved in between, the two are merged,
and what was typed is kept beside what came of it: each is a revision, and none is ever changed.
"""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.merging import merge
from meetings.models import AgendaItem, Meeting, NoteRevision
from meetings.room import locked, ongoing
from network.workflow import Refused
from network.writing import writing

LOCKED = _("Referatet er godkjent og låst. En rettelse føres som egen sak i et senere møte.")


@dataclass(frozen=True)
class Saved:
    """What stands after a save. `typed_version` is the revision that is just what was typed: whoever has typed
    on meanwhile goes on from there, for their text holds nothing of what others wrote."""

    text: str
    version: int
    typed_version: int
    clashed: bool = False


@writing()
def save(meeting, item=None, *, actor, now, base, text):
    """Save the notes of a line, or (without a line) of the meeting as a whole, which become its minutes.

    `base` is the number of the version it was typed from, 0 for none. Returns what stands now. Raises
    NotAllowed; and Refused when a line's meeting is over, when the minutes are approved, or when there is no
    such version. Where two have changed the same place, both texts stand, marked with who wrote which.
    """
    holds = ongoing if item else locked
    meeting, _seat = holds(meeting, actor=actor, now=now)
    if meeting.approved_at:
        raise Refused(LOCKED)
    if item:
        item.refresh_from_db()
    revisions = _revisions(meeting, item)
    current, version = (
        (item.notes, item.notes_version) if item else (meeting.minutes_text, meeting.minutes_version)
    )
    typed = text.replace("\r\n", "\n").replace("\r", "\n")
    if base == version or typed == current:
        if typed != current:
            version = _write(meeting, item, version + 1, typed, actor, now)
        return Saved(typed, version, version)
    was = revisions.get(base)
    if was is None:
        raise Refused(_("Teksten bygger på en versjon som ikke finnes. Kopier den, og last siden på nytt."))
    if typed == was.text:
        return Saved(current, version, base)
    # Sent again, because the answer was lost on its way: it has been merged already.
    if again := [number for number, saved in revisions.items() if number > base and _is(saved, typed, actor)]:
        return Saved(current, version, max(again))
    merged, clashed = merge(
        was.text, typed, current, my_name=actor.name, their_name=_others(revisions, base, actor)
    )
    typed_version = _write(meeting, item, version + 1, typed, actor, now)
    version = typed_version
    if merged != typed:
        version = _write(meeting, item, typed_version + 1, merged, actor, now)
    return Saved(merged, version, typed_version, clashed)


def write_over(meeting, *, actor, now, text):
    """Replace the minutes with a new text, inside the transaction of whoever holds the meeting's lock."""
    if text != meeting.minutes_text:
        _write(meeting, None, meeting.minutes_version + 1, text, actor, now)


def _revisions(meeting, item):
    """By number; 0 is the empty page everyone began with."""
    saved = NoteRevision.objects.filter(meeting=meeting, item=item).select_related("by")
    return {0: NoteRevision(text="", by=None)} | {revision.version: revision for revision in saved}


def _is(revision, text, actor):
    return revision.by == actor and revision.text == text


def _others(revisions, base, actor):
    """Who has written since: others by name, or the same person in another window."""
    since = [revision.by for number, revision in sorted(revisions.items()) if number > base]
    names = dict.fromkeys(person.name for person in since if person != actor)
    return gettext(" og ").join(names) or f"{actor.name} i et annet vindu"


def _write(meeting, item, version, text, actor, now):
    NoteRevision.objects.create(meeting=meeting, item=item, version=version, text=text, by=actor, at=now)
    if item:
        item.notes, item.notes_version = text, version
        AgendaItem.objects.filter(pk=item.pk).update(notes=text, notes_version=version)
    else:
        meeting.minutes_text, meeting.minutes_version = text, version
        Meeting.objects.filter(pk=meeting.pk).update(minutes_text=text, minutes_version=version)
    return version
