"""Minutes: drafted from what was noted in the meeting, editable until a later meeting approves them, then locked."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.models import Decision, Participation
from meetings.models import AgendaItem, Meeting
from meetings.quorum import quorum
from meetings.restricted import NOT_IN_MINUTES, TITLE, restricted_among
from meetings.rules import runs_meeting
from network.audit import record
from network.deadlines import date_text
from network.language import made_to_keep
from network.models import Seat
from network.workflow import NotAllowed, Refused
from network.writing import writing

HEADING = "## "
Outcome = AgendaItem.Outcome
ROLES = Seat.Role.values


@writing()
def approve(meeting, *, actor, now, at_meeting):
    """Approve the minutes of a held meeting, at a later meeting of the same body; from then on nobody edits them.
    Approved twice is approved once. Raises NotAllowed and Refused."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    seat = runs_meeting(actor, at_meeting, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet som fører møtet i {body}."), body=at_meeting.body.name
            )
        )
    if meeting.approved_at:
        return meeting
    if meeting.state != Meeting.State.HELD or at_meeting.starts_at <= meeting.starts_at:
        raise Refused(_("Et referat godkjennes i et senere møte, når møtet er holdt."))
    Meeting.objects.filter(pk=meeting.pk).update(approved_at=now, approved_in=at_meeting)
    meeting.approved_at, meeting.approved_in = now, at_meeting
    record(
        "meeting.minutes_approved", actor=actor, seat=seat, at=now, target=meeting, about=[at_meeting],
        version=meeting.minutes_version,
    )  # fmt: skip
    return meeting


@dataclass(frozen=True)
class Approval:
    """What a draft waits for: the body's next `meeting`, if it is planned, whose agenda leads those invited to it.
    `is_sent_without`: that agenda was sent before there were minutes to approve."""

    meeting: Meeting | None
    is_sent_without: bool = False


def approval_of(meeting, now):
    """The Approval that the minutes of a held meeting wait for; None when they are approved."""
    if meeting.approved_at:
        return None
    coming = (
        Meeting.objects.upcoming(now).filter(body=meeting.body_id, starts_at__gt=meeting.starts_at).first()
    )
    if coming is None or not coming.published_at:
        return Approval(coming)
    on_agenda = coming.items.filter(source="minutes", target_id=meeting.pk)
    return Approval(coming, is_sent_without=not on_agenda.exists())


@made_to_keep
def draft(meeting, now):
    """The minutes as they follow from what was noted: who was there, and what came of each line. What was
    written of the meeting as a whole stands in them."""
    items = meeting.items.exclude(outcome="").order_by("position", "pk")
    items = items.prefetch_related(
        Prefetch("decision", Decision.objects.with_names()),
        "stood_aside__seat__person",
        "stood_aside__seat__organisation",
        "actions__owner",
    )
    aside = {seat.pk for item in items for seat, _why in _aside_in(item)}
    parts = [_who_was_there(meeting, aside, now)]
    if meeting.minutes_text.strip():
        parts.append(f"{HEADING}Om møtet\n{meeting.minutes_text.strip()}")
    secret = restricted_among(items)
    parts += [_of_restricted(item) if item.pk in secret else _of_item(item) for item in items]
    if loose := list(meeting.actions.filter(item=None).select_related("owner").order_by("pk")):
        parts.append("\n".join([f"{HEADING}Annen oppfølging", *map(_of_action, loose)]))
    return "\n\n".join(parts)


def seats_of(meeting, now):
    """Everyone seated in the body: those who decide first, in the order of their roles."""
    seats = Seat.objects.at(now).filter(body=meeting.body_id).with_names()
    return sorted(seats, key=_order)


def _order(seat):
    return (ROLES.index(seat.role), seat.organisation.name, seat.pk)


def _who_was_there(meeting, aside, now):
    """`aside`: ids of the seats that stood aside in a line: that is told there, and is not to be away."""
    noted = meeting.attendances.select_related(
        "seat__person", "seat__organisation", "seat__deputises_for__person"
    )
    here = sorted((row.seat for row in noted), key=_order)
    others = [f"- {name}" for name in meeting.others_present.splitlines()]
    others = ["Andre til stede:", *others] if others else []
    if not here:
        return "\n".join([f"{HEADING}Til stede", "Ingen er ført opp.", *others])
    seats, ids = seats_of(meeting, now), {seat.pk for seat in here}
    members = [seat for seat in seats if seat.role in Seat.DECIDING and seat.role != Seat.Role.DEPUTY]
    away = [seat for seat in members if seat.pk not in ids | aside]
    lines = [f"{HEADING}Til stede", *(f"- {seat.signature}, {seat.get_role_display()}" for seat in here)]
    if away:
        lines.append(f"Forfall: {', '.join(seat.person.name for seat in away)}.")
    count = quorum(meeting.body, here, now)
    can = "Gruppen var beslutningsdyktig" if count.is_reached else "Gruppen var ikke beslutningsdyktig"
    return "\n".join([*lines, *others, f"{can}: {count.present} av {count.of} som beslutter, var til stede."])


def _of_restricted(item):
    number = f"Sak {item.number}: " if item.number else ""
    return "\n".join([f"{HEADING}{number}{TITLE}", NOT_IN_MINUTES, f"Utfall: {item.outcome_text}"])


def _of_item(item):
    number = f"Sak {item.number}: " if item.number else ""
    lines = [f"{HEADING}{number}{item.title}"]
    lines += [item.notes.strip()] if item.notes.strip() else []
    lines += [f"Inhabil: {seat.signature}. {why}" for seat, why in _aside_in(item)]
    lines += _of_decision(item.decision) if item.decision else []
    why = f". {item.outcome_why}" if item.outcome_why else ""
    lines.append(f"Utfall: {item.outcome_text}{why}")
    if actions := list(item.actions.all()):
        lines += ["Oppfølging:", *map(_of_action, actions)]
    return "\n".join(lines)


def _aside_in(item):
    """[(seat, why)] of those who stood aside: as noted in the meeting, else as the decision has it."""
    noted = {row.seat_id: (row.seat, row.why) for row in item.stood_aside.all()}
    parts = item.decision.participations.all() if item.decision else ()
    decided = {
        one.seat_id: (one.seat, one.reason) for one in parts if one.part == Participation.Part.STOOD_ASIDE
    }
    return list((decided | noted).values())


def _of_decision(decision):
    """What was decided, why, and who does what by when."""
    yield f"Beslutning: {capfirst(decision.outcome_text)}. {decision.wording}".strip()
    if decision.grounds:
        yield f"Begrunnelse: {decision.grounds}"
    if decision.executor:
        by = f" innen {date_text(decision.executor_due)}" if decision.executor_due else ""
        yield f"{decision.executor.name} skal gjøre det{by}."
    elif decision.nobody_acts:
        yield "Ingen skal gjøre noe nå."
    if shares := decision.shares.all():
        yield "Flere gjør hver sin del:"
        yield from (f"- {one.organisation.name} innen {date_text(one.due_on)}: {one.what}" for one in shares)


def _of_action(action):
    return gettext("- {what}: {owner}, innen {date}").format(
        what=action.what, owner=action.owner.name, date=date_text(action.due_on)
    )
