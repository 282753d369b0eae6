"""«Hvor er saken min?»: one sentence that says where it stands, and one that says what happens next."""

from dataclasses import dataclass

from issues.models import State
from network.audit import label_of
from network.deadlines import date_text, local_day
from network.models import Event


@dataclass(frozen=True)
class Where:
    sentence: str
    next: str


NEXT = {
    State.NEW: "Lederen eller sekretariatet tar første gjennomgang. Du får beskjed når det skjer.",
    State.WITH_NETWORK: "Saken kan vurderes og kommer på sakslisten til nettverket. Andre kan slutte seg til.",
    State.ON_HOLD: "Saken kommer opp igjen av seg selv på datoen.",
    State.REFERRED: "Hjalp det ikke, kan du si fra, så tar nettverket saken opp igjen én gang.",
    State.PROPOSED: "De som løfter saker for nettverket, tar stilling. Du får beskjed uansett.",
    State.LIFTED: "Mottakerne behandler saken. Svaret kommer hit og på e-post.",
    State.ANSWERED: "Les svaret, og si fra om det løste saken.",
}


def where_is(issue, now):
    """Where an innmelding stands, with a person's name and a date, from its last move."""
    event = (
        Event.objects.filter(target_label=label_of(issue), target_id=issue.pk)
        .exclude(state_to="")
        .select_related("actor")
        .order_by("-pk")
        .first()
    )
    day = date_text(local_day(event.at if event else issue.raised_at))
    who = event.actor.name if event and not event.actor.is_system else "Løft"
    return Where(_sentence(issue, who, day), NEXT[State(issue.state)])


def _sentence(issue, who, day):
    return {
        State.NEW: f"{who} meldte inn saken {day}. {issue.home_body.name} har den.",
        State.WITH_NETWORK: f"{who} tok saken inn i {issue.home_body.name} {day}.",
        State.ON_HOLD: f"{who} satte saken på vent {day}, til {date_text(issue.hold_until) if issue.hold_until else ''}.",
        State.REFERRED: f"{who} henviste saken til {issue.referred_to} {day}.",
        State.PROPOSED: f"{who} foreslo {day} at saken løftes.",
        State.LIFTED: f"Saken ble løftet {day}. {who} førte beslutningen.",
        State.ANSWERED: f"Saken ble besvart {day} av {who}.",
    }[State(issue.state)]
