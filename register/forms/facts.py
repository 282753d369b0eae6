"""Parties, access to data, approvals, the boundary to «Nye metoder», calls, errors and duties: short forms."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.forms import CHOOSE
from network.models import Organisation, Person, Seat
from network.pages import OnceForm
from register.facts import ANSWERS, QUESTIONS
from register.forms.fields import long_text
from register.forms.projects import date_field
from register.models import Approval, ErrorReport, Party, Product


class PartyForm(OnceForm):
    organisation = forms.ModelChoiceField(label=_("Virksomhet"), queryset=Organisation.objects.none())
    role = forms.ChoiceField(label=_("Hvilken rolle har den?"), choices=Party.Role.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(ended_on=None).order_by(by_name())


class DataAccessForm(OnceForm):
    source = forms.CharField(
        label=_("Hvilke data?"), max_length=200, help_text=_("For eksempel Norsk pasientregister.")
    )
    granted_by = forms.CharField(label=_("Hvem gir tilgang?"), max_length=200)
    asked_on = date_field(_("Når søkte dere?"), _("Da kan ventetiden regnes ut og legges frem for etatene."))
    got_on = date_field(_("Når fikk dere tilgang?"), _("La feltet stå tomt hvis dere venter ennå."))
    obstacle = long_text(
        _("Hva tok tid?"), rows=3, required=False, help_text=_("Ikke skriv om enkeltpasienter.")
    )

    def clean(self):
        cleaned = super().clean()
        asked, got = cleaned.get("asked_on"), cleaned.get("got_on")
        if asked and got and got < asked:
            self.add_error("got_on", _("Tilgangen kan ikke komme før dere søkte."))
        return cleaned


class ApprovalForm(OnceForm):
    state = forms.ChoiceField(label=_("Status"), choices=[("", CHOOSE), *Approval.State.choices])
    responsible = forms.CharField(label=_("Hvem er ansvarlig?"), required=False, max_length=120)
    responsible.needed_when = _("(trengs når statusen er «ferdig»)")
    evidence = forms.CharField(
        label=_("Hvor finnes dokumentasjonen?"),
        required=False,
        max_length=500,
        help_text=_("Lenke eller saksnummer."),
    )


class BoundaryForm(OnceForm):
    """Five questions."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=question, choices=list(ANSWERS.items()), widget=forms.RadioSelect
            )

    def given(self):
        return {
            "answers": {name: self.cleaned_data[name] for name in QUESTIONS},
            "token": self.cleaned_data["token"],
        }


class CallForm(OnceForm):
    phone = forms.RegexField(
        r"^[+\d][\d ]{4,28}$",
        label=_("Telefonnummer på jobb"),
        required=False,
        help_text=_("De som kan se kontakten, ser nummeret. La feltet stå tomt for å si nei."),
        error_messages={"invalid": _("Skriv et telefonnummer med bare sifre, for eksempel 55 00 00 00.")},
    )


class ErrorForm(OnceForm):
    text = long_text(
        _("Hva er feil?"), help_text=_("Skriv gjerne hva som er riktig. Ikke skriv om enkeltpasienter.")
    )


class PublicErrorForm(ErrorForm):
    """For those without a user here. `website` is hidden: what fills it in is no person."""

    email = forms.EmailField(
        label=_("E-post, hvis du vil ha svar"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "Vi bruker adressen bare til svaret, og sletter den når svaret er sendt, eller etter tre måneder hvis "
            "ingen har svart."
        ),
    )
    website = forms.CharField(
        label=_("La dette feltet stå tomt"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


class ErrorAnswerForm(OnceForm):
    outcome = forms.ChoiceField(
        label=_("Hva kom du frem til?"),
        choices=ErrorReport.Outcome.choices,
        widget=forms.RadioSelect,
        help_text=_("Er det feil, retter du det først, på siden til prosjektet."),
    )
    answer = long_text(_("Svar til den som meldte"), rows=3)


class HandOverForm(OnceForm):
    owner = forms.ModelChoiceField(
        label=_("Ny kontakt"), queryset=Person.objects.none(), empty_label=_("Velg …")
    )
    reason = forms.CharField(label=_("Hvorfor?"), required=False, max_length=300)

    def __init__(self, *args, project, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Seat.objects.at(viewer.at).exclude(role=Seat.Role.OBSERVER)
        able = seats.filter(organisation=project.organisation_id).values("person")
        people = Person.objects.filter(pk__in=able, is_active=True).exclude(pk=project.owner_id)
        self.has_members = people.exists()
        if self.has_members:
            self.fields["owner"].help_text = _("Du kan velge blant dem som har en rolle i virksomheten.")
        else:  # then whoever chooses can take it
            people = Person.objects.filter(pk=viewer.person_id)
            self.fields["owner"].help_text = format_lazy(
                _("Ingen i {organisation} er medlem ennå. Du kan ta det selv så lenge."),
                organisation=project.organisation.name if project.organisation else project.whose,
            )
        self.fields["owner"].queryset = people.order_by(by_name())


class ProductForm(OnceForm):
    """What stands on a product, put right."""

    supplier = forms.CharField(label=_("Leverandør"), required=False, max_length=200)
    device_class = forms.ChoiceField(
        label=_("Klasse som medisinsk utstyr"), choices=Product.DeviceClass.choices
    )
    reason = forms.CharField(
        label=_("Hvor har du det fra?"),
        max_length=300,
        help_text=_(
            "Hvor det står, for eksempel i samsvarserklæringen. De som bruker produktet, kan lese det."
        ),
    )


class DutyForm(OnceForm):
    decision = forms.CharField(
        label=_("Hvilken beslutning?"),
        max_length=300,
        help_text=_("Hvem som besluttet, og saksnummer. For eksempel «Styret i RHF-et, sak 34/2026»."),
    )
    decided_on = forms.DateField(
        label=_("Når ble det besluttet?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
