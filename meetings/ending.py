"""What becomes of a case when a line about it ends: in the meeting, or laid aside before it."""

from escalation.models import Escalation, Referral
from issues.models import Issue
from meetings.models import AgendaItem, Proposal
from meetings.settled import settled_among
from network.audit import record, sha256
from network.deadlines import local_day

Outcome = AgendaItem.Outcome
PROPOSAL = "meetings.proposal"
# What others are told of, and the verb it is told by.
ENDED = {Outcome.PARKED: "meeting.item_parked", Outcome.DECLINED: "meeting.item_declined"}


def end_line(item, meeting, *, actor, seat, now):
    """What a line's outcome means outside the meeting: a proposal that is dealt with has ended, and when a case
    goes no further, those who asked are told why, once: what was laid aside before the meeting is not told again,
    nor what was decided elsewhere, for they have that answer."""
    if item.outcome not in (Outcome.DONE, *ENDED):
        return
    if item.target_label == PROPOSAL:
        ended = item.outcome_why or item.get_outcome_display()
        Proposal.objects.open().filter(pk=item.target_id).update(ended_at=now, ended_why=ended)
    if item.outcome in ENDED and item.pk not in settled_among([item]):
        case, asked = _who_asked(item, meeting)
        record(
            ENDED[item.outcome],
            actor=actor,
            seat=seat,
            at=now,
            target=case,
            about=[meeting],
            key=f"{ENDED[item.outcome]}:{item.pk}:{sha256(item.outcome_why)[:16]}",
            title=item.title,
            body=meeting.body.name,
            when=local_day(meeting.starts_at),
            why=item.outcome_why,
            **(NOBODY | asked),
        )


NOBODY = {"issues": [], "bodies": [], "people": []}


def _who_asked(item, meeting):
    """What those who asked are told about (a proposal has no page but the meeting's), and who they are: whose
    voices it has, which bodies have it, and who proposed it."""
    match item.target_label:
        case "issues.issue":
            return Issue.objects.get(pk=item.target_id), {"issues": [item.target_id]}
        case "escalation.escalation":
            escalation = Escalation.objects.get(pk=item.target_id)
            return escalation, _of_escalation(escalation) | {"bodies": [escalation.home_body_id]}
        case "escalation.referral":
            referral = Referral.objects.select_related("escalation").get(pk=item.target_id)
            return referral, _of_escalation(referral.escalation) | {"bodies": [referral.holder_id]}
        case "meetings.proposal":
            return meeting, {"people": [Proposal.objects.get(pk=item.target_id).seat.person_id]}
    return meeting, {}


def _of_escalation(escalation):
    return {"issues": sorted(escalation.issues.values_list("pk", flat=True))}
