"""The tables of a løftet sak and of the sak hos each mottaker: how such bodies really decide.

A group decides, not its chair; a coordinating group lays a case before the steering group; a
content desk answers in one act; an answer does not wait for approved minutes.
"""

from escalation.case_steps import ESCALATION_STEPS
from escalation.models import Escalation, Referral, ReferralState, State
from escalation.referral_steps import REFERRAL_STEPS
from issues.models import Issue
from network.workflow import Workflow


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
