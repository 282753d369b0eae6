from django.db import models
from django.db.models import Q

from network.models import Organisation, Person, Phase
from network.reach import Reach, seen_by_reach


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """By reach; what is being bought is not for those who sell, unless it is their own."""
        own = Q(owner=viewer.person_id) if viewer.person_id else Q()
        seen = seen_by_reach(viewer)
        if viewer.is_industry:
            seen &= ~Q(phase=Phase.PROCUREMENT) | Q(organisation__in=viewer.organisation_ids)
        return self.filter(seen | own)

    def for_lists(self):
        return self.select_related("organisation")

    def norwegian(self):
        """What Norwegian lists and figures are about; what was brought in from other countries is beside."""
        return self.filter(country="Norge")


class Project(models.Model):
    """An AI project, from research to use. Six fields are asked for; the rest opens as phases come."""

    class CareLevel(models.TextChoices):
        SPECIALIST = "specialist", "spesialisthelsetjenesten"
        MUNICIPAL = "municipal", "kommunen"
        BOTH = "both", "begge"

    title = models.CharField("Navn på prosjektet", max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="virksomhet"
    )
    organisation_name = models.CharField("virksomhet, slik kilden skriver det", max_length=200, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="projects", verbose_name="kontakt"
    )
    phase = models.CharField("Hvor langt er dere kommet?", max_length=20, choices=Phase)
    clinical_area = models.CharField("Fagområde", max_length=80)
    purpose = models.TextField("Hva skal det hjelpe med?", max_length=4000)
    care_level = models.CharField("nivå", max_length=20, choices=CareLevel, default=CareLevel.SPECIALIST)
    technique = models.CharField("teknikk", max_length=200, blank=True)
    product = models.CharField("Produkt", max_length=200, blank=True)
    supplier = models.CharField("Leverandør", max_length=200, blank=True)
    device_status = models.CharField("status som medisinsk utstyr", max_length=120, blank=True)
    data_sources = models.TextField("datagrunnlag", blank=True)
    partners = models.TextField("samarbeid", blank=True)
    funding = models.TextField("finansiering", blank=True)
    country = models.CharField("land", max_length=40, default="Norge")
    implementation_decided_on = models.DateField("gjennomføring besluttet", null=True, blank=True)
    started_on = models.CharField("oppstart, slik kilden skriver det", max_length=40, blank=True)
    reach = models.CharField("Synlig for", max_length=20, choices=Reach, default=Reach.NETWORK)
    source_url = models.CharField("kilde", max_length=500, blank=True)
    source = models.CharField("register", max_length=80, blank=True, editable=False)
    source_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    registration_key = models.CharField(max_length=160, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    registered_at = models.DateTimeField("registrert", db_index=True)
    changed_at = models.DateTimeField("endret")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "KI-prosjekt"
        verbose_name_plural = "KI-prosjekter"
        indexes = [
            models.Index(fields=["phase", "-id"]),
            models.Index(fields=["organisation", "-id"]),
            models.Index(fields=["title"]),
        ]

    def __str__(self):
        return self.title

    @property
    def whose(self):
        return self.organisation.called if self.organisation else self.organisation_name

    @property
    def is_in_use(self):
        return self.phase == Phase.IN_USE


class PhaseChange(models.Model):
    """That a project came to a phase, on a date; rows are added, never changed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="phase_changes")
    phase = models.CharField(max_length=20, choices=Phase)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "faseskifte"
        verbose_name_plural = "faseskifter"

    def __str__(self):
        return f"{self.project}: {self.get_phase_display()}"
