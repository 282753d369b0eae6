"""«Hvor er saken min?»: who has it and since when; then what happens next, and what one can do.

What a løftet sak waits for is told by its own panel on the same page.
"""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.first_reply import KIND
from issues.models import State
from issues.rules import is_said_for, may_join, voice_of
from network.audit import label_of
from network.deadlines import date_text, local_day, running
from network.membership import leaders_of
from network.models import Deadline, Event

CAME = {
    "return": _("Den kom tilbake {day}. {who} registrerte beslutningen."),
    "wake_up": _("Den kom opp igjen av seg selv {day}. {leader} tar den videre."),
    "resume": _("{who} tok den opp igjen {day}."),
    "unmerge": _("{who} skilte den fra en annen innmelding {day}."),
    "not_helped": _("{who} sa {day} at svaret ikke hjalp."),
}
HERE = "answered_here"  # by the network itself, without being lifted
SENTENCE = {
    State.NEW: _("{home} har hatt saken siden {day}. {leader} tar første gjennomgang."),
    State.WITH_NETWORK: _("{home} har saken. {came}"),
    State.ON_HOLD: _("{home} har saken. {who} satte den på vent {day}, til {until}."),
    State.REFERRED: _("{who} henviste saken til {to} {day}."),
    State.PROPOSED: _("{who} foreslo {day} at saken løftes."),
    State.LIFTED: _("Saken ble løftet {day}. {who} registrerte beslutningen."),
    HERE: _("{who} besvarte saken for {home} {day}."),
    State.ANSWERED: _("Alle mottakerne har svart. {who} sendte det siste svaret {day}."),
    State.MERGED: _("Saken ble slått sammen med en annen innmelding {day}."),
    State.WITHDRAWN: _("{who} trakk innmeldingen {day}."),
}
BELOW = _("Under ser du hvem som har den nå, og hva som skjer videre.")
NEXT = {
    State.NEW: _("{first_reply} Du får beskjed når det er gjort."),
    State.WITH_NETWORK: (
        _(
            "Nettverket kan besvare den, vurdere den eller foreslå at den løftes. Du får beskjed når noe skjer. "
            "Jo flere som sier «Gjelder oss også», desto mer veier saken."
        )
    ),
    State.ON_HOLD: _("Den kommer opp igjen av seg selv på datoen. Da hører du fra nettverket."),
    State.REFERRED: _("Ta kontakt med dem. {again}"),
    State.PROPOSED: BELOW,
    State.LIFTED: BELOW,
    HERE: _("Les svaret. {again}"),
    State.ANSWERED: _("Svarene står under."),
    State.MERGED: _("Svaret kommer på den andre saken, og du får det som om du hadde meldt den inn."),
    State.WITHDRAWN: _("Ingen arbeider med den lenger."),
}
# To whoever neither raised nor joined it, nothing is promised.
NEXT_FOR_OTHERS = NEXT | {
    State.NEW: "{first_reply}",
    State.WITH_NETWORK: _(
        "Nettverket kan besvare den, vurdere den eller foreslå at den løftes. Jo flere som sier "
        "«Gjelder oss også», desto mer veier saken."
    ),
    State.ON_HOLD: _("Den kommer opp igjen av seg selv på datoen."),
    State.ANSWERED: _("Svarene står under."),
    State.MERGED: _("Svaret kommer på den andre saken."),
}
AGAIN = {
    False: _(
        "Hjelper det ikke, kan den som meldte inn, velge «Svaret hjalp ikke» én gang. Da tar nettverket "
        "saken opp igjen."
    ),
    True: _("Hjelper det ikke, kan du melde inn på nytt."),
}


