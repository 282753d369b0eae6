from django.db import models

from issues.models.cases import Issue
from network.models import Event, Organisation, Person, Phase, Regulation, Responsibility
from register.models import Project


class Instrument(models.TextChoices):
    """What has to change: the areas of figure 2 of the source."""

    RULES = "rules", "regelverk"
    GUIDANCE = "guidance", "veiledning"
    NORMS = "norms", "normering"
    FUNDING = "funding", "finansieringsordninger"
    COMPETENCE = "competence", "kompetanse"


RESPONSIBILITY = [("one", "én etat har ansvaret"), *Responsibility.choices]


class Classification(models.Model):
    """What an innmelding is about, as a person has confirmed it. What is merely suggested is never stored."""

    issue = models.OneToOneField(Issue, models.PROTECT, primary_key=True, related_name="classification")
    instrument = models.CharField("Virkemiddel", max_length=20, choices=Instrument)
    phase = models.CharField("Fase", max_length=20, choices=Phase, blank=True)
    care_level = models.CharField("Nivå", max_length=20, choices=Project.CareLevel, blank=True)
    regulations = models.ManyToManyField(Regulation, related_name="+", verbose_name="Regelverk")
    agencies = models.ManyToManyField(Organisation, related_name="+", verbose_name="Ansvarlige etater")
    responsibility = models.CharField("Ansvar", max_length=20, choices=RESPONSIBILITY)
    tension = models.CharField("Hva trekker hver sin vei?", max_length=300, blank=True)
    conflicts_with = models.ForeignKey(
        Issue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Svaret spriker med svaret i",
    )
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "klassifisering"
        verbose_name_plural = "klassifiseringer"
        indexes = [
            models.Index(fields=["instrument", "-issue"]),
            models.Index(fields=["responsibility", "-issue"]),
            models.Index(fields=["-issue"], condition=~models.Q(tension=""), name="rules_in_tension"),
        ]

    def __str__(self):
        return f"{self.issue_id}: {self.get_instrument_display()}"
