"""In the meeting: who is there, item by item with time against plan, who stands aside, and what came of it.

Everything here locks the meeting first, so that two who keep the minutes at once do one thing after the other.
"""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings import minutes
from meetings.models import PASSED_OVER_LIMIT, AgendaItem, Attendance, ItemType, Meeting, Proposal, StoodAside
from meetings.numbering import highest
from meetings.rules import runs_meeting
from meetings.settled import ENDS, settled_among
from network.audit import label_of, record
from network.deadlines import local_day, moment_text_lazy
from network.models import Event
from network.telling import telling
from network.workflow import Missing, NotAllowed, Refused, take
from network.writing import writing

Outcome = AgendaItem.Outcome
NEEDS_REASON = (Outcome.PARKED, Outcome.DECLINED)
STARTED, STOPPED = "meeting.clock_started", "meeting.clock_stopped"
IS_OVER = _("Møtet er avsluttet. Rett heller i referatet.")
NOT_BEGUN = _(
    "Møtet begynner {moment}, og utfall føres først da. Er saken avgjort på en annen måte, fører du det på selve saken."
)
NOT_SENT = _("Send ut sakslisten før du fører møtet, så alle har den samme listen.")


def locked(meeting, *, actor, now):
    """The meeting, locked and read anew, and the seat this person runs it by. Raises NotAllowed."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    seat = runs_meeting(actor, meeting, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet som fører møtet i {body}."), body=meeting.body.name
            )
        )
    return meeting, seat


def ongoing(meeting, *, actor, now):
    """As `locked`, for what is written while the meeting goes on. The agenda stands by then: what is compiled
    anew would take lines away under those who write on them."""
    meeting, seat = locked(meeting, actor=actor, now=now)
    if not meeting.is_open:
        raise Refused(IS_OVER)
    if meeting.published_at is None:
        raise Refused(NOT_SENT)
    return meeting, seat


def check_begun(meeting, now):
    """Nothing comes of a line before its meeting: minutes that it approves are locked for good."""
    if meeting.starts_at > now:
        raise Refused(format_lazy(NOT_BEGUN, moment=moment_text_lazy(meeting.starts_at)))


def _line(item, *, actor, now):
    meeting, seat = ongoing(item.meeting, actor=actor, now=now)
    item.refresh_from_db()
    return meeting, seat


@writing()
def attend(meeting, *, actor, now, arrived=(), left=()):
    """Note seats that have come, and seats that have gone; the others stay as they are, whoever noted them."""
    meeting, seat = ongoing(meeting, actor=actor, now=now)
    here = set(meeting.attendances.values_list("seat", flat=True))
    new = list({held.pk: held for held in arrived if held.pk not in here}.values())
    gone = [held for held in left if held.pk in here]
    if any(held.body_id != meeting.body_id for held in new):
        raise Refused(
            format_lazy(_("Bare de som har en rolle i {body}, kan føres opp her."), body=meeting.body.name),
            field="present",
        )
    Attendance.objects.bulk_create(Attendance(meeting=meeting, seat=held) for held in new)
    meeting.attendances.filter(seat__in=gone).delete()
    if new or gone:
        came, went = ([held.pk for held in seats] for seats in (new, gone))
        record("meeting.attended", actor=actor, seat=seat, at=now, target=meeting, arrived=came, left=went)


@writing()
def note_others(meeting, *, actor, now, others):
    """Write who else is there: those without a seat in the body, a name and an organisation to a line. They stand in
    the minutes, and never count when the body decides. What was written before is replaced. Raises NotAllowed and
    Refused."""
    meeting, seat = ongoing(meeting, actor=actor, now=now)
    names = [line.strip() for line in others.splitlines() if line.strip()]
    meeting.others_present = "\n".join(names)
    meeting.save(update_fields=["others_present"])
    record("meeting.others_noted", actor=actor, seat=seat, at=now, target=meeting, count=len(names))


@writing()
def stand_aside(item, *, actor, now, why):
    """Note who is partial in a line: `why` gives the reason for each seat it names, or "" for one that is not
    partial after all."""
    meeting, seat = _line(item, actor=actor, now=now)
    for held, reason in why.items():
        if held.body_id != meeting.body_id:
            raise Refused(
                format_lazy(
                    _("{person} har ingen rolle i {body}."), person=held.person.name, body=meeting.body.name
                )
            )
        if reason.strip():
            StoodAside.objects.update_or_create(item=item, seat=held, defaults={"why": reason.strip()})
        else:
            item.stood_aside.filter(seat=held).delete()
    noted = {str(held.pk): reason.strip() for held, reason in why.items()}
    record("meeting.stood_aside", actor=actor, seat=seat, at=now, target=meeting, item=item.pk, why=noted)


@dataclass(frozen=True)
class Clock:
    """The line that is being treated, and since when."""

    item_id: int
    since: datetime

    def minutes(self, now):
        """Whole minutes so far, rounded to the nearest; a line that was taken up at all took one."""
        return max(1, round((now - self.since).total_seconds() / 60))


def running(meeting):
    """The clock that runs, or None. There is one to a meeting, and what has happened tells where it stands."""
    told = Event.objects.filter(
        target_label=label_of(meeting), target_id=meeting.pk, verb__in=[STARTED, STOPPED]
    )
    last = told.order_by("-pk").first()
    return Clock(last.data["item"], last.at) if last and last.verb == STARTED else None


@writing()
def start_clock(item, *, actor, now):
    """Take up a line: its minutes run until another is taken up, or the clock is stopped."""
    meeting, seat = _line(item, actor=actor, now=now)
    clock = running(meeting)
    if clock and clock.item_id == item.pk:
        return
    stop_running(meeting, actor=actor, seat=seat, now=now)
    record(STARTED, actor=actor, seat=seat, at=now, target=meeting, item=item.pk)


@writing()
def stop_clock(meeting, *, actor, now):
    """Stop the clock; what ran is added to its line's used minutes."""
    meeting, seat = ongoing(meeting, actor=actor, now=now)
    stop_running(meeting, actor=actor, seat=seat, now=now)


