"""Forms of a body's plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from escalation.forms.parts import DecidedForm, a_date, long_text
from escalation.models import Decision
from escalation.plan import OUTCOMES, possible_deciders, possible_decisions
from network.deadlines import date_text, local_day
from network.forms import Form
from network.models import Body
from network.pages import OnceForm


class MilestoneForm(OnceForm):
    title = forms.CharField(label=_("Hva skal være på plass?"), max_length=200)
    put_before = forms.ModelChoiceField(label=_("Hvem skal beslutte det?"), queryset=Body.objects.none())
    due_on = a_date(_("Innen"))

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["put_before"].queryset = possible_deciders(local_day(now))


class DecisionChoice(forms.ModelChoiceField):
    def label_from_instance(self, decision):
        about = decision.escalation.title if decision.escalation else decision.wording
        return f"{date_text(decision.decided_on)}: {decision.outcome_text} ({about[:100]})"


class CloseForm(Form):
    """Sent twice it counts once: the same decision closes it only once."""

    decision = DecisionChoice(label=_("Hvilken beslutning?"), queryset=Decision.objects.none())

    def __init__(self, *args, milestone, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        hidden = Decision.objects.exclude(escalation=None).exclude(
            pk__in=Decision.objects.visible_to(viewer).values("pk")
        )
        self.fields["decision"].queryset = possible_decisions(milestone).exclude(pk__in=hidden.values("pk"))

    def given(self):
        return self.cleaned_data


class DecideMilestoneForm(DecidedForm):
    outcome = forms.ChoiceField(
        label=_("Utfall"), choices=[("", _("Velg utfall"))] + [(o.value, o.label) for o in OUTCOMES]
    )
    wording = long_text(_("Beslutningen, ordrett"))
    grounds = long_text(_("Begrunnelse"), rows=3)
    field_order = ["outcome", "wording", "grounds", "decided_on", "dissent"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, body=case.put_before, **kwargs)
        self.leave_out("how")

    def given(self):
        return super().given() | {"token": self.cleaned_data["token"]}
