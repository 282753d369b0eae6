"""Forms for what members say before their group decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from escalation.forms.parts import (
    SeatChoice,
    long_text,
)
from escalation.models import MemberInput
from escalation.preparing import CHOOSE_ANSWER, NEEDS_TEXT, VALUES, Kind, kinds_for
from network.pages import OnceForm


class MemberInputForm(OnceForm):
    """One thing a member says before the group decides: each kind asks only for what it needs."""

    ASKED = {
        Kind.QUESTION: (_("Jeg har et spørsmål før møtet"), _("Hva lurer du på?")),
        Kind.DEPUTY: (_("Jeg sender vara"), _("Merknad")),
        Kind.ASIDE: (_("Jeg kan være inhabil"), _("Hvorfor kan du være inhabil?")),
        Kind.ANCHORED: (_("Er saken forankret hos oss?"), _("Merknad")),
        Kind.WRITTEN: (_("Jeg svarer skriftlig på forslaget"), _("Hvorfor, om du ikke er enig?")),
        Kind.MEETING: (_("Jeg ber om at saken tas i et møte"), _("Hvorfor?")),
    }

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)

    def __init__(self, *args, kind, deputies, **kwargs):
        super().__init__(*args, auto_id=f"id_{kind}_%s", **kwargs)
        self.title, text = self.ASKED[kind]
        self.fields["kind"].initial = kind
        if kind == Kind.DEPUTY:
            self.fields["deputy"] = SeatChoice(
                label=_("Hvem kommer i stedet?"),
                required=False,
                queryset=deputies,
                empty_label=_("Ikke avklart"),
                help_text=_("Den du velger, får beskjed og en lenke til sakspapiret."),
            )
        if kind in VALUES:
            choices = [
                (value.value, MemberInput(kind=kind, value=value).value_text.capitalize())
                for value in VALUES[kind]
            ]
            self.fields["value"] = forms.ChoiceField(
                label=_("Svaret ditt"),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": CHOOSE_ANSWER},
            )
        self.fields["text"] = long_text(text, required=kind in NEEDS_TEXT, rows=3, max_length=2000)
        self.fields["text"].error_messages["required"] = NEEDS_TEXT.get(kind, "")


def input_forms(referral, deputies, sent=None):
    """A form for each thing a member can say now; the one that was sent is bound, also when it is too late.
    `deputies` are the seats that deputise for the member's."""
    kinds, chosen = kinds_for(referral), (sent or {}).get("kind")
    if chosen in Kind.values and chosen not in kinds:
        kinds.append(Kind(chosen))
    return [MemberInputForm(sent if kind == chosen else None, kind=kind, deputies=deputies) for kind in kinds]
