"""What a recipient does with a sak before anything is decided: confirms, hands on, asks, agrees a new date."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escalation.lifting import possible_recipients
from escalation.models import Clarification, Referral, ReferralState
from escalation.telling import comes_to, told_of
from network import deadlines, search
from network.collation import by_name
from network.deadlines import (
    date_text_lazy,
    is_working_day,
    local_day,
    nearest_working_day,
)
from network.membership import holds
from network.models import Body, Deadline, Person, Responsibility, Seat
from network.workflow import Missing, Refused, take


def in_future(act, name):
    """A date ahead of the day it is given."""
    day = act[name]
    if day <= local_day(act.now):
        raise Refused(_("Velg en dato frem i tid."), field=name)
    return day


def move_clock(referral, act, name, *, because):
    """A new svarfrist, given as `name`: a day on which somebody is there to answer."""
    to = act[name]
    if not is_working_day(to):
        nearest = nearest_working_day(to, after=local_day(act.now))
        raise Refused(
            format_lazy(
                _("{date} er ikke en virkedag. Velg en virkedag; den nærmeste er {nearest}."),
                date=date_text_lazy(to),
                nearest=date_text_lazy(nearest),
            ),
            field=name,
        )
    deadlines.move(referral, Deadline.Kind.ANSWER, on=local_day(act.now), to=to, because=because)


def told_due(referral):
    """What an event says of the svarfrist, where there is one."""
    clock = deadlines.running(referral, Deadline.Kind.ANSWER)
    return {"due": clock.due_on} if clock else {}


def write_acknowledgement(referral, act):
    officer = act["officer"]
    if not isinstance(officer, Seat) or not holds(officer.person, [officer.role], referral.holder, act.now):
        raise Refused(
            format_lazy(_("Saksbehandleren må ha en rolle i {holder}."), holder=referral.holder.name),
            field="officer",
        )
    referral.officer = officer
    referral.own_case_number = (act["own_case_number"] or "").strip()
    referral.legal_basis = (act["legal_basis"] or "").strip()
    expected, reason = act["expected_on"], (act["expected_reason"] or "").strip()
    clock = deadlines.running(referral, Deadline.Kind.ANSWER)
    if expected and clock and expected != clock.due_on:
        if not reason:
            raise Missing(_("Skriv hvorfor svaret ventes en annen dag enn fristen."), field="expected_reason")
        in_future(act, "expected_on")
        move_clock(referral, act, "expected_on", because=reason)
    return told_of(
        referral,
        officer=officer.person.name,
        officer_id=officer.person_id,
        reason=reason,
        **({"due": ""} | told_due(referral)),
    )


def write_filing(referral, act):
    """The recipient's own case number, and the law that exempts it from public access, where one does."""
    referral.own_case_number = (act["own_case_number"] or "").strip()
    referral.legal_basis = (act["legal_basis"] or "").strip()
    return told_of(referral, own_case_number=referral.own_case_number, legal_basis=referral.legal_basis)


def coordinating_group(day):
    return Body.objects.of_kind(Body.Kind.COORDINATING, day)


def write_handing_on(referral, act):
    """To whoever has the matter. To nobody in particular, or a second time, it goes to the coordinating
    group as «uavklart ansvar»: a case never rests without a holder (Recommendation 1)."""
    before, to, unclear = referral.holder, act["new_holder"], act["responsibility"]
    if to and unclear:
        raise Refused(
            _("Velg enten hvem saken hører til hos, eller hva som er uklart."), field="responsibility"
        )
    if referral.times_handed_on and not unclear:
        unclear = Responsibility.UNCLEAR
    if unclear:
        to = coordinating_group(local_day(act.now))
    if to is None:
        raise Missing(_("Velg hvem saken hører til hos, eller hva som er uklart."), field="new_holder")
    if to == before and not unclear:
        raise Refused(format_lazy(_("Saken er alt hos {to}."), to=to.name), field="new_holder")
    _check_receives(to, act, "new_holder")
    referral.responsibility = unclear or ""
    if to != before:  # the coordinating group has it already, and clarifies it: its clock goes on
        referral.times_handed_on += 1
        change_holder(referral, to, act.now)
    return told_of(
        referral,
        reason=act["reason"].strip(),
        before=before.pk,
        before_name=before.name,
        unclear=Responsibility(unclear).label if unclear else "",
        **told_due(referral),
    )


def _check_receives(body, act, field):
    if not possible_recipients(local_day(act.now)).filter(pk=body.pk).exists():
        raise Refused(format_lazy(_("{body} tar ikke imot løftede saker."), body=body.name), field=field)


