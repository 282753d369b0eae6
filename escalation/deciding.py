"""What the steps of a sak hos mottaker do: acknowledge, lay before, decide, answer."""

from escalation.decisions import write_decision
from escalation.models import Answer, Decision, Escalation, Referral, ReferralState
from issues.models import Issue, IssueHolder
from network import deadlines
from network.deadlines import date_text, local_day
from network.membership import holds, runs
from network.models import Body, Deadline, Seat
from network.workflow import Missing, Refused, follow

Outcome = Decision.Outcome
AFTER_DECISION_DAYS = 5


def runs_home_of(actor, referral, now):
    """The proposer's network answers what a recipient asks."""
    return runs(actor, referral.escalation.home_body, now)


def told(referral, **more):
    issues = list(referral.escalation.issues.order_by("pk").values_list("pk", flat=True))
    return {
        "title": referral.escalation.title,
        "issues": issues,
        "holder": referral.holder_id,
        "holder_name": referral.holder.name,
        **more,
    }


def write_acknowledgement(referral, act):
    officer = act["officer"]
    if not isinstance(officer, Seat) or not holds(officer.person, [officer.role], referral.holder, act.now):
        raise Refused(f"Saksbehandleren må ha en rolle i {referral.holder.name}.", field="officer")
    referral.officer = officer
    referral.own_case_number = (act["own_case_number"] or "").strip()
    expected, reason = act["expected_on"], (act["expected_reason"] or "").strip()
    clock = deadlines.running(referral, Deadline.Kind.ANSWER)
    if expected and clock and expected != clock.due_on:
        if not reason:
            raise Missing("Skriv hvorfor svaret ventes en annen dag enn fristen.", field="expected_reason")
        if expected <= local_day(act.now):
            raise Refused("Velg en dato frem i tid.", field="expected_on")
        deadlines.move(referral, Deadline.Kind.ANSWER, to=expected)
        clock.refresh_from_db()
    return told(
        referral,
        officer=officer.person.name,
        officer_id=officer.person_id,
        due=clock.due_on.isoformat() if clock else "",
        due_text=date_text(clock.due_on) if clock else "",
        reason=reason,
    )


def possible_deciders(referral, day):
    """A preparing group lays a case before a steering group of the day."""
    bodies = Body.objects.filter(kind=Body.Kind.STEERING, starts_on__lte=day).exclude(ends_on__lte=day)
    return bodies.exclude(pk=referral.holder_id).order_by("name")


def write_laying(referral, act):
    body = act["deciding_body"]
    if not possible_deciders(referral, local_day(act.now)).filter(pk=body.pk).exists():
        raise Refused(f"Saken kan ikke legges frem for {body.name}.", field="deciding_body")
    referral.deciding_body = body
    referral.paper = act["paper"].strip()
    referral.proposal = act["proposal"].strip()
    IssueHolder.objects.bulk_create(
        [IssueHolder(issue=issue, body=body, since=act.now) for issue in referral.escalation.issues.all()],
        ignore_conflicts=True,
    )
    return told(referral, deciding_body=body.pk, deciding_name=body.name, proposal=referral.proposal)


def write_question(referral, act):
    deadlines.pause(referral, Deadline.Kind.ANSWER, on=local_day(act.now))
    return told(referral, question=act["question"].strip())


def write_reply(referral, act):
    deadlines.resume(referral, Deadline.Kind.ANSWER, on=local_day(act.now))
    return told(referral, text=act["text"].strip(), officer_id=referral.officer.person_id)


def write_group_decision(referral, act):
    """Record what the group decided. Consensus is the rule; a særmerknad is always possible."""
    outcome = act["outcome"]
    if outcome not in Decision.BY_GROUP:
        raise Refused("Velg et utfall som en gruppe kan beslutte.", field="outcome")
    if outcome == Outcome.ENDORSED and act["executor"] is None:
        raise Missing("Tilslutning krever at noen skal gjøre det: velg hvem.", field="executor")
    body = referral.deciding_body or referral.holder
    decision = write_decision(body, act, outcome=outcome, escalation=referral.escalation, referral=referral)
    deadlines.end(referral, Deadline.Kind.ANSWER, at=act.now)
    deadlines.start(
        referral, Deadline.Kind.AFTER_DECISION, on=local_day(act.now), working_days=AFTER_DECISION_DAYS
    )
    return told(
        referral,
        decision=decision.pk,
        outcome=Outcome(outcome).label,
        wording=decision.wording,
        deciding_body=body.pk,
        deciding_name=body.name,
        officer_id=referral.officer.person_id if referral.officer else None,
    )


def write_answer(referral, act):
    """What goes home: plain words. The innmeldinger are locked, so that a voice comes before or after."""
    list(Issue.objects.select_for_update().filter(escalations=referral.escalation_id).order_by("pk"))
    text = act["text"].strip()
    if len(text) > Answer.MAX_LENGTH:
        raise Refused(f"Svaret kan være på høyst {Answer.MAX_LENGTH} tegn.", field="text")
    answer = Answer.objects.create(
        referral=referral, text=text, link=act["link"] or "", entry=act["entry"], seat=act.seat, at=act.now
    )
    deadlines.end(referral, Deadline.Kind.ANSWER, at=act.now)
    deadlines.end(referral, Deadline.Kind.AFTER_DECISION, at=act.now)
    others = Referral.objects.filter(escalation=referral.escalation_id).exclude(pk=referral.pk)
    decision = referral.decisions.order_by("-pk").first()
    return told(
        referral,
        text=text,
        link=answer.link,
        entry=answer.entry_id,
        outcome=decision.get_outcome_display() if decision else "",
        last=not others.open().exists(),
        other_holders=list(others.values_list("holder", flat=True)),
    )


def write_desk_answer(referral, act):
    """A content desk decides and answers in one act (Recommendation 6: made, or refused with a reason)."""
    outcome = act["outcome"]
    if outcome not in Decision.BY_DESK:
        raise Refused("Velg et utfall som en innholdsansvarlig kan gi.", field="outcome")
    if outcome in (Outcome.NEW_CONTENT, Outcome.CHANGED) and act["entry"] is None:
        raise Missing("Velg innholdet dere har laget eller endret.", field="entry")
    if outcome == Outcome.BY_DATE:
        if act["executor_due"] is None:
            raise Missing("Velg når innholdet skal være laget.", field="executor_due")
        act.given["executor"] = referral.holder.owner
    act.given.update(how=Decision.How.DESK, decided_on=local_day(act.now), wording=act["text"].strip())
    write_decision(referral.holder, act, outcome=outcome, escalation=referral.escalation, referral=referral)
    return write_answer(referral, act)


def write_withdrawn(referral, act):
    deadlines.end(referral, Deadline.Kind.ANSWER, at=act.now)
    return told(referral)


def finish_if_last(referral, act, event):
    """When every referral is answered or withdrawn, and at least one answered, the case is answered."""
    referrals = Referral.objects.filter(escalation=referral.escalation_id)
    if not referrals.open().exists() and referrals.filter(state=ReferralState.ANSWERED).exists():
        follow(Escalation.objects.get(pk=referral.escalation_id), "all_answered", cause=event)
