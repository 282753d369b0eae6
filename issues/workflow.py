"""The table of an innmelding. Most end here, answered, without ever being lifted."""

from django.utils.translation import gettext_lazy as _

from issues import first_reply
from issues.correcting import (
    found_by_new_words,
    nobody_answers,
    others_wait,
    write_correction,
    write_withdrawal,
)
from issues.merging import (
    is_proposed,
    proposals_lapse,
    voices_follow,
    voices_part,
    write_merge,
    write_unmerge,
)
from issues.models import ANSWERED, Issue, State
from issues.rules import raised_it, runs_home
from issues.second_line import send_to_first_lines
from network.deadlines import local_day
from network.workflow import SYSTEM, Refused, Step, Workflow, usually

__all__ = ["WORKFLOW"]


def _take_up(issue, act):
    return {"title": issue.title, "text": (act["text"] or "").strip()}


def _answer(issue, act):
    issue.answer, issue.hold_until = act["text"].strip(), None
    return {"title": issue.title, "text": issue.answer}


def _refer(issue, act):
    issue.referred_to, issue.hold_until = act["to"].strip(), None
    issue.answer = act["reason"].strip()
    return {"title": issue.title, "to": issue.referred_to, "text": issue.answer}


def _hold(issue, act):
    if act["until"] <= local_day(act.now):
        raise Refused(_("Velg en dato frem i tid."), field="until")
    issue.hold_until = act["until"]
    return {"title": issue.title, "until": issue.hold_until, "text": act["reason"].strip()}


def _wake_up(issue, act):
    """The date stays: the queue shows it as come back until someone has taken one of its exits."""
    return {"title": issue.title}


def _resume(issue, act):
    issue.hold_until = None
    return {"title": issue.title}


def _not_helped(issue, act):
    if issue.reopened:
        raise Refused(
            _("Saken er tatt opp igjen én gang før. Meld inn på nytt, så får den en ny første gjennomgang.")
        )
    issue.reopened = True
    return {"title": issue.title, "text": act["reason"].strip(), "home": issue.home_body_id}


def _answered_by_recipients(issue, now):
    """What was lifted is judged where it was answered; «hjalp ikke» is for the network's own answers."""
    if issue.state == State.ANSWERED and not issue.answer:
        return _("Si fra på den løftede saken om svaret ikke hjalp.")
    return None


def _taken_over(issue, act):
    before = issue.home_body
    issue.home_body = before.heir(local_day(act.now)) or before
    return {"title": issue.title, "before_name": before.name, "body_name": issue.home_body.name}


def _answered(issue, act, event):
    """The raiser has heard; and the answer goes to those who tried first, also where they have no account."""
    _heard(issue, act, event)
    send_to_first_lines([issue], event, by=issue.home_body.name)
    proposals_lapse(issue, act, event)


def _withdrawn(issue, act, event):
    nobody_answers(issue, act, event)
    proposals_lapse(issue, act, event)


def _told(issue, act):
    issue.hold_until = None
    return {"title": issue.title}


def _heard(issue, act, event):
    first_reply.replied(issue, actor=act.actor, now=act.now)


def _heard_if_told(issue, act, event):
    """Taken up without a word to the raiser is no reply."""
    if event.data["text"]:
        _heard(issue, act, event)


AT_HOME = frozenset({State.NEW, State.WITH_NETWORK, State.ON_HOLD})
MERGE = {
    "sources": AT_HOME,
    "target": State.MERGED,
    "write": write_merge,
    "then": voices_follow,
    "unless": is_proposed,
}

