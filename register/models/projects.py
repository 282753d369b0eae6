from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.deadlines import local_day
from network.models import Body, Organisation, Person, Phase, Seat
from network.reach import Reach, seen_by_reach
from register.models.products import Product

MUNICIPAL_KINDS = (Organisation.Kind.MUNICIPAL, Organisation.Kind.KS)
STALE_AFTER = timedelta(days=274)  # nine months


class Missing(models.TextChoices):
    """How much of what is expected of whoever takes AI into use (R1) a project has not told."""

    ALL = "all"
    SOME = "some"


def _is_stale(at):
    return Q(country="Norge", confirmed_at__lte=at - STALE_AFTER) & ~Q(phase=Phase.ENDED)


INTRODUCED = Q(phase__in=[Phase.INTRODUCTION, Phase.IN_USE])


def _missing():
    is_expected = Q(country="Norge") & (Q(implementation_decided_on__isnull=False) | INTRODUCED)
    nothing = Q(told_cost=False, told_benefit=False, told_infrastructure=False, told_lesson=False)
    everything = Q(told_cost=True, told_benefit=True, told_infrastructure=True)
    return Case(
        When(is_expected & nothing, then=Value(Missing.ALL)),
        When(is_expected & ~everything, then=Value(Missing.SOME)),
    )


def is_decided(day):
    """Carrying it out is decided: by a date that was told, or because it is being introduced or used."""
    return Q(country="Norge") & (Q(implementation_decided_on__lte=day) | INTRODUCED)


def told_nothing(day):
    """Decided, and nothing told of the use (R1): of whoever takes AI into use one report is expected."""
    return is_decided(day) & Q(missing=Missing.ALL)


def told_too_little(day):
    """Where reporting is a duty, what it cost, gave and needed are all asked for."""
    duties = Body._meta.get_field("report_duties").related_model.objects.on(day)
    everywhere = Exists(duties.filter(body__kind=Body.Kind.NATIONAL_NETWORK))
    in_region = Q(region__in=duties.values("body__region"))
    bound = Organisation.objects.filter(in_region | everywhere).values("pk")
    return is_decided(day) & Q(missing=Missing.SOME, organisation__in=bound)


def seen_as_it_stands(viewer):
    """By reach; what is being bought is not for those who sell, unless it is their organisation's."""
    seen = seen_by_reach(viewer)
    if not viewer.is_inside:
        seen &= ~Q(phase=Phase.PROCUREMENT) | Q(organisation__in=viewer.organisation_ids)
    return seen


def seen_by_viewer(viewer):
    own = Q(owner=viewer.person_id) if viewer.person_id else Q()
    return seen_as_it_stands(viewer) | own


def seen_to_by(viewer):
    """What is told of which those who run a network see to: `rules.may_see_to`, as a condition on projects."""
    networks = Body.objects.on(local_day(viewer.at))
    regional = networks.filter(kind=Body.Kind.REGIONAL_NETWORK)
    run = networks.filter(pk__in=viewer.run_network_ids)
    national = Q(Exists(run.filter(kind=Body.Kind.NATIONAL_NETWORK)))
    in_region = Q(organisation__region__in=run.values("region"))
    return Q(country="Norge") & (
        in_region | national & ~Q(organisation__region__in=regional.values("region"))
    )


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        return self.filter(seen_by_viewer(viewer))

    def shown_to_owner_only(self, viewer):
        """Those that a viewer sees because they are their own, and not as they stand."""
        return self.filter(owner=viewer.person_id or 0).exclude(seen_as_it_stands(viewer))

    def for_lists(self):
        return self.select_related("organisation", "product")

    def public(self):
        """What is shown without login: Norwegian projects for everyone, but not what is being bought."""
        return self.filter(reach=Reach.PUBLIC, country="Norge").exclude(phase=Phase.PROCUREMENT)

    def stale(self, at):
        """Nobody has said for nine months that this still holds. What has ended stays as it ended, and what is
        told abroad is for others to keep true."""
        return self.filter(_is_stale(at))

    def fresh(self, at):
        """All the others."""
        return self.exclude(_is_stale(at))

    def left_by_owner(self, at):
        """Their owner can no longer answer for them: has no seat on behalf of the organisation, nor runs a
        network. A source's project without an owner has never had one."""
        seats = Seat.objects.at(at).filter(person=OuterRef("owner"), person__is_active=True)
        stays = seats.filter(Q(organisation=OuterRef("organisation")) | Q(role__in=Seat.RUNNING))
        gone = Q(owner__isnull=True, source_key__isnull=True) | Q(owner__isnull=False)
        return self.filter(gone, ~Exists(stays), organisation__isnull=False)

    def decided(self, day):
        return self.filter(is_decided(day))

    def missing_report(self, day):
        return self.filter(told_nothing(day) | told_too_little(day))

    def withdrawn(self):
        """Those whose registration is taken back: there are none but among `Project.with_withdrawn`."""
        return self.filter(is_withdrawn=True)

    def norwegian(self):
        """What Norwegian lists and figures are about; what was brought in from other countries is beside."""
        return self.filter(country="Norge")


