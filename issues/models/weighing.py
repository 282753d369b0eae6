from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models.cases import Issue
from network.models import Event, Person, Seat

SCORE = [MinValueValidator(1), MaxValueValidator(5)]


ENDS = (1, 5)


def _reasoned(name):
    """The lowest and the highest score say why; the database asks for it too."""
    return ~Q(**{f"{name}__in": ENDS}) | ~Q(**{f"{name}_reason": ""})


class Assessment(models.Model):
    """One assessor's weighing, 1 to 5 on each criterion with a reason at the ends. Append-only: the newest counts."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="assessments")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    severity = models.PositiveSmallIntegerField(_("Alvorlighet"), validators=SCORE)
    severity_reason = models.CharField(_("Hvorfor?"), max_length=300, blank=True)
    resources = models.PositiveSmallIntegerField(_("Ressursbruk"), validators=SCORE)
    resources_reason = models.CharField(_("Hvorfor?"), max_length=300, blank=True)
    benefit = models.PositiveSmallIntegerField(_("Nytte"), validators=SCORE)
    benefit_reason = models.CharField(_("Hvorfor?"), max_length=300, blank=True)
    at = models.DateTimeField()
    event = models.OneToOneField(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("vurdering")
        verbose_name_plural = _("vurderinger")
        indexes = [models.Index(fields=["issue", "person", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__range=(1, 5)) & Q(resources__range=(1, 5)) & Q(benefit__range=(1, 5)),
                name="scores_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=_reasoned("severity") & _reasoned("resources") & _reasoned("benefit"),
                name="a_reason_at_the_ends",
            ),
        ]

    def __str__(self):
        return gettext("{person} om {issue_id}: {severity}/{resources}/{benefit}").format(
            person=self.person,
            issue_id=self.issue_id,
            severity=self.severity,
            resources=self.resources,
            benefit=self.benefit,
        )

    @property
    def scores(self):
        return (self.severity, self.resources, self.benefit)


class Rank(models.Model):
    """The stored weight of an issue, narrow on purpose: lists and agendas sort by it."""

    DISCUSS_AT = 2

    issue = models.OneToOneField(Issue, models.PROTECT, primary_key=True, related_name="rank")
    score = models.PositiveIntegerField()
    # What it would score if, on each criterion, the lowest or the highest assessor were right.
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    spread = models.PositiveSmallIntegerField()
    assessors = models.PositiveSmallIntegerField()
    formula = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("rangering")
        verbose_name_plural = _("rangeringer")
        indexes = [models.Index(fields=["-score", "issue"]), models.Index(fields=["-low", "issue"])]

    def __str__(self):
        return f"{self.issue_id}: {self.score}"

    @property
    def views_differ(self):
        """Two assessors are so far apart on one criterion that it should be discussed."""
        return self.spread >= self.DISCUSS_AT
