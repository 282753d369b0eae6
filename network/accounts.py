"""Signing in by allauth, in our own words: its own are not in all our languages, nor always plain."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WAIT = _("Det har vært for mange forsøk. Vent fem minutter, og prøv igjen.")
WAYS = {
    "reauthenticate": _("Bruk passordet"),
    "mfa_reauthenticate": _("Bruk en engangskode"),
    "mfa_reauthenticate:webauthn": _("Bruk en tilgangsnøkkel"),
}


class Adapter(DefaultAccountAdapter):
    """People become members by invitation or application, not by allauth's own sign-up form."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-postadressen eller passordet er feil."),
        "enter_current_password": _("Dette er ikke passordet du har nå."),
        "incorrect_password": _("Passordet er feil."),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """In the language that its reader has chosen: anyone may have asked for it, on a page in another."""
        chosen = getattr(context.get("user"), "language", "")
        with translation.override(chosen or translation.get_language()):
            super().send_mail(template_prefix, email, context | {"join": settings.SITE_URL + reverse("join")})

    def get_reauthentication_methods(self, user):
        return [way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Koden eller tilgangsnøkkelen ble ikke godtatt. Prøv en gang til."),
        "cannot_generate_recovery_codes": _(
            "Slå på engangskoder eller lag en tilgangsnøkkel først. Da kan du lage koder i reserve."
        ),
    }

    def generate_authenticator_name(self, user, kind):
        has = user.authenticator_set.filter(type=kind).count()
        return gettext("Nøkkel {number}").format(number=has + 1)

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}


class SocialAdapter(DefaultSocialAccountAdapter):
    """Whoever is known elsewhere is nobody here until they, signed in, have tied the two together themselves:
    the sign-up that allauth would go on with is closed above."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("Lag et passord før du kobler fra. Ellers kommer du ikke inn."),
    }

    def get_connect_redirect_url(self, request, socialaccount):
        return reverse("me")
