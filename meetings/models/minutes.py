from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from network.models import Person, Seat


class Attendance(models.Model):
    """Who was there, on whose behalf."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("oppmøte")
        verbose_name_plural = _("oppmøter")
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="attends_once")]

    def __str__(self):
        return f"{self.seat} {self.meeting_id}"


class StoodAside(models.Model):
    """Who was partial in a line and left it, and why (forvaltningsloven § 6)."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="stood_aside")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    why = models.CharField(_("hvorfor"), max_length=300)

    class Meta:
        verbose_name = _("inhabil i sak")
        verbose_name_plural = _("inhabile i saker")
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="stands_aside_once")]

    def __str__(self):
        return f"{self.seat} {self.item_id}"


class NoteRevision(models.Model):
    """Each text as it was saved, of a line or (without a line) of the minutes. Append-only: nothing typed is lost."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="revisions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="revisions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("utgave av notat")
        verbose_name_plural = _("utgaver av notater")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "version"], condition=Q(item__isnull=False), name="a_line_is_saved_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "version"], condition=Q(item__isnull=True), name="minutes_are_saved_once"
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id}/{self.item_id} v{self.version}"


class ActionQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those who see the meeting, and whoever shall do it."""
        return self.filter(Q(meeting__in=Meeting.objects.visible_to(viewer)) | Q(owner=viewer.person_id))

    def open(self):
        return self.filter(ended_at__isnull=True)


class Action(models.Model):
    """Oppfølgingspunkt: what somebody shall do after a meeting, by when. It returns to the agenda until it is done."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="actions")
    what = models.CharField(_("hva"), max_length=300)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="actions", verbose_name=_("hvem"))
    due_on = models.DateField(_("frist"))
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    dropped = models.BooleanField(_("droppet"), default=False)
    how = models.CharField(_("hva som ble gjort"), max_length=500, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppfølgingspunkt")
        verbose_name_plural = _("oppfølgingspunkter")
        indexes = [models.Index(fields=["owner", "ended_at", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="an_ended_action_says_who_ended_it",
            ),
        ]

    def __str__(self):
        return self.what
