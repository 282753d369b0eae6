from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.people import Person


class AbsenceQuerySet(models.QuerySet):
    def at(self, moment: datetime):
        """Those that last at a moment; dated and never deleted, so that the past can be asked about."""
        return self.filter(starts_at__lte=moment, ends_at__gt=moment)

    def visible_to(self, viewer):
        """Whoever is inside may know that somebody is away, and who stands in."""
        if viewer.is_inside:
            return self
        return self.filter(person=viewer.person_id) if viewer.person_id else self.none()


class Absence(models.Model):
    """Someone is away for a time: whoever stands in acts meanwhile. Ended early it ends then; never moved back."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="absences", verbose_name=_("hvem er borte")
    )
    colleague = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kollega som står inn"),
    )
    starts_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"))
    made_at = models.DateTimeField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("fravær")
        verbose_name_plural = _("fravær")
        indexes = [models.Index(fields=["person", "ends_at"]), models.Index(fields=["colleague", "ends_at"])]
        constraints = [
            # Called off before it began, it ends as it starts.
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="absence_ends_after_start"),
            models.CheckConstraint(
                condition=Q(starts_at__gte=F("made_at")), name="absence_never_begins_in_the_past"
            ),
            models.CheckConstraint(
                condition=Q(colleague__isnull=True) | ~Q(colleague=F("person")), name="another_stands_in"
            ),
        ]

    def __str__(self):
        return gettext("{person} er borte").format(person=self.person.name)
