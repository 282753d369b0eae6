"""What the steps of a løftet sak do: propose, lift, not lift, add to it, withdraw, and open a new round."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escalation import evidence, letters
from escalation.decisions import write_decision
from escalation.models import Closed, Decision, Evidence, Referral, ReferralState, State, Supplement, Verdict
from escalation.telling import comes_to, told
from issues.models import Issue, Rank, Voice
from issues.models import State as IssueState
from network import deadlines, search
from network.attachments import attach
from network.audit import record
from network.collation import by_name
from network.deadlines import local_day
from network.models import Body, Deadline
from network.reach import ORDER, Reach
from network.workflow import Missing, Refused, follow

RECEIVES = (Body.Kind.COORDINATING, Body.Kind.STEERING, Body.Kind.CONTENT_DESK)
VERDICT_DAYS = 20
ROUNDS = 2


def possible_recipients(day):
    """The coordination project's groups and the content desks of the day."""
    return Body.objects.filter(kind__in=RECEIVES).on(day).order_by("kind", by_name())


def issues_follow(step):
    """The innmeldinger take the step that follows from their escalation's."""

    def then(escalation, act, event):
        for issue in escalation.issues.order_by("pk"):
            follow(issue, step, cause=event)

    return then


def check_recipients(recipients, now, field="recipients"):
    allowed = set(possible_recipients(local_day(now)).values_list("pk", flat=True))
    for body in recipients:
        if body.pk not in allowed:
            raise Refused(format_lazy(_("{body} tar ikke imot løftede saker."), body=body.name), field=field)


def write_proposal(escalation, act):
    check_recipients(act["recipients"], act.now)
    assessed = Rank.objects.filter(issue__in=escalation.issues.all()).exists()
    because = (act["no_assessment_because"] or "").strip()
    if not assessed and not because:
        raise Missing(
            _("Ingen har vurdert innmeldingen ennå. Skriv hvorfor den bør løftes likevel."),
            field="no_assessment_because",
        )
    escalation.ask = act["ask"].strip()
    escalation.proposer = act.seat
    escalation.no_assessment_because = because
    escalation.tie_to_raiser = (act["tie_to_raiser"] or "").strip()
    escalation.proposed_to.set(act["recipients"])
    comes_to(escalation, escalation.lifting_body, act.now)
    _start_target(escalation, act)
    search.index(escalation)
    return told(
        escalation,
        ask=escalation.ask,
        lifting_body=escalation.lifting_body.name,
        recipients=[body.name for body in act["recipients"]],
    )


def _start_target(escalation, act):
    """The day the proposer asks for, such as the lifting body's next meeting; else as many days as agreed."""
    day, target = local_day(act.now), act["target_on"]
    if target and target <= day:
        raise Refused(_("Velg en dato frem i tid."), field="target_on")
    agreed = escalation.lifting_body.answer_days
    days = deadlines.working_days_between(day, target) if target else agreed
    deadlines.start(escalation, Deadline.Kind.PROPOSAL, on=day, working_days=days)


def _end_target(escalation, now):
    """The lifting body has taken a position, or there is nothing left to take it on."""
    deadlines.end(escalation, Deadline.Kind.PROPOSAL, at=now)


def write_reason(escalation, act):
    _end_target(escalation, act.now)
    escalation.reason = act["reason"].strip()
    return told(escalation, reason=escalation.reason)


def write_lift(escalation, act):
    """Freeze what the case rests on and record the lifting body's decision."""
    recipients = act["recipients"]
    check_recipients(recipients, act.now)
    if act["lead_recipient"] not in recipients:
        raise Refused(_("Hovedmottakeren må være en av mottakerne."), field="lead_recipient")
    escalation.reason = act["reason"].strip()
    _end_target(escalation, act.now)
    decision = write_decision(
        escalation.lifting_body, act, outcome=Decision.Outcome.LIFT, escalation=escalation
    )
    frozen = _freeze(escalation, act.now)
    search.index(escalation)
    return told(
        escalation,
        reason=escalation.reason,
        decision=decision.pk,
        evidence=frozen.digest,
        recipients=[body.name for body in recipients],
        recipient_ids=[body.pk for body in recipients],
    )


def _freeze(escalation, now):
    content = evidence.freeze(escalation, now)
    return Evidence.objects.create(
        escalation=escalation,
        round=escalation.round,
        content=content,
        digest=evidence.digest(content),
        frozen_at=now,
    )


