"""Three scores from 1 to 5 on one screen, each step of each scale in one plain sentence."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models import Assessment
from issues.models.weighing import ENDS
from network.pages import OnceForm


@dataclass(frozen=True)
class Scale:
    name: str
    label: str
    question: str
    anchors: tuple[str, str, str, str, str]  # what 1, 2, 3, 4 and 5 mean


SCALES = (
    Scale(
        "severity",
        _("Alvorlighet"),
        _("Hva skjer om ingen gjør noe?"),
        (
            _("Liten ulempe. Arbeidet går som før."),
            _("Arbeidet blir tyngre, men går."),
            _("Arbeidet blir forsinket, eller kvaliteten blir dårligere."),
            _("Arbeidet stanser flere steder."),
            _("Pasienter kan bli skadet, eller arbeidet stanser helt."),
        ),
    ),
    Scale(
        "resources",
        _("Ressursbruk"),
        _("Hva koster saken tjenesten i dag, i tid og penger?"),
        (
            _("Noen timer i året."),
            _("Noen dager i året hos hver som møter den."),
            _("Noen uker i året hos hver som møter den."),
            _("Et årsverk eller mer til sammen."),
            _("Flere årsverk, eller flere millioner kroner i året."),
        ),
    ),
    Scale(
        "benefit",
        _("Nytte"),
        _("Hvor mange har nytte av en løsning?"),
        (
            _("Ett prosjekt."),
            _("Flere prosjekter i én virksomhet."),
            _("Flere virksomheter i én region."),
            _("Flere regioner."),
            _("Hele landet, eller både sykehus og kommuner."),
        ),
    ),
)


class AssessForm(OnceForm):
    """A reason is asked for at the ends; in between it is welcome."""

    def __init__(self, *args, previous: Assessment | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for scale in SCALES:
            self.fields[scale.name] = forms.TypedChoiceField(
                label=f"{scale.label}: {scale.question}",
                choices=[(n, f"{n}: {anchor}") for n, anchor in enumerate(scale.anchors, 1)],
                coerce=int,
                widget=forms.RadioSelect,
                initial=getattr(previous, scale.name, None),
                error_messages={
                    "required": gettext("Velg fra 1 til 5 for {label}.").format(label=scale.label.lower())
                },
            )
            self.fields[f"{scale.name}_reason"] = forms.CharField(
                label=gettext("Hvorfor? ({label})").format(label=scale.label.lower()),
                max_length=300,
                required=False,
                initial=getattr(previous, f"{scale.name}_reason", ""),
            )
            self.fields[f"{scale.name}_reason"].needed_when = _("(ved 1 eller 5)")

    def columns(self):
        """The fields of each scale together, as they stand beside each other on the page."""
        return [(self[scale.name], self[f"{scale.name}_reason"]) for scale in SCALES]

    def clean(self):
        cleaned = super().clean()
        for scale in SCALES:
            if cleaned.get(scale.name) in ENDS and not cleaned.get(f"{scale.name}_reason", "x"):
                self.add_error(f"{scale.name}_reason", _("Skriv kort hvorfor når du velger 1 eller 5."))
        return cleaned
