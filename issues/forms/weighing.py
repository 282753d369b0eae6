"""Three scores from 1 to 5, each with a reason, on one screen."""

from django import forms

from issues.models import Assessment
from network.pages import OnceForm

ANCHORS = {
    "severity": ("Alvorlighet", "Hva skjer om ingen gjør noe?", "1 plager lite", "5 stopper arbeidet"),
    "resources": ("Ressursbruk", "Hva koster hindringen tjenesten i dag?", "1 lite", "5 flere årsverk"),
    "benefit": ("Nytte", "Hvor mange får nytte av en løsning?", "1 få", "5 hele landet"),
}


class AssessForm(OnceForm):
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