class StandingProjects(models.Manager.from_queryset(ProjectQuerySet)):
    """All that is asked of projects is asked here, also through what they belong to: what was registered by mistake or
    twice, and taken back, is ruled out for all of it in this one place. A key from elsewhere still finds its project."""

    def get_queryset(self):
        return super().get_queryset().filter(is_withdrawn=False)


class Project(models.Model):
    """An AI project, from research to use. Six fields are asked for; the rest opens as phases come."""

    class CareLevel(models.TextChoices):
        SPECIALIST = "specialist", _("spesialisthelsetjenesten")
        MUNICIPAL = "municipal", _("kommunen")
        BOTH = "both", _("begge")

        @classmethod
        def usual_for(cls, organisation):
            """Where an organisation's projects are used, when nobody has said: a municipality's, there."""
            municipal = organisation is not None and organisation.kind in MUNICIPAL_KINDS
            return cls.MUNICIPAL if municipal else cls.SPECIALIST

    class MunicipalUse(models.TextChoices):
        SAFETY = "safety", _("trygghets- og varslingsteknologi")
        HOME = "home", _("digital hjemmeoppfølging")
        MONITORING = "monitoring", _("tilsyn og overvåking")
        RESPONSE = "response", _("responssenter")
        OTHER = "other", _("annet i kommunen")

    class AiRole(models.TextChoices):
        DEPLOYER = "deployer", _("idriftsetter (tar systemet i bruk)")
        PROVIDER = "provider", _("leverandør (lager eller setter eget navn på det)")
        BOTH = "both", _("begge deler")
        OUTSIDE = "outside", _("ikke omfattet")
        UNCLEAR = "unclear", _("uavklart")

    class CostBand(models.TextChoices):
        TO_HALF = "to_0.5", _("under 0,5 millioner kroner")
        TO_TWO = "to_2", _("0,5–2 millioner kroner")
        TO_TEN = "to_10", _("2–10 millioner kroner")
        MORE = "more", _("over 10 millioner kroner")

    # What is expected of whoever takes AI into use, by kind of experience; lessons come beside.
    EXPECTED = {"cost": _("kostnad"), "benefit": _("gevinst"), "infrastructure": _("infrastruktur")}

    title = models.CharField(_("Navn på prosjektet"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("virksomhet")
    )
    organisation_name = models.CharField(_("virksomhet, slik kilden skriver det"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="projects", verbose_name=_("kontakt")
    )
    phase = models.CharField(_("Hvor langt er dere kommet?"), max_length=20, choices=Phase)
    clinical_area = models.CharField(_("Fagområde"), max_length=80)
    purpose = models.TextField(_("Hva skal det hjelpe med?"), max_length=4000)
    care_level = models.CharField(_("nivå"), max_length=20, choices=CareLevel, default=CareLevel.SPECIALIST)
    municipal_use = models.CharField(_("bruk i kommunen"), max_length=20, choices=MunicipalUse, blank=True)
    technique = models.CharField(_("teknikk"), max_length=200, blank=True)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("produkt")
    )
    device_status = models.CharField(
        _("status som medisinsk utstyr, slik kilden skriver det"), max_length=120, blank=True
    )
    ai_role = models.CharField(_("rolle etter KI-forordningen"), max_length=20, choices=AiRole, blank=True)
    method_id = models.CharField(_("ID i Nye metoder"), max_length=40, blank=True)
    cost_band = models.CharField(_("kostnad, omtrent"), max_length=20, choices=CostBand, blank=True)
    publications = models.TextField(_("publikasjoner"), max_length=4000, blank=True)
    data_sources = models.TextField(_("datagrunnlag"), blank=True)
    partners = models.TextField(_("samarbeid"), blank=True)
    funding = models.TextField(_("finansiering"), blank=True)
    country = models.CharField(_("land"), max_length=40, default="Norge")
    implementation_decided_on = models.DateField(_("gjennomføring besluttet"), null=True, blank=True)
    started_on = models.CharField(_("oppstart, slik kilden skriver det"), max_length=40, blank=True)
    reach = models.CharField(_("Synlig for"), max_length=20, choices=Reach, default=Reach.NETWORK)
    # A narrower reach for a group of fields, by the group's name: see `register/groups.py`.
    group_reach = models.JSONField(_("synlig for, i deler"), default=dict, blank=True)
    source_url = models.CharField(_("kilde"), max_length=500, blank=True)
    source = models.CharField(_("register"), max_length=80, blank=True, editable=False)
    source_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    registration_key = models.CharField(max_length=160, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    registered_at = models.DateTimeField(_("registrert"), db_index=True)
    changed_at = models.DateTimeField(_("endret"))
    confirmed_at = models.DateTimeField(_("bekreftet"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("bekreftet av")
    )
    asked_at = models.DateTimeField(_("sist spurt om det stemmer"), null=True, editable=False)
    # Whether each kind has been told, said by `experiences.report`: what is missing is then found by an index.
    told_cost = models.BooleanField(default=False, editable=False)
    told_benefit = models.BooleanField(default=False, editable=False)
    told_infrastructure = models.BooleanField(default=False, editable=False)
    told_lesson = models.BooleanField(default=False, editable=False)
    missing = models.GeneratedField(
        expression=_missing(),
        output_field=models.CharField(max_length=4, null=True, choices=Missing),
        db_persist=True,
    )
    # Whether its registration is taken back, said by `withdrawing`: why and by whom stands in `Withdrawal`.
    is_withdrawn = models.BooleanField(_("registreringen er trukket"), default=False, editable=False)
    # Who owned it, while it is kept for them until someone new is named.
    kept_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", editable=False)

    objects = StandingProjects()
    with_withdrawn = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("KI-prosjekt")
        verbose_name_plural = _("KI-prosjekter")
        indexes = [
            models.Index(fields=["phase", "-id"]),
            models.Index(fields=["organisation", "-id"]),
            models.Index(fields=["title"]),
            models.Index(by_name("title"), F("id").desc(), name="projects_by_name"),
            models.Index("phase", by_name("title"), F("id").desc(), name="projects_of_phase_by_name"),
            models.Index("clinical_area", by_name("title"), "id", name="projects_of_area_by_name"),
            models.Index("product", by_name("title"), "id", name="projects_of_product_by_name"),
            # With what tells those that nobody has confirmed for long: they stand at the end of this order.
            models.Index(
                fields=["-changed_at", "-id", "confirmed_at", "country", "phase", "is_withdrawn"],
                name="projects_by_change",
            ),
            models.Index(fields=["municipal_use", "-id"]),
            models.Index(
                fields=["-id"],
                condition=~Q(care_level="specialist"),
                name="projects_in_municipalities",
            ),
            models.Index(fields=["confirmed_at", "-id"]),
            models.Index(fields=["-id"], condition=~Q(country="Norge"), name="projects_abroad"),
            models.Index(
                fields=["organisation"],
                condition=Q(owner__isnull=True, organisation__isnull=False),
                name="projects_without_contact",
            ),
            models.Index(
                fields=["missing", "organisation"],
                condition=Q(missing__isnull=False),
                name="projects_missing",
            ),
            models.Index(fields=["-id"], condition=~Q(method_id=""), name="projects_in_nye_metoder"),
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
    def is_foreign(self):
        """Told abroad: for others to keep true, to join and to ask about."""
        return self.country != "Norge"

    @property
    def untold(self):
        """What is expected and not told yet."""
        return [str(label) for kind, label in self.EXPECTED.items() if not getattr(self, f"told_{kind}")]

    @property
    def has_told(self):
        return any(getattr(self, f"told_{kind}") for kind in (*self.EXPECTED, "lesson"))

    @property
    def is_in_use(self):
        return self.phase == Phase.IN_USE


class PhaseChange(models.Model):
    """That a project came to a phase, on a date; rows are added, never changed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="phase_changes")
    phase = models.CharField(max_length=20, choices=Phase)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("faseskifte")
        verbose_name_plural = _("faseskifter")

    def __str__(self):
        return f"{self.project}: {self.get_phase_display()}"
