from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from network.models import Person, Seat


class Invitation(models.Model):
    """Who is asked to come to a meeting, or to one item of it, and what they answered.

    A member is asked by their seat; a deputy when the one it deputises for has said no; an agency to the
    items that touch it, never to the whole meeting.
    """

    class Reply(models.TextChoices):
        NONE = "", "ikke svart"
        YES = "yes", "kommer"
        NO = "no", "kommer ikke"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="invitations")
    must_decide = models.BooleanField("må være med og beslutte", default=False)
    called_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies_called"
    )
    invited_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField("svar", max_length=3, choices=Reply, blank=True, default="")
    why = models.CharField("hvorfor ikke", max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "innkalling"
        verbose_name_plural = "innkallinger"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(item__isnull=True), name="invited_once_to_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(item__isnull=False), name="invited_once_to_an_item"
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.meeting_id}"


class Feed(models.Model):
    """One person's own address for their meetings in a calendar. Only a digest of it is kept; it can be ended."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "kalenderadresse"
        verbose_name_plural = "kalenderadresser"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_calendar_address_each"
            ),
        ]

    def __str__(self):
        return f"{self.person_id}"
