"""The shape of what people tell: as little as it can be."""

from django import forms

from issues.models import Assessment, Issue
from network.collation import by_name
from network.forms import Form
from network.models import Organisation
from network.pages import OnceForm, StepForm
from network.reach import Reach

ANCHORS = {
    "severity": ("Alvorlighet", "Hva skjer om ingen gjør noe?", "1 plager lite", "5 stopper arbeidet"),
    "resources": ("Ressursbruk", "Hva koster hindringen tjenesten i dag?", "1 lite", "5 flere årsverk"),
    "benefit": ("Nytte", "Hvor mange får nytte av en løsning?", "1 få", "5 hele landet"),
}


class RaiseForm(OnceForm):
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


class AssessForm(OnceForm):
    """Three scores from 1 to 5, each with a reason, on one screen."""

    def __init__(self, *args, previous: Assessment | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, question, low, high) in ANCHORS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=f"{label}: {question}",
                help_text=f"{low}, {high}.",
                choices=[(n, str(n)) for n in range(1, 6)],
                coerce=int,
                widget=forms.RadioSelect,
                initial=getattr(previous, name, None),
            )
            self.fields[f"{name}_reason"] = forms.CharField(
                label=f"Hvorfor? ({label.lower()})",
                max_length=300,
                initial=getattr(previous, f"{name}_reason", ""),
            )


def to_the_raiser(label, sentence, *, rows=3, max_length=1000, **more):
    """The sentence that goes home, written already: to be sent as it is, or better."""
    return forms.CharField(
        label=label,
        max_length=max_length,
        initial=sentence,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class TakeUpForm(StepForm):
    """One click; the sentence may be changed."""

    text = to_the_raiser(
        "Hva skal den som meldte inn, vite?",
        "Vi har tatt saken inn i nettverket og arbeider med den. Du får vite det når noe skjer.",
        required=False,
    )


class ResumeForm(StepForm):
    """Nothing to fill in: one click."""


class AnswerForm(StepForm):
    GREETING = "Takk for at du meldte inn. Nettverket har sett på saken, og dette er rådet vårt:"

    text = to_the_raiser(
        "Svaret til den som meldte inn",
        GREETING + "\n\n",
        rows=6,
        max_length=4000,
        help_text="Svaret merkes «Råd fra nettverket – ikke normerende».",
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if text == self.GREETING:
            raise forms.ValidationError("Skriv selve svaret etter innledningen.")
        return text


class ReferForm(StepForm):
    to = forms.CharField(label="Hvem hører saken til hos?", max_length=200)
    reason = to_the_raiser(
        "Hva skal den som meldte inn, vite?",
        "Andre enn nettverket har svaret på dette. Ta kontakt med dem, og si fra her om det ikke hjelper.",
    )


class HoldForm(StepForm):
    until = forms.DateField(
        label="Tas opp igjen", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = to_the_raiser(
        "Hva skal den som meldte inn, vite?",
        "Vi må vente med denne saken. Vi tar den opp igjen på datoen, og da hører du fra oss.",
    )


class NotHelpedForm(StepForm):
    reason = forms.CharField(
        label="Hva mangler i svaret?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


STEP_FORMS = {
    "take_up": TakeUpForm,
    "answer": AnswerForm,
    "refer": ReferForm,
    "hold": HoldForm,
    "resume": ResumeForm,
    "not_helped": NotHelpedForm,
}
