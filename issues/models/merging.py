from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models.cases import Issue
from network.models import Event


class MergeQuerySet(models.QuerySet):
    def running(self):
        """Those proposed and not answered yet, and those that hold."""
        return self.filter(status__in=[Merge.Status.PROPOSED, Merge.Status.DONE])


class Merge(models.Model):
    """That one innmelding is, or was to be, the same case as another. Both live on; nothing is deleted."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("foreslått")
        OBJECTED = "objected", _("sagt nei til")
        LAPSED = "lapsed", _("falt bort")
        DONE = "done", _("slått sammen")
        UNDONE = "undone", _("skilt igjen")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Issue, models.PROTECT, related_name="merges_here")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    reason = models.CharField(max_length=1000)
    proposed_at = models.DateTimeField()
    due_on = models.DateField(_("kan si nei til og med"))
    ended_at = models.DateTimeField(null=True, blank=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sammenslåing")
        verbose_name_plural = _("sammenslåinger")
        constraints = [
            models.UniqueConstraint(
                fields=["issue"], condition=Q(status__in=["proposed", "done"]), name="one_running_merge"
            ),
            models.CheckConstraint(condition=~Q(issue=F("into")), name="never_merged_with_itself"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(status="proposed"), name="merge_proposed")]

    def __str__(self):
        return f"{self.issue_id} → {self.into_id}: {self.get_status_display()}"
