"""allauth's forms as ours: labels in plain words, and no text inside the fields."""

from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from network.forms import SafeTextMixin


class LoginForm(SafeTextMixin, BaseLoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the page has its own link
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AddPasskeyForm(SafeTextMixin, AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Navn på nøkkelen")
        self.fields["passwordless"].label = _("Logg inn uten passord")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "Da er nøkkelen nok alene. Nettleseren spør om fingeravtrykk, ansikt eller kode hver gang."
        )


class EditPasskeyForm(SafeTextMixin, EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Navn på nøkkelen")
