"""What a deciding body does with a sak: it is laid before it, put off, given to someone, decided, corrected."""

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.decisions import (
    NEEDS_SOMEONE,
    Part,
    check_desk_outcome,
    deciding_seats,
    people_with,
    points_of,
    stop_at_first,
    write_decision,
)
from escalation.handling import in_future, move_clock, told_due
from escalation.models import Decision, MemberInput, PaperType, ReferralState, State
from escalation.motion import overtake
from escalation.paper import QUESTIONS
from escalation.telling import comes_to, told_of
from network import deadlines
from network.collation import by_name
from network.deadlines import date_text, date_text_lazy, local_day
from network.membership import holds
from network.models import Body, Deadline, Seat
from network.workflow import Missing, NotPossible, Refused

Outcome = Decision.Outcome
How = Decision.How
Kind = MemberInput.Kind
AFTER_DECISION_DAYS = 5
OFTEN_DEFERRED = 3  # from then on the lifting body hears of it
MOST_POINTS = 3
SHARE_NEEDS = (
    ("organisation", _("Velg hvem som skal gjøre denne delen.")),
    ("what", _("Skriv hva de skal gjøre.")),
    ("due_on", _("Velg når denne delen skal være gjort.")),
)


def possible_deciders(referral, day):
    """A preparing group lays a case before a steering group of the day."""
    steering = Body.objects.filter(kind=Body.Kind.STEERING).on(day)
    return steering.exclude(pk=referral.holder_id).order_by(by_name())


def laid_before(referral):
    return referral.deciding_body_id is not None or referral.authorised_id is not None


def not_laid_before(referral):
    return not laid_before(referral)


def write_laying(referral, act):
    """With a paper that answers the state's own six questions (utredningsinstruksen § 2-1)."""
    body = act["deciding_body"]
    if not possible_deciders(referral, local_day(act.now)).filter(pk=body.pk).exists():
        raise Refused(
            format_lazy(_("Saken kan ikke legges frem for {body}."), body=body.name), field="deciding_body"
        )
    points = points_of(act["proposal"])
    if len(points) > MOST_POINTS:
        raise Refused(
            format_lazy(_("Forslaget kan ha høyst {most_points} punkter."), most_points=MOST_POINTS),
            field="proposal",
        )
    referral.deciding_body = body
    referral.paper_type = act["paper_type"] or PaperType.DECISION
    referral.paper = {name: (act[name] or "").strip() for name in ("costs", *QUESTIONS)}
    referral.proposal = "\n".join(points)
    referral.in_writing = bool(act["in_writing"])
    _treat_on(referral, act, "treated_on")
    comes_to(referral.escalation, body, act.now)
    return told_of(
        referral,
        deciding_body=body.pk,
        deciding_name=body.name,
        proposal=referral.proposal,
        in_writing=referral.in_writing,
        treated_text=referral.treated_on or "",
    )


def _treat_on(referral, act, name):
    """When it is treated. The answer's clock is the same: a day past it demands a new date now."""
    if referral.in_writing and not act[name]:
        raise Missing(_("Velg siste dag for å svare."), field=name)
    referral.treated_on = in_future(act, name) if act[name] else None
    clock = deadlines.running(referral, Deadline.Kind.ANSWER)
    if not clock or not referral.treated_on or referral.treated_on <= clock.due_on:
        return
    if not act["due"]:
        raise Missing(
            format_lazy(
                _("Saken behandles etter svarfristen {date}. Velg en ny svarfrist."),
                date=date_text_lazy(clock.due_on),
            ),
            field="due",
        )
    if act["due"] < referral.treated_on:
        raise Refused(_("Den nye svarfristen må være etter at saken er behandlet."), field="due")
    because = act["reason"] or gettext("Behandles {date}.").format(date=date_text(referral.treated_on))
    move_clock(referral, act, "due", because=because.strip())


def write_deferral(referral, act):
    """Put off: why, and what is needed. The clock runs; when it is often, the lifting body hears of it."""
    body = referral.decides
    referral.times_deferred += 1
    referral.in_writing = False
    _treat_on(referral, act, "treated_on")
    return told_of(
        referral,
        reason=act["reason"].strip(),
        needed=act["needed"].strip(),
        times=referral.times_deferred,
        often=referral.times_deferred >= OFTEN_DEFERRED,
        deciding_body=body.pk,
        deciding_name=body.name,
        treated_text=referral.treated_on,
        officer_id=referral.officer.person_id if referral.officer else None,
        **told_due(referral),
    )


