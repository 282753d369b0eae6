"""The tables of a løftet sak and of the sak hos each mottaker: how such bodies really decide.

A group decides, not its chair; a coordinating group lays a case before the steering group; a
content desk answers in one act; an answer does not wait for approved minutes.
"""

from escalation import answering, deciding, handling, letters, lifting, succession, together
from escalation.models import Escalation, Referral, ReferralState, State
from escalation.rules import (
    answers,
    corrects,
    decides,
    handles,
    owns_desk,
    replies,
    runs_deciding,
    runs_group,
    runs_holder,
    runs_home,
    runs_home_or_lifting,
    runs_lifting,
)
from issues.models import Issue
from network.workflow import SYSTEM, Step, Workflow, first_of, usually

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

OPEN = frozenset({ReferralState.SENT, ReferralState.IN_REVIEW, ReferralState.WAITING, ReferralState.DECIDED})
IN_REVIEW = frozenset({ReferralState.IN_REVIEW})
TOGETHER = frozenset({ReferralState.IN_REVIEW, ReferralState.DECIDED})

REFERRAL_STEPS = {
    "acknowledge": Step(
        frozenset({ReferralState.SENT}),
        ReferralState.IN_REVIEW,
        runs_holder,
        "Bekreft mottatt",
        needs=(("officer", "Velg saksbehandler."),),
        write=handling.write_acknowledgement,
        unless=handling.is_unclear,
        leads=usually,
    ),
    "clarify": Step(
        frozenset({ReferralState.SENT, ReferralState.IN_REVIEW}),
        ReferralState.SENT,
        runs_holder,
        "Avklar ansvaret",
        needs=(
            ("question", "Skriv hva som var uavklart."),
            ("agreed_holder", "Velg hvem som skal ha saken."),
            ("reason", "Skriv hvorfor."),
        ),
        write=handling.write_clarification,
        then=letters.case_came,
        unless=handling.is_clear,
        leads=usually,
    ),
    "hand_on": Step(
        frozenset({ReferralState.SENT, ReferralState.IN_REVIEW}),
        ReferralState.SENT,
        runs_holder,
        "Send videre",
        needs=(("reason", "Skriv hvorfor saken ikke er deres."),),
        write=handling.write_handing_on,
        then=letters.case_came,
        unless=first_of(handling.is_unclear, together.answers_together),
    ),
    "lay_before": Step(
        IN_REVIEW,
        ReferralState.IN_REVIEW,
        runs_group,
        "Legg frem for en annen gruppe",
        needs=(
            ("deciding_body", "Velg hvem saken legges frem for."),
            ("proposal", "Skriv forslaget til beslutning."),
        ),
        write=deciding.write_laying,
        leads=deciding.not_laid_before,
    ),
    "ask": Step(
        IN_REVIEW,
        ReferralState.WAITING,
        handles,
        "Be om opplysninger",
        needs=(("question", "Skriv spørsmålet."), ("by", "Velg når dere trenger svaret.")),
        write=handling.write_question,
    ),
    "reply": Step(
        frozenset({ReferralState.WAITING}),
        ReferralState.IN_REVIEW,
        replies,
        "Gi opplysningene",
        needs=(("text", "Skriv svaret på spørsmålet."),),
        write=handling.write_reply,
        leads=usually,
    ),
    "no_reply": Step(
        frozenset({ReferralState.WAITING}),
        ReferralState.IN_REVIEW,
        SYSTEM,
        "Gå videre uten opplysningene",
        write=handling.write_no_reply,
    ),
    "new_date": Step(
        IN_REVIEW,
        ReferralState.IN_REVIEW,
        runs_holder,
        "Sett ny svarfrist",
        needs=(("due", "Velg den nye svarfristen."), ("reason", "Skriv hvorfor.")),
        write=handling.write_new_date,
    ),
    "defer": Step(
        IN_REVIEW,
        ReferralState.IN_REVIEW,
        runs_deciding,
        "Utsett saken",
        needs=(
            ("reason", "Skriv hvorfor saken utsettes."),
            ("needed", "Skriv hva som trengs."),
            ("treated_on", "Velg når saken behandles igjen."),
        ),
        write=deciding.write_deferral,
    ),
    "authorise": Step(
        IN_REVIEW,
        ReferralState.IN_REVIEW,
        runs_deciding,
        "Gi fullmakt",
        needs=(
            ("seat", "Velg hvem som får fullmakt."),
            ("limits", "Skriv grensene for fullmakten."),
            ("until", "Velg hvor lenge fullmakten varer."),
        ),
        write=deciding.write_authority,
    ),
    "decide": Step(
        IN_REVIEW,
        ReferralState.DECIDED,
        decides,
        "Registrer beslutningen",
        needs=(
            ("outcome", "Velg utfallet."),
            ("wording", "Skriv beslutningen ordrett."),
            ("grounds", "Skriv begrunnelsen."),
            *HOW_DECIDED,
        ),
        write=deciding.write_group_decision,
        then=answering.follow_up,
        leads=deciding.laid_before,
    ),
    "answer": Step(
        frozenset({ReferralState.DECIDED, ReferralState.ANSWERED}),
        ReferralState.ANSWERED,
        answers,
        "Send svaret hjem",
        needs=(("text", "Skriv svaret i klart språk."),),
        write=answering.write_answer,
        then=answering.goes_home,
        unless=first_of(answering.is_answered, together.answers_together),
        leads=usually,
    ),
    "settle": Step(
        IN_REVIEW,
        ReferralState.ANSWERED,
        owns_desk,
        "Avgjør og svar",
        needs=(
            ("outcome", "Velg utfallet."),
            ("grounds", "Skriv begrunnelsen."),
            ("text", "Skriv svaret i klart språk."),
        ),
        write=answering.write_desk_answer,
        then=answering.settle,
        unless=together.answers_together,
        leads=usually,
    ),
    "start_joint": Step(
        TOGETHER,
        None,
        handles,
        "Foreslå felles svar",
        needs=(("partners", "Velg hvem dere vil svare sammen med."),),
        write=together.write_start,
        unless=together.cannot_start,
    ),
    "draft_joint": Step(
        TOGETHER,
        None,
        handles,
        "Skriv på det felles svaret",
        needs=(("texts", "Skriv svaret i klart språk."),),
        write=together.write_draft,
        unless=together.is_alone,
    ),
    "sign_joint": Step(
        TOGETHER,
        ReferralState.DECIDED,
        runs_holder,
        "Signer det felles svaret",
        write=together.write_signature,
        then=together.follow_up_once,
        unless=together.cannot_sign,
        leads=usually,
    ),
    "leave_joint": Step(
        TOGETHER,
        None,
        handles,
        "Svar selv i stedet",
        needs=(("reason", "Skriv hvorfor dere svarer selv."),),
        write=together.write_leaving,
        unless=together.is_alone,
    ),
    "answer_jointly": Step(
        frozenset({ReferralState.DECIDED}),
        ReferralState.ANSWERED,
        handles,
        "Send det felles svaret",
        write=together.write_joint_answer,
        then=together.others_answer,
        unless=together.not_ready,
        leads=usually,
    ),
    "answered_jointly": Step(
        frozenset({ReferralState.DECIDED}),
        ReferralState.ANSWERED,
        None,
        "Svarer sammen med andre",
        write=together.write_answered_with_others,
        then=letters.answer_went,
        follows=True,
    ),
    "correct": Step(
        frozenset({ReferralState.DECIDED, ReferralState.ANSWERED}),
        None,
        corrects,
        "Rett beslutningen",
        needs=(
            ("outcome", "Velg utfallet."),
            ("wording", "Skriv beslutningen ordrett."),
            ("grounds", "Skriv hva som rettes, og hvorfor."),
        ),
        write=deciding.write_correction,
        then=deciding.follow_correction,
        unless=deciding.cannot_be_corrected,
    ),
    "file": Step(
        OPEN | {ReferralState.ANSWERED},
        None,
        handles,
        "Legg inn arkivopplysninger",
        write=handling.write_filing,
    ),
    "succeed": Step(
        OPEN,
        None,
        SYSTEM,
        "Overta saken",
        write=succession.write_referral_taken_over,
        then=letters.case_came,
    ),
    "withdraw": Step(
        frozenset({ReferralState.SENT, ReferralState.IN_REVIEW, ReferralState.WAITING}),
        ReferralState.WITHDRAWN,
        None,
        "Trekkes med saken",
        write=answering.write_withdrawn,
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
