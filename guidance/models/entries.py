from django.db import models
from django.db.models import Q
from django.urls import reverse

from network.models import Body, Organisation
from register.models import Phase


class EntryQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """What is published is for everyone; a draft is for the desk that owns it."""
        return self.filter(Q(published_at__isnull=False) | Q(desk__in=viewer.seat_body_ids))

    def published(self):
        return self.filter(published_at__isnull=False)


class Entry(models.Model):
    """A piece of the information page. It cannot be published without who answers for it and where to ask."""

    class Norm(models.TextChoices):
        NORMATIVE = "normative", "normerende"
        GUIDANCE = "guidance", "veiledende"
        INFORMATION = "information", "informasjon"

    title = models.CharField("Tittel", max_length=200)
    text = models.TextField("Tekst", max_length=20000)
    phases = models.JSONField("Gjelder i fasene", default=list)
    norm = models.CharField("Hva slags innhold er det?", max_length=20, choices=Norm, default=Norm.GUIDANCE)
    desk = models.ForeignKey(Body, models.PROTECT, related_name="entries", verbose_name="innholdsansvarlig")
    agency = models.ForeignKey(Organisation, models.PROTECT, verbose_name="ansvarlig etat")
    contact = models.CharField("Hvor kan leseren spørre?", max_length=200)
    source_url = models.URLField("Kilde", max_length=500)
    review_on = models.DateField("Gjennomgås på nytt")
    published_at = models.DateTimeField("publisert", null=True, blank=True)
    changed_at = models.DateTimeField("endret")
    token = models.CharField(max_length=160, unique=True, null=True, editable=False)  # noqa: DJ001 - unique

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "innhold"
        verbose_name_plural = "innhold"
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | (~Q(contact="") & ~Q(source_url="")),
                name="published_entry_names_contact_and_source",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("entry-detail", args=[self.pk])

    def phase_names(self):
        return [Phase(phase).label for phase in self.phases if phase in Phase.values]