def send_to_recipients(escalation, act, event):
    """One sak and one clock for each recipient; the innmeldinger are lifted with it."""
    parts = act["parts"] or {}
    for body in act["recipients"]:
        lead = body == act["lead_recipient"]
        _send(escalation, body, act, event, is_lead=lead, part=parts.get(body.pk, ""))
    for issue in escalation.issues.order_by("pk"):
        follow(issue, "lift", cause=event)


def _send(escalation, body, act, cause, *, is_lead=False, part=""):
    referral = Referral.objects.create(
        escalation=escalation,
        round=escalation.round,
        recipient=body,
        holder=body,
        is_lead=is_lead,
        part=part.strip(),
        sent_at=act.now,
        held_since=act.now,
    )
    deadlines.start(referral, Deadline.Kind.ANSWER, on=local_day(act.now), working_days=body.answer_days)
    comes_to(escalation, body, act.now)
    event = record(
        "referral.sent",
        actor=act.actor,
        seat=act.seat,
        at=act.now,
        target=referral,
        about=[escalation, *escalation.issues.order_by("pk")],
        cause=cause,
        states=("", ReferralState.SENT),
        title=escalation.title,
        holder=body.pk,
    )
    letters.case_came(referral, act, event)


def write_not_lifted(escalation, act):
    escalation.closed_as = Closed.NOT_LIFTED
    _end_target(escalation, act.now)
    escalation.reason = act["reason"].strip()
    decision = write_decision(
        escalation.lifting_body, act, outcome=Decision.Outcome.NOT_LIFT, escalation=escalation
    )
    return told(escalation, reason=escalation.reason, instead=act["instead"].strip(), decision=decision.pk)


def write_added_recipient(escalation, act):
    body = act["recipient"]
    check_recipients([body], act.now, field="recipient")
    if escalation.referrals.filter(round=escalation.round, recipient=body).exists():
        raise Refused(format_lazy(_("Saken er alt sendt til {body}."), body=body.name), field="recipient")
    holders = set(escalation.referrals.open().values_list("holder", flat=True))
    return told(
        escalation,
        recipient=body.pk,
        recipient_name=body.name,
        reason=act["reason"].strip(),
        holder_ids=sorted(holders),
    )


def send_to_added(escalation, act, event):
    """A clock for the new recipient only."""
    _send(escalation, act["recipient"], act, event, part=act["part"] or "")


def write_supplement(escalation, act):
    supplement = Supplement.objects.create(
        escalation=escalation, text=act["text"].strip(), seat=act.seat, at=act.now
    )
    if upload := act["file"]:
        given = {"actor": act.actor, "seat": act.seat, "now": act.now}
        attach(supplement, upload, body=escalation.home_body, **given)
    holders = set(escalation.referrals.open().values_list("holder", flat=True))
    file = upload.name if upload else ""
    return told(escalation, text=supplement.text, file=file, holder_ids=sorted(holders))


def not_wider(escalation, now):
    return _("Alle kan alt se saken.") if escalation.reach == Reach.PUBLIC else None


def write_reach(escalation, act):
    """Wider, never narrower: what has been seen cannot be unseen."""
    reach = Reach(act["reach"])
    if ORDER.index(reach) <= ORDER.index(escalation.reach):
        raise Refused(_("Saken kan bare gjøres synlig for flere, ikke for færre."), field="reach")
    escalation.reach = reach
    return told(escalation, reach=reach.label)


def write_withdrawal(escalation, act):
    escalation.closed_as = Closed.WITHDRAWN
    _end_target(escalation, act.now)
    escalation.reason = act["reason"].strip()
    holders = list(escalation.referrals.open().values_list("holder", flat=True))
    return told(escalation, reason=escalation.reason, holder_ids=holders)


def withdraw_referrals(escalation, act, event):
    open_referrals = escalation.referrals.open().order_by("pk")
    if open_referrals.filter(state=ReferralState.DECIDED).exists():
        raise Refused(_("En mottaker har alt besluttet. Vent til svaret er sendt."))
    for referral in open_referrals:
        follow(referral, "withdraw", cause=event)
    if event.state_from == State.DRAFT:
        return  # a draft has not moved its innmeldinger; one of them may be on its way with another case
    for issue in escalation.issues.order_by("pk"):
        follow(issue, "return", cause=event)


