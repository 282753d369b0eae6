from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from issues.models import Issue
from network.models import Body, Organisation, Person, Seat
from register.models import Phase


class EntryQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """What is published is for everyone, and so is that it was taken down; a draft is for the desk that owns it."""
        return self.filter(Q(published_at__isnull=False) | Q(desk__in=viewer.seat_body_ids))

    def published(self):
        """What applies now."""
        return self.filter(published_at__isnull=False, taken_down_at=None)

    def taken_down(self):
        return self.filter(taken_down_at__isnull=False)

    def for_page(self):
        seats = ("checked_by__person", "taken_down_by__body__owner")
        return self.select_related("agency", "desk", *seats).with_reports()

    def with_reports(self):
        """With how many readers say that the source does not open, since somebody last checked it."""
        return self.annotate(n_reports=Count("link_reports", filter=Q(link_reports__cleared_at=None)))


class Entry(models.Model):
    """A piece of the information page. It cannot be published without who answers for it and where to ask."""

    class Norm(models.TextChoices):
        NORMATIVE = "normative", _("normerende")
        GUIDANCE = "guidance", _("veiledende")
        INFORMATION = "information", _("informasjon")

    class Subject(models.TextChoices):
        """What applies comes first; the rest is made when the network has asked for it (Recommendation 6)."""

        REGULATORY = "regulatory", _("regelverk og krav")
        PRACTICE = "practice", _("råd om praksis")

    title = models.CharField(_("Tittel"), max_length=200)
    text = models.TextField(_("Tekst"), max_length=20000)
    phases = models.JSONField(_("Gjelder i fasene"), default=list)
    norm = models.CharField(
        _("Hva slags innhold er det?"), max_length=20, choices=Norm, default=Norm.GUIDANCE
    )
    subject = models.CharField(
        _("Hva handler det om?"), max_length=20, choices=Subject, default=Subject.REGULATORY
    )
    issues = models.ManyToManyField(
        Issue, blank=True, related_name="entries", verbose_name=_("laget etter innmeldingene")
    )
    desk = models.ForeignKey(
        Body, models.PROTECT, related_name="entries", verbose_name=_("innholdsansvarlig")
    )
    agency = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("ansvarlig etat"))
    contact = models.CharField(_("Hvor kan leseren spørre?"), max_length=200)
    source_url = models.URLField(_("Kilde"), max_length=500)
    checked_at = models.DateTimeField(_("kilden sist kontrollert"), null=True, blank=True)
    checked_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kontrollert av")
    )
    review_on = models.DateField(_("Gjennomgås på nytt"))
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    changed_at = models.DateTimeField(_("endret"))
    # Its address may stand in letters and answers: it is never deleted.
    taken_down_at = models.DateTimeField(_("tatt ned"), null=True, blank=True)
    taken_down_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tatt ned av")
    )
    taken_down_why = models.TextField(_("Hvorfor tas teksten ned?"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)
    token = models.CharField(max_length=160, unique=True, null=True, editable=False)  # noqa: DJ001 - unique

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("innhold")
        verbose_name_plural = _("innhold")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | (~Q(contact="") & ~Q(source_url="")),
                name="published_entry_names_contact_and_source",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at=None, taken_down_by=None, taken_down_why="")
                | Q(published_at__isnull=False, taken_down_at__isnull=False, taken_down_by__isnull=False)
                & ~Q(taken_down_why=""),
                name="taken_down_says_by_whom_and_why",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("entry-detail", args=[self.pk])

    def phase_names(self):
        return [Phase(phase).label for phase in self.phases if phase in Phase.values]


class FormerText(models.Model):
    """A piece as it read until a moment. Rows are added, never changed."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="former")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    norm = models.CharField(max_length=20, choices=Entry.Norm)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("tidligere utgave")
        verbose_name_plural = _("tidligere utgaver")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "version"], name="former_version_once")]

    def __str__(self):
        return f"{self.entry_id}: {self.version}"


class LinkReport(models.Model):
    """A reader says that the source does not open. It stands until the desk has checked or changed the link."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="link_reports")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("melding om lenke som ikke virker")
        verbose_name_plural = _("meldinger om lenker som ikke virker")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person"], condition=Q(cleared_at=None), name="reports_a_link_once"
            )
        ]

    def __str__(self):
        return f"{self.entry_id}: {self.person_id}"
