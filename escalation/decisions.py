"""What a body decided, and who took part for whom. Rows are added, never changed."""

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escalation.models import Decision, Participation, Share
from issues.models import Voice
from network.collation import by_name
from network.deadlines import local_day
from network.models import Seat
from network.workflow import Missing, Refused

Part = Participation.Part
Outcome = Decision.Outcome
# These say that something is done: by someone, by a date, or that nobody does it now.
NEEDS_SOMEONE = (Outcome.FOLLOWED_UP, Outcome.PARTLY)
NUMBERED = re.compile(r"^\s*\d+[.)]\s*")


def points_of(text):
    """The numbered points of a proposal or a decision: one a line, with or without its number."""
    return [NUMBERED.sub("", line).strip() for line in text.splitlines() if line.strip()]


def write_decision(body, act, *, outcome, escalation=None, referral=None, corrects=None):
    """Write a decision of `body` with its participations, from what the step was given.

    Raises Refused when someone listed holds no deciding seat in the body, is listed twice, or both took part
    and stood aside; when nobody took part, when votes are given that the mandate knows nothing of, when it is
    dated ahead, or when something shall be done by a date before it, or by nobody.
    """
    _check_votes(body, act)
    stop_at_first(amiss_in_dates(act.given, local_day(act.now)))
    decision = Decision.objects.create(
        body=body,
        escalation=escalation,
        referral=referral,
        outcome=outcome,
        wording=act["wording"] or "",
        grounds=act["grounds"] or act["reason"] or "",
        how=act["how"],
        decided_on=act["decided_on"],
        dissent=act["dissent"] or "",
        executor=act["executor"],
        executor_due=act["executor_due"],
        votes_for=act["votes_for"],
        votes_against=act["votes_against"],
        nobody_acts=bool(act["nobody_acts"]) and outcome in NEEDS_SOMEONE,
        scheme=act["scheme"].strip() if outcome == Outcome.OTHER_SCHEME else "",
        corrects=corrects,
        recorded_by=act.seat,
        recorded_at=act.now,
    )
    _write_shares(decision, act)
    parts = parts_to_write(act.given)
    check_participations(body, parts, how=act["how"], now=act.now)
    Participation.objects.bulk_create(
        Participation(
            decision=decision,
            seat=part["seat"],
            part=part["part"],
            reason=part.get("reason", ""),
            judged_by=body if part["part"] == Part.STOOD_ASIDE else None,
        )
        for part in parts
    )
    return decision


def stop_at_first(refusals):
    """What a step does with the refusals that a form tells all of at once."""
    for refusal in refusals:
        raise refusal


def amiss_in_dates(given, today):
    """A Refused for each thing that cannot be true of when it was decided and when it shall be done."""
    decided_on = given.get("decided_on")
    if decided_on is None:
        return
    if decided_on > today:
        yield Refused(_("En beslutning kan ikke være tatt frem i tid."), field="decided_on")
    dues = {"executor_due": given.get("executor_due")}
    dues |= {f"share_{n}_due_on": share["due_on"] for n, share in enumerate(given.get("shares") or [], 1)}
    for field, day in dues.items():
        if day and day < decided_on:
            yield Refused(
                _("Det kan ikke være gjort før det er besluttet: velg en senere dato."), field=field
            )


def _write_shares(decision, act):
    """What each of several executors shall do."""
    Share.objects.bulk_create(
        Share(
            decision=decision,
            organisation=share["organisation"],
            what=share["what"].strip(),
            due_on=share["due_on"],
        )
        for share in act["shares"] or []
    )


def parts_to_write(given):
    """By fullmakt one person decided: the group was not there, but who is inhabil is still said."""
    parts = given.get("participations") or []
    if given.get("how") == Decision.How.AUTHORITY:
        return [part for part in parts if part["part"] == Part.STOOD_ASIDE]
    return parts


