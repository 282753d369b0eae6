from django.db import models
from django.db.models import Q

from network.models import Organisation, Person
from network.reach import Reach, seen_by_reach
from register.models.projects import Project


class ExperienceQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        seen = self.filter(seen_by_reach(viewer) | Q(project__owner=viewer.person_id or 0))
        # What something cost is between those who buy, not for those who sell.
        return seen.exclude(kind=Experience.Kind.COST) if viewer.is_industry else seen

    def for_lists(self):
        return self.select_related("project", "organisation")


class Experience(models.Model):
    """What a project cost, gave, needed or taught. Dated, and never overwritten: a new figure is a new row."""

    class Kind(models.TextChoices):
        COST = "cost", "kostnad"
        BENEFIT = "benefit", "gevinst"
        INFRASTRUCTURE = "infrastructure", "infrastruktur"
        LESSON = "lesson", "lærdom"

    class CostOf(models.TextChoices):
        ESTABLISHING = "establishing", "etablering"
        OPERATING = "operating", "drift per år"

    kind = models.CharField("type", max_length=20, choices=Kind)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="experiences")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name="virksomhet"
    )
    organisation_name = models.CharField("virksomhet, slik kilden skriver det", max_length=200, blank=True)
    title = models.CharField("Kort sagt", max_length=200)
    text = models.TextField("Beskrivelse", max_length=4000, blank=True)
    cost_of = models.CharField("Gjelder", max_length=20, choices=CostOf, blank=True)
    amount_nok = models.DecimalField("Beløp i kroner", max_digits=12, decimal_places=0, null=True, blank=True)
    is_estimate = models.BooleanField("Beløpet er et anslag", default=False)
    measure = models.CharField("Hva måles?", max_length=120, blank=True)
    planned = models.CharField("Planlagt gevinst", max_length=80, blank=True)
    achieved = models.CharField("Oppnådd gevinst", max_length=80, blank=True)
    year = models.PositiveSmallIntegerField("År", null=True, blank=True)
    reach = models.CharField("Synlig for", max_length=20, choices=Reach, default=Reach.NETWORK)
    source_url = models.CharField("kilde", max_length=500, blank=True)
    source_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="meldt av")
    reported_at = models.DateTimeField("meldt", db_index=True)

    objects = ExperienceQuerySet.as_manager()

    class Meta:
        verbose_name = "erfaring"
        verbose_name_plural = "erfaringer"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_nok__isnull=True) | Q(amount_nok__gte=0), name="amount_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(kind="cost") | Q(amount_nok__isnull=False) | ~Q(source_url=""),
                name="cost_has_amount_or_source",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def whose(self):
        return self.organisation.called if self.organisation else self.organisation_name
