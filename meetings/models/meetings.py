from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.series import Series
from network.deadlines import date_text, local_day
from network.models import Body


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Meetings are for those seated in the body, those who serve it, and those who facilitate it."""
        seated = Q(body__in=viewer.seat_body_ids | viewer.run_body_ids)
        return self.filter(seated | Q(facilitator__in=viewer.run_body_ids))

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
        PLANNED = "planned", _("planlagt")
        HELD = "held", _("holdt")
        CANCELLED = "cancelled", _("avlyst")

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("gruppe"))
    # The date the series gave, before any holiday or move: made once for it, however often it is asked.
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="meetings")
    series_date = models.DateField(null=True, blank=True)
    facilitator = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fasiliteres av")
    )
    starts_at = models.DateTimeField(_("tid"))
    moved_from = models.DateTimeField(null=True, blank=True)
    place = models.CharField(_("sted eller lenke"), max_length=300, blank=True)
    capacity_minutes = models.PositiveSmallIntegerField(_("minutter til saker"), default=90)
    buffer_minutes = models.PositiveSmallIntegerField(_("minutter i reserve"), default=0)
    propose_by = models.DateField(_("frist for å foreslå saker"), null=True, blank=True)
    papers_by = models.DateField(_("frist for saksfremlegg"), null=True, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PLANNED)
    why = models.CharField(_("hvorfor flyttet eller avlyst"), max_length=300, blank=True)
    # How many times those invited have been told of a change; calendars ask for it.
    sequence = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    # Those who were there without a seat in the body, as they are written: a name and an organisation to a line.
    others_present = models.TextField(_("andre til stede"), blank=True)
    minutes_text = models.TextField(_("referat"), blank=True)
    minutes_version = models.PositiveIntegerField(default=0)
    approved_at = models.DateTimeField(_("referatet godkjent"), null=True, blank=True)
    approved_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("møte")
        verbose_name_plural = _("møter")
        indexes = [models.Index(fields=["body", "state", "starts_at"])]
        constraints = [
            # A cancelled meeting takes no time: another can be planned for when it should have been.
            models.UniqueConstraint(
                fields=["body", "starts_at"],
                condition=~Q(state="cancelled"),
                name="one_meeting_at_a_time",
            ),
            models.UniqueConstraint(fields=["series", "series_date"], name="one_meeting_a_series_date"),
            models.CheckConstraint(condition=Q(capacity_minutes__gt=0), name="a_meeting_has_time"),
            models.CheckConstraint(
                condition=Q(series__isnull=True, series_date__isnull=True)
                | Q(series__isnull=False, series_date__isnull=False),
                name="a_series_gives_a_date",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(state="held"),
                name="only_held_meetings_are_approved",
            ),
        ]

    def __str__(self):
        return f"{self.body.name}, {date_text(local_day(self.starts_at))}"

    @property
    def title(self):
        return str(self)

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.capacity_minutes + self.buffer_minutes)

    @property
    def version(self):
        """What a form was made from: a meeting moved since then is another one."""
        return self.sequence

    @property
    def is_open(self):
        """Not held and not cancelled: what is said of it can still be changed."""
        return self.state == self.State.PLANNED
