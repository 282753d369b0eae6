from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from guidance.models import Entry
from issues.models import Issue
from network.deadlines import local_day
from network.forms import Form
from network.pages import OnceForm
from register.models import Phase

PHASES = [(phase.value, phase.label) for phase in Phase if phase != Phase.ENDED]


class SourceForm(Form):
    """One click when the link still opens; another address when it does not."""

    source_url = forms.URLField(label=_("Lenke til kilden"), max_length=500, assume_scheme="https")


class EntryForm(OnceForm):
    """A piece of the information page; who answers for it follows from the desk."""

    title = forms.CharField(label=_("Tittel"), max_length=200)
    text = forms.CharField(
        label=_("Tekst"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Tom linje gir nytt avsnitt. «- » først på en linje gir punktliste."),
    )
    phases = forms.MultipleChoiceField(
        label=_("Hvilke faser gjelder det?"), choices=PHASES, widget=forms.CheckboxSelectMultiple
    )
    norm = forms.ChoiceField(
        label=_("Hva slags innhold er det?"), choices=Entry.Norm.choices, initial=Entry.Norm.GUIDANCE
    )
    subject = forms.ChoiceField(
        label=_("Hva handler det om?"), choices=Entry.Subject.choices, initial=Entry.Subject.REGULATORY
    )
    issues = forms.ModelMultipleChoiceField(
        label=_("Hvilke innmeldinger er det laget etter?"),
        required=False,
        queryset=Issue.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    contact = forms.CharField(
        label=_("Hvor kan leseren spørre?"), max_length=200, help_text=_("E-post, telefon eller adresse.")
    )
    source_url = forms.URLField(
        label=_("Kilde"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Adressen til det innholdet bygger på, for eksempel hos etaten eller Lovdata."),
    )
    review_on = forms.DateField(
        label=_("Når gjennomgås det på nytt?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, desk, issues, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issues"].queryset = issues
        self.today = local_day(now)
        self.fields["contact"].initial = desk.contact_email
        self.fields["review_on"].initial = self.today + timedelta(days=365)

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Velg en dato frem i tid."))
        return day