def write_all_answered(escalation, act):
    deadlines.start(escalation, Deadline.Kind.VERDICT, on=local_day(act.now), working_days=VERDICT_DAYS)
    return told(escalation)


def write_closed(escalation, act):
    escalation.closed_as = Closed.ANSWERED
    deadlines.end(escalation, Deadline.Kind.VERDICT, at=act.now)
    said = escalation.verdicts.filter(round=escalation.round).values_list("helped", flat=True)
    return told(
        escalation,
        asker_ids=sorted(_runs_answered(escalation)),
        figures={kind.value: list(said).count(kind) for kind in Verdict.Helped},
        asked=Voice.objects.standing()
        .filter(issue__escalations=escalation)
        .values("person")
        .distinct()
        .count(),
    )


def _runs_answered(escalation):
    """The bodies that answered: they hear how their answers were received."""
    answered = escalation.referrals.filter(round=escalation.round, state=ReferralState.ANSWERED)
    return set(answered.values_list("holder", flat=True))


def take_over(escalation, now):
    """Whoever has taken over by now proposes and lifts from here on."""
    day = local_day(now)
    escalation.home_body = escalation.home_body.heir(day) or escalation.home_body
    escalation.lifting_body = escalation.lifting_body.heir(day) or escalation.lifting_body
    comes_to(escalation, escalation.lifting_body, now)


def no_new_round(escalation, now):
    if escalation.round >= ROUNDS:
        return _("En ny runde kan åpnes én gang, og den er brukt.")
    if escalation.state == State.CLOSED and escalation.closed_as != Closed.ANSWERED:
        return _("Bare en sak som er besvart, kan få en ny runde.")
    return None


def answered_by(escalation, day):
    """The bodies that answered this round, or took over after them: those a new round can go to."""
    answered = Body.objects.filter(pk__in=_runs_answered(escalation))
    heirs = {(body.heir(day) or body).pk for body in answered}
    return Body.objects.filter(pk__in=heirs).order_by("kind", by_name())


def write_new_round(escalation, act):
    """What is unsolved goes back, once, to the recipients it concerns; the evidence is frozen anew."""
    day = local_day(act.now)
    allowed = set(answered_by(escalation, day))
    recipients = list(act["recipients"])
    if any(body not in allowed for body in recipients):
        raise Refused(_("En ny runde går til dem som har svart."), field="recipients")
    check_recipients(recipients, act.now)
    deadlines.end(escalation, Deadline.Kind.VERDICT, at=act.now)
    take_over(escalation, act.now)
    act.given["lead_recipient"] = _lead_again(escalation, recipients, day)
    escalation.closed_as = ""
    escalation.round += 1
    escalation.reason = act["reason"].strip()
    frozen = _freeze(escalation, act.now)
    search.index(escalation)
    return told(
        escalation,
        reason=escalation.reason,
        evidence=frozen.digest,
        round=escalation.round,
        recipients=[body.name for body in recipients],
        recipient_ids=[body.pk for body in recipients],
    )


def _lead_again(escalation, recipients, day):
    led = escalation.referrals.filter(round=escalation.round, is_lead=True).first()
    lead = led and (led.holder.heir(day) or led.holder)
    return lead if lead in recipients else recipients[0]


def send_anew(escalation, act, event):
    for body in act["recipients"]:
        _send(escalation, body, act, event, is_lead=body == act["lead_recipient"])
    for issue in Issue.objects.filter(escalations=escalation, state=IssueState.ANSWERED).order_by("pk"):
        follow(issue, "lift_again", cause=event)


def nothing_to_let_stand(escalation, now):
    if escalation.state == State.CLOSED and escalation.closed_as != Closed.ANSWERED:
        return _("Saken har ikke fått noe svar som kan stå.")
    if escalation.kept_round == escalation.round:
        return _("Det er alt bestemt at svaret står.")
    if not no_verdicts(escalation).exists():
        return _("Ingen har sagt at svaret ikke løste saken.")
    return None


def no_verdicts(escalation):
    return Verdict.objects.filter(escalation=escalation, round=escalation.round, helped=Verdict.Helped.NO)


def write_kept(escalation, act):
    """The lifting body lets the answer stand, with a sentence to those it did not help."""
    escalation.kept_round = escalation.round
    people = list(no_verdicts(escalation).order_by("pk").values_list("person", flat=True))
    return told(escalation, reason=act["reason"].strip(), people=people)
