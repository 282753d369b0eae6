from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from guidance.models import Entry
from issues.models import Issue
from network.deadlines import local_day
from network.forms import Form, LinkField, WrittenChoices
from network.pages import OnceForm, StepForm
from register.models import Phase

PHASES = [(phase.value, phase.label) for phase in Phase if phase != Phase.ENDED]


class SourceForm(Form):
    """One click when the link still opens; another address when it does not."""

    source_url = LinkField(label=_("Lenke til kilden"), max_length=500)


class ContentForm(Form):
    """What a piece of the information page says, and when it is looked at again."""

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
    issues = WrittenChoices(
        label=_("Hvilke innmeldinger svarer innholdet på?"),
        required=False,
        queryset=Issue.objects.none(),
    )
    issues.needed_when = _("(trengs for råd om praksis)")
    contact = forms.CharField(
        label=_("Hvor kan leseren spørre?"), max_length=200, help_text=_("E-post, telefon eller adresse.")
    )
    source_url = LinkField(
        label=_("Kilde"),
        max_length=500,
        help_text=_("Adressen til det innholdet bygger på, for eksempel hos etaten eller Lovdata."),
    )
    review_on = forms.DateField(
        label=_("Når gjennomgås det på nytt?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, issues, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = local_day(now)
        self.fields["issues"].queryset = issues
        self.fields["review_on"].initial = self.today + timedelta(days=365)

    def as_read(self):
        """What readers would see of what is written so far, unsaved."""
        shown = ("title", "text", "phases", "norm", "subject")
        self.full_clean()
        return Entry(**{name: self.cleaned_data[name] for name in shown if name in self.cleaned_data})

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Velg en dato frem i tid."))
        return day


class EntryForm(ContentForm, OnceForm):
    """A piece of the information page; who answers for it follows from the desk."""

    def __init__(self, *args, desk, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].initial = desk.contact_email


class ReviewForm(ContentForm, StepForm):
    """The same, for what is published: as it stands, to be changed where it no longer applies."""

    def __init__(self, *args, case, issues, **kwargs):
        super().__init__(*args, case=case, issues=issues, **kwargs)
        for name in ("title", "text", "phases", "norm", "subject", "contact", "source_url"):
            self.fields[name].initial = getattr(case, name)
        self.fields["issues"].initial = case.issues.all()
        # What it was also made for, and this person may not know of, stays.
        self.unseen = case.issues.exclude(pk__in=issues.values("pk"))

    def given(self):
        given = super().given()
        return given | {"issues": [*given["issues"], *self.unseen]}


class TakeDownForm(StepForm):
    reason = forms.CharField(
        label=_("Hvorfor tas teksten ned?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dette leser alle som kommer til teksten. Skriv gjerne hva de skal følge i stedet."),
    )
