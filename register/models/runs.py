from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RunQuerySet(models.QuerySet):
    def due(self, now):
        """What waits for a worker, or was left by one that has not been heard from."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        return self.filter(free, stage__in=self.model.WORKING)


class Run(models.Model):
    """Long work that a worker claims, tells of as it goes, and that can be left and found again."""

    WORKING = ()  # the stages in which it waits for a worker, or has one

    claim = models.CharField(max_length=40, blank=True)
    claimed_until = models.DateTimeField(null=True)
    read = models.PositiveIntegerField(_("rader lest"), default=0)
    total = models.PositiveIntegerField(_("rader i filen"), null=True)
    sentence = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(_("startet"))
    ended_at = models.DateTimeField(_("ferdig"), null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["stage", "claimed_until"])]

    @property
    def is_working(self):
        return self.stage in self.WORKING

    @property
    def percent(self):
        """How far it has come, in tens: what is read aloud as it changes is to change seldom."""
        return self.read * 10 // self.total * 10 if self.total else None
