"""Forms of an answer that several give together."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.forms.deciding import say_when_needed_at_desk
from escalation.forms.parts import ReasonForm, a_date, long_text
from escalation.models import Answer, Decision, Referral
from escalation.together import possible_partners
from guidance import joint
from guidance.models import Entry
from network.forms import LinkField
from network.pages import StepForm

Outcome = Decision.Outcome


class HolderChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, referral):
        return referral.holder.name


class StartJointForm(StepForm):
    partners = HolderChoices(
        label=_("Hvem svarer dere sammen med?"),
        queryset=Referral.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["partners"].queryset = possible_partners(case)


class DraftJointForm(StepForm):
    """The parts that this body writes: the lead all of them, the others their own."""

    only_spelling = forms.BooleanField(
        label=_("Jeg har bare rettet skrivefeil"),
        required=False,
        help_text=_("Da står signaturene. Rettingen vises for dem som har signert."),
    )

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        parts = case.joint.parts_now if case.joint else []
        self.parts = [part for part in parts if joint.may_write(case.joint, part, case.holder)]
        for part in self.parts:
            name = (
                _("Det alle står bak")
                if part.body is None
                else gettext("Svaret fra {part}").format(part=part.name)
            )
            field = long_text(name, required=False, rows=5, max_length=Answer.MAX_LENGTH)
            field.initial = part.text
            self.fields[joint.field_of(part)] = field
        self.order_fields([*map(joint.field_of, self.parts), "only_spelling"])

    def given(self):
        given = super().given()
        return given | {"texts": {part.pk: given.pop(joint.field_of(part)) for part in self.parts}}


class SignJointForm(StepForm):
    """A group has decided already; a content desk says how its part ends as it signs for the first time."""

    outcome = forms.ChoiceField(
        label=_("Utfall for dere"),
        choices=[(o.value, o.label) for o in Decision.BY_DESK],
        initial=Outcome.DIRECT,
    )
    entry = forms.ModelChoiceField(
        label=_("Innholdet på informasjonssiden"), required=False, queryset=Entry.objects.none()
    )
    executor_due = a_date(_("Lages innen"), required=False)
    grounds = long_text(_("Begrunnelse"), rows=3)

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["entry"].queryset = Entry.objects.published().filter(desk=case.holder).order_by("-pk")
        if case.decisions.exists():
            for name in ("outcome", "entry", "executor_due", "grounds"):
                del self.fields[name]
        say_when_needed_at_desk(self.fields)


class SendJointForm(StepForm):
    link = LinkField(label=_("Lenke"), required=False, max_length=500)

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


JOINT_FORMS = {
    "start_joint": StartJointForm,
    "draft_joint": DraftJointForm,
    "sign_joint": SignJointForm,
    "leave_joint": ReasonForm,
    "answer_jointly": SendJointForm,
}
