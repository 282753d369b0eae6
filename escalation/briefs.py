"""What the one who takes a step needs to have before their eyes, and would otherwise have to look up."""

from escalation.lifting import no_verdicts
from network.deadlines import date_text, running
from network.models import Deadline


def of_case(escalation, step):
    """(what, text) pairs for a step of a løftet sak."""
    if step in ("lift", "not_lift", "send_back"):
        return [("Hva nettverket ber om", escalation.ask)]
    if step in ("reopen", "keep"):
        said = no_verdicts(escalation).select_related("person").order_by("pk")
        return [(f"{verdict.person.name} sier at svaret ikke løste saken", verdict.why) for verdict in said]
    return []


def of_referral(referral, step):
    """(what, text) pairs for a step of a sak hos mottaker."""
    if step == "reply":
        return [(f"{referral.holder.name} spør", referral.question)]
    if step in ("acknowledge", "settle", "lay_before", "sign_joint"):
        asked = [("Hva nettverket ber om", referral.escalation.ask)]
        return [*asked, ("Deres del", referral.part)] if referral.part else asked
    if step == "answer" and (decision := referral.decisions.order_by("-pk").first()):
        return [
            (f"Beslutningen: {decision.outcome_text}", decision.wording),
            ("Begrunnelse", decision.grounds),
        ]
    if step == "new_date" and (clock := running(referral, Deadline.Kind.ANSWER)):
        return [("Svarfristen nå", date_text(clock.due_on))]
    return []
