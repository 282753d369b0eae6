from django.db import models
from django.db.models import Q


class Region(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField("navn", max_length=80)

    class Meta:
        verbose_name = "helseregion"
        verbose_name_plural = "helseregioner"

    def __str__(self):
        return self.name


class Organisation(models.Model):
    """A real organisation in or around the health service. It may end, and then names its successor."""

    class Kind(models.TextChoices):
        RHF = "rhf", "regionalt helseforetak"
        TRUST = "trust", "helseforetak"
        PRIVATE_HOSPITAL = "private_hospital", "privat sykehus"
        IT = "it", "IKT-leverandør i helsetjenesten"
        AGENCY = "agency", "etat"
        MUNICIPAL = "municipal", "kommune"
        KS = "ks", "KS"
        UNIVERSITY = "university", "universitet eller høyskole"
        RESEARCH = "research", "forskningsmiljø"
        FORUM = "forum", "nettverk eller forum"
        INDUSTRY = "industry", "næringsliv"
        PATIENTS = "patients", "brukerorganisasjon"
        OTHER = "other", "annen virksomhet"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField("navn", max_length=200)
    short_name = models.CharField("kortnavn", max_length=40, blank=True)
    kind = models.CharField("type", max_length=20, choices=Kind, default=Kind.OTHER)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name="helseregion")
    parent_name = models.CharField("overordnet", max_length=200, blank=True)
    org_number = models.CharField("organisasjonsnummer", max_length=9, blank=True)
    web_domain = models.CharField("nettdomene", max_length=120, blank=True)
    source = models.CharField("kilde", max_length=300, blank=True)
    note = models.TextField("merknad", blank=True)
    started_on = models.DateField("fra", null=True, blank=True)
    ended_on = models.DateField("til", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="etterfølger"
    )

    class Meta:
        verbose_name = "virksomhet"
        verbose_name_plural = "virksomheter"
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(ended_on__isnull=False),
                name="organisation_successor_needs_end",
            )
        ]

    def __str__(self):
        return self.name

    def heir(self, day):
        """Who has its tasks on a day: itself, or the last of its successors."""
        found, seen = self, {self.pk}
        while found.ended_on and found.ended_on <= day and found.successor and found.successor.pk not in seen:
            found = found.successor
            seen.add(found.pk)
        return found

    # «Hdir» and «KS» are what people say; «HS» says nothing to a reader in another region.
    KNOWN_BY_SHORT_NAME = (Kind.AGENCY, Kind.KS, Kind.FORUM)

    @property
    def called(self):
        """What it is called in running text."""
        return self.short_name if self.short_name and self.kind in self.KNOWN_BY_SHORT_NAME else self.name


class Remit(models.Model):
    """What an agency answers for, and since when (Annex 1 of the source)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="etat")
    area = models.TextField("ansvar")
    source = models.CharField("kilde", max_length=300, blank=True)
    starts_on = models.DateField("fra", null=True, blank=True)
    ends_on = models.DateField("til", null=True, blank=True)

    class Meta:
        verbose_name = "ansvarsområde"
        verbose_name_plural = "ansvarsområder"

    def __str__(self):
        return f"{self.organisation}: {self.area[:60]}"

    def holds(self, day):
        """Whether somebody answers for it on a day. What ended with its agency, the successor has taken on."""
        if self.starts_on and self.starts_on > day:
            return False
        ended, gone = self.ends_on, self.organisation.ended_on
        went_along = gone is not None and gone <= day and ended is not None and ended >= gone
        return ended is None or ended > day or went_along


class Responsibility(models.TextChoices):
    """Why nobody could say whose a case is: «uavklart ansvar» (Recommendation 1)."""

    NONE = "none", "ingen har ansvaret"
    SEVERAL = "several", "flere har ansvaret"
    UNCLEAR = "unclear", "uklart hvem som har ansvaret"
    MINISTRY = "ministry", "hører til et annet departement"


class Phase(models.TextChoices):
    """From research to use: what projects go through, and what rules are about."""

    RESEARCH = "research", "forskning"
    DEVELOPMENT = "development", "utvikling"
    PROCUREMENT = "procurement", "anskaffelse"
    INTRODUCTION = "introduction", "innføring"
    IN_USE = "in_use", "i bruk"
    ENDED = "ended", "avsluttet"


class Regulation(models.Model):
    """An act, a regulation or a guide that others own; we point to it and never copy it."""

    slug = models.SlugField(unique=True)
    kind = models.CharField("type", max_length=40)
    title = models.CharField("tittel", max_length=300)
    short_name = models.CharField("kortnavn", max_length=120, blank=True)
    owner_name = models.CharField("ansvarlig", max_length=200)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="ansvarlig etat"
    )
    phases = models.JSONField("faser", default=list, blank=True)
    topics = models.JSONField("tema", default=list, blank=True)
    description = models.TextField("beskrivelse", blank=True)
    url = models.URLField("adresse", max_length=500, blank=True)
    url_source = models.CharField("hvordan adressen er funnet", max_length=200, blank=True)
    status = models.CharField("status", max_length=80, blank=True)

    class Meta:
        verbose_name = "regelverk"
        verbose_name_plural = "regelverk"

    def __str__(self):
        return self.short_name or self.title
