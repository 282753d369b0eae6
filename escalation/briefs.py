"""What the one who takes a step needs to have before their eyes, and would otherwise have to look up."""

from django.utils.translation import gettext

from escalation.lifting import no_verdicts
from network.deadlines import date_text, running
from network.models import Deadline


def of_case(escalation, step):
    """(what, text) pairs for a step of a løftet sak."""
    if step in ("lift", "not_lift", "send_back"):
        return [(gettext("Hva nettverket ber om"), escalation.ask)]
    if step in ("reopen", "keep"):
        said = no_verdicts(escalation).select_related("person").order_by("pk")
        return [
            (
                gettext("{person} sier at svaret ikke løste saken").format(person=verdict.person.name),
                verdict.why,
            )
            for verdict in said
        ]
    return []


def of_referral(referral, step):
    """(what, text) pairs for a step of a sak hos mottaker."""
    if step == "reply":
        return [(gettext("{holder} spør").format(holder=referral.holder.name), referral.question)]
    if step in ("acknowledge", "settle", "lay_before", "sign_joint"):
        asked = [(gettext("Hva nettverket ber om"), referral.escalation.ask)]
        return [*asked, (gettext("Deres del"), referral.part)] if referral.part else asked
    if step == "answer" and (decision := referral.decisions.order_by("-pk").first()):
        return [
            (
                gettext("Beslutningen: {outcome_text}").format(outcome_text=decision.outcome_text),
                decision.wording,
            ),
            (gettext("Begrunnelse"), decision.grounds),
        ]
    if step == "new_date" and (clock := running(referral, Deadline.Kind.ANSWER)):
        return [(gettext("Svarfristen nå"), date_text(clock.due_on))]
    return []
