"""What the steps of a løftet sak do: propose, lift, not lift, withdraw, and the end of the way."""

from escalation import evidence
from escalation.decisions import write_decision
from escalation.models import Closed, Decision, Evidence, Referral, ReferralState
from issues.models import Issue, IssueHolder, Rank
from network import deadlines
from network.audit import record
from network.deadlines import local_day
from network.models import Body, Deadline
from network.workflow import Missing, Refused, follow

RECEIVES = (Body.Kind.COORDINATING, Body.Kind.STEERING, Body.Kind.CONTENT_DESK)
VERDICT_DAYS = 20


def possible_recipients(day):
    """The coordination project's groups and the content desks of the day."""
    bodies = Body.objects.filter(kind__in=RECEIVES, starts_on__lte=day).exclude(ends_on__lte=day)
    return bodies.order_by("kind", "name")


def told(escalation, **more):
    """What the notices and the timeline need to know of the case, as it was at the event."""
    issues = list(escalation.issues.order_by("pk").values_list("pk", flat=True))
    return {"title": escalation.title, "issues": issues, **more}


def issues_follow(step):
    """The innmeldinger take the step that follows from their escalation's."""

    def then(escalation, act, event):
        for issue in escalation.issues.order_by("pk"):
            follow(issue, step, cause=event)

    return then


def _check_recipients(recipients, now):
    allowed = set(possible_recipients(local_day(now)).values_list("pk", flat=True))
    for body in recipients:
        if body.pk not in allowed:
            raise Refused(f"{body.name} tar ikke imot løftede saker.", field="recipients")


def write_proposal(escalation, act):
    _check_recipients(act["recipients"], act.now)
    assessed = Rank.objects.filter(issue__in=escalation.issues.all()).exists()
    because = (act["no_assessment_because"] or "").strip()
    if not assessed and not because:
        raise Missing(
            "Ingen har vurdert innmeldingen ennå. Skriv hvorfor den bør løftes likevel.",
            field="no_assessment_because",
        )
    escalation.ask = act["ask"].strip()
    escalation.proposer = act.seat
    escalation.no_assessment_because = because
    escalation.tie_to_raiser = (act["tie_to_raiser"] or "").strip()
    escalation.proposed_to.set(act["recipients"])
    return told(
        escalation,
        ask=escalation.ask,
        lifting_body=escalation.lifting_body.name,
        recipients=[body.name for body in act["recipients"]],
    )


def write_reason(escalation, act):
    escalation.reason = act["reason"].strip()
    return told(escalation, reason=escalation.reason)


def write_lift(escalation, act):
    """Freeze what the case rests on and record the lifting body's decision."""
    recipients = act["recipients"]
    _check_recipients(recipients, act.now)
    if act["lead_recipient"] not in recipients:
        raise Refused("Hovedmottakeren må være en av mottakerne.", field="lead_recipient")
    escalation.reason = act["reason"].strip()
    decision = write_decision(
        escalation.lifting_body, act, outcome=Decision.Outcome.LIFT, escalation=escalation
    )
    content = evidence.freeze(escalation, act.now)
    frozen = Evidence.objects.create(
        escalation=escalation,
        round=escalation.round,
        content=content,
        digest=evidence.digest(content),
        frozen_at=act.now,
    )
    return told(
        escalation,
        reason=escalation.reason,
        decision=decision.pk,
        evidence=frozen.digest,
        recipients=[body.name for body in recipients],
        recipient_ids=[body.pk for body in recipients],
    )


def send_to_recipients(escalation, act, event):
    """One sak and one clock for each recipient; the innmeldinger are lifted with it."""
    issues = list(escalation.issues.order_by("pk"))
    for body in act["recipients"]:
        referral = Referral.objects.create(
            escalation=escalation,
            round=escalation.round,
            recipient=body,
            holder=body,
            is_lead=body == act["lead_recipient"],
            sent_at=act.now,
        )
        deadlines.start(referral, Deadline.Kind.ANSWER, on=local_day(act.now), working_days=body.answer_days)
        record(
            "referral.sent",
            actor=act.actor,
            seat=act.seat,
            at=act.now,
            target=referral,
            about=[escalation, *issues],
            cause=event,
            states=("", ReferralState.SENT),
            title=escalation.title,
            holder=body.pk,
        )
        IssueHolder.objects.bulk_create(
            [IssueHolder(issue=issue, body=body, since=act.now) for issue in issues], ignore_conflicts=True
        )
    for issue in issues:
        follow(issue, "lift", cause=event)


def write_not_lifted(escalation, act):
    escalation.closed_as = Closed.NOT_LIFTED
    escalation.reason = act["reason"].strip()
    decision = write_decision(
        escalation.lifting_body, act, outcome=Decision.Outcome.NOT_LIFT, escalation=escalation
    )
    return told(escalation, reason=escalation.reason, instead=act["instead"].strip(), decision=decision.pk)


def write_withdrawal(escalation, act):
    escalation.closed_as = Closed.WITHDRAWN
    escalation.reason = act["reason"].strip()
    holders = list(escalation.referrals.open().values_list("holder", flat=True))
    return told(escalation, reason=escalation.reason, holder_ids=holders)


def withdraw_referrals(escalation, act, event):
    open_referrals = escalation.referrals.open().order_by("pk")
    if open_referrals.filter(state=ReferralState.DECIDED).exists():
        raise Refused("En mottaker har alt besluttet. Vent til svaret er sendt.")
    for referral in open_referrals:
        follow(referral, "withdraw", cause=event)
    for issue in Issue.objects.filter(escalations=escalation, state__in=["proposed", "lifted"]).order_by(
        "pk"
    ):
        follow(issue, "return", cause=event)


def write_all_answered(escalation, act):
    deadlines.start(escalation, Deadline.Kind.VERDICT, on=local_day(act.now), working_days=VERDICT_DAYS)
    return told(escalation)


def write_closed(escalation, act):
    escalation.closed_as = Closed.ANSWERED
    deadlines.end(escalation, Deadline.Kind.VERDICT, at=act.now)
    return told(escalation)
