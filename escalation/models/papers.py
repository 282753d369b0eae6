from django.db import models
from django.utils.translation import gettext_lazy as _

from escalation.models.referrals import Referral
from network.models import Event, Person


class PaperOpening(models.Model):
    """That the one-time link of a mail was used. The code itself is signed, and never stored."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # What the mail told of; a new link is a new event.
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("åpning av sakspapir")
        verbose_name_plural = _("åpninger av sakspapirer")
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="paper_link_once")]

    def __str__(self):
        return f"{self.person} åpnet {self.referral_id}"
