from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from escalation.models import Decision
from meetings.models.meetings import Meeting
from meetings.models.series import ItemType
from network.models import Body, Seat
from network.telling import read_back

# How many times a case may be left without room before somebody must decide what becomes of it.
PASSED_OVER_LIMIT = 3
# What it is called when minutes are done with: they are approved by it.
APPROVED = _("godkjent")


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those of the meetings one sees; and, once it is sent out, what one is invited to."""
        lines = AgendaItem.objects.visible_to(viewer).filter(
            target_label=Proposal._meta.label_lower, target_id=OuterRef("pk")
        )
        seated = Q(body__in=viewer.seat_body_ids | viewer.run_body_ids)
        return self.filter(seated | Exists(lines))

    def open(self):
        return self.filter(ended_at__isnull=True)


class Proposal(models.Model):
    """What someone seated in a body wants taken up. It waits for the next agenda, and the next, until it is
    treated or declined; so it is never lost between two."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="proposals", verbose_name=_("gruppe"))
    title = models.CharField(_("sak"), max_length=200)
    text = models.TextField(_("hva det gjelder"), blank=True)
    type = models.CharField(_("type"), max_length=20, choices=ItemType, default=ItemType.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(_("minutter"), default=10)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("foreslått av"))
    proposed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(_("hvorfor avsluttet"), max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("foreslått sak")
        verbose_name_plural = _("foreslåtte saker")
        indexes = [models.Index(fields=["body", "ended_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="a_proposal_takes_time"),
        ]

    def __str__(self):
        return self.title

    @property
    def belongs_to(self):
        return (self.body,)


class AgendaItemQuerySet(models.QuerySet):
    def planned_about(self, label, ids):
        """Lines of planned meetings about the cases with these ids."""
        return self.filter(
            target_label=label,
            target_id__in=ids,
            why_not="",
            removed=False,
            meeting__state=Meeting.State.PLANNED,
        )

    def to_decide(self, label, ids):
        """Those of them that still wait for a decision."""
        return self.planned_about(label, ids).filter(type=AgendaItem.Type.DECISION, decision=None)

    def visible_to(self, viewer):
        """Those of the meetings one sees; and, once it is sent out, each line one is invited to."""
        asked = self.model.objects.filter(
            pk=OuterRef("pk"),
            meeting__published_at__isnull=False,
            invitations__person=viewer.person_id,
            invitations__withdrawn_at__isnull=True,
        )
        return self.filter(Q(meeting__in=Meeting.objects.visible_to(viewer)) | Exists(asked))


class AgendaItem(models.Model):
    """A line of an agenda. What the compiler writes and what a person writes are separate columns,
    and the person's wins; so it can be compiled again at any time."""

    Type = ItemType

    class Outcome(models.TextChoices):
        OPEN = "", _("ikke behandlet")
        DONE = "done", _("behandlet")
        NEXT = "next", _("til neste møte")
        PARKED = "parked", _("lagt bort")
        DECLINED = "declined", _("avvist")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    source = models.CharField(max_length=30)
    target_label = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(default=0)
    # Written by the compiler, rewritten at each compile.
    type = models.CharField(max_length=20, choices=ItemType)
    title = models.CharField(max_length=250)
    minutes = models.PositiveSmallIntegerField()
    must = models.BooleanField(default=False)
    owner = models.CharField(_("eier"), max_length=200, blank=True)
    presenter = models.CharField(_("legges frem av"), max_length=200, blank=True)
    late = models.BooleanField(_("foreslått etter fristen"), default=False)
    passed_over = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(_("hvorfor den er her"), max_length=300)
    why_not = models.CharField(_("hvorfor ikke denne gangen"), max_length=300, blank=True)
    # What the two are made of, to be read in any language.
    why_said = models.JSONField(default=list, blank=True)
    why_not_said = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Written by people, never by the compiler.
    pinned = models.BooleanField(_("skal være med"), default=False)
    removed = models.BooleanField(_("tatt ut"), default=False)
    own_type = models.CharField(_("type"), max_length=20, choices=ItemType, blank=True, default="")
    own_minutes = models.PositiveSmallIntegerField(_("minutter"), null=True, blank=True)
    own_presenter = models.CharField(_("legges frem av"), max_length=200, blank=True)
    # What was proposed after the deadline is for information only, unless the chair gives a reason.
    why_late = models.CharField(_("hvorfor den behandles etter fristen"), max_length=300, blank=True)
    own_position = models.PositiveSmallIntegerField(_("plass"), null=True, blank=True)
    own_text = models.TextField(_("merknad"), blank=True)
    # Given at publication and in the meeting.
    number = models.CharField(_("saksnummer"), max_length=20, blank=True)
    used_minutes = models.PositiveSmallIntegerField(_("brukte minutter"), null=True, blank=True)
    notes = models.TextField(_("hva som ble sagt"), blank=True)
    notes_version = models.PositiveIntegerField(default=0)
    outcome = models.CharField(_("utfall"), max_length=10, choices=Outcome, blank=True, default="")
    outcome_why = models.CharField(_("hvorfor"), max_length=300, blank=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="agenda_item"
    )
    # "Next" is a reference: the minutes it comes from stay whole.
    comes_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="comes_back_as"
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("sak på sakslisten")
        verbose_name_plural = _("saker på sakslisten")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "source", "target_label", "target_id"], name="agenda_item_once"
            ),
        ]
        indexes = [models.Index(fields=["target_label", "target_id"])]

    def __str__(self):
        return self.title

    @property
    def belongs_to(self):
        return (self.meeting,)

    @property
    def key(self):
        return (self.source, self.target_label, self.target_id)

    @property
    def why_read(self):
        return read_back(self.why_said, self.why)

    @property
    def why_not_read(self):
        return read_back(self.why_not_said, self.why_not)

    @property
    def is_on(self):
        return not self.why_not and not self.removed

    @property
    def is_undecided(self):
        """Passed over so often that somebody must treat it, lay it aside or decline it."""
        waits = self.why_not and not self.removed and not self.outcome
        return bool(waits) and self.passed_over >= PASSED_OVER_LIMIT

    @property
    def planned_minutes(self):
        return self.own_minutes or self.minutes

    @property
    def shown_type(self):
        return self.own_type or self.type

    @property
    def outcome_text(self):
        return dict(self.outcomes)[self.outcome] if self.outcome else ""

    @property
    def outcomes(self):
        """What can come of this line, as it is called for it: minutes that are done with are approved."""
        called = {self.Outcome.DONE: APPROVED} if self.source == "minutes" else {}
        return [(outcome, called.get(outcome, label)) for outcome, label in self.Outcome.choices]

    @property
    def shown_presenter(self):
        return self.own_presenter or self.presenter


class AgendaVersion(models.Model):
    """An agenda as it stood after a compile that changed it, reserve list included."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    anchor = models.CharField(max_length=90)
    published_at = models.DateTimeField(_("sendt ut"), null=True, blank=True)
    compiled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("utgave av saksliste")
        verbose_name_plural = _("utgaver av sakslister")
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="agenda_version_once")]

    def __str__(self):
        return f"{self.meeting_id} v{self.number}"
