"""People to ask (S81), and what one person has asked another."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, Person, Phase
from register.models.facts import YesQuerySet
from register.models.projects import Project
from register.models.sharing import InsideQuerySet


class ResourcePersonQuerySet(InsideQuerySet, YesQuerySet):
    def visible_to(self, viewer):
        """Only while they can be asked."""
        return super().visible_to(viewer).at(viewer.at)


class ResourcePerson(models.Model):
    """Someone who has said yes to being asked by others: about what, and how often. Ended by themselves."""

    PER_MONTH = 3

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("virksomhet")
    )
    knows = models.CharField(_("Hva kan du hjelpe med?"), max_length=300)
    phases = models.JSONField(_("I hvilke faser?"), default=list)
    projects = models.ManyToManyField(
        Project, related_name="+", verbose_name=_("Fra hvilke prosjekter?"), blank=True
    )
    # Told only to those who have been answered.
    reach_me = models.CharField(_("Hvordan kan dere snakke videre?"), max_length=200)
    per_month = models.PositiveSmallIntegerField(
        _("Hvor mange spørsmål i måneden?"), default=PER_MONTH, validators=[MinValueValidator(1)]
    )
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ResourcePersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("ressursperson")
        verbose_name_plural = _("ressurspersoner")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_yes_of_a_resource_person"
            ),
            models.CheckConstraint(condition=Q(per_month__gte=1), name="a_resource_person_can_be_asked"),
        ]

    def __str__(self):
        return f"{self.person}: {self.knows}"

    @property
    def phase_labels(self):
        return [phase.label for phase in Phase if phase.value in self.phases]


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Whoever asked, and whoever was asked: nobody else, whatever they run."""
        me = viewer.person_id or 0
        return self.filter(Q(asker=me) | Q(asked=me))

    def open(self):
        return self.filter(outcome="")


class Question(models.Model):
    """What one person has asked a resource person, and how it ended. It goes with whoever asked, when they are
    erased."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("besvart")
        DECLINED = "declined", _("ikke nå")
        LAPSED = "lapsed", _("falt bort uten svar")
        WITHDRAWN = "withdrawn", _("trukket")
        ENDED = "ended", _("tar ikke imot spørsmål lenger")

    asker = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("spurt av"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("virksomhet")
    )
    asked = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("hvem som er spurt"))
    text = models.TextField(_("Hva vil du spørre om?"), max_length=500)
    asked_at = models.DateTimeField(_("spurt"))
    token_key = models.CharField(max_length=80, unique=True, editable=False)
    outcome = models.CharField(_("utfall"), max_length=20, choices=Outcome, blank=True)
    reply = models.TextField(_("Svaret ditt"), max_length=2000, blank=True)
    closed_at = models.DateTimeField(_("avsluttet"), null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("spørsmål til ressursperson")
        verbose_name_plural = _("spørsmål til ressurspersoner")
        indexes = [models.Index(fields=["asked", "asked_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["asker", "asked"], condition=Q(outcome=""), name="one_question_to_each_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True) | ~Q(outcome="") & Q(closed_at__isnull=False),
                name="question_is_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="answered") | ~Q(reply=""), name="question_is_answered_with_words"
            ),
            models.CheckConstraint(condition=~Q(asker=models.F("asked")), name="question_is_to_another"),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def is_open(self):
        return not self.outcome
