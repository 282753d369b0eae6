from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models import Person, Seat
from register.models.runs import Run, RunQuerySet


class SourceMap(models.Model):
    """How the columns and words of one source are read, remembered for the next time."""

    name = models.CharField(_("kilde"), max_length=80, unique=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    columns = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    country = models.CharField(_("land"), max_length=40)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kilde")
        verbose_name_plural = _("kilder")

    def __str__(self):
        return self.name


class ImportRunQuerySet(RunQuerySet):
    def visible_to(self, viewer):
        """Whoever began it, while they still run a network, and those who run the same network."""
        if viewer.person_id is None or not viewer.run_body_ids:
            return self.none()
        return self.filter(Q(by=viewer.person_id) | Q(seat__body__in=viewer.run_body_ids))


class ImportRun(Run):
    """One file on its way into the register: looked at, checked, and brought in by a worker."""

    class Stage(models.TextChoices):
        MAPPING = "mapping", _("venter på at kolonnene blir valgt")
        CHECKING = "checking", _("kontrolleres")
        CHECKED = "checked", _("klar til å hentes inn")
        IMPORTING = "importing", _("hentes inn")
        DONE = "done", _("hentet inn")
        FAILED = "failed", _("kunne ikke hentes inn")

    WORKING = (Stage.CHECKING, Stage.IMPORTING)

    file_name = models.CharField(_("fil"), max_length=200)
    source = models.CharField(_("kilde"), max_length=80, blank=True)
    country = models.CharField(_("land"), max_length=40, blank=True)
    columns = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    unknown_words = models.JSONField(default=list)
    stage = models.CharField(_("status"), max_length=20, choices=Stage, default=Stage.MAPPING)
    new = models.PositiveIntegerField(_("nye"), default=0)
    changed = models.PositiveIntegerField(_("endret"), default=0)
    unchanged = models.PositiveIntegerField(_("uendret"), default=0)
    refused = models.PositiveIntegerField(_("utelatt"), default=0)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("startet av"))
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")

    objects = ImportRunQuerySet.as_manager()

    class Meta(Run.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("importer")

    def __str__(self):
        return self.file_name

    @property
    def counts(self):
        return {name: getattr(self, name) for name in ("new", "changed", "unchanged", "refused")}


class ImportFile(models.Model):
    """What was uploaded, for the worker; gone when it has been brought in."""

    run = models.OneToOneField(ImportRun, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("importfil")
        verbose_name_plural = _("importfiler")

    def __str__(self):
        return f"filen til {self.run_id}"


class ImportNote(models.Model):
    """What is to be said of a row, and where in the file it stands."""

    class Kind(models.TextChoices):
        REFUSED = "refused", _("Utelatt")
        DUPLICATE = "duplicate", _("Står flere ganger")
        VOCABULARY = "vocabulary", _("Ukjent ord")
        CHANGED = "changed", _("Endres")
        NEW = "new", _("Ny")
        SHORTENED = "shortened", _("Forkortet")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="notes")
    kind = models.CharField(_("hva"), max_length=20, choices=Kind)
    row = models.PositiveIntegerField(_("rad"))
    column = models.CharField(_("kolonne"), max_length=120, blank=True)
    text = models.CharField(_("merknad"), max_length=300)

    class Meta:
        verbose_name = _("merknad")
        verbose_name_plural = _("merknader")
        indexes = [models.Index(fields=["run", "kind", "row"])]

    def __str__(self):
        return gettext("rad {row}: {text}").format(row=self.row, text=self.text)