def possible_to_authorise(referral, now):
    """Someone seated in the deciding body, or where the case lies."""
    bodies = {referral.holder_id, referral.deciding_body_id} - {None}
    seats = Seat.objects.at(now).filter(body__in=bodies).exclude(role=Seat.Role.OBSERVER)
    return seats.with_names().select_related("body").order_by("role", "pk")


def write_authority(referral, act):
    seat = act["seat"]
    if not possible_to_authorise(referral, act.now).filter(pk=seat.pk).exists():
        raise Refused(
            format_lazy(_("{person} kan ikke få fullmakt i denne saken."), person=seat.person.name),
            field="seat",
        )
    referral.authorised = seat
    referral.authority_limits = act["limits"].strip()
    referral.authority_until = in_future(act, "until")
    return told_of(
        referral,
        deciding_name=referral.decides.name,
        authorised=seat.person.name,
        authorised_id=seat.person_id,
        limits=referral.authority_limits,
        until_text=referral.authority_until,
    )


def newest_inputs(referral):
    """What each member last said, by kind and seat: {(kind, seat id): input}."""
    inputs = referral.inputs.select_related("seat__person", "seat__organisation", "deputy__person").order_by(
        "pk"
    )
    return {(given.kind, given.seat_id): given for given in inputs}


def inputs_by_seat(referral):
    """What each member last said of each kind, by the seat they said it from."""
    found = {}
    for (_kind, seat), given in newest_inputs(referral).items():
        found.setdefault(seat, []).append(given)
    return found


def _check_how(referral, act):
    """In a meeting, in writing, or by fullmakt: each holds only on its own conditions."""
    if act["how"] == How.WRITING:
        _check_in_writing(referral, act)
    if act["how"] == How.AUTHORITY:
        _check_authority(referral, act)
    elif referral.authorised and act.actor == referral.authorised.person and not _may_record(referral, act):
        raise Refused(_("Du har fullmakt: velg at det er besluttet etter fullmakt."), field="how")


def _may_record(referral, act):
    return holds(act.actor, Seat.RUNNING, referral.decides, act.now)


def _check_in_writing(referral, act):
    """A date; silence counts only where the mandate says so; any member can demand a meeting."""
    body, said = referral.decides, newest_inputs(referral)
    if not referral.in_writing:
        raise Refused(_("Saken er ikke sendt på skriftlig behandling."), field="how")
    if any(kind == Kind.MEETING for kind, _ in said):
        raise NotPossible(_("Et medlem har bedt om møte. Saken må da behandles i et møte."))
    answered = {seat for kind, seat in said if kind == Kind.WRITTEN}
    taking_part = {part["seat"] for part in act["participations"] or [] if part["part"] == "took_part"}
    # A vara answers only when the member does not, so silence there is the member's.
    members = set(deciding_seats(body, act.now))
    expected = [seat for seat in taking_part if seat.deputises_for not in members]
    silent = [seat.person.name for seat in expected if seat.pk not in answered]
    if silent and local_day(act.now) <= referral.treated_on:
        raise Refused(
            format_lazy(
                _("Ikke alle har svart, og fristen er {date}."), date=date_text_lazy(referral.treated_on)
            ),
            field="how",
        )
    if silent and not body.silence_counts:
        raise Refused(
            format_lazy(
                _("Taushet regnes ikke som tilslutning i {body}. Disse har ikke svart: {silent}."),
                body=body.name,
                silent=", ".join(silent),
            ),
            field="participations",
        )


def _check_authority(referral, act):
    if referral.authorised is None:
        raise Refused(_("Ingen har fått fullmakt i denne saken."), field="how")
    if act["decided_on"] > referral.authority_until:
        raise Refused(
            format_lazy(_("Fullmakten varte til {date}."), date=date_text_lazy(referral.authority_until)),
            field="decided_on",
        )
    alone = referral.authorised.person
    if alone in people_with(act["participations"] or [], Part.STOOD_ASIDE):
        raise Refused(
            format_lazy(_("{alone} er inhabil, og kan ikke beslutte etter fullmakt."), alone=alone.name),
            field="how",
        )


def write_group_decision(referral, act):
    """Record what the group decided. Consensus is the rule; a særmerknad is always possible."""
    _check_outcome(act)
    _check_how(referral, act)
    body = referral.decides
    decision = write_decision(
        body, act, outcome=act["outcome"], escalation=referral.escalation, referral=referral
    )
    deadlines.end(referral, Deadline.Kind.ANSWER, at=act.now)
    _answer_within(referral, act.now)
    return _told_decision(referral, decision)


def _check_outcome(act):
    if act["outcome"] not in Decision.BY_GROUP:
        raise Refused(_("Velg et utfall som en gruppe kan beslutte."), field="outcome")
    stop_at_first(amiss_in_outcome(act.given))


