from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from network.collation import by_name
from network.models import Organisation, Person, Phase, Seat
from network.reach import Reach, seen_by_reach
from register.models.products import Product

STALE_AFTER = timedelta(days=274)  # nine months


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """By reach; what is being bought is not for those who sell, unless it is their own."""
        own = Q(owner=viewer.person_id) if viewer.person_id else Q()
        seen = seen_by_reach(viewer)
        if not viewer.is_inside:
            seen &= ~Q(phase=Phase.PROCUREMENT) | Q(organisation__in=viewer.organisation_ids)
        return self.filter(seen | own)

    def for_lists(self):
        return self.select_related("organisation", "product")

    def public(self):
        """What is shown without login: Norwegian projects for everyone, but not what is being bought."""
        return self.filter(reach=Reach.PUBLIC, country="Norge").exclude(phase=Phase.PROCUREMENT)

    def stale(self, at):
        """Nobody has said for nine months that this still holds. What has ended stays as it ended, and what is
        told abroad is for others to keep true."""
        return self.norwegian().filter(confirmed_at__lte=at - STALE_AFTER).exclude(phase=Phase.ENDED)

    def left_by_owner(self, at):
        """Their owner can no longer answer for them: has no seat on behalf of the organisation, nor runs a
        network. A source's project without an owner has never had one."""
        seats = Seat.objects.at(at).filter(person=OuterRef("owner"), person__is_active=True)
        stays = seats.filter(Q(organisation=OuterRef("organisation")) | Q(role__in=Seat.RUNNING))
        gone = Q(owner__isnull=True, source_key__isnull=True) | Q(owner__isnull=False)
        return self.filter(gone, ~Exists(stays), organisation__isnull=False)

    def missing_report(self, day):
        """Carrying it out is decided, and nothing has been told of the use (R1)."""
        told = self.model._meta.get_field("experiences").related_model.objects.filter(project=OuterRef("pk"))
        return self.filter(~Exists(told), implementation_decided_on__lte=day)

    def norwegian(self):
        """What Norwegian lists and figures are about; what was brought in from other countries is beside."""
        return self.filter(country="Norge")


class Project(models.Model):
    """An AI project, from research to use. Six fields are asked for; the rest opens as phases come."""

    class CareLevel(models.TextChoices):
        SPECIALIST = "specialist", "spesialisthelsetjenesten"
        MUNICIPAL = "municipal", "kommunen"
        BOTH = "both", "begge"

    class MunicipalUse(models.TextChoices):
        SAFETY = "safety", "trygghets- og varslingsteknologi"
        HOME = "home", "digital hjemmeoppfølging"
        MONITORING = "monitoring", "tilsyn og overvåking"
        RESPONSE = "response", "responssenter"
        OTHER = "other", "annet i kommunen"

    class AiRole(models.TextChoices):
        DEPLOYER = "deployer", "idriftsetter (tar systemet i bruk)"
        PROVIDER = "provider", "leverandør (lager eller setter eget navn på det)"
        BOTH = "both", "begge deler"
        OUTSIDE = "outside", "ikke omfattet"
        UNCLEAR = "unclear", "uavklart"

    class CostBand(models.TextChoices):
        TO_HALF = "to_0.5", "under 0,5 millioner kroner"
        TO_TWO = "to_2", "0,5–2 millioner kroner"
        TO_TEN = "to_10", "2–10 millioner kroner"
        MORE = "more", "over 10 millioner kroner"

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
    municipal_use = models.CharField("bruk i kommunen", max_length=20, choices=MunicipalUse, blank=True)
    technique = models.CharField("teknikk", max_length=200, blank=True)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="produkt"
    )
    device_status = models.CharField(
        "status som medisinsk utstyr, slik kilden skriver det", max_length=120, blank=True
    )
    ai_role = models.CharField("rolle etter KI-forordningen", max_length=20, choices=AiRole, blank=True)
    cost_band = models.CharField("kostnad, omtrent", max_length=20, choices=CostBand, blank=True)
    publications = models.TextField("publikasjoner", max_length=4000, blank=True)
    data_sources = models.TextField("datagrunnlag", blank=True)
    partners = models.TextField("samarbeid", blank=True)
    funding = models.TextField("finansiering", blank=True)
    country = models.CharField("land", max_length=40, default="Norge")
    implementation_decided_on = models.DateField("gjennomføring besluttet", null=True, blank=True)
    started_on = models.CharField("oppstart, slik kilden skriver det", max_length=40, blank=True)
    reach = models.CharField("Synlig for", max_length=20, choices=Reach, default=Reach.NETWORK)
    # A narrower reach for a group of fields, by the group's name: see `register/groups.py`.
    group_reach = models.JSONField("synlig for, i deler", default=dict, blank=True)
    source_url = models.CharField("kilde", max_length=500, blank=True)
    source = models.CharField("register", max_length=80, blank=True, editable=False)
    source_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    registration_key = models.CharField(max_length=160, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    registered_at = models.DateTimeField("registrert", db_index=True)
    changed_at = models.DateTimeField("endret")
    confirmed_at = models.DateTimeField("bekreftet", default=timezone.now, db_index=True)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="bekreftet av"
    )
    asked_at = models.DateTimeField("sist spurt om det stemmer", null=True, editable=False)
    # Who owned it, while it is kept for them until someone new is named.
    kept_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "KI-prosjekt"
        verbose_name_plural = "KI-prosjekter"
        indexes = [
            models.Index(fields=["phase", "-id"]),
            models.Index(fields=["organisation", "-id"]),
            models.Index(fields=["title"]),
            models.Index(by_name("title"), F("id").desc(), name="projects_by_name"),
            models.Index("phase", by_name("title"), F("id").desc(), name="projects_of_phase_by_name"),
            models.Index(fields=["-changed_at", "-id"]),
        ]

    def __str__(self):
        return self.title

    @property
    def whose(self):
        return self.organisation.called if self.organisation else self.organisation_name

    @property
    def product_name(self):
        return self.product.name if self.product else ""

    @property
    def supplier(self):
        return self.product.supplier if self.product else ""

    def is_stale(self, at):
        return self.country == "Norge" and self.phase != Phase.ENDED and self.confirmed_at <= at - STALE_AFTER

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
