"""Proposing that two innmeldinger are one case, and saying no to it."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.forms.steps import to_the_raiser
from issues.models import Issue
from network.forms import Form
from network.language import Quoting


class CaseField(forms.ModelChoiceField):
    """An innmelding by its title and who raised it."""

    def label_from_instance(self, issue):
        called = gettext("{issue} ({organisation}, nr. {number})").format(
            issue=issue.title, organisation=issue.organisation.called, number=issue.pk
        )
        return Quoting(called, issue.title) if isinstance(self.widget, forms.RadioSelect) else called


class ProposeMergeForm(Form):
    into = CaseField(
        label=_("Hvilken innmelding handler om det samme som denne?"),
        queryset=Issue.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = to_the_raiser(
        _("Hva skal den som meldte inn, vite?"),
        _(
            "Vi mener saken din er den samme som en annen som alt er meldt inn. Blir de slått sammen, får du svaret "
            "på den. Det du har skrevet, blir stående."
        ),
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = candidates


class ObjectForm(Form):
    reason = forms.CharField(
        label=_("Hvorfor er dette ikke samme sak?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, takes_it_back=False, **kwargs):
        super().__init__(*args, **kwargs)
        if takes_it_back:
            self.fields["reason"].label = _("Hvorfor trekkes forslaget?")


class TargetForm(Form):
    days = forms.IntegerField(
        label=_("Virkedager til første svar"),
        min_value=1,
        max_value=60,
        help_text=_("Gjelder det som meldes inn fra nå av. Den som melder inn, ser datoen."),
    )
