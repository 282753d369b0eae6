from django.db import models
from django.db.models import Q


class Deadline(models.Model):
    """A working-day clock on any object. `due_on` is always a function of the other columns."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "svarfrist"
        AFTER_DECISION = "after_decision", "svar etter beslutning"
        VERDICT = "verdict", "tilbakemelding på svaret"
        PROPOSAL = "proposal", "stilling til forslaget"
        FIRST_REPLY = "first_reply", "første svar"

    target_label = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    starts_on = models.DateField("fra")
    working_days = models.PositiveSmallIntegerField("virkedager")
    paused_on = models.DateField("står stille fra", null=True, blank=True)
    resumes_on = models.DateField("går videre senest", null=True, blank=True)
    # Each a pair of dates: the day of the question, and the last day that was waited.
    pauses = models.JSONField("har stått stille", default=list, blank=True)
    # Each {"on", "to", "because"}: a new date agreed by whoever holds the case.
    moves = models.JSONField("flyttet", default=list, blank=True)
    due_on = models.DateField("frist")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "frist"
        verbose_name_plural = "frister"
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
