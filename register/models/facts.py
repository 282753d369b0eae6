"""What hangs on a project: who takes part, what access to data took, what was approved, who can be rung."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, Person, Phase, Seat
from register.models.projects import Project


class Party(models.Model):
    """An organisation that takes part in a project; a person of it too, when someone joined."""

    class Role(models.TextChoices):
        PARTNER = "partner", _("med i prosjektet")
        IT = "it", _("IKT-selskap")
        RESEARCH = "research", _("forskningspartner")
        SUPPLIER = "supplier", _("leverandør")

    project = models.ForeignKey(Project, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("virksomhet"))
    role = models.CharField(_("rolle i prosjektet"), max_length=20, choices=Role, default=Role.PARTNER)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField(_("med fra"))
    ended_at = models.DateTimeField(_("med til"), null=True, blank=True)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parter")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "role", "person"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="a_party_stands_once",
            )
        ]

    def __str__(self):
        return f"{self.organisation.called}: {self.get_role_display()}"


class DataAccess(models.Model):
    """What it took to be let in to one source of data (S87)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="data_accesses")
    source = models.CharField(_("datakilde"), max_length=200)
    granted_by = models.CharField(_("tilgang fra"), max_length=200)
    asked_on = models.DateField(_("søkt"), null=True, blank=True)
    got_on = models.DateField(_("fått"), null=True, blank=True)
    obstacle = models.TextField(_("hva som tok tid"), max_length=2000, blank=True)
    told_at = models.DateTimeField()
    token_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 - unique

    class Meta:
        verbose_name = _("tilgang til data")
        verbose_name_plural = _("tilganger til data")
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True) | Q(got_on__isnull=True) | Q(got_on__gte=F("asked_on")),
                name="access_is_asked_before_it_is_got",
            )
        ]

    def __str__(self):
        return self.source

    @property
    def organisation_id(self):
        return self.project.organisation_id

    @property
    def days(self):
        """Days from asking to getting; None until both are known."""
        return (self.got_on - self.asked_on).days if self.got_on and self.asked_on else None


class Approval(models.Model):
    """Where a project stands with one approval or assessment (S84)."""

    class Kind(models.TextChoices):
        REK = "rek", _("REK-godkjenning")
        DPIA = "dpia", _("Personvernkonsekvenser (DPIA)")
        ROS = "ros", _("Risiko og sårbarhet (ROS)")
        MDR = "mdr", _("Medisinsk utstyr (MDR/IVDR)")
        VALIDATION = "validation", _("Lokal validering")
        MINI = "mini", _("Mini-metodevurdering")

    class State(models.TextChoices):
        OPEN = "open", _("ikke vurdert")
        NOT_NEEDED = "not_needed", _("ikke nødvendig")
        PLANNED = "planned", _("planlagt")
        UNDER_WAY = "under_way", _("i gang")
        DONE = "done", _("ferdig")

    # From which phase each is worth asking about.
    FROM_PHASE = {
        Kind.REK: Phase.RESEARCH,
        Kind.DPIA: Phase.DEVELOPMENT,
        Kind.ROS: Phase.PROCUREMENT,
        Kind.MDR: Phase.PROCUREMENT,
        Kind.VALIDATION: Phase.INTRODUCTION,
        Kind.MINI: Phase.INTRODUCTION,
    }
    # For whoever has not met them before.
    MEANING = {
        Kind.REK: _(
            "Medisinsk og helsefaglig forskning må være godkjent av en regional etisk komité (REK) før den begynner."
        ),
        Kind.DPIA: _(
            "Hva kan bruken av personopplysninger bety for dem det gjelder? Kreves når risikoen trolig er høy "
            "(personvernforordningen artikkel 35)."
        ),
        Kind.ROS: _(
            "Hva kan gå galt med sikkerhet, drift og behandling, hvor sannsynlig er det, og hva gjør dere med det?"
        ),
        Kind.MDR: _(
            "Er det medisinsk utstyr, og er det CE-merket i riktig klasse? MDR og IVDR er EUs forordninger om slikt "
            "utstyr."
        ),
        Kind.VALIDATION: _("Prøving på egne data og eget utstyr: Virker det like godt hos dere?"),
        Kind.MINI: _("Sykehusets egen vurdering av nytte, sikkerhet og kostnad før en ny metode tas i bruk."),
    }

    project = models.ForeignKey(Project, models.PROTECT, related_name="approvals")
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(_("Status"), max_length=20, choices=State, default=State.OPEN)
    responsible = models.CharField(_("Ansvarlig"), max_length=120, blank=True)
    evidence = models.CharField(_("Dokumentasjon"), max_length=500, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("godkjenning eller vurdering")
        verbose_name_plural = _("godkjenninger og vurderinger")
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="one_approval_of_a_kind"),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(responsible=""), name="done_approval_has_a_responsible"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_state_display()}"

    @property
    def is_open(self):
        return self.state not in (self.State.DONE, self.State.NOT_NEEDED)


class BoundaryCheckQuerySet(models.QuerySet):
    def newest(self):
        """The last check of each project: what stands."""
        later = BoundaryCheck.objects.filter(project=OuterRef("project"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))


class BoundaryCheck(models.Model):
    """Five answers about the boundary to «Nye metoder», and what follows from them. A new check is a new row."""

    class Result(models.TextChoices):
        INSIDE = "inside", _("hører trolig til Nye metoder")
        OUTSIDE = "outside", _("hører trolig ikke til Nye metoder")
        UNCLEAR = "unclear", _("uklart om det hører til Nye metoder")

    project = models.ForeignKey(Project, models.PROTECT, related_name="boundary_checks")
    answers = models.JSONField()
    result = models.CharField(max_length=20, choices=Result)
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    token_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 - unique

    objects = BoundaryCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("sjekk mot Nye metoder")
        verbose_name_plural = _("sjekker mot Nye metoder")

    def __str__(self):
        return self.get_result_display()


class YesQuerySet(models.QuerySet):
    """Of those who have said yes to being asked by others."""

    def at(self, moment):
        """Those who can be asked: who has left the network, by themselves or not, is asked no more."""
        seats = Seat.objects.at(moment).filter(person=OuterRef("person"))
        return self.filter(Exists(seats), ended_at__isnull=True, person__is_active=True)


class CallYes(models.Model):
    """That a person has said yes to being rung about a project; ended, never deleted."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="call_yeses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    phone = models.CharField(_("telefon"), max_length=30)
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = YesQuerySet.as_manager()

    class Meta:
        verbose_name = _("ja til å bli ringt")
        verbose_name_plural = _("ja til å bli ringt")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"], condition=Q(ended_at__isnull=True), name="one_yes_for_a_project"
            )
        ]

    def __str__(self):
        return f"{self.person.name}: {self.phone}"
