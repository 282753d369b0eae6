from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, Person
from network.reach import Reach, seen_by_reach
from register.groups import PROCUREMENT, reaching, seen_by
from register.models.projects import Project, seen_by_viewer
from register.models.sharing import ToolVersion


def _of_projects(seen, with_prices):
    """Those of projects that are `seen`; what it cost, only of those that are also `with_prices`."""
    is_open = ~Q(kind=Experience.Kind.COST) | _of_project(with_prices)
    return Q(project__isnull=True) | (_of_project(seen) & is_open)


def _of_project(condition):
    """A condition on projects, on those that something is told of: joined, since PostgreSQL takes a question about each
    (`Exists`) for one about all, and reads every project for a page."""
    parts = [
        _of_project(part) if isinstance(part, Q) else (f"project__{part[0]}", part[1])
        for part in condition.children
    ]
    return Q(*parts, _connector=condition.connector, _negated=condition.negated)


class ExperienceQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """By its own reach, and never further than its project; what something cost never further than the
        project's prices, and only for those who buy."""
        seen = self.filter(seen_by_reach(viewer) | Q(project__owner=viewer.person_id or 0))
        if not viewer.is_inside:
            seen = seen.exclude(kind=Experience.Kind.COST)
        return seen.filter(_of_projects(seen_by_viewer(viewer), seen_by(viewer, PROCUREMENT)))

    def reaching(self, *reaches):
        """Those that are told as far as one of these, by the same rule, whoever asks."""
        let = _of_projects(Q(reach__in=reaches), reaching(PROCUREMENT, *reaches))
        return self.filter(let, reach__in=reaches)

    def for_lists(self):
        return self.select_related("project", "organisation", "procedure__tool")

    def norwegian(self):
        """Ours: what is told of a project abroad is beside, as the project is."""
        return self.filter(Q(project__isnull=True) | Q(project__country="Norge"))

    def standing(self, at=None):
        """Those that no later row had replaced at a moment, or now."""
        corrections = Experience.objects.filter(replaces=OuterRef("pk"))
        if at is not None:
            corrections = corrections.filter(reported_at__lte=at)
        return self.exclude(Exists(corrections))


