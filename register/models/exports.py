from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Person
from register.models.runs import Run, RunQuerySet


class ExportRunQuerySet(RunQuerySet):
    def visible_to(self, viewer):
        """Whoever ordered it, and nobody else: it holds what that person may see."""
        return self.filter(by=viewer.person_id) if viewer.person_id else self.none()


class ExportRun(Run):
    """A long list on its way out as a file, as the one who ordered it sees it."""

    class What(models.TextChoices):
        PROJECTS = "projects", _("KI-prosjekter")
        EXPERIENCES = "experiences", _("Erfaringer")

    class Stage(models.TextChoices):
        MAKING = "making", _("lages")
        DONE = "done", _("klar")
        FAILED = "failed", _("kunne ikke lages")

    WORKING = (Stage.MAKING,)

    what = models.CharField(_("liste"), max_length=20, choices=What)
    ending = models.CharField(max_length=10)
    asked = models.TextField(_("avgrenset til"), blank=True)  # as the list's own address has it
    stage = models.CharField(_("status"), max_length=20, choices=Stage, default=Stage.MAKING)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("bestilt av"))
    seat_ids = models.JSONField(default=list)  # the roles that it was made for
    fetched_at = models.DateTimeField(_("lastet ned"), null=True)

    objects = ExportRunQuerySet.as_manager()

    class Meta(Run.Meta):
        verbose_name = _("bestilt fil")
        verbose_name_plural = _("bestilte filer")

    def __str__(self):
        return self.file_name

    @property
    def file_name(self):
        return f"{self.get_what_display()}.{self.ending}"

    def is_open_to(self, viewer):
        """A file is not fetched with less to see than when it was made."""
        return set(self.seat_ids) <= {seat.pk for seat in viewer.seats}


class ExportPart(models.Model):
    """A piece of the file, so that a large one is never all in memory."""

    run = models.ForeignKey(ExportRun, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("del av fil")
        verbose_name_plural = _("deler av filer")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="export_part_once")]

    def __str__(self):
        return f"{self.run_id}, {self.number}"
