"""What the one who takes a step needs to have before their eyes, and would otherwise have to look up."""

from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.lifting import no_verdicts
from escalation.together import leaving_means
from network.deadlines import date_text, running
from network.language import as_written
from network.models import Deadline

MEANS = {
    "withdraw": _(
        "Saken avsluttes også hos dem som har fått den, og kan ikke åpnes igjen. Innmeldingene blir hos nettverket, "
        "som kan foreslå dem løftet på nytt."
    ),
    "clarify": _(
        "Den du velger, får saken og må bekrefte at den er mottatt. Det dere ble enige om, blir vist når en lignende "
        "sak er uavklart."
    ),
    "authorise": _(
        "Den du velger, kan beslutte alene i denne saken, innenfor grensene og til og med datoen du setter."
    ),
    "draft_joint": _(
        "Endrer du mer enn skrivefeil i det alle står bak, må alle som har signert, signere på nytt. Endrer du bare "
        "svaret fra én av partene, må bare den parten signere på nytt."
    ),
    "stands": _(
        "Bruk dette når ingenting har skjedd. Statusen og datoen blir som de er, og Løft spør igjen om tre måneder."
    ),
}


def means(case, step):
    """What follows from a step that does not say so itself, in a sentence for its page; empty for the others."""
    if step == "send_back":
        return gettext(
            "Forslaget går tilbake til {body}, som kan skrive det om og foreslå saken på nytt. De ser det du skriver her."
        ).format(body=case.home_body.name)
    if step == "widen":
        return gettext(
            "I dag er saken synlig for {reach}. Viser du den for flere, kan det ikke gjøres om. «Alle» er også næringslivet."
        ).format(reach=case.get_reach_display())
    if step == "withdraw" and not case.referrals.exists():
        return gettext(
            "Forslaget trekkes, og saken kan ikke åpnes igjen. Innmeldingene blir hos nettverket, som kan foreslå dem løftet på nytt."
        )
    return MEANS.get(step, "")


def of_case(escalation, step):
    """(what, text) pairs for a step of a løftet sak, for its page."""
    if step == "propose" and escalation.reason:
        return [(gettext("Hvorfor saken kom tilbake"), _said(escalation.reason))]
    if step in ("lift", "not_lift", "send_back"):
        return [(gettext("Hva nettverket ber om"), _said(escalation.ask))]
    if step in ("reopen", "keep"):
        said = no_verdicts(escalation).select_related("person").order_by("pk")
        return [
            (
                gettext("{person} sier at svaret ikke løste saken").format(person=verdict.person.name),
                _said(verdict.why),
            )
            for verdict in said
        ]
    return []


def of_referral(referral, step):
    """(what, text) pairs for a step of a sak hos mottaker, for its page."""
    if step == "reply":
        return [(gettext("{holder} spør").format(holder=referral.holder.name), _said(referral.question))]
    if step == "unask" and referral.asked_body:  # or someone has just answered, or taken it back
        return _unasking(referral)
    if step in ("acknowledge", "settle", "lay_before", "sign_joint"):
        asked = [(gettext("Hva nettverket ber om"), _said(referral.escalation.ask))]
        part = [(gettext("Deres del"), _said(referral.part))] if referral.part else []
        due = _due_now(referral) if step in ("acknowledge", "lay_before") else []
        return [*_laid_already(referral, step), *asked, *part, *due]
    if step == "leave_joint" and referral.joint:
        return [(gettext("Hva som skjer"), leaving_means(referral))]
    if step == "answer" and (decision := referral.decisions.order_by("-pk").first()):
        return [
            (gettext("Utfall"), decision.outcome_text),
            (gettext("Beslutningen"), _said(decision.wording)),
            *_grounds(decision),
        ]
    return _due_now(referral) if step in ("new_date", "defer") else []


def _unasking(referral):
    asked = gettext("Spørsmålet til {body}").format(body=referral.asked_body.name)
    told = gettext("De som er spurt, får vite at dere ikke trenger svar. Svarfristen løper igjen fra i dag.")
    return [(asked, _said(referral.question)), (gettext("Hva som skjer"), told)]


def _grounds(decision):
    """Of one that was put right: what was put right, and the grounds that stand."""
    first = decision
    while first.corrects:
        first = first.corrects
    grounds = [(gettext("Begrunnelse"), _said(first.grounds))]
    return (
        [(gettext("Hva ble rettet, og hvorfor"), _said(decision.grounds)), *grounds]
        if decision.corrects
        else grounds
    )


def _due_now(referral):
    clock = running(referral, Deadline.Kind.ANSWER)
    return [(gettext("Svarfristen nå"), date_text(clock.due_on))] if clock else []


def _laid_already(referral, step):
    if step != "lay_before" or referral.deciding_body is None:
        return []
    told = gettext("{body} har fått saken. Det du skriver her, kommer i stedet for det som er sendt.")
    return [(gettext("Saken er allerede lagt frem"), told.format(body=referral.deciding_body.name))]


def _said(text):
    return as_written(linebreaksbr(text, autoescape=True))
