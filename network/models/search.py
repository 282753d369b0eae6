from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """What one object can be found by: its words, stemmed. The full-text index over `stems` is made
    by a migration for each engine (FTS5 on SQLite, GIN on PostgreSQL)."""

    label = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    stems = models.TextField()

    class Meta:
        verbose_name = _("søkeord")
        verbose_name_plural = _("søkeord")
        constraints = [models.UniqueConstraint(fields=["label", "object_id"], name="search_entry_once")]

    def __str__(self):
        return f"{self.label}:{self.object_id}"
