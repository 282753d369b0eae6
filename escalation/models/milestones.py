from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from escalation.models.decisions import Decision
from network.models import Body, Seat


class MilestoneQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Plans are for the network, companies aside."""
        return self if viewer.is_inside else self.none()

    def waiting_for(self, body):
        """What a body has yet to decide on, nearest first."""
        return self.filter(decision=None, put_before=body).order_by("due_on", "pk")

    def for_lists(self):
        return self.select_related("body", "put_before", "decision__body")


class Milestone(models.Model):
    """A point in a body's plan. It is reached when the body it is put before has decided on it (S52)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="milestones", verbose_name=_("hvem sin plan"))
    title = models.CharField(_("Hva skal være på plass?"), max_length=200)
    put_before = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("Hvem skal beslutte det?")
    )
    due_on = models.DateField(_("Innen"))
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="milestones")
    closed_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    made_by = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = MilestoneQuerySet.as_manager()

    # What forms of a decision ask of its case: no innmelding lies behind a plan, and it changes only once.
    escalation, version = None, 0

    class Meta:
        verbose_name = _("milepæl")
        verbose_name_plural = _("milepæler")
        indexes = [models.Index(fields=["body", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=None, closed_at=None)
                | Q(decision__isnull=False, closed_at__isnull=False),
                name="milestone_closed_by_a_decision",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("milestone-detail", args=[self.pk])
