"""The tables of a løftet sak and of the sak hos each mottaker: how such bodies really decide.

A group decides, not its chair; a coordinating group lays a case before the steering group; a
content desk answers in one act; an answer does not wait for approved minutes.
"""

from escalation import deciding, lifting
from escalation.models import Escalation, Referral, ReferralState, State
from escalation.rules import (
    answers,
    handles,
    owns_desk,
    runs_deciding,
    runs_group,
    runs_holder,
    runs_home,
    runs_home_or_lifting,
    runs_lifting,
)
from issues.models import Issue
from network.workflow import SYSTEM, Step, Workflow

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
}

REFERRAL_STEPS = {
    "acknowledge": Step(
        frozenset({ReferralState.SENT}),
        ReferralState.IN_REVIEW,
        runs_holder,
        "Bekreft mottatt",
        needs=(("officer", "Velg saksbehandler."),),
        write=deciding.write_acknowledgement,
    ),
    "lay_before": Step(
        frozenset({ReferralState.IN_REVIEW}),
        ReferralState.IN_REVIEW,
        runs_group,
        "Legg frem for en annen gruppe",
        needs=(
            ("deciding_body", "Velg hvem saken legges frem for."),
            ("paper", "Skriv saksfremlegget."),
            ("proposal", "Skriv forslaget til beslutning."),
        ),
        write=deciding.write_laying,
    ),
    "ask": Step(
        frozenset({ReferralState.IN_REVIEW}),
        ReferralState.WAITING,
        handles,
        "Be om opplysninger",
        needs=(("question", "Skriv spørsmålet."),),
        write=deciding.write_question,
    ),
    "reply": Step(
        frozenset({ReferralState.WAITING}),
        ReferralState.IN_REVIEW,
        deciding.runs_home_of,
        "Gi opplysningene",
        needs=(("text", "Skriv svaret på spørsmålet."),),
        write=deciding.write_reply,
    ),
    "decide": Step(
        frozenset({ReferralState.IN_REVIEW}),
        ReferralState.DECIDED,
        runs_deciding,
        "Før beslutningen",
        needs=(
            ("outcome", "Velg utfallet."),
            ("wording", "Skriv beslutningen ordrett."),
            ("grounds", "Skriv begrunnelsen."),
            *HOW_DECIDED,
        ),
        write=deciding.write_group_decision,
    ),
    "answer": Step(
        frozenset({ReferralState.DECIDED}),
        ReferralState.ANSWERED,
        answers,
        "Send svaret hjem",
        needs=(("text", "Skriv svaret i klart språk."),),
        write=deciding.write_answer,
        then=deciding.finish_if_last,
    ),
    "settle": Step(
        frozenset({ReferralState.IN_REVIEW}),
        ReferralState.ANSWERED,
        owns_desk,
        "Avgjør og svar",
        needs=(
            ("outcome", "Velg utfallet."),
            ("grounds", "Skriv begrunnelsen."),
            ("text", "Skriv svaret i klart språk."),
        ),
        write=deciding.write_desk_answer,
        then=deciding.finish_if_last,
    ),
    "withdraw": Step(
        frozenset({ReferralState.SENT, ReferralState.IN_REVIEW, ReferralState.WAITING}),
        ReferralState.WITHDRAWN,
        None,
        "Trekkes med saken",
        write=deciding.write_withdrawn,
        follows=True,
    ),
}


def _lock_escalation(referral):
    """The escalation first, also for a step on one of its referrals: with referral locks alone, two
    last answers at once would leave it open for ever."""
    Escalation.objects.select_for_update().get(pk=referral.escalation_id)


def _about_referral(referral):
    return [referral.escalation, *Issue.objects.filter(escalations=referral.escalation_id)]


ESCALATIONS = Workflow(
    Escalation,
    ESCALATION_STEPS,
    states=State.choices,
    way=list(State),
    about=lambda escalation: list(escalation.issues.all()),
)
REFERRALS = Workflow(
    Referral,
    REFERRAL_STEPS,
    states=ReferralState.choices,
    way=[ReferralState.SENT, ReferralState.IN_REVIEW, ReferralState.DECIDED, ReferralState.ANSWERED],
    locks=_lock_escalation,
    about=_about_referral,
)
