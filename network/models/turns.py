"""What a row was before it was changed, and until when: so that who was owed a notice can be asked again.

At a moment it was what the first turn after says; without any, what the row says today.
"""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.bodies import Body
from network.models.people import Person


class AccountTurn(models.Model):
    """Someone could sign in, or could not, until a moment. Append-only."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="account_turns")
    was_active = models.BooleanField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("endring av hvem som kan logge inn")
        verbose_name_plural = _("endringer av hvem som kan logge inn")
        indexes = [models.Index(fields=["person", "until"])]

    def __str__(self):
        return gettext("{person_id} til {until}").format(person_id=self.person_id, until=self.until)


class SecretariatTurn(models.Model):
    """Who served a body until a moment; nobody, where there was none. Append-only."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="secretariat_turns")
    was = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("bytte av sekretariat")
        verbose_name_plural = _("bytter av sekretariat")
        indexes = [models.Index(fields=["body", "until"])]

    def __str__(self):
        return gettext("{body_id} til {until}").format(body_id=self.body_id, until=self.until)
