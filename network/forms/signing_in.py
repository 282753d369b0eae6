"""allauth's forms as ours: labels in plain words, and no text inside the fields."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms import SafeTextMixin
from network.passwords import RULES

LABELS = {
    "login": _("E-post"),
    "email": _("E-post"),
    "password": _("Passord"),
    "remember": _("Husk meg"),
    "oldpassword": _("Passordet du har nå"),
    "password1": _("Nytt passord"),
    "password2": _("Nytt passord, en gang til"),
    "code": _("Engangskode"),
    "name": _("Navn på nøkkelen"),
    "passwordless": _("Logg inn uten passord"),
}
HELP = {
    "password1": RULES,
    "passwordless": _(
        "Da er nøkkelen nok alene. Nettleseren spør om fingeravtrykk, ansikt eller kode hver gang."
    ),
}


class PlainMixin(SafeTextMixin):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, "")  # the pages have their own links
            field.widget.attrs.pop("placeholder", None)


class NewPasswordMixin(PlainMixin):
    def clean_password2(self):
        """Before allauth says it in its own words."""
        again = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1", again):
            raise forms.ValidationError(_("De to passordene er ikke like."))
        return again


class LoginForm(PlainMixin, account.LoginForm):
    pass


class ResetPasswordForm(PlainMixin, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPasswordMixin, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPasswordMixin, account.ChangePasswordForm):
    pass


class SetPasswordForm(NewPasswordMixin, account.SetPasswordForm):
    pass


class PasswordAgainForm(PlainMixin, account.ReauthenticateForm):
    pass


class CodeForm(PlainMixin, second.AuthenticateForm):
    pass


class CodeAgainForm(PlainMixin, second.ReauthenticateForm):
    pass


class FirstCodeForm(PlainMixin, ActivateTOTPForm):
    pass


class AddPasskeyForm(PlainMixin, AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditPasskeyForm(PlainMixin, EditWebAuthnForm):
    pass
