"""What people write on an agenda. The compiler never touches it, and their word wins."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings import papers
from meetings.compiling import compile_meeting, lock_planned
from meetings.ending import end_line
from meetings.models import AgendaItem, Proposal
from meetings.rules import runs_meeting
from network.audit import record
from network.workflow import NotAllowed, Refused
from network.writing import writing

Outcome = AgendaItem.Outcome
SAID = (
    "pinned",
    "removed",
    "own_type",
    "own_minutes",
    "own_presenter",
    "own_position",
    "own_text",
    "why_late",
)


def _lock(meeting, actor, now):
    """The meeting, locked, and the seat by which `actor` may change its agenda."""
    meeting = lock_planned(meeting)
    if meeting is None:
        raise Refused(_("Møtet er holdt eller avlyst, så sakslisten kan ikke endres."))
    seat = runs_meeting(actor, meeting, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet i {body} som endrer sakslisten."),
                body=meeting.body.name,
            )
        )
    return meeting, seat


@writing()
def edit_item(item, *, actor, now, file=None, **said):
    """Put a line on, take it off, or say what it shall be: any of `SAID`; and give it a paper (`file`, which has
    passed the gate). The agenda is compiled again.

    Raises NotAllowed and Refused.
    """
    meeting, seat = _lock(item.meeting, actor, now)
    if said.get("pinned") and said.get("removed"):
        raise Refused(_("En sak kan ikke både settes på og tas av."), field="removed")
    AgendaItem.objects.filter(pk=item.pk).update(**{name: said[name] for name in SAID if name in said})
    if file:
        papers.add(item, file, actor=actor, seat=seat, now=now)
    record(
        "meeting.item_edited",
        actor=actor,
        seat=seat,
        at=now,
        target=meeting,
        item=item.pk,
        pinned=said.get("pinned", item.pinned),
        removed=said.get("removed", item.removed),
        paper=file.name if file else "",
    )
    compile_meeting(meeting, now=now, actor=actor)


def undecided(meeting):
    """Lines that have been passed over too often: each must be treated, laid aside or declined."""
    return [item for item in meeting.items.order_by("position") if item.is_undecided]


@writing()
def set_aside(items, *, actor, now, outcome, why):
    """Lay lines of one agenda aside, or decline them, with a reason that goes to whoever raised each. They come
    back only when somebody takes them up again.

    Raises NotAllowed and Refused.
    """
    meeting, seat = _lock(items[0].meeting, actor, now)
    if outcome not in (Outcome.PARKED, Outcome.DECLINED):
        raise Refused(_("Velg om sakene skal legges bort eller avvises."), field="outcome")
    if not why.strip():
        raise Refused(_("Skriv hvorfor. Den som meldte saken, får lese det."), field="why")
    for item in meeting.items.filter(pk__in=[item.pk for item in items], outcome="").order_by("pk"):
        item.outcome, item.outcome_why, item.pinned = outcome, why.strip(), False
        item.why_not, item.why_not_said = f"{Outcome(outcome).label.capitalize()}: {why.strip()}"[:300], []
        item.save(update_fields=["outcome", "outcome_why", "pinned", "why_not", "why_not_said"])
        end_line(item, meeting, actor=actor, seat=seat, now=now)
    compile_meeting(meeting, now=now, actor=actor)


@writing()
def take_up_again(item, meeting, *, actor, now):
    """Put what was laid aside on this agenda. A proposal that ended with it is open again."""
    meeting, seat = _lock(meeting, actor, now)
    key = {"source": item.source, "target_label": item.target_label, "target_id": item.target_id}
    if item.target_label == Proposal._meta.label_lower:
        Proposal.objects.filter(pk=item.target_id).update(ended_at=None, ended_why="")
    kept = ("type", "title", "minutes", "owner", "presenter", "why", "why_said")
    same = {name: getattr(item, name) for name in kept}
    AgendaItem.objects.update_or_create(
        meeting=meeting,
        **key,
        defaults={
            "pinned": True,
            "removed": False,
            "outcome": "",
            "outcome_why": "",
            "why_not": "",
            "why_not_said": [],
        },
        create_defaults=same | {"pinned": True},
    )
    record("meeting.item_taken_up", actor=actor, seat=seat, at=now, target=meeting, title=item.title)
    compile_meeting(meeting, now=now, actor=actor)
