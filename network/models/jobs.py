from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """That a daily job has been claimed for a local date: the claim is the unique row."""

    job = models.CharField(max_length=60)
    local_date = models.DateField()
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("daglig jobb")
        verbose_name_plural = _("daglige jobber")
        constraints = [models.UniqueConstraint(fields=["job", "local_date"], name="job_once_a_day")]

    def __str__(self):
        return f"{self.job} {self.local_date}"
