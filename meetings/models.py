from django.db import models
from django.db.models import Q

from escalation.models import Decision
from network.deadlines import date_text, local_day
from network.models import Body, Person, Seat


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Meetings are for those seated in the body, and those who serve it."""
        return self.filter(body__in=viewer.seat_body_ids | viewer.run_body_ids)

    def upcoming(self, now):
        return self.filter(state=Meeting.State.PLANNED, starts_at__gte=now).order_by("starts_at")

    def next_of_each_body(self, now):
        """The first planned meeting of each body."""
        meetings = {}
        for meeting in self.upcoming(now).select_related("body"):
            meetings.setdefault(meeting.body_id, meeting)
        return list(meetings.values())


class Meeting(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", "planlagt"
        HELD = "held", "holdt"
        CANCELLED = "cancelled", "avlyst"

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name="gruppe")
    starts_at = models.DateTimeField("tid")
    place = models.CharField("sted eller lenke", max_length=300, blank=True)
    capacity_minutes = models.PositiveSmallIntegerField("minutter til saker", default=90)
    state = models.CharField("status", max_length=10, choices=State, default=State.PLANNED)
    minutes_text = models.TextField("referat", blank=True)
    published_at = models.DateTimeField("publisert", null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "møte"
        verbose_name_plural = "møter"
        indexes = [models.Index(fields=["body", "state", "starts_at"])]
        constraints = [
            models.UniqueConstraint(fields=["body", "starts_at"], name="one_meeting_at_a_time"),
            models.CheckConstraint(condition=Q(capacity_minutes__gt=0), name="a_meeting_has_time"),
        ]

    def __str__(self):
        return f"{self.body.name}, {date_text(local_day(self.starts_at))}"


class AgendaItem(models.Model):
    """A line of an agenda. What the compiler writes and what a person writes are separate columns,
    and the person's wins; so it can be compiled again at any time."""

    class Type(models.TextChoices):
        INFORMATION = "information", "orientering"
        DISCUSSION = "discussion", "drøfting"
        DECISION = "decision", "beslutning"

    class Outcome(models.TextChoices):
        OPEN = "", "ikke behandlet"
        DONE = "done", "behandlet"
        NEXT = "next", "til neste møte"
        PARKED = "parked", "lagt bort"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    source = models.CharField(max_length=30)
    target_label = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(default=0)
    # Written by the compiler, rewritten at each compile.
    type = models.CharField(max_length=20, choices=Type)
    title = models.CharField(max_length=250)
    minutes = models.PositiveSmallIntegerField()
    must = models.BooleanField(default=False)
    why = models.CharField("hvorfor den er her", max_length=300)
    why_not = models.CharField("hvorfor ikke denne gangen", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Written by people, never by the compiler.
    pinned = models.BooleanField("skal være med", default=False)
    removed = models.BooleanField("tatt ut", default=False)
    own_minutes = models.PositiveSmallIntegerField("minutter", null=True, blank=True)
    own_text = models.TextField("merknad", blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # Given at publication and in the meeting.
    number = models.CharField("saksnummer", max_length=20, blank=True)
    outcome = models.CharField("utfall", max_length=10, choices=Outcome, blank=True, default="")
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="agenda_item"
    )

    class Meta:
        verbose_name = "sak på sakslisten"
        verbose_name_plural = "saker på sakslisten"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "source", "target_label", "target_id"], name="agenda_item_once"
            )
        ]
        indexes = [models.Index(fields=["target_label", "target_id"])]

    def __str__(self):
        return self.title

    @property
    def is_on(self):
        return not self.why_not and not self.removed

    @property
    def planned_minutes(self):
        return self.own_minutes or self.minutes


class AgendaVersion(models.Model):
    """An agenda as it stood after a compile that changed it, reserve list included."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    anchor = models.CharField(max_length=90)
    published = models.BooleanField(default=False)
    compiled_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="agenda_version_once")]

    def __str__(self):
        return f"{self.meeting_id} v{self.number}"


class Attendance(models.Model):
    """Who was there, on whose behalf."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="attends_once")]

    def __str__(self):
        return f"{self.seat} {self.meeting_id}"
