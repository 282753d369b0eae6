"""«Hvor er saken min?» when it is lifted: who has it, when an answer is expected or for whom the clock stands
still; then what happens next, and what one can do. Four questions to the database, whatever there is."""

from collections import defaultdict

from escalation.models import Closed, EscalationParty, Referral, ReferralState, State
from network.deadlines import date_text, local_day, running_for
from network.membership import leaders_of


def where_are(escalations, answers, now):
    """What to say of each escalation, a part for each recipient, by its id. `answers`: those given in each, oldest first, by its id."""
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
            _next(case, verdicts.get(case.pk), leaders),
        ]
        for case in escalations
    }


def _proposed(case, since, leaders):
    if case.state != State.PROPOSED:
        return
    body = case.lifting_body
    day = date_text(local_day(since[case.pk, body.pk]))
    leader = leaders.get(body.pk)
    by = f"{leader.name} leder gruppen, som" if leader else "Gruppen"
    yield f"{body.name} har hatt saken siden {day}. {by} tar stilling til om saken løftes."


def _sent(referral, clock, answers, leaders, today):
    """Who has it, what it waits for, and until when."""
    given = [a for a in answers.get(referral.escalation_id, []) if a.referral_id == referral.pk]
    if referral.state == ReferralState.ANSWERED:
        when = f" {date_text(local_day(given[-1].at))}" if given else ", sammen med de andre"
        yield f"{referral.holder.name} har svart{when}."
        return
    yield _who(referral, leaders)
    if referral.state == ReferralState.WAITING:
        until = f", ikke lenger enn til {date_text(clock.resumes_on)}" if clock and clock.resumes_on else ""
        yield (
            f"Fristen står stille: {referral.holder.name} venter på opplysninger fra "
            f"{referral.asked_body.name}{until}."
        )
        return
    yield from _decides(referral)
    if clock:
        late, due = clock.due_on < today, date_text(clock.due_on)
        yield f"Svaret skulle ha kommet innen {due}." if late else f"Svar er ventet innen {due}."


def _who(referral, leaders):
    has = f"{referral.holder.name} har hatt saken siden {date_text(local_day(referral.held_since))}"
    if referral.responsibility:
        return f"{has}, for å avklare hvem som har ansvaret."
    if referral.officer:
        return f"{has}, med {referral.officer.person.name} som saksbehandler."
    leader = leaders.get(referral.holder_id)
    return f"{has}, uten saksbehandler ennå{f': {leader.name} skal bekrefte den' if leader else ''}."


def _decides(referral):
    body = referral.decides.name
    if referral.state == ReferralState.DECIDED:
        yield f"{body} har besluttet."
    elif referral.deciding_body and referral.treated_on:
        how = "behandler den skriftlig innen" if referral.in_writing else "behandler den"
        yield f"{body} {how} {date_text(referral.treated_on)}."
    elif referral.deciding_body:
        yield f"{body} skal beslutte."


def _next(case, verdict, leaders):
    if case.state == State.LIFTED:
        return _when_answered(case, leaders.get(case.home_body_id))
    if case.state == State.ANSWERED:
        until = f" til og med {date_text(verdict.due_on)}. Da avsluttes saken" if verdict else ""
        return f"De som meldte inn eller sluttet seg til, kan si om svaret løste saken{until}."
    if case.closed_as == Closed.ANSWERED:
        return "Saken er avsluttet. Er den ikke løst, kan du melde inn på nytt."
    return {
        State.DRAFT: "Nettverket arbeider med forslaget.",
        State.PROPOSED: "Du får beskjed uansett hva gruppen kommer til.",
        State.CLOSED: "Saken er tilbake i nettverket, som kan besvare den eller foreslå den på nytt.",
    }[case.state]


def _when_answered(case, leader):
    new = f" Har du nye opplysninger, gi dem til {leader.name} i {case.home_body.name}." if leader else ""
    if case.n_sent == 1:
        return f"Når svaret kommer, får du beskjed, og kan si om det løste saken.{new}"
    return f"Du får beskjed om hvert svar. Når alle har svart, kan du si om svarene løste saken.{new}"