def amiss_in_outcome(given):
    """A Refused for each thing that the outcome a group decided demands, and is not there or goes against it."""
    outcome, shares = given.get("outcome"), given.get("shares") or []
    yield from _amiss_in_shares(shares)
    if outcome == Outcome.ENDORSED and not (given.get("executor") or shares):
        yield Missing(_("Tilslutning krever at noen skal gjøre det: velg hvem."), field="executor")
    if outcome == Outcome.OTHER_SCHEME and not (given.get("scheme") or "").strip():
        yield Missing(_("Skriv hvilken ordning saken hører til."), field="scheme")
    if outcome in NEEDS_SOMEONE:
        yield from _amiss_in_who_acts(given, shares)
    if given.get("executor_due") and not given.get("executor"):
        yield Missing(_("Velg hvem som skal gjøre det innen datoen."), field="executor")


def _amiss_in_who_acts(given, shares):
    executor, due = given.get("executor"), given.get("executor_due")
    is_someone = executor or shares
    if given.get("nobody_acts"):
        if is_someone:
            yield Refused(_("Velg enten hvem som skal gjøre det, eller at ingen skal."), field="nobody_acts")
        return
    if not is_someone:
        yield Missing(
            _("Velg hvem som skal gjøre det, eller kryss av for at ingen skal gjøre noe nå."),
            field="executor",
        )
    if due is None and (executor or not shares):
        yield Missing(_("Velg når det skal være gjort."), field="executor_due")


def _amiss_in_shares(shares):
    """Of several who do each their part, each has something to do and a date."""
    for number, share in enumerate(shares, start=1):
        for name, sentence in SHARE_NEEDS:
            if not share[name]:
                yield Missing(sentence, field=f"share_{number}_{name}")


def _answer_within(referral, now):
    deadlines.end(referral, Deadline.Kind.AFTER_DECISION, at=now)
    deadlines.start(
        referral, Deadline.Kind.AFTER_DECISION, on=local_day(now), working_days=AFTER_DECISION_DAYS
    )


def _told_decision(referral, decision, **more):
    return told_of(
        referral,
        decision=decision.pk,
        outcome=decision.outcome_text,
        wording=decision.wording,
        deciding_body=decision.body_id,
        deciding_name=decision.body.name,
        executor=decision.executor_id,
        doers=sorted(_who_act(decision)),
        shares=[
            {"organisation": share.organisation.name, "due": share.due_on, "what": share.what}
            for share in decision.shares.select_related("organisation").order_by("pk")
        ],
        executor_name=decision.executor.name if decision.executor else "",
        executor_due=decision.executor_due or "",
        officer_id=referral.officer.person_id if referral.officer else None,
        **more,
    )


def _who_act(decision):
    """Ids of the organisations that shall do something."""
    return {decision.executor_id, *decision.shares.values_list("organisation_id", flat=True)} - {None}


def cannot_be_corrected(referral, now):
    if referral.escalation.state == State.CLOSED:
        return _("Saken er avsluttet. Den kan bare tas opp i en ny runde.")
    return None


def _check_how_corrected(referral, act):
    """A desk corrects as it decided; a group says how, as in a decision of its own."""
    if not act["how"]:
        raise Missing(_("Velg hvordan det ble besluttet."), field="how")
    if act["decided_on"] is None:
        raise Missing(_("Skriv datoen for beslutningen."), field="decided_on")
    if act["how"] == How.AUTHORITY:
        _check_authority(referral, act)


def write_correction(referral, act):
    """A new decision that points at the old; a new answer within five days if it changes anything."""
    old = referral.decisions.order_by("-pk").first()
    if referral.holder.is_desk:
        act.given.update(how=How.DESK, decided_on=local_day(act.now))
        check_desk_outcome(referral, act)
    else:
        _check_outcome(act)
        _check_how_corrected(referral, act)
    decision = write_decision(
        referral.decides_on(local_day(act.now)),
        act,
        outcome=act["outcome"],
        escalation=referral.escalation,
        referral=referral,
        corrects=old,
    )
    answer_changes = referral.state == ReferralState.DECIDED or bool(act["answer_changes"])
    if answer_changes:
        _answer_within(referral, act.now)
    return _told_decision(
        referral, decision, corrects=old.pk, grounds=decision.grounds, answer_changes=answer_changes
    )


def follow_correction(referral, act, event):
    """What the old decision set in motion does not live on when the new one sets something else."""
    new = referral.decisions.order_by("-pk").first()
    overtake(new.corrects, new, act, event)
