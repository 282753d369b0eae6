from copy import deepcopy

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.forms import Form
from network.models import Organisation, Person
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
        help_text=_(
            "Trengs når du svarer ja. Står ikke virksomheten her, ber du den som drifter Løft, om å legge den til først."
        ),
    )
    reason = forms.CharField(
        label=_("Hvorfor ikke?"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Trengs når du svarer nei. Den som søkte, får lese det."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _organisations()


class TakeBackForm(Form):
    reason = forms.CharField(
        label=_("Hvorfor?"), max_length=400, help_text=_("Den som var medlem, får lese det på e-post.")
    )