class Experience(models.Model):
    """What a project cost, gave, needed or taught. Dated, and never overwritten: a new figure is a new row."""

    class Kind(models.TextChoices):
        COST = "cost", _("kostnad")
        BENEFIT = "benefit", _("gevinst")
        INFRASTRUCTURE = "infrastructure", _("infrastruktur")
        LESSON = "lesson", _("lærdom")

    class CostOf(models.TextChoices):
        ESTABLISHING = "establishing", _("etablering")
        OPERATING = "operating", _("drift per år")

    class Category(models.TextChoices):
        LICENCE = "licence", _("lisens eller abonnement")
        PURCHASE = "purchase", _("anskaffelse")
        INTEGRATION = "integration", _("integrasjon")
        HARDWARE = "hardware", _("utstyr og regnekraft")
        PEOPLE = "people", _("egen arbeidstid")
        TRAINING = "training", _("opplæring")
        VALIDATION = "validation", _("validering og oppfølging")
        WHOLE = "whole", _("alt samlet")
        OTHER = "other", _("annet")

    class Need(models.TextChoices):
        """What several may need at once; free text alone could not be counted."""

        COMPUTING = "computing", _("regnekraft")
        HOSTING = "hosting", _("drift eller sky for helseopplysninger")
        INTEGRATION = "integration", _("integrasjon med journal og bildearkiv")
        DATA = "data", _("plattform for tilgang til helsedata")
        DEIDENTIFICATION = "deidentification", _("avidentifisering")
        VALIDATION = "validation", _("testmiljø og validering")
        MONITORING = "monitoring", _("overvåking av modeller i bruk")
        STANDARDS = "standards", _("felles standarder og formater")

    INFRASTRUCTURE_FIELDS = ("hosting", "integration", "hardware", "monitoring", "standards", "would_share")

    kind = models.CharField(_("type"), max_length=20, choices=Kind)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="experiences")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("virksomhet")
    )
    organisation_name = models.CharField(_("virksomhet, slik kilden skriver det"), max_length=200, blank=True)
    title = models.CharField(_("Kort sagt"), max_length=200)
    text = models.TextField(_("Beskrivelse"), max_length=4000, blank=True)
    cost_of = models.CharField(_("Gjelder"), max_length=20, choices=CostOf, blank=True)
    amount_nok = models.DecimalField(
        _("Beløp i kroner"), max_digits=12, decimal_places=0, null=True, blank=True
    )
    is_estimate = models.BooleanField(_("Beløpet er et anslag"), default=False)
    category = models.CharField(_("Hva slags kostnad?"), max_length=20, choices=Category, blank=True)
    includes = models.CharField(_("Hva er med i beløpet?"), max_length=400, blank=True)
    period_from = models.DateField(_("Fra"), null=True, blank=True)
    period_to = models.DateField(_("Til"), null=True, blank=True)
    measure = models.CharField(_("Hva måles?"), max_length=120, blank=True)
    unit = models.CharField(_("Enhet"), max_length=40, blank=True)
    baseline_value = models.DecimalField(
        _("Før innføring"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    planned_value = models.DecimalField(_("Planlagt"), max_digits=14, decimal_places=2, null=True, blank=True)
    observed_value = models.DecimalField(_("Målt"), max_digits=14, decimal_places=2, null=True, blank=True)
    method = models.CharField(_("Hvordan er det målt?"), max_length=400, blank=True)
    procedure = models.ForeignKey(
        ToolVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="experiences",
        verbose_name=_("Målt etter"),
    )
    uncertainty = models.CharField(_("Hvor sikkert er tallet?"), max_length=200, blank=True)
    realisation_plan = models.TextField(_("Plan for å hente ut gevinsten"), max_length=2000, blank=True)
    need = models.CharField(_("Hva trenger dere?"), max_length=20, choices=Need, blank=True)
    hosting = models.CharField(_("Drift"), max_length=200, blank=True)
    integration = models.CharField(_("Integrasjon"), max_length=200, blank=True)
    hardware = models.CharField(_("Utstyr"), max_length=200, blank=True)
    monitoring = models.CharField(_("Overvåking"), max_length=200, blank=True)
    standards = models.CharField(_("Standarder"), max_length=200, blank=True)
    would_share = models.CharField(_("Hva kan dere dele med andre?"), max_length=400, blank=True)
    planned = models.CharField(_("Planlagt gevinst"), max_length=80, blank=True)
    achieved = models.CharField(_("Oppnådd gevinst"), max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(_("År"), null=True, blank=True)
    reach = models.CharField(_("Synlig for"), max_length=20, choices=Reach, default=Reach.NETWORK)
    source_url = models.CharField(_("kilde"), max_length=500, blank=True)
    source_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("meldt av"))
    reported_at = models.DateTimeField(_("meldt"), db_index=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("retter")
    )
    correction_reason = models.CharField(_("Hvorfor rettes det?"), max_length=400, blank=True)

    objects = ExperienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("erfaring")
        verbose_name_plural = _("erfaringer")
        indexes = [
            models.Index(fields=["kind", "-id"]),
            models.Index(
                F("amount_nok").desc(),
                F("id").desc(),
                condition=Q(amount_nok__isnull=False),
                name="experiences_by_amount",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_nok__isnull=True) | Q(amount_nok__gte=0), name="amount_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(kind="cost") | Q(amount_nok__isnull=False) | ~Q(source_url=""),
                name="cost_has_amount_or_source",
            ),
            models.CheckConstraint(
                condition=Q(period_to__isnull=True)
                | Q(period_from__isnull=False, period_to__gte=F("period_from")),
                name="experience_period_in_order",
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="experience_not_replacing_itself"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, correction_reason="")
                | Q(replaces__isnull=False) & ~Q(correction_reason=""),
                name="correction_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind="cost") | Q(cost_of="", category="", includes="", amount_nok__isnull=True),
                name="only_costs_have_amounts",
            ),
            models.CheckConstraint(
                condition=~Q(unit="")
                | Q(baseline_value__isnull=True, planned_value__isnull=True, observed_value__isnull=True),
                name="measured_value_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(kind="infrastructure") | Q(need=""), name="only_infrastructure_has_need"
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An experience is never overwritten: report a new one that replaces it.")
        super().save(*args, **kwargs)

    @property
    def whose(self):
        return self.organisation.called if self.organisation else self.organisation_name

    @property
    def share_of_plan(self):
        """How much of the planned change was reached, in whole per cent; None when it cannot be told."""
        if self.planned_value is None or self.observed_value is None:
            return None
        base = self.baseline_value or 0
        planned = self.planned_value - base
        return round((self.observed_value - base) / planned * 100) if planned else None

    @property
    def is_told_in_words(self):
        return bool(self.planned or self.achieved)

    @property
    def numbers(self):
        """What was measured: [(what it is, the number)]."""
        told = (
            (gettext("før"), self.baseline_value),
            (gettext("planlagt"), self.planned_value),
            (gettext("målt"), self.observed_value),
        )
        return [(label, value) for label, value in told if value is not None]

    @property
    def infrastructure_facts(self):
        names = self.INFRASTRUCTURE_FIELDS
        given = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in names)
        return [(label, value) for label, value in given if value]


class Reuse(models.Model):
    """That a project used what another had learned: work that was not done twice."""

    experience = models.ForeignKey(Experience, models.PROTECT, related_name="reuses")
    project = models.ForeignKey(Project, models.PROTECT, related_name="reuses")
    hours_avoided = models.PositiveIntegerField(_("Timer dere slapp å bruke"), null=True, blank=True)
    note = models.CharField(_("Hva brukte dere?"), max_length=400, blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("gjenbruk")
        verbose_name_plural = _("gjenbruk")
        constraints = [
            models.UniqueConstraint(fields=["experience", "project"], name="reuse_once_per_project")
        ]

    def __str__(self):
        return f"{self.project}: {self.experience}"
