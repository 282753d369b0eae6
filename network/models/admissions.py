from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from network.models.bodies import Body
from network.models.organisations import Organisation
from network.models.people import Person


class AdmissionQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Whoever runs the network it is to, and the one it is about."""
        return self.filter(Q(body__in=viewer.run_body_ids) | Q(person__isnull=False, person=viewer.person_id))

    def waiting(self):
        """Applications nobody has decided."""
        return self.filter(applied_at__isnull=False, decided_at__isnull=True)

    def waiting_of(self, person):
        """Those of one person, with the network each went to."""
        return self.waiting().filter(person=person).select_related("body")

    def unused(self, at):
        return self.filter(used_at__isnull=True, expires_at__gt=at)


class Admission(models.Model):
    """A way into the network for one address: asked for, or offered by an invitation. Its link is used once.

    Whoever's address belongs to an organisation we know, or who was invited, is a member when it is used. Others
    apply with it, and whoever runs the network decides.
    """

    email = models.EmailField(_("e-post"))
    name = models.CharField(_("navn"), max_length=120)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="admissions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="admissions")
    # An application: where they work as they wrote it, and what they want with it.
    workplace = models.CharField(_("arbeidssted"), max_length=200, blank=True)
    why = models.CharField(_("hvorfor"), max_length=600, blank=True)
    applied_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    granted = models.BooleanField(default=False)
    reason = models.CharField(_("begrunnelse"), max_length=400, blank=True)

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("vei inn i nettverket")
        verbose_name_plural = _("veier inn i nettverket")
        indexes = [models.Index(Lower("email"), name="admission_by_email")]
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(used_at__isnull=False), name="applied_with_its_link"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(applied_at__isnull=False),
                name="decided_after_applied",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def works_at(self):
        return self.organisation.name if self.organisation else self.workplace
