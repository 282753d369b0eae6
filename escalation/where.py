"""«Hvor er saken min?» when it is lifted: who has it, when an answer is expected or for whom the clock stands
still; then what happens next, and what one can do. Four questions to the database, whatever there is."""

from collections import defaultdict

from django.utils.translation import gettext

from escalation.models import Closed, EscalationParty, Referral, ReferralState, State
from network.deadlines import date_text, local_day, running_for
from network.membership import leaders_of


def where_are(escalations, answers, now, *, run_by_me=()):
    """What to say of each escalation, a part for each recipient, by its id. `answers`: those given in each, oldest
    first, by its id; `run_by_me`: the bodies of which the reader need not be told who runs them."""
    referrals = defaultdict(list)
    sent = Referral.objects.filter(escalation__in=escalations).exclude(state=ReferralState.WITHDRAWN)
    for referral in sent.for_lists().order_by("-is_lead", "pk"):
        referrals[referral.escalation_id].append(referral)
    these = [referral for rows in referrals.values() for referral in rows]
    clocks = running_for("escalation.referral", [referral.pk for referral in these])
    bodies = {body for case in escalations for body in (case.home_body_id, case.lifting_body_id)}
    leaders = leaders_of(bodies | {referral.holder_id for referral in these}, now)
    since = {
        (party.escalation_id, party.body_id): party.since
        for party in EscalationParty.objects.filter(escalation__in=escalations)
    }
    verdicts = running_for("escalation.escalation", [case.pk for case in escalations])
    return {
        case.pk: [
            *_proposed(case, since, leaders),
            *(
                " ".join(_sent(referral, clocks.get(referral.pk), answers, leaders, local_day(now)))
                for referral in referrals[case.pk]
                if referral.round == case.round
            ),
            _next(case, verdicts.get(case.pk), leaders, run_by_me),
        ]
        for case in escalations
    }


def _proposed(case, since, leaders):
    if case.state != State.PROPOSED:
        return
    body = case.lifting_body
    day = date_text(local_day(since[case.pk, body.pk]))
    leader = leaders.get(body.pk)
    by = gettext("{leader} leder gruppen, som").format(leader=leader.name) if leader else gettext("Gruppen")
    yield gettext("{body} har hatt saken siden {day}. {by} tar stilling til om saken løftes.").format(
        body=body.name, day=day, by=by
    )


def _sent(referral, clock, answers, leaders, today):
    """Who has it, what it waits for, and until when."""
    given = [a for a in answers.get(referral.escalation_id, []) if a.referral_id == referral.pk]
    if referral.state == ReferralState.ANSWERED:
        when = f" {date_text(local_day(given[-1].at))}" if given else gettext(", sammen med de andre")
        yield gettext("{holder} har svart{when}.").format(holder=referral.holder.name, when=when)
        return
    yield _who(referral, leaders)
    if referral.state == ReferralState.WAITING:
        until = (
            gettext(", ikke lenger enn til {date}").format(date=date_text(clock.resumes_on))
            if clock and clock.resumes_on
            else ""
        )
        yield (
            gettext("Fristen står stille: {holder} venter på opplysninger fra {asked_body}{until}.").format(
                holder=referral.holder.name, asked_body=referral.asked_body.name, until=until
            )
        )
        return
    yield from _decides(referral)
    if clock:
        late, due = clock.due_on < today, date_text(clock.due_on)
        yield (
            gettext("Svaret skulle ha kommet innen {due}.").format(due=due)
            if late
            else gettext("Svar er ventet innen {due}.").format(due=due)
        )


def _who(referral, leaders):
    has = gettext("{holder} har hatt saken siden {date}").format(
        holder=referral.holder.name, date=date_text(local_day(referral.held_since))
    )
    if referral.responsibility:
        return gettext("{has}, for å avklare hvem som har ansvaret.").format(has=has)
    if referral.officer:
        return gettext("{has}, med {person} som saksbehandler.").format(
            has=has, person=referral.officer.person.name
        )
    leader = leaders.get(referral.holder_id)
    return gettext("{has}, uten saksbehandler ennå{next}.").format(
        has=has, next=gettext(": {leader} skal bekrefte den").format(leader=leader.name) if leader else ""
    )


def _decides(referral):
    body = referral.decides.name
    if referral.state == ReferralState.DECIDED:
        yield gettext("{body} har besluttet.").format(body=body)
    elif referral.deciding_body and referral.treated_on:
        how = gettext("behandler den skriftlig innen") if referral.in_writing else gettext("behandler den")
        yield f"{body} {how} {date_text(referral.treated_on)}."
    elif referral.deciding_body:
        yield gettext("{body} skal beslutte.").format(body=body)


def _next(case, verdict, leaders, run_by_me):
    if case.state == State.LIFTED:
        return _when_answered(
            case, None if case.home_body_id in run_by_me else leaders.get(case.home_body_id)
        )
    if case.state == State.ANSWERED:
        until = (
            gettext(" til og med {date}. Da avsluttes saken").format(date=date_text(verdict.due_on))
            if verdict
            else ""
        )
        return gettext(
            "De som meldte inn eller sluttet seg til, kan si om svaret løste saken{until}."
        ).format(until=until)
    if case.closed_as == Closed.ANSWERED:
        return gettext("Saken er avsluttet. Er den ikke løst, kan du melde inn på nytt.")
    return {
        State.DRAFT: gettext("Nettverket arbeider med forslaget."),
        State.PROPOSED: gettext(
            "De som meldte inn eller sluttet seg til, får beskjed uansett hva gruppen kommer til."
        ),
        State.CLOSED: gettext(
            "Saken er tilbake i nettverket, som kan besvare den eller foreslå den på nytt."
        ),
    }[case.state]


def _when_answered(case, leader):
    new = (
        gettext(" Har du nye opplysninger, gi dem til {leader} i {home_body}.").format(
            leader=leader.name, home_body=case.home_body.name
        )
        if leader
        else ""
    )
    if case.n_sent == 1:
        return gettext(
            "Når svaret kommer, får de som meldte inn eller sluttet seg til, beskjed, og kan si om det løste saken.{more}"
        ).format(more=new)
    return gettext(
        "De som meldte inn eller sluttet seg til, får beskjed om hvert svar. Når alle har svart, kan de si om svarene "
        "løste saken.{more}"
    ).format(more=new)
