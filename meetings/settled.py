"""Lines whose case was decided elsewhere after they came on the agenda: in writing, by fullmakt, on its own page
or in another meeting. They say so, and are never carried on."""

from django.utils.functional import lazy
from django.utils.translation import gettext

from escalation.models import Decision, Escalation, Referral, ReferralState
from escalation.models import State as EscalationState
from issues.models import Issue
from issues.models import State as IssueState
from meetings.models import AgendaItem
from network.deadlines import date_text

# What a line from each source waits for: the case's label, and the states in which it still waits.
WAITS = {
    ("decision", "escalation.escalation"): (Escalation, [EscalationState.PROPOSED]),
    ("decision", "escalation.referral"): (Referral, [ReferralState.IN_REVIEW]),
    ("referral", "escalation.referral"): (
        Referral,
        [ReferralState.SENT, ReferralState.IN_REVIEW, ReferralState.WAITING],
    ),
    ("issue", "issues.issue"): (Issue, [IssueState.NEW, IssueState.WITH_NETWORK]),
}
# What can still be said of such a line.
ENDS = (AgendaItem.Outcome.OPEN, AgendaItem.Outcome.DONE, AgendaItem.Outcome.PARKED)


def settled_among(items):
    """{a line's id: a sentence about what the case came to}, for lines that no longer wait for this meeting. It
    is in the language of whoever reads it, and of the record where it is kept.

    What was decided on the line itself is not among them. A constant number of queries.
    """
    waiting = [item for item in items if item.decision_id is None]
    over = {}
    for (source, label), (case, states) in WAITS.items():
        rows = [item for item in waiting if (item.source, item.target_label) == (source, label)]
        if rows:
            left = case.objects.filter(pk__in=[item.target_id for item in rows]).exclude(state__in=states)
            found = {each.pk: each for each in left}
            over |= {item: found[item.target_id] for item in rows if item.target_id in found}
    decisions = _newest_decisions(over.values())
    return {item.pk: _sentence(case, decisions.get(case)) for item, case in over.items()}


def _newest_decisions(cases):
    """{case: its newest decision}; those of an escalation are about lifting it."""
    cases = list(cases)
    lifted = {
        case.pk: case
        for case in cases
        if isinstance(case, Escalation)
        and case.state != EscalationState.DRAFT  # sent back, so none is its own
    }
    sent = {case.pk: case for case in cases if isinstance(case, Referral)}
    found = {}
    if lifted:
        for decision in _decisions(escalation__in=lifted, referral=None):
            found[lifted[decision.escalation_id]] = decision
    if sent:
        for decision in _decisions(referral__in=sent):
            found[sent[decision.referral_id]] = decision
    return found


def _decisions(**about):
    return Decision.objects.filter(**about).select_related("body", "executor").order_by("pk")


def _said(case, decision):
    if decision is None:
        what = gettext("Innmeldingen") if isinstance(case, Issue) else gettext("Saken")
        return gettext("{what} er «{state}», og venter ikke lenger på dette møtet.").format(
            what=what, state=case.get_state_display()
        )
    how = f"{decision.get_how_display()} {date_text(decision.decided_on)}"
    return gettext("Saken er allerede avgjort: {outcome_text} ({body}, {how}).").format(
        outcome_text=decision.outcome_text, body=decision.body.name, how=how
    )


_sentence = lazy(_said, str)
