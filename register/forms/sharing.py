from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms import CHOOSE, Form, LinkField
from register.models import Competence, Tool, ToolVersion


class ToolForm(Form):
    name = forms.CharField(label=_("Navn"), max_length=160)
    kind = forms.ChoiceField(label=_("Hva er det?"), choices=Tool.Kind.choices)
    purpose = forms.CharField(label=_("Hva hjelper det med?"), max_length=400)
    url = LinkField(
        label=_("Hvor ligger det?"), max_length=300, help_text=_("Nettadressen, så andre kan åpne det.")
    )


class VersionForm(Form):
    label = forms.CharField(
        label=_("Versjon"), max_length=40, help_text=_("Slik den heter, for eksempel 2.1.")
    )
    dated_on = forms.DateField(
        label=_("Fra når?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    changed = forms.CharField(label=_("Hva er nytt?"), max_length=400, required=False)


class AdoptForm(Form):
    """Which version is used; the newest is proposed."""

    version = forms.ModelChoiceField(
        label=_("Hvilken versjon bruker dere?"),
        queryset=ToolVersion.objects.none(),
        required=False,
        empty_label=_("Vet ikke"),
    )

    def __init__(self, *args, tool, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        field.queryset = tool.versions.order_by("-dated_on", "-pk")
        field.label_from_instance = lambda version: version.label
        field.initial = field.queryset.first()


class CompetenceForm(Form):
    group = forms.ChoiceField(label=_("Hvem gjelder det?"), choices=[("", CHOOSE), *Competence.Group.choices])
    topic = forms.ChoiceField(
        label=_("Hva handler det om?"), choices=[("", CHOOSE), *Competence.Topic.choices]
    )


class OfferForm(CompetenceForm):
    title = forms.CharField(label=_("Hva heter tilbudet?"), max_length=200)
    url = LinkField(label=_("Nettside"), max_length=300, required=False)
