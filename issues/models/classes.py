from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.cases import Issue
from network.models import Event, Organisation, Person, Phase, Regulation, Responsibility
from register.models import Project


class Instrument(models.TextChoices):
    """What has to change: the areas of figure 2 of the source."""

    RULES = "rules", _("regelverk")
    GUIDANCE = "guidance", _("veiledning")
    NORMS = "norms", _("normering")
    FUNDING = "funding", _("finansieringsordninger")
    COMPETENCE = "competence", _("kompetanse")


RESPONSIBILITY = [("one", _("én etat har ansvaret")), *Responsibility.choices]


class Classification(models.Model):
    """What an innmelding is about, as a person has confirmed it. What is merely suggested is never stored."""

    issue = models.OneToOneField(Issue, models.PROTECT, primary_key=True, related_name="classification")
    instrument = models.CharField(_("Virkemiddel"), max_length=20, choices=Instrument)
    phase = models.CharField(_("Fase"), max_length=20, choices=Phase, blank=True)
    care_level = models.CharField(_("Nivå"), max_length=20, choices=Project.CareLevel, blank=True)
    regulations = models.ManyToManyField(Regulation, related_name="+", verbose_name=_("Regelverk"))
    agencies = models.ManyToManyField(Organisation, related_name="+", verbose_name=_("Ansvarlige etater"))
    responsibility = models.CharField(_("Ansvar"), max_length=20, choices=RESPONSIBILITY)
    tension = models.CharField(_("Hva trekker hver sin vei?"), max_length=300, blank=True)
    conflicts_with = models.ForeignKey(
        Issue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Svaret spriker med svaret i"),
    )
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("klassifisering")
        verbose_name_plural = _("klassifiseringer")
        indexes = [
            models.Index(fields=["instrument", "-issue"]),
            models.Index(fields=["responsibility", "-issue"]),
            models.Index(fields=["-issue"], condition=~models.Q(tension=""), name="rules_in_tension"),
        ]

    def __str__(self):
        return f"{self.issue_id}: {self.get_instrument_display()}"
