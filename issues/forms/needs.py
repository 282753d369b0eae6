"""What companies say to a need, and what was tried first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms import Form
from network.pages import OnceForm
from register.models import Project


class LinkForm(Form):
    project = forms.ModelChoiceField(label=_("Hvilket prosjekt?"), queryset=Project.objects.none())


class RespondForm(OnceForm):
    text = forms.CharField(
        label=_("Hva kan dere bidra med?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ikke skriv om enkeltpasienter eller priser."),
    )
    contact = forms.CharField(
        label=_("Hvem kan de kontakte hos dere?"),
        max_length=200,
        help_text=_("Navn, og telefon eller e-post."),
    )


class FirstLineForm(Form):
    tried = forms.CharField(
        label=_("Hva er prøvd?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kort. Ikke skriv om enkeltpasienter."),
    )
    unit = forms.CharField(
        label=_("Hvem prøvde?"),
        max_length=200,
        help_text=_("Enheten eller personen, for eksempel egen IKT-avdeling."),
    )
    email = forms.EmailField(
        label=_("E-post til dem"), required=False, help_text=_("Da får de svaret når det kommer.")
    )
