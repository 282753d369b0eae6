from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models.cases import Issue
from network.models import Body, Event, Person, Seat
from network.reach import Reach


class MeasureState(models.TextChoices):
    OPEN = "open", _("til uttalelse")
    CLOSED = "closed", _("venter på oppsummering")
    CONCLUDED = "concluded", _("oppsummert")


class MeasureQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """For the network; for companies and visitors what is put out for everyone."""
        return self if viewer.is_inside else self.filter(reach=Reach.PUBLIC)

    def for_lists(self):
        return self.select_related("desk__owner")


class Measure(models.Model):
    """What an agency thinks of doing, put out for comment: and afterwards what the replies changed (S12)."""

    class Kind(models.TextChoices):
        RULES = "rules", _("regelverk")
        GUIDANCE = "guidance", _("veiledning")
        STANDARDS = "standards", _("normering")
        FUNDING = "funding", _("finansiering")
        COMPETENCE = "competence", _("kompetanse")
        OTHER = "other", _("annet")

    title = models.CharField(_("Hva foreslår dere?"), max_length=200)
    text = models.TextField(_("Forslaget"), max_length=8000)
    kind = models.CharField(_("Hva slags tiltak er det?"), max_length=10, choices=Kind)
    desk = models.ForeignKey(Body, models.PROTECT, related_name="measures", verbose_name=_("etat"))
    issues = models.ManyToManyField(
        Issue, related_name="measures", blank=True, verbose_name=_("innmeldinger")
    )
    reach = models.CharField(
        _("Hvem er det til uttalelse for?"),
        max_length=20,
        choices=[(Reach.NETWORK, _("Nettverket")), (Reach.PUBLIC, _("Alle, også næringslivet"))],
        default=Reach.NETWORK,
    )
    proposed_by = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    opens_on = models.DateField(_("til uttalelse fra"))
    closes_on = models.DateField(_("Frist for å uttale seg"))
    changed = models.TextField(_("Dette endret vi"), max_length=4000, blank=True)
    state = models.CharField(_("status"), max_length=20, choices=MeasureState, default=MeasureState.OPEN)
    version = models.PositiveIntegerField(default=0)
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tiltak til uttalelse")
        verbose_name_plural = _("tiltak til uttalelse")
        indexes = [models.Index(fields=["desk", "state"]), models.Index(fields=["state", "closes_on"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="concluded") | ~Q(changed=""), name="concluded_says_what_was_changed"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opens_on")), name="comments_before_it_closes"
            ),
        ]

    def __str__(self):
        return self.title


class MeasureReply(models.Model):
    """What one person says to a proposed measure, for their organisation. Rewritten until it closes."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="replies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    text = models.TextField(_("uttalelse"), max_length=4000)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("uttalelse")
        verbose_name_plural = _("uttalelser")
        constraints = [models.UniqueConstraint(fields=["measure", "person"], name="one_reply_each")]

    def __str__(self):
        return gettext("{person_id} om {measure_id}").format(
            person_id=self.person_id, measure_id=self.measure_id
        )
