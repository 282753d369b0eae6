"""Raising an innmelding, and joining one: as little as it can be."""

from django import forms

from issues.models import Issue
from network.collation import by_name
from network.forms import Form
from network.forms.uploads import WithFile
from network.models import Organisation
from network.pages import OnceForm
from network.reach import Reach


class RaiseForm(WithFile, OnceForm):
    """«Hva trenger du hjelp med?»: a line and a kind are enough."""

    title = forms.CharField(
        label="Hva trenger du hjelp med?",
        max_length=200,
        help_text="Én setning. Ikke skriv om enkeltpasienter.",
    )
    kind = forms.ChoiceField(
        label="Hva slags innmelding er det?", choices=Issue.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="Fortell mer",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Hva har dere prøvd, og hva stopper dere? Ikke skriv om enkeltpasienter.",
    )
    organisation = forms.ModelChoiceField(label="På vegne av", queryset=Organisation.objects.none())
    reach = forms.ChoiceField(
        label="Hvem kan se den?",
        choices=[
            (Reach.NETWORK, "Hele nettverket"),
            (Reach.REGION, "Bare regionen"),
            (Reach.ORGANISATION, "Bare virksomheten"),
        ],
        initial=Reach.NETWORK,
    )
    restricted = forms.BooleanField(
        label="Skjermet: bare de som behandler saken, skal se den", required=False
    )

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        networks = [seat for seat in viewer.seats_by_preference if seat.body.is_network]
        own = {seat.organisation_id for seat in networks}
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=own).order_by(by_name())
        if len(own) == 1:
            # Nobody is asked what there is only one answer to.
            self.fields["organisation"].initial = own.pop()
            self.fields["organisation"].widget = forms.HiddenInput()


class EndorseForm(Form):
    text = forms.CharField(
        label="Hvordan er det hos dere?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ikke skriv om enkeltpasienter.",
    )