def stop_running(meeting, *, actor, seat, now):
    """As `stop_clock`, inside the transaction of whoever holds the meeting."""
    if clock := running(meeting):
        item = meeting.items.get(pk=clock.item_id)
        item.used_minutes = (item.used_minutes or 0) + clock.minutes(now)
        item.save(update_fields=["used_minutes"])
        record(
            STOPPED, actor=actor, seat=seat, at=now, target=meeting, item=item.pk, minutes=item.used_minutes
        )


@writing()
def note_minutes(item, *, actor, now, used):
    """Write how many minutes a line took, whatever the clock says. None: not known."""
    meeting, seat = _line(item, actor=actor, now=now)
    item.used_minutes = used
    item.save(update_fields=["used_minutes"])
    record(
        "meeting.minutes_noted", actor=actor, seat=seat, at=now, target=meeting, item=item.pk, minutes=used
    )


@writing()
def conclude(item, *, actor, now, outcome, why=""):
    """Say what came of a line; it can be said anew until the meeting is closed, which is when others hear of it.

    Raises Refused before the meeting begins, when putting away or declining lacks a reason, when what has been passed
    over three times would go on once more, and when a decision, or minutes approved here, already say what came of
    it. A case that was decided elsewhere is only done with or put away, and that is the reason when no other is given.
    """
    meeting, seat = _line(item, actor=actor, now=now)
    if outcome:
        check_begun(meeting, now)
    settled = settled_among([item]).get(item.pk, "")
    if settled and outcome not in ENDS:
        raise Refused(
            format_lazy(_("{settled} Velg «behandlet» eller «lagt bort»."), settled=settled), field="outcome"
        )
    why = why.strip() or (settled[:300] if outcome else "")
    if outcome in NEEDS_REASON and not why:
        raise Missing(
            format_lazy(
                _("Skriv hvorfor «{item}» blir {outcome}."),
                item=item.title,
                outcome=Outcome(outcome).label,
            ),
            field="outcome_why",
        )
    if outcome == Outcome.NEXT and item.passed_over >= PASSED_OVER_LIMIT:
        raise Refused(must_end(item), field="outcome")
    if item.outcome == Outcome.DONE and outcome != Outcome.DONE and _is_settled(item):
        raise Refused(
            format_lazy(_("«{item}» er avgjort, og kan ikke gjøres om her."), item=item.title),
            field="outcome",
        )
    if item.source == "minutes" and outcome == Outcome.DONE:
        minutes.approve(Meeting.objects.get(pk=item.target_id), actor=actor, now=now, at_meeting=meeting)
    item.outcome, item.outcome_why = outcome, why
    item.save(update_fields=["outcome", "outcome_why"])
    record(
        "meeting.item_concluded",
        actor=actor,
        seat=seat,
        at=now,
        target=meeting,
        item=item.pk,
        outcome=outcome,
        why=why,
    )


