from copy import deepcopy

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from network.admission import NEW_KINDS
from network.collation import by_name
from network.forms import CHOOSE, Form
from network.models import Organisation, Person, Region
from network.passwords import RULES

NEW_PASSWORD = forms.PasswordInput(attrs={"autocomplete": "new-password"})


def _organisations():
    return Organisation.objects.filter(ended_on=None).order_by(by_name())


class JoinForm(Form):
    name = forms.CharField(
        label=_("Navn"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-post på jobb"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class ApplyForm(Form):
    workplace = forms.CharField(label=_("Hvor jobber du?"), max_length=200)
    why = forms.CharField(
        label=_("Hva vil du bruke Løft til?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Noen ord er nok."),
    )


class UseForm(Form):
    """What is still to be known: a password, and where one works when the address does not say it."""

    password = forms.CharField(
        label=_("Lag et passord"),
        strip=False,  # as when signing in
        max_length=200,
        widget=NEW_PASSWORD,
        help_text=RULES,
    )

    def __init__(self, *args, made, own, **kwargs):
        super().__init__(*args, **kwargs)
        self.made = made
        if len(own) > 1:
            own = Organisation.objects.filter(pk__in=[one.pk for one in own]).order_by(by_name())
            self.fields["organisation"] = forms.ModelChoiceField(
                label=_("Hvor jobber du?"), queryset=own, empty_label=_("Velg …")
            )
        elif not own:
            self.fields |= deepcopy(ApplyForm.base_fields)

    def clean_password(self):
        """Here, and not where the user is made: said with all else that is wrong, and in the reader's language."""
        password = self.cleaned_data["password"]
        validate_password(password, Person(email=self.made.email, name=self.made.name))
        return password


class InviteForm(JoinForm):
    organisation = forms.ModelChoiceField(
        label=_("På vegne av"), queryset=Organisation.objects.none(), empty_label=_("Velg …")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _organisations()
        for name in ("name", "email"):  # another's, so the browser shall not fill in one's own
            self.fields[name].widget.attrs["autocomplete"] = "off"


class DecideForm(Form):
    granted = forms.TypedChoiceField(
        label=_("Skal personen bli medlem?"),
        choices=[("ja", _("Ja")), ("nei", _("Nei"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    organisation = forms.ModelChoiceField(
        label=_("På vegne av"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Velg …"),
    )
    new_name = forms.CharField(label=_("Virksomhetens fulle navn"), max_length=200, required=False)
    new_kind = forms.ChoiceField(
        label=_("Hva slags virksomhet er det?"),
        choices=[("", CHOOSE), *((kind.value, kind.label) for kind in NEW_KINDS)],
        required=False,
    )
    new_region = forms.ModelChoiceField(
        label=_("Helseregion"),
        queryset=Region.objects.order_by(by_name()),
        required=False,
        empty_label=_("Ingen eller flere"),
    )
    reason = forms.CharField(
        label=_("Hvorfor ikke?"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Den som søkte, får lese det."),
    )

    OF_A_NEW_ONE = ("new_name", "new_kind", "new_region")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _organisations()
        self.fields["organisation"].needed_when = _("(trengs når du svarer ja)")
        self.fields["reason"].needed_when = _("(trengs når du svarer nei)")
        for name in self.OF_A_NEW_ONE[:2]:
            self.fields[name].needed_when = _("(trengs når virksomheten ikke står i listen)")

    @property
    def first_fields(self):
        return [self[name] for name in ("granted", "organisation")]

    @property
    def new_fields(self):
        return [self[name] for name in self.OF_A_NEW_ONE]

    @property
    def is_of_a_new_one(self):
        return any(field.value() or field.errors for field in self.new_fields)

    def given(self):
        """What was decided; of an organisation that is not in the list, what was told of it."""
        told = {name: self.cleaned_data[name] for name in ("granted", "organisation", "reason")}
        name, kind, region = (self.cleaned_data[field] for field in self.OF_A_NEW_ONE)
        return told | {"new": {"name": name, "kind": kind, "region": region} if name else None}


class TakeBackForm(Form):
    reason = forms.CharField(
        label=_("Hvorfor?"), max_length=400, help_text=_("Den som var medlem, får lese det på e-post.")
    )