def change_holder(referral, body, now):
    """Another body has it: a clock of its own, nobody's desk yet. When it was first sent stays."""
    referral.holder, referral.held_since = body, now
    referral.officer = referral.deciding_body = referral.treated_on = referral.authorised = None
    referral.authority_until, referral.own_case_number, referral.in_writing = None, "", False
    deadlines.end(referral, Deadline.Kind.ANSWER, at=now)
    deadlines.start(referral, Deadline.Kind.ANSWER, on=local_day(now), working_days=body.answer_days)
    comes_to(referral.escalation, body, now)


def is_unclear(referral, now):
    return _("Avklar først hvem som har ansvaret.") if referral.responsibility else None


def is_clear(referral, now):
    return None if referral.responsibility else _("Ansvaret for saken er ikke uavklart.")


def write_clarification(referral, act):
    """The coordinating group says whose it is. Kept, and offered as precedent the next time (S55)."""
    to = act["agreed_holder"]
    _check_receives(to, act, "agreed_holder")
    clarification = Clarification.objects.create(
        referral=referral,
        question=act["question"].strip(),
        responsibility=referral.responsibility,
        agreed_holder=to,
        reason=act["reason"].strip(),
        seat=act.seat,
        at=act.now,
    )
    search.index(clarification)
    referral.responsibility = ""
    if to != referral.holder:
        change_holder(referral, to, act.now)
    return told_of(
        referral, question=clarification.question, reason=clarification.reason, **told_due(referral)
    )


def possible_to_ask(referral, day):
    """Who can be asked for more: the network that proposed it, other networks and councils, the other
    recipients of the case."""
    kinds = (*Body.NETWORKS, Body.Kind.COUNCIL)
    others = Referral.objects.filter(escalation=referral.escalation_id).values("holder")
    asked = Body.objects.filter(kind__in=kinds) | Body.objects.filter(pk__in=others)
    return asked.on(day).exclude(pk=referral.holder_id).order_by("kind", by_name())


def write_question(referral, act):
    """The clock stops from the day after, and starts again at the reply or after the date (never later)."""
    body = act["asked_body"] or referral.escalation.home_body
    if not possible_to_ask(referral, local_day(act.now)).filter(pk=body.pk).exists():
        raise Refused(
            format_lazy(_("{body} kan ikke spørres i denne saken."), body=body.name), field="asked_body"
        )
    until = in_future(act, "by")
    referral.asked_body, referral.question = body, act["question"].strip()
    deadlines.pause(referral, Deadline.Kind.ANSWER, on=local_day(act.now), until=until)
    comes_to(referral.escalation, body, act.now)
    return told_of(
        referral,
        question=referral.question,
        asked=body.pk,
        asked_name=body.name,
        by=until,
    )


def write_reply(referral, act):
    asked = _run_again(referral, act)
    return told_of(
        referral,
        text=act["text"].strip(),
        asked_name=asked.name if asked else "",
        officer_id=referral.officer.person_id if referral.officer else None,
    )


def write_unasking(referral, act):
    """Whoever asked needs no answer after all: the clock runs again, and those asked are told."""
    asked = _run_again(referral, act) or referral.escalation.home_body
    return told_of(referral, asked=asked.pk, asked_name=asked.name)


def write_no_reply(referral, act):
    asked = _run_again(referral, act)
    return told_of(
        referral,
        asked_name=asked.name if asked else "",
        officer_id=referral.officer.person_id if referral.officer else None,
        **told_due(referral),
    )


def _run_again(referral, act):
    asked, referral.asked_body = referral.asked_body, None
    deadlines.resume(referral, Deadline.Kind.ANSWER, on=local_day(act.now))
    return asked


def go_on_without_reply(now):
    """Let what waited until yesterday or before go on. Returns how many."""
    overdue = Deadline.objects.filter(
        target_label="escalation.referral", ended_at__isnull=True, resumes_on__lt=local_day(now)
    )
    system = Person.objects.system()
    still = Referral.objects.filter(pk__in=overdue.values("target_id"), state=ReferralState.WAITING)
    waiting = list(still.order_by("pk"))
    for referral in waiting:
        take(referral, "no_reply", actor=system, now=now)
    return len(waiting)


def write_new_date(referral, act):
    in_future(act, "due")
    move_clock(referral, act, "due", because=act["reason"].strip())
    clock = deadlines.running(referral, Deadline.Kind.ANSWER)
    return told_of(
        referral,
        reason=act["reason"].strip(),
        times=len(clock.moves) if clock else 0,
        **told_due(referral),
    )
