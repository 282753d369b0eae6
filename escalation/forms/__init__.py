"""The shape of what each step takes. Who may, and what must be there, is said by the workflow."""

from escalation.forms.cases import ESCALATION_FORMS, ProposeForm, VerdictForm
from escalation.forms.changes import CHANGE_FORMS, ChangeForm
from escalation.forms.preparing import input_forms
from escalation.forms.referrals import REFERRAL_FORMS

__all__ = [
    "CHANGE_FORMS",
    "ESCALATION_FORMS",
    "REFERRAL_FORMS",
    "ChangeForm",
    "ProposeForm",
    "VerdictForm",
    "input_forms",
]