RAISED, JOINED, RUNS, COLLEAGUE, OTHER, READS = "raised", "joined", "runs", "colleague", "other", "reads"
OPEN, UP = "open", "up"
WAIT = _("Du trenger ikke gjøre noe. Du får beskjed når noe skjer.")
SAID = _("Virksomheten din står alt på saken. Vil du også ha svaret, kan du si fra.")
READ = _("Les svarene.")  # whether they may still say if these solved it, stands where the answers do
# For each reader, at each stage: what they can do. Whoever only reads is told of nothing they cannot.
YOU = {
    RAISED: {
        OPEN: _("Du trenger ikke gjøre noe. Du kan fortelle hva dere har prøvd, og rette det du skrev."),
        State.ON_HOLD: _("Du trenger ikke gjøre noe. Haster det mer nå, si det til nettverket."),
        UP: _("Du trenger ikke gjøre noe. Du får svaret når det kommer."),
        State.REFERRED: _("Ta kontakt med dem saken hører til hos. Hjelper det ikke, si fra her."),
        HERE: _("Les svaret, og si fra om det ikke hjalp."),
        State.ANSWERED: READ,
        State.MERGED: WAIT,
        State.WITHDRAWN: _("Trenger dere svar likevel, kan du melde inn på nytt."),
    },
    JOINED: {
        OPEN: WAIT,
        State.ON_HOLD: WAIT,
        UP: _("Du trenger ikke gjøre noe. Du får svaret når det kommer."),
        State.REFERRED: _("Ta kontakt med dem saken hører til hos."),
        HERE: _("Les svaret. Dekker det ikke deres, kan du melde inn på nytt."),
        State.ANSWERED: READ,
        State.MERGED: WAIT,
    },
    RUNS: {
        State.NEW: _("Ta saken inn i nettverket, besvar den, henvis den eller sett den på vent."),
        OPEN: _("Besvar saken, henvis den, sett den på vent eller foreslå at den løftes."),
        State.ON_HOLD: _("Ta den opp igjen før datoen hvis noe er nytt."),
        State.PROPOSED: _("Ingenting før gruppen har tatt stilling til om saken løftes."),
        UP: _("Er noe nytt, legger du det til på den løftede saken, som står under."),
        State.REFERRED: _("Ingenting, med mindre den som meldte inn, sier at det ikke hjalp."),
        HERE: _("Ingenting, med mindre den som meldte inn, sier at det ikke hjalp."),
        State.ANSWERED: _("Se om svarene løste saken for dem som spurte."),
        State.MERGED: _("Følg opp saken den er slått sammen med."),
    },
    OTHER: {
        OPEN: _("Gjelder det dere også? Si det, så får dere svaret."),
        State.ON_HOLD: _("Gjelder det dere også? Si det, så får dere svaret."),
        UP: _("Gjelder det dere også? Si det, så får dere svaret."),
        State.REFERRED: _("Ta kontakt med dem saken hører til hos, eller meld inn på nytt."),
        HERE: _("Les svaret. Dekker det ikke deres, kan du melde inn på nytt."),
        State.ANSWERED: _("Les svarene. Dekker de ikke deres, kan du melde inn på nytt."),
        State.MERGED: _("Gjelder det dere også? Si det på saken den er slått sammen med."),
        State.WITHDRAWN: _("Lurer dere på det samme? Meld inn på nytt."),
    },
    READS: {},
}
# Their organisation is behind it already.
YOU[COLLEAGUE] = YOU[OTHER] | dict.fromkeys((OPEN, State.ON_HOLD, UP), SAID)


@dataclass(frozen=True)
class Where:
    sentence: str
    next: str
    clock: Deadline | None = None
    you: str = ""  # what the one who reads can do
    is_mine: bool = False  # who reads has raised or joined it


def where_is(issue, now, viewer=None, voices=()):
    """Where an innmelding stands, with a person's name and a date, from its last move; and what `viewer` can
    do, who may be among its `voices`."""
    moves = Event.objects.filter(target_label=label_of(issue), target_id=issue.pk).exclude(state_to="")
    event = moves.select_related("actor").order_by("-pk").first()
    words = {
        "home": issue.home_body.name,
        "who": event.actor.name if event and not event.actor.is_system else "Løft",
        "day": date_text(local_day(event.at if event else issue.raised_at)),
        "to": issue.referred_to,
        "until": date_text(issue.hold_until) if issue.hold_until else "",
        "again": AGAIN[issue.reopened],
    }
    clock = running(issue, KIND) if issue.state == State.NEW else None
    who = _who_asks(issue, viewer, voices) if viewer else RAISED
    is_mine = who in (RAISED, JOINED)
    words["first_reply"] = _promise(clock, now, who == RAISED) if clock else ""
    verb = event.verb.partition(".")[2] if event else ""
    words["leader"] = _first_to_look(issue, now) if issue.state == State.NEW or verb == "wake_up" else ""
    words["came"] = str(CAME.get(verb, gettext("{who} tok saken inn {day}."))).format_map(words)
    place = HERE if issue.state == State.ANSWERED and issue.answer else issue.state
    you = YOU[who].get(place, YOU[who].get(_stage(place), "")) if viewer else ""
    following = (NEXT if is_mine else NEXT_FOR_OTHERS)[place].format_map(words).strip()
    return Where(SENTENCE[place].format_map(words), following, clock, str(you), is_mine)


def _who_asks(issue, viewer, voices):
    if issue.home_body_id in viewer.run_body_ids:
        return RUNS
    mine = voice_of(viewer, voices)
    if mine is not None:
        return RAISED if mine.is_raiser else JOINED
    seat = may_join(viewer)
    if seat is None:
        return READS
    return COLLEAGUE if is_said_for(seat, voices) else OTHER


def _stage(place):
    return {State.NEW: OPEN, State.WITH_NETWORK: OPEN, State.PROPOSED: UP, State.LIFTED: UP}.get(place, place)


def _first_to_look(issue, now):
    leader = leaders_of([issue.home_body_id], now).get(issue.home_body_id)
    return (
        gettext("{leader} leder nettverket og").format(leader=leader.name)
        if leader
        else gettext("Nettverket har ingen leder nå, men sekretariatet")
    )


def _promise(clock, now, to_you):
    late, due = clock.due_on < local_day(now), date_text(clock.due_on)
    if late and to_you:
        said = gettext(
            "Du skulle ha hørt fra et menneske innen {due}. Nettverket ser at svaret er over fristen."
        )
    elif late:
        said = gettext("Den som meldte inn, skulle ha hørt fra et menneske innen {due}.")
    elif to_you:
        said = gettext("Du hører fra et menneske innen {due}.")
    else:
        said = gettext("Den som meldte inn, hører fra et menneske innen {due}.")
    return said.format(due=due)
