"""What a password must be, said in our own words: Django's are not in all our languages."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

RULES = _("Minst 8 tegn, og ikke et som er lett å gjette.")


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self):
        return gettext("Passordet er for kort. Det må ha minst {length} tegn.").format(length=self.min_length)

    def get_help_text(self):
        return gettext("Passordet må ha minst {length} tegn.").format(length=self.min_length)


class NotLikeThePerson(password_validation.UserAttributeSimilarityValidator):
    def __init__(self):
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self):
        return gettext("Passordet ligner for mye på navnet eller e-postadressen din. Velg et annet.")

    def get_help_text(self):
        return gettext("Det kan ikke ligne på navnet eller e-postadressen.")


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return gettext("Mange bruker dette passordet, så det er lett å gjette. Velg et annet.")

    def get_help_text(self):
        return gettext("Det kan ikke være et som mange bruker.")
