"""The table of a løftet sak: who may do what from where, and what it takes."""

from django.utils.translation import gettext_lazy as _

from escalation import lifting, succession
from escalation.models import State
from escalation.rules import (
    runs_home,
    runs_home_or_lifting,
    runs_lifting,
)
from network.workflow import SYSTEM, Step, usually

HOW_DECIDED = (
    ("how", _("Velg hvordan det ble besluttet.")),
    ("decided_on", _("Skriv datoen for beslutningen.")),
)

ESCALATION_STEPS = {
    "propose": Step(
        frozenset({State.DRAFT}),
        State.PROPOSED,
        runs_home,
        _("Foreslå løftet"),
        needs=(
            ("ask", _("Skriv i én setning hva dere ber om.")),
            ("recipients", _("Velg hvem saken skal til.")),
        ),
        write=lifting.write_proposal,
        then=lifting.issues_follow("propose"),
        leads=usually,
        done=_("Saken er foreslått løftet."),
    ),
    "send_back": Step(
        frozenset({State.PROPOSED}),
        State.DRAFT,
        runs_lifting,
        _("Send tilbake"),
        needs=(("reason", _("Skriv hva som mangler.")),),
        write=lifting.write_reason,
        then=lifting.issues_follow("return"),
        done=_("Saken er sendt tilbake."),
    ),
    "lift": Step(
        frozenset({State.PROPOSED}),
        State.LIFTED,
        runs_lifting,
        _("Løft saken"),
        needs=(
            ("recipients", _("Velg hvem saken skal sendes til.")),
            ("lead_recipient", _("Velg hovedmottaker.")),
            ("reason", _("Skriv begrunnelsen.")),
            *HOW_DECIDED,
        ),
        write=lifting.write_lift,
        then=lifting.send_to_recipients,
        leads=usually,
        done=_("Saken er løftet."),
    ),
    "not_lift": Step(
        frozenset({State.PROPOSED}),
        State.CLOSED,
        runs_lifting,
        _("Ikke løft saken"),
        needs=(
            ("reason", _("Skriv begrunnelsen.")),
            ("instead", _("Skriv hva som kan gjøres i stedet.")),
            *HOW_DECIDED,
        ),
        write=lifting.write_not_lifted,
        then=lifting.issues_follow("return"),
        done=_("Det er ført at saken ikke løftes."),
    ),
    "add_recipient": Step(
        frozenset({State.LIFTED}),
        State.LIFTED,
        runs_lifting,
        _("Legg til en mottaker"),
        needs=(
            ("recipient", _("Velg hvem saken også skal sendes til.")),
            ("reason", _("Skriv begrunnelsen.")),
        ),
        write=lifting.write_added_recipient,
        then=lifting.send_to_added,
        done=_("Mottakeren er lagt til."),
    ),
    "supplement": Step(
        frozenset({State.LIFTED}),
        State.LIFTED,
        runs_home,
        _("Legg til opplysninger"),
        needs=(("text", _("Skriv det som er nytt.")),),
        write=lifting.write_supplement,
        done=_("Opplysningene er lagt til."),
    ),
    "widen": Step(
        frozenset({State.PROPOSED, State.LIFTED, State.ANSWERED}),
        None,
        runs_home_or_lifting,
        _("Gjør synlig for flere"),
        needs=(("reach", _("Velg hvem som skal se saken.")),),
        write=lifting.write_reach,
        unless=lifting.not_wider,
        done=_("Saken er gjort synlig for flere."),
    ),
    "withdraw": Step(
        frozenset({State.DRAFT, State.PROPOSED, State.LIFTED}),
        State.CLOSED,
        runs_home_or_lifting,
        _("Trekk saken"),
        needs=(("reason", _("Skriv hvorfor saken trekkes.")),),
        write=lifting.write_withdrawal,
        then=lifting.withdraw_referrals,
        done=_("Saken er trukket."),
    ),
    "all_answered": Step(
        frozenset({State.LIFTED}),
        State.ANSWERED,
        None,
        _("Alle mottakere har svart"),
        write=lifting.write_all_answered,
        then=lifting.issues_follow("answer_home"),
        follows=True,
    ),
    "close": Step(
        frozenset({State.ANSWERED}),
        State.CLOSED,
        None,
        _("Avslutt: alle har sagt sitt"),
        write=lifting.write_closed,
        follows=True,
    ),
    "close_in_time": Step(
        frozenset({State.ANSWERED}),
        State.CLOSED,
        SYSTEM,
        _("Avslutt når tiden er ute"),
        write=lifting.write_closed,
    ),
    "reopen": Step(
        frozenset({State.ANSWERED, State.CLOSED}),
        State.LIFTED,
        runs_lifting,
        _("Åpne en ny runde"),
        needs=(
            ("reason", _("Skriv hva som er uløst.")),
            ("recipients", _("Velg hvem det gjelder.")),
        ),
        write=lifting.write_new_round,
        then=lifting.send_anew,
        unless=lifting.no_new_round,
        done=_("En ny runde er åpnet."),
    ),
    "keep": Step(
        frozenset({State.ANSWERED, State.CLOSED}),
        None,
        runs_lifting,
        _("La svaret stå"),
        needs=(("reason", _("Skriv hvorfor svaret står, til dem det ikke hjalp.")),),
        write=lifting.write_kept,
        unless=lifting.nothing_to_let_stand,
        done=_("Det er ført at svaret står."),
    ),
    "succeed": Step(
        frozenset({State.DRAFT, State.PROPOSED, State.LIFTED, State.ANSWERED}),
        None,
        SYSTEM,
        _("Overta saken"),
        write=succession.write_case_taken_over,
    ),
}
