from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models.cases import Issue
from network.models import Organisation, Person
from register.models import Experience


class SharedNeedQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those who are asked; the innmelding it becomes is for whoever it reaches."""
        return self.filter(asked__person=viewer.person_id) if viewer.person_id else self.none()


class SharedNeed(models.Model):
    """That several organisations lack the same infrastructure, and have been asked to raise it together."""

    need = models.CharField(_("behov"), max_length=20, choices=Experience.Need)
    found_at = models.DateTimeField(_("sett"))
    # Set by the first who joins: then it is an innmelding like any other.
    issue = models.OneToOneField(
        Issue, models.PROTECT, null=True, related_name="shared_need", verbose_name=_("innmelding")
    )

    objects = SharedNeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("felles behov")
        verbose_name_plural = _("felles behov")
        indexes = [models.Index(fields=["need", "-found_at"])]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return gettext("Flere virksomheter trenger {need}").format(need=self.get_need_display())


class SharedNeedAsked(models.Model):
    """That somebody was asked to join on behalf of their organisation, because of what they told; each once."""

    class Answer(models.TextChoices):
        JOINED = "joined", _("ble med")
        DECLINED = "declined", _("ikke nå")

    shared = models.ForeignKey(SharedNeed, models.PROTECT, related_name="asked")
    experience = models.ForeignKey(Experience, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("spurt"))
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("spurt om felles behov")
        verbose_name_plural = _("spurt om felles behov")
        constraints = [
            models.UniqueConstraint(fields=["shared", "organisation"], name="each_organisation_asked_once")
        ]
        indexes = [
            models.Index(fields=["person"], condition=models.Q(answer=""), name="shared_need_unanswered")
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_answer_display() or 'ikke svart'}"
