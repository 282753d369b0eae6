"""Raising an innmelding, and joining one: as little as it can be."""

from django import forms
from django.utils.translation import gettext_lazy as _

from issues import topics
from issues.models import Issue
from issues.titles import title_and_text
from network.collation import by_name
from network.forms import Form
from network.forms.uploads import WithFile
from network.models import Organisation
from network.pages import OnceForm
from network.reach import Reach, reaches_within

SEEN_BY = {
    Reach.PUBLIC: _("Alle, også næringslivet"),
    Reach.NETWORK: _("Hele nettverket"),
    Reach.REGION: _("Bare regionen"),
    Reach.ORGANISATION: _("Bare virksomheten"),
}


def seen_by_at_most(reach):
    """What one can choose among, the widest first."""
    return [(each, SEEN_BY[each]) for each in reversed(reaches_within(reach))]


class WhoSees(Form):
    reach = forms.ChoiceField(
        label=_("Hvem kan se den?"), choices=seen_by_at_most(Reach.NETWORK), initial=Reach.NETWORK
    )
    restricted = forms.BooleanField(
        label=_("Skjermet: bare de som behandler saken, skal se den"), required=False
    )


class RaiseForm(WhoSees, WithFile, OnceForm):
    """«Hva trenger du hjelp med?»: one text and a kind are enough."""

    text = forms.CharField(
        label=_("Hva trenger du hjelp med?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "Den første setningen blir tittelen. Fortell gjerne hva dere har prøvd, og hva som stopper dere. "
            "Ikke skriv om enkeltpasienter."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Hva slags innmelding er det?"), choices=Issue.Kind.choices, widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label=_("Hva handler det om?"),
        choices=topics.CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.ModelChoiceField(label=_("På vegne av"), queryset=Organisation.objects.none())

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        networks = [seat for seat in viewer.seats_by_preference if seat.body.is_network]
        own = {seat.organisation_id for seat in networks}
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=own).order_by(by_name())
        if len(own) == 1:
            # Nobody is asked what there is only one answer to.
            self.fields["organisation"].initial = own.pop()
            self.fields["organisation"].widget = forms.HiddenInput()

    def given(self):
        """What the innmelding is made of."""
        title, text = title_and_text(self.cleaned_data["text"])
        return {**self.cleaned_data, "title": title, "text": text}


class DraftForm(Form):
    """What is kept while one writes: as it stands, complete or not."""

    text = forms.CharField(required=False, max_length=8200, strip=False)
    kind = forms.ChoiceField(required=False, choices=Issue.Kind.choices)
    draft = forms.SlugField(max_length=40)
    draft_version = forms.IntegerField(min_value=0)


class AnonymiseForm(Form):
    title = forms.CharField(
        label=_("Tittel uten navn og steder"),
        max_length=200,
        help_text=_("Ingen skal kunne se hvem som spør."),
    )
    text = forms.CharField(
        label=_("Tekst uten navn og steder"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Ta bort virksomhet, personer, leverandører og tall som røper hvem det er."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class EndorseForm(Form):
    text = forms.CharField(
        label=_("Hvordan er det hos dere?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ikke skriv om enkeltpasienter."),
    )
