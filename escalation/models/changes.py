from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from escalation.models.cases import Escalation
from escalation.models.decisions import Decision, Share
from issues.models import Issue
from network.models import Organisation, Person
from register.models import Project


class ChangeState(models.TextChoices):
    """Two ways: a rule's, through the ministry; and a measure's, into the common plan."""

    PROPOSED = "proposed", _("foreslått")
    MINISTRY = "ministry", _("hos departementet")
    HEARING = "hearing", _("på høring")
    ADOPTED = "adopted", _("vedtatt")
    NOT_ADOPTED = "not_adopted", _("ikke vedtatt")
    RECOMMENDED = "recommended", _("anbefalt")
    PLANNED = "planned", _("planlagt")
    IN_PLAN = "in_plan", _("tatt inn i Felles plan")
    DONE = "done", _("gjennomført")
    DROPPED = "dropped", _("ikke gjennomført")


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """What came of it is for everyone with a role here; of a restricted case, for its parties."""
        if not viewer.seats:
            return self.none()
        return self.filter(Q(restricted=False) | Q(escalation__in=Escalation.objects.visible_to(viewer)))

    def open(self):
        return self.exclude(state__in=Change.ENDED)

    def for_lists(self):
        return self.select_related("follower", "executor", "escalation")


class Change(models.Model):
    """«Hva det førte til»: a rule, guidance, money, infrastructure or competence that came of a case."""

    class Kind(models.TextChoices):
        RULE = "rule", _("regelverk")
        GUIDANCE = "guidance", _("veiledning")
        FUNDING = "funding", _("finansiering")
        INFRASTRUCTURE = "infrastructure", _("infrastruktur")
        COMPETENCE = "competence", _("kompetanse")

    ENDED = (ChangeState.ADOPTED, ChangeState.NOT_ADOPTED, ChangeState.DONE, ChangeState.DROPPED)

    kind = models.CharField(_("Hva slags endring?"), max_length=20, choices=Kind)
    what = models.CharField(_("Hva er endret, eller foreslått endret?"), max_length=200)
    link = models.URLField(_("Lenke"), max_length=500, blank=True)
    state = models.CharField(_("status"), max_length=20, choices=ChangeState)
    version = models.PositiveIntegerField(default=0)
    status_on = models.DateField(_("status fra"))
    due_on = models.DateField(_("Innen"), null=True, blank=True)
    follower = models.ForeignKey(
        Person, models.PROTECT, related_name="changes_followed", verbose_name=_("Hvem følger den?")
    )
    executor = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Hvem gjør det?"),
    )
    escalation = models.ForeignKey(
        Escalation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name=_("løftet sak"),
    )
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="changes")
    # Of a decision that several carry out, the part this change is.
    share = models.ForeignKey(Share, models.PROTECT, null=True, blank=True, related_name="changes")
    issues = models.ManyToManyField(Issue, related_name="changes", verbose_name=_("innmeldinger"))
    projects = models.ManyToManyField(
        Project, blank=True, related_name="changes", verbose_name=_("KI-prosjekter")
    )
    restricted = models.BooleanField(default=False)
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    registered_at = models.DateTimeField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("endring")
        verbose_name_plural = _("endringer")
        indexes = [models.Index(fields=["-status_on", "-id"]), models.Index(fields=["kind", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind="rule", state__in=["proposed", "ministry", "hearing", "adopted", "not_adopted"]
                )
                | (~Q(kind="rule") & Q(state__in=["recommended", "planned", "in_plan", "done", "dropped"])),
                name="change_goes_its_own_way",
            )
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("change-detail", args=[self.pk])

    @property
    def title(self):
        return self.what
