"""What content owners see of their own work on the front page: how it stands, and whether their answers helped."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from escalation.models import Answer, Referral, ReferralState, Verdict
from escalation.queues import by_urgency
from guidance.keeping import content_of
from network.collation import sort_key
from network.deadlines import local_day

SHOWN = 3
HELPED = [(f"n_{helped}", helped) for helped in Verdict.Helped]


@dataclass(frozen=True)
class DeskBoard:
    """`held`, `late` and `waiting` are numbers of cases: here now, of them past their deadline, of them waiting
    for what somebody else knows. `content` is what they have published (`guidance.keeping`)."""

    desks: list
    held: int
    late: int
    waiting: int
    content: dict
    answers: list


def desk_board(viewer):
    """How it stands at the content desks a person sits in, in three statements; None for those who sit in none."""
    desks = sorted(
        {seat.body for seat in viewer.seats if seat.body.is_desk}, key=lambda desk: sort_key(desk.name)
    )
    if not desks:
        return None
    today = local_day(viewer.at)
    cases = by_urgency(Referral.objects.open().filter(holder__in=desks)).aggregate(
        held=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=today, paused_on=None)),
        waiting=Count("pk", filter=Q(state=ReferralState.WAITING)),
    )
    return DeskBoard(desks=desks, content=content_of(desks, today), answers=_answers_of(desks), **cases)


def _answers_of(desks):
    """The newest, each with what those who asked have said of it: «2 ja, 1 delvis»."""
    counted = {name: _n_who_said(helped) for name, helped in HELPED}
    newest = Answer.objects.filter(referral__holder__in=desks).order_by("-pk").annotate(**counted)
    answers = list(newest.select_related("referral__escalation")[:SHOWN])
    for answer in answers:
        said = [(getattr(answer, name), helped.label) for name, helped in HELPED]
        answer.said = ", ".join(f"{n} {label}" for n, label in said if n)
    return answers


def _n_who_said(helped):
    verdicts = "referral__escalation__verdicts"
    said = Q(**{f"{verdicts}__round": F("referral__round"), f"{verdicts}__helped": helped})
    return Count(verdicts, filter=said)
