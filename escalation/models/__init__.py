from escalation.models.cases import Escalation, EscalationIssue, EscalationParty, Evidence, Supplement
from escalation.models.changes import Change, ChangeState
from escalation.models.decisions import Answer, Decision, Participation, Share, Verdict
from escalation.models.milestones import Milestone
from escalation.models.papers import PaperOpening
from escalation.models.referrals import Clarification, MemberInput, PaperType, Referral
from escalation.models.states import Closed, ReferralState, State

__all__ = [
    "Answer",
    "Change",
    "ChangeState",
    "Clarification",
    "Closed",
    "Decision",
    "Escalation",
    "EscalationIssue",
    "EscalationParty",
    "Evidence",
    "MemberInput",
    "Milestone",
    "PaperOpening",
    "PaperType",
    "Participation",
    "Referral",
    "ReferralState",
    "Share",
    "State",
    "Supplement",
    "Verdict",
]
