from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(_("navn"), max_length=80)

    class Meta:
        verbose_name = _("helseregion")
        verbose_name_plural = _("helseregioner")

    def __str__(self):
        return self.name


class Organisation(models.Model):
    """A real organisation in or around the health service. It may end, and then names its successor."""

    class Kind(models.TextChoices):
        RHF = "rhf", _("regionalt helseforetak")
        TRUST = "trust", _("helseforetak")
        PRIVATE_HOSPITAL = "private_hospital", _("privat sykehus")
        IT = "it", _("IKT-leverandør i helsetjenesten")
        AGENCY = "agency", _("etat")
        MUNICIPAL = "municipal", _("kommune")
        KS = "ks", _("KS")
        UNIVERSITY = "university", _("universitet eller høyskole")
        RESEARCH = "research", _("forskningsmiljø")
        FORUM = "forum", _("nettverk eller forum")
        INDUSTRY = "industry", _("næringsliv")
        PATIENTS = "patients", _("brukerorganisasjon")
        OTHER = "other", _("annen virksomhet")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("navn"), max_length=200)
    short_name = models.CharField(_("kortnavn"), max_length=40, blank=True)
    kind = models.CharField(_("type"), max_length=20, choices=Kind, default=Kind.OTHER)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("helseregion"))
    parent_name = models.CharField(_("overordnet"), max_length=200, blank=True)
    org_number = models.CharField(_("organisasjonsnummer"), max_length=9, blank=True)
    web_domain = models.CharField(_("nettdomene"), max_length=120, blank=True)
    source = models.CharField(_("kilde"), max_length=300, blank=True)
    note = models.TextField(_("merknad"), blank=True)
    started_on = models.DateField(_("fra"), null=True, blank=True)
    ended_on = models.DateField(_("til"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("etterfølger"),
    )

    class Meta:
        verbose_name = _("virksomhet")
        verbose_name_plural = _("virksomheter")
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

    @property
    def called(self):
        """What it is called in running text: in full, for «Htil» and «HS» say nothing to a reader from elsewhere. «KS»
        is what it is called itself."""
        return self.short_name if self.short_name and self.kind == self.Kind.KS else self.name


class Remit(models.Model):
    """What an agency answers for, and since when (Annex 1 of the source)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("etat"))
    area = models.TextField(_("ansvar"))
    source = models.CharField(_("kilde"), max_length=300, blank=True)
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        verbose_name = _("ansvarsområde")
        verbose_name_plural = _("ansvarsområder")

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

    NONE = "none", _("ingen har ansvaret")
    SEVERAL = "several", _("flere har ansvaret")
    UNCLEAR = "unclear", _("uklart hvem som har ansvaret")
    MINISTRY = "ministry", _("hører til et annet departement")


class Phase(models.TextChoices):
    """From research to use: what projects go through, and what rules are about."""

    RESEARCH = "research", _("forskning")
    DEVELOPMENT = "development", _("utvikling")
    PROCUREMENT = "procurement", _("anskaffelse")
    INTRODUCTION = "introduction", _("innføring")
    IN_USE = "in_use", _("i bruk")
    ENDED = "ended", _("avsluttet")


class RegulationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """For everyone, as the information page where it stands."""
        return self.all()


class Regulation(models.Model):
    """An act, a regulation or a guide that others own; we point to it and never copy it."""

    slug = models.SlugField(unique=True)
    kind = models.CharField(_("type"), max_length=40)
    title = models.CharField(_("tittel"), max_length=300)
    short_name = models.CharField(_("kortnavn"), max_length=120, blank=True)
    owner_name = models.CharField(_("ansvarlig"), max_length=200)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("ansvarlig etat")
    )
    phases = models.JSONField(_("faser"), default=list, blank=True)
    topics = models.JSONField(_("tema"), default=list, blank=True)
    description = models.TextField(_("beskrivelse"), blank=True)
    url = models.URLField(_("adresse"), max_length=500, blank=True)
    url_source = models.CharField(_("hvordan adressen er funnet"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=80, blank=True)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("regelverk")
        verbose_name_plural = _("regelverk")

    def __str__(self):
        return self.short_name or self.title