def must_end(item):
    """Why a line cannot simply go on to the next meeting."""
    return format_lazy(
        _(
            "«{item}» er forbigått {passed_over} ganger. Den må behandles, legges bort eller avvises, med "
            "begrunnelse."
        ),
        item=item.title,
        passed_over=item.passed_over,
    )


def _is_settled(item):
    return item.decision_id is not None or item.source == "minutes"


@writing()
def add_item(meeting, *, actor, now, title, minutes=10, item_type=ItemType.DISCUSSION, token=None):
    """Take something up on the spot: a proposal, and a line with the next number. `minutes` is how long it takes.

    The proposal keeps it, so that it comes back by itself when the meeting does not get round to it. The same
    token gives the same line.
    """
    meeting, seat = ongoing(meeting, actor=actor, now=now)
    key = f"added:{meeting.pk}:{actor.pk}:{token}" if token else None
    if key and (first := Event.objects.filter(key=key).first()):
        return meeting.items.get(pk=first.data["item"])
    proposal = Proposal.objects.create(
        body=meeting.body, title=title.strip(), type=item_type, minutes=minutes, seat=seat, proposed_at=now
    )
    why = telling(_("Satt på i møtet av {name}."), name=actor.name)
    item = AgendaItem.objects.create(
        meeting=meeting,
        source="proposed",
        target_label=label_of(proposal),
        target_id=proposal.pk,
        type=item_type,
        title=proposal.title,
        minutes=minutes,
        pinned=True,
        why=why,
        why_said=why.said,
        position=(meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1,
        number=_next_number(meeting),
    )
    told = {"item": item.pk, "proposal": proposal.pk, "title": item.title}
    record("meeting.item_added", actor=actor, seat=seat, at=now, target=meeting, key=key, **told)
    return item


def _next_number(meeting):
    year = local_day(meeting.starts_at).year
    return f"{highest(meeting.body_id, year) + 1}/{year}"


@writing()
def record_decision(item, step, *, actor, now, version, token=None, **given):
    """Take a step on the line's case and keep the decision on the line. Locks the meeting first.

    Everything the workflow refuses is refused here, with the same sentence.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    if not meeting.is_open:
        raise Refused(IS_OVER)
    check_begun(meeting, now)
    case = case_of(item)
    if case is None:
        raise Refused(_("Denne saken har ingen beslutning å føre."))
    case = take(case, step, actor=actor, now=now, version=version, token=token, **given)
    item.decision = case.decisions.order_by("-pk").first()
    item.outcome = AgendaItem.Outcome.DONE
    item.save(update_fields=["decision", "outcome"])
    return case


def case_of(item):
    """The case a line is about, when it is one that can be decided."""
    if item.target_label not in ("escalation.escalation", "escalation.referral"):
        return None
    return apps.get_model(item.target_label).objects.filter(pk=item.target_id).first()


def present_in(meeting):
    """Ids of the seats that are noted as there."""
    return set(meeting.attendances.values_list("seat", flat=True))


def who_said_yes(meeting):
    """Ids of the seats that have answered that they come, to begin with before anyone is noted."""
    coming = meeting.invitations.filter(reply="yes", withdrawn_at=None, item=None, seat__isnull=False)
    return set(coming.values_list("seat", flat=True))