STEPS = {
    "take_up": Step(
        frozenset({State.NEW}),
        State.WITH_NETWORK,
        runs_home,
        _("Ta inn i nettverket"),
        word="ta-inn",
        write=_take_up,
        then=_heard_if_told,
        leads=usually,
        done=_("Saken er tatt inn i nettverket."),
    ),
    "answer": Step(
        frozenset({State.NEW, State.WITH_NETWORK}),
        State.ANSWERED,
        runs_home,
        _("Besvar i nettverket"),
        word="besvar",
        needs=(("text", _("Skriv svaret til den som meldte inn.")),),
        write=_answer,
        then=_answered,
        done=_("Svaret er sendt."),
    ),
    "refer": Step(
        frozenset({State.NEW, State.WITH_NETWORK}),
        State.REFERRED,
        runs_home,
        _("Henvis til noen andre"),
        word="henvis",
        needs=(
            ("to", _("Skriv hvor saken hører hjemme.")),
            ("reason", _("Skriv én setning til den som meldte inn.")),
        ),
        write=_refer,
        then=_answered,
        done=_("Saken er henvist."),
    ),
    "hold": Step(
        frozenset({State.NEW, State.WITH_NETWORK}),
        State.ON_HOLD,
        runs_home,
        _("Sett på vent"),
        word="sett-pa-vent",
        needs=(
            ("until", _("Velg når saken skal tas opp igjen.")),
            ("reason", _("Skriv hvorfor saken må vente.")),
        ),
        write=_hold,
        then=_heard,
        done=_("Saken er satt på vent."),
    ),
    "resume": Step(
        frozenset({State.ON_HOLD}),
        State.WITH_NETWORK,
        runs_home,
        _("Ta opp igjen"),
        word="ta-opp-igjen",
        write=_resume,
        leads=usually,
        done=_("Saken er tatt opp igjen."),
    ),
    "wake_up": Step(
        frozenset({State.ON_HOLD}), State.WITH_NETWORK, SYSTEM, _("Ta opp igjen på datoen"), write=_wake_up
    ),
    "not_helped": Step(
        frozenset(ANSWERED),
        State.WITH_NETWORK,
        raised_it,
        _("Svaret hjalp ikke"),
        word="hjalp-ikke",
        needs=(("reason", _("Skriv kort hva som mangler.")),),
        write=_not_helped,
        unless=_answered_by_recipients,
        done=_("Takk for at du sa fra. Nettverket tar saken opp igjen."),
    ),
    "correct": Step(
        AT_HOME,
        None,
        raised_it,
        _("Rett innmeldingen"),
        word="rett",
        needs=(("text", _("Skriv hva dere trenger hjelp med.")),),
        write=write_correction,
        then=found_by_new_words,
        done=_("Innmeldingen er rettet. De som leder nettverket, får beskjed."),
    ),
    "withdraw": Step(
        AT_HOME,
        State.WITHDRAWN,
        raised_it,
        _("Trekk innmeldingen"),
        word="trekk",
        write=write_withdrawal,
        then=_withdrawn,
        unless=others_wait,
        done=_("Innmeldingen er trukket. De som leder nettverket, får beskjed."),
    ),
    "succeed": Step(
        frozenset(set(State) - {*ANSWERED, State.WITHDRAWN}),
        None,
        SYSTEM,
        _("Overta saken"),
        write=_taken_over,
    ),
    "agree": Step(
        who=raised_it,
        label=_("Ja, slå sammen nå"),
        word="sla-sammen-na",
        leads=usually,
        done=_("Innmeldingene er slått sammen."),
        **MERGE,
    ),
    "merge": Step(who=SYSTEM, label=_("Slå sammen"), **MERGE),
    "unmerge": Step(
        frozenset({State.MERGED}),
        State.WITH_NETWORK,
        runs_home,
        _("Skill sakene igjen"),
        word="skill",
        needs=(("reason", _("Skriv kort hvorfor dette ikke er samme sak.")),),
        write=write_unmerge,
        then=voices_part,
        done=_("Innmeldingene er skilt igjen."),
    ),
    "propose": Step(
        frozenset({State.WITH_NETWORK}),
        State.PROPOSED,
        None,
        _("Foreslå å løfte saken"),
        write=_told,
        then=proposals_lapse,
        follows=True,
    ),
    "return": Step(
        frozenset({State.PROPOSED, State.LIFTED}),
        State.WITH_NETWORK,
        None,
        _("Tilbake til nettverket"),
        write=_told,
        follows=True,
    ),
    "lift": Step(frozenset({State.PROPOSED}), State.LIFTED, None, _("Løft saken"), write=_told, follows=True),
    "answer_home": Step(
        frozenset({State.LIFTED}),
        State.ANSWERED,
        None,
        _("Besvart der saken ble løftet"),
        write=_told,
        follows=True,
    ),
    "lift_again": Step(
        frozenset({State.ANSWERED}), State.LIFTED, None, _("Ny runde"), write=_told, follows=True
    ),
}

WAY = [State.NEW, State.WITH_NETWORK, State.PROPOSED, State.LIFTED, State.ANSWERED]
WORKFLOW = Workflow(Issue, STEPS, states=State.choices, way=WAY)
