"""The table of a løftet sak: who may do what from where, and what it takes."""

from escalation import lifting, succession
from escalation.models import State
from escalation.rules import (
    runs_home,
    runs_home_or_lifting,
    runs_lifting,
)
from network.workflow import SYSTEM, Step, usually

HOW_DECIDED = (
    ("how", "Velg hvordan det ble besluttet."),
    ("decided_on", "Skriv datoen for beslutningen."),
)

ESCALATION_STEPS = {
    "propose": Step(
        frozenset({State.DRAFT}),
        State.PROPOSED,
        runs_home,
        "Foreslå løftet",
        needs=(
            ("ask", "Skriv i én setning hva dere ber om."),
            ("recipients", "Velg hvem saken skal til."),
        ),
        write=lifting.write_proposal,
        then=lifting.issues_follow("propose"),
        leads=usually,
    ),
    "send_back": Step(
        frozenset({State.PROPOSED}),
        State.DRAFT,
        runs_lifting,
        "Send tilbake",
        needs=(("reason", "Skriv hva som mangler."),),
        write=lifting.write_reason,
        then=lifting.issues_follow("return"),
    ),
    "lift": Step(
        frozenset({State.PROPOSED}),
        State.LIFTED,
        runs_lifting,
        "Løft saken",
        needs=(
            ("recipients", "Velg hvem saken skal sendes til."),
            ("lead_recipient", "Velg hovedmottaker."),
            ("reason", "Skriv begrunnelsen."),
            *HOW_DECIDED,
        ),
        write=lifting.write_lift,
        then=lifting.send_to_recipients,
        leads=usually,
    ),
    "not_lift": Step(
        frozenset({State.PROPOSED}),
        State.CLOSED,
        runs_lifting,
        "Ikke løft saken",
        needs=(
            ("reason", "Skriv begrunnelsen."),
            ("instead", "Skriv hva som kan gjøres i stedet."),
            *HOW_DECIDED,
        ),
        write=lifting.write_not_lifted,
        then=lifting.issues_follow("return"),
    ),
    "add_recipient": Step(
        frozenset({State.LIFTED}),
        State.LIFTED,
        runs_lifting,
        "Legg til en mottaker",
        needs=(("recipient", "Velg hvem saken også skal sendes til."), ("reason", "Skriv begrunnelsen.")),
        write=lifting.write_added_recipient,
        then=lifting.send_to_added,
    ),
    "supplement": Step(
        frozenset({State.LIFTED}),
        State.LIFTED,
        runs_home,
        "Legg til opplysninger",
        needs=(("text", "Skriv det som er nytt."),),
        write=lifting.write_supplement,
    ),
    "widen": Step(
        frozenset({State.PROPOSED, State.LIFTED, State.ANSWERED}),
        None,
        runs_home_or_lifting,
        "Gjør synlig for flere",
        needs=(("reach", "Velg hvem som skal se saken."),),
        write=lifting.write_reach,
        unless=lifting.not_wider,
    ),
    "withdraw": Step(
        frozenset({State.DRAFT, State.PROPOSED, State.LIFTED}),
        State.CLOSED,
        runs_home_or_lifting,
        "Trekk saken",
        needs=(("reason", "Skriv hvorfor saken trekkes."),),
        write=lifting.write_withdrawal,
        then=lifting.withdraw_referrals,
    ),
    "all_answered": Step(
        frozenset({State.LIFTED}),
        State.ANSWERED,
        None,
        "Alle mottakere har svart",
        write=lifting.write_all_answered,
        then=lifting.issues_follow("answer_home"),
        follows=True,
    ),
    "close": Step(
        frozenset({State.ANSWERED}),
        State.CLOSED,
        None,
        "Avslutt: alle har sagt sitt",
        write=lifting.write_closed,
        follows=True,
    ),
    "close_in_time": Step(
        frozenset({State.ANSWERED}),
        State.CLOSED,
        SYSTEM,
        "Avslutt når tiden er ute",
        write=lifting.write_closed,
    ),
    "reopen": Step(
        frozenset({State.ANSWERED, State.CLOSED}),
        State.LIFTED,
        runs_lifting,
        "Åpne en ny runde",
        needs=(
            ("reason", "Skriv hva som er uløst."),
            ("recipients", "Velg hvem det gjelder."),
        ),
        write=lifting.write_new_round,
        then=lifting.send_anew,
        unless=lifting.no_new_round,
    ),
    "keep": Step(
        frozenset({State.ANSWERED, State.CLOSED}),
        None,
        runs_lifting,
        "La svaret stå",
        needs=(("reason", "Skriv hvorfor svaret står, til dem det ikke hjalp."),),
        write=lifting.write_kept,
        unless=lifting.nothing_to_let_stand,
    ),
    "succeed": Step(
        frozenset({State.DRAFT, State.PROPOSED, State.LIFTED, State.ANSWERED}),
        None,
        SYSTEM,
        "Overta saken",
        write=succession.write_case_taken_over,
    ),
}
