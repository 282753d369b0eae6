"""What keeps the register true: versions, errors told of, registrations taken back, and when reporting is a duty."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models import Body, Person
from register.models.projects import Project, seen_to_by


class ProjectVersion(models.Model):
    """What was told of a project from a moment on. Rows are added, and only the name of one who is erased changes."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    told = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("versjon")
        verbose_name_plural = _("versjoner")
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="one_version_of_a_number")]

    def __str__(self):
        return gettext("{project}, versjon {number}").format(project=self.project, number=self.number)


class ErrorReportQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """One's own, those of one's own projects, and inside the network those of the projects one sees. Of what
        nobody is contact for, those who run its network see the errors also where they do not see the project:
        `rules.may_answer_unseen`."""
        seen = Q(reported_by=viewer.person_id or 0) | Q(project__owner=viewer.person_id or 0)
        if viewer.is_inside:
            seen |= Q(project__in=Project.objects.visible_to(viewer))
        if viewer.run_network_ids:
            alone = Project.objects.filter(seen_to_by(viewer), owner__isnull=True)
            seen |= Q(project__in=alone)
        return self.filter(seen)

    def open(self):
        return self.filter(answered_at__isnull=True)


class ErrorReport(models.Model):
    """That a reader says something about a project is wrong, and what came of it."""

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", _("rettet")
        STANDS = "stands", _("det står riktig")

    project = models.ForeignKey(Project, models.PROTECT, related_name="error_reports")
    text = models.TextField(_("Hva er feil?"), max_length=2000)
    # None is a visitor, who may have left an address: it is kept until the answer is owed, or it is too late for one.
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    email = models.EmailField(_("e-post"), blank=True, editable=False)
    language = models.CharField(
        _("språk"), max_length=5, blank=True, choices=settings.LANGUAGES, editable=False
    )
    reported_at = models.DateTimeField()
    token_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    outcome = models.CharField(_("Utfall"), max_length=20, choices=Outcome, blank=True)
    answer = models.TextField(_("Svar"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("meldt feil")
        verbose_name_plural = _("meldte feil")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | (Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="error_is_answered_with_words",
            ),
            models.CheckConstraint(
                condition=Q(email="") | Q(reported_by__isnull=True, answered_at__isnull=True),
                name="address_of_a_visitor_until_the_answer",
            ),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def reporter_name(self):
        return self.reported_by.name if self.reported_by else gettext("En leser uten innlogging")


class WithdrawalQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Whoever would see the project."""
        return self.filter(project__in=Project.with_withdrawn.visible_to(viewer))

    def standing(self):
        return self.filter(put_back_at__isnull=True)


class Withdrawal(models.Model):
    """That the registration of a project was taken back, and why; ended when it is put back, never deleted."""

    class Because(models.TextChoices):
        ERROR = "error", _("Den ble gjort ved en feil")
        TWICE = "twice", _("Prosjektet er registrert fra før")

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="withdrawals", verbose_name=_("KI-prosjekt")
    )
    because = models.CharField(_("Hvorfor trekkes registreringen?"), max_length=20, choices=Because)
    same_as = models.ForeignKey(
        Project, models.PROTECT, null=True, related_name="+", verbose_name=_("er det samme som")
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("trukket av"))
    at = models.DateTimeField(_("trukket"))
    put_back_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("hentet tilbake av")
    )
    put_back_at = models.DateTimeField(_("hentet tilbake"), null=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("trukket registrering")
        verbose_name_plural = _("trukne registreringer")
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(put_back_at__isnull=True), name="withdrawn_once"
            ),
            models.CheckConstraint(
                condition=Q(because="twice", same_as__isnull=False)
                | Q(because="error", same_as__isnull=True),
                name="withdrawn_as_twice_says_of_what",
            ),
            models.CheckConstraint(condition=~Q(same_as=F("project")), name="not_the_same_as_itself"),
            models.CheckConstraint(
                condition=Q(put_back_at__isnull=True, put_back_by__isnull=True)
                | Q(put_back_at__isnull=False, put_back_by__isnull=False),
                name="put_back_by_someone",
            ),
        ]

    def __str__(self):
        return self.get_because_display()


class ReportDutyQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(decided_on__lte=day).exclude(ended_on__lte=day)


class ReportDuty(models.Model):
    """That the owner of a network has decided that reporting is a duty, and where that was decided."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="report_duties", verbose_name=_("nettverk"))
    decision = models.CharField(_("beslutning"), max_length=300)
    decided_on = models.DateField(_("besluttet"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(_("opphevet"), null=True, blank=True)

    objects = ReportDutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("plikt til å melde")
        verbose_name_plural = _("plikter til å melde")
        constraints = [
            models.UniqueConstraint(
                fields=["body"], condition=Q(ended_on__isnull=True), name="one_duty_at_a_time"
            )
        ]

    def __str__(self):
        return self.decision
