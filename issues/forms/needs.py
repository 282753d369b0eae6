"""What companies say to a need, and what was tried first."""

from django import forms

from network.forms import Form
from network.pages import OnceForm
from register.models import Project


class LinkForm(Form):
    project = forms.ModelChoiceField(label="Hvilket prosjekt?", queryset=Project.objects.none())


class RespondForm(OnceForm):
    text = forms.CharField(
        label="Hva kan dere bidra med?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ikke skriv om enkeltpasienter eller priser.",
    )
    contact = forms.CharField(
        label="Hvem kan de kontakte hos dere?", max_length=200, help_text="Navn, og telefon eller e-post."
    )


class FirstLineForm(Form):
    tried = forms.CharField(
        label="Hva er prøvd?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kort. Ikke skriv om enkeltpasienter.",
    )
    unit = forms.CharField(
        label="Hvem prøvde?",
        max_length=200,
        help_text="Enheten eller personen, for eksempel egen IKT-avdeling.",
    )
    email = forms.EmailField(
        label="E-post til dem", required=False, help_text="Da får de svaret når det kommer."
    )
