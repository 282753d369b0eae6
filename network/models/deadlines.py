from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Deadline(models.Model):
    """A working-day clock on any object. `due_on` is always a function of the other columns."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("svarfrist")
        AFTER_DECISION = "after_decision", _("svar etter beslutning")
        VERDICT = "verdict", _("tilbakemelding på svaret")
        PROPOSAL = "proposal", _("stilling til forslaget")
        FIRST_REPLY = "first_reply", _("første svar")

    target_label = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    starts_on = models.DateField(_("fra"))
    working_days = models.PositiveSmallIntegerField(_("virkedager"))
    paused_on = models.DateField(_("står stille fra"), null=True, blank=True)
    resumes_on = models.DateField(_("går videre senest"), null=True, blank=True)
    # Each a pair of dates: the day of the question, and the last day that was waited.
    pauses = models.JSONField(_("har stått stille"), default=list, blank=True)
    # Each {"on", "to", "because"}: a new date agreed by whoever holds the case.
    moves = models.JSONField(_("flyttet"), default=list, blank=True)
    due_on = models.DateField(_("frist"))
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("frist")
        verbose_name_plural = _("frister")
        constraints = [
            models.UniqueConstraint(
                fields=["target_label", "target_id", "kind"],
                condition=Q(ended_at__isnull=True),
                name="one_running_deadline",
            )
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(ended_at__isnull=True), name="deadline_running")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.due_on}"

    @property
    def is_paused(self):
        return self.paused_on is not None
