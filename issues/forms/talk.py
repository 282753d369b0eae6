"""Comments, and experience from other countries: small forms, sent once."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.abroad import countries
from issues.models import ADVICE
from network.collation import by_name
from network.forms import LinkField
from network.forms.uploads import WithFile
from network.models import Regulation
from network.pages import OnceForm, StepForm

NO_PATIENTS = _("Ikke skriv om enkeltpasienter.")


def what_is_said(label):
    return forms.CharField(
        label=label,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=format_lazy(
            _("{no_patients} Skriv @ og hele navnet for å gi noen beskjed."), no_patients=NO_PATIENTS
        ),
        error_messages={"required": _("Skriv kommentaren.")},
    )


class CommentForm(WithFile, OnceForm):
    """With `desks`: those the writer may answer for, and so the choice between advice and a normative answer."""

    text = what_is_said(_("Skriv en kommentar"))

    def __init__(self, *args, desks=(), is_reply=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_reply:
            self.fields["text"].label = _("Svaret ditt")
        self.desks = {str(desk.pk): desk for desk in desks}
        if desks:
            names = [
                (pk, gettext("Normativt svar fra {owner}").format(owner=desk.owner.called))
                for pk, desk in self.desks.items()
            ]
            self.fields["desk"] = forms.ChoiceField(
                label=_("Hva er dette?"),
                choices=[("advice", ADVICE), *names],
                initial="advice",
                widget=forms.RadioSelect,
                help_text=_("Et normativt svar er det etaten står for. De som meldte inn, får det som svar."),
            )
            self.fields["rule"] = forms.ModelChoiceField(
                label=_("Hvilket regelverk gjelder svaret?"),
                queryset=Regulation.objects.order_by(by_name("title")),
                required=False,
                empty_label=_("Ikke noe bestemt"),
                help_text=_("For normative svar. Da ser andre hva etatene har svart om det samme."),
            )

    def given(self):
        """What the job function takes."""
        given = self.cleaned_data
        return {
            "text": given["text"],
            "upload": given["file"],
            "token": given["token"],
            "desk": self.desks.get(given.get("desk")),
            "rule": given.get("rule"),
        }


class EditForm(StepForm):
    text = what_is_said(_("Kommentaren"))

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, initial={"text": case.text}, **kwargs)


class AbroadForm(OnceForm):
    country = forms.ChoiceField(label=_("Land"), choices=lambda: [("", _("Velg …")), *countries()])
    who = forms.CharField(
        label=_("Hvem gjorde det?"), max_length=200, help_text=_("For eksempel et sykehus eller en etat.")
    )
    what = forms.CharField(
        label=_("Hva gjorde de?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=format_lazy(_("Med egne ord. {no_patients}"), no_patients=NO_PATIENTS),
    )
    learned = forms.CharField(
        label=_("Hva kan vi lære av det?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    url = LinkField(
        label=_("Hvor står det?"),
        max_length=500,
        help_text=_("Nettadressen til kilden."),
        error_messages={"invalid": _("Skriv en nettadresse, for eksempel https://www.socialstyrelsen.se.")},
    )
