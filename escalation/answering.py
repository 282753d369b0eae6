"""The answer on its way home: in plain words, to everyone who asked, the same day."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escalation import letters
from escalation.decisions import check_desk_outcome, write_decision
from escalation.models import Answer, Decision, Escalation, Referral, ReferralState, State
from escalation.motion import from_decision
from escalation.telling import told_of
from issues.models import Issue
from network import deadlines
from network.deadlines import local_day
from network.models import Deadline
from network.workflow import Refused, follow

Outcome = Decision.Outcome


def is_answered(referral, now):
    """An answered sak owes a new answer only when its decision was corrected so that the answer changes."""
    owes = deadlines.running(referral, Deadline.Kind.AFTER_DECISION)
    return _("Svaret er sendt.") if referral.state == ReferralState.ANSWERED and not owes else None


def write_answer(referral, act, *, joint=None, seat=None):
    """What goes home: plain words. The innmeldinger are locked, so that a voice comes before or after."""
    list(Issue.objects.select_for_update().filter(escalations=referral.escalation_id).order_by("pk"))
    text = act["text"].strip()
    if len(text) > Answer.MAX_LENGTH:
        raise Refused(
            format_lazy(_("Svaret kan være på høyst {max_length} tegn."), max_length=Answer.MAX_LENGTH),
            field="text",
        )
    answer = Answer.objects.create(
        referral=referral,
        text=text,
        link=act["link"] or "",
        entry=act["entry"],
        joint=joint,
        seat=seat or act.seat,
        at=act.now,
    )
    for kind in (Deadline.Kind.ANSWER, Deadline.Kind.AFTER_DECISION):
        deadlines.end(referral, kind, at=act.now)
    others = Referral.objects.filter(escalation=referral.escalation_id).exclude(pk=referral.pk)
    waited_for = others.open() if joint is None else others.open().exclude(joint=joint)
    decision = referral.decisions.order_by("-pk").first()
    return told_of(
        referral,
        text=text,
        link=answer.link,
        entry=answer.entry_id,
        outcome=decision.outcome_text if decision else "",
        noted=bool(decision) and decision.outcome == Outcome.NOTED,
        again=referral.answers.exclude(pk=answer.pk).exists(),
        last=not waited_for.exists(),
        other_holders=list(others.values_list("holder", flat=True)),
    )


def write_desk_answer(referral, act):
    """A content desk decides and answers in one act."""
    write_desk_decision(referral, act, wording=act["text"].strip())
    return write_answer(referral, act)


def write_desk_decision(referral, act, *, wording):
    """How a content desk ends its part (Recommendation 6: made, or refused with a reason)."""
    check_desk_outcome(referral, act)
    act.given.update(how=Decision.How.DESK, decided_on=local_day(act.now), wording=wording)
    write_decision(
        referral.holder, act, outcome=act["outcome"], escalation=referral.escalation, referral=referral
    )


def write_withdrawn(referral, act):
    deadlines.end(referral, Deadline.Kind.ANSWER, at=act.now)
    return told_of(referral)


def follow_up(referral, act, event):
    """What a decision sets in motion lives on as a change with a follower."""
    from_decision(referral.decisions.order_by("-pk").first(), act, event)


def settle(referral, act, event):
    follow_up(referral, act, event)
    goes_home(referral, act, event)


def goes_home(referral, act, event):
    letters.answer_went(referral, act, event)
    finish_if_last(referral, act, event)


def finish_if_last(referral, act, event):
    """When every referral is answered or withdrawn, and one of this round answered, the case is answered."""
    escalation = Escalation.objects.get(pk=referral.escalation_id)
    referrals = Referral.objects.filter(escalation=escalation)
    answered = referrals.filter(round=escalation.round, state=ReferralState.ANSWERED)
    if escalation.state == State.LIFTED and answered.exists() and not referrals.open().exists():
        follow(escalation, "all_answered", cause=event)