def check_desk_outcome(referral, act):
    """How a content desk can end its part. What is promised by a date is its own agency's to make."""
    if act["outcome"] not in Decision.BY_DESK:
        raise Refused(_("Velg et utfall som en innholdsansvarlig kan gi."), field="outcome")
    stop_at_first(amiss_at_desk(act.given))
    if act["outcome"] == Outcome.BY_DATE:
        act.given["executor"] = referral.holder.owner


def amiss_at_desk(given):
    """A Refused for each thing that the way a content desk ends its part demands, and is not there."""
    outcome, entry, due = (given.get(name) for name in ("outcome", "entry", "executor_due"))
    if outcome in (Outcome.NEW_CONTENT, Outcome.CHANGED) and entry is None:
        yield Missing(_("Velg innholdet dere har laget eller endret."), field="entry")
    if outcome == Outcome.EXISTS and entry is None and not given.get("link"):
        yield Missing(_("Vis hvor det finnes: velg innholdet, eller skriv en lenke."), field="entry")
    if outcome == Outcome.BY_DATE and due is None:
        yield Missing(_("Velg når innholdet skal være laget."), field="executor_due")
    if outcome != Outcome.BY_DATE and due:
        yield Refused(_("En dato hører bare til når innholdet skal lages senere."), field="executor_due")


def _check_votes(body, act):
    """Consensus is the rule; votes only where the mandate says so."""
    if act["votes_for"] is None and act["votes_against"] is None:
        return
    if not body.may_vote:
        raise Refused(
            format_lazy(_("{body} beslutter ved enighet, og stemmer ikke."), body=body.name),
            field="votes_for",
        )
    if (act["votes_for"] or 0) <= (act["votes_against"] or 0):
        raise Refused(_("Beslutningen må ha flertall."), field="votes_for")


def check_participations(body, parts, *, how, now):
    seats = [part["seat"] for part in parts]
    if len({seat.pk for seat in seats}) != len(seats):
        raise Refused(_("Samme person er ført opp to ganger."), field="participations")
    may = set(deciding_seats(body, now))
    for seat in seats:
        if seat not in may:
            raise Refused(
                format_lazy(_("{person} er ikke medlem av {body}."), person=seat.person.name, body=body.name),
                field="participations",
            )
    # Someone can hold two seats in a body, but has one mind.
    aside, took_part = (people_with(parts, part) for part in (Part.STOOD_ASIDE, Part.TOOK_PART))
    for person in aside & took_part:
        raise Refused(
            format_lazy(_("{person} kan ikke både delta og være inhabil."), person=person.name),
            field="participations",
        )
    there = {part["seat"] for part in parts if part["part"] == Part.TOOK_PART}
    for seat in there:
        if seat.deputises_for in there:
            raise Refused(
                format_lazy(
                    _("{deputy} er vara for {member}, og deltar bare i stedet."),
                    deputy=seat.person.name,
                    member=seat.deputises_for.person.name,
                ),
                field="participations",
            )
    if any(part["part"] == Part.STOOD_ASIDE and not part.get("reason", "").strip() for part in parts):
        raise Missing(_("Skriv hvorfor den inhabile ikke deltok."), field="participations")
    if how == Decision.How.MEETING and not any(part["part"] == Part.TOOK_PART for part in parts):
        raise Missing(_("Kryss av for dem som deltok i beslutningen."), field="participations")


def people_with(parts, part):
    return {given["seat"].person for given in parts if given["part"] == part}


def organisations_behind(escalation):
    """Ids of those that raised or joined it: whoever sits for one of them may be too close to decide. None
    behind what is no case."""
    if escalation is None:
        return set()
    voices = Voice.objects.standing().filter(issue__escalations=escalation)
    return set(voices.values_list("organisation_id", flat=True))


def deciding_seats(body, now):
    """The seats that can take part when this body decides, lead first."""
    return (
        Seat.objects.at(now)
        .filter(body=body, role__in=Seat.DECIDING)
        .with_names()
        .order_by("role", by_name("organisation__name"), "pk")
    )
