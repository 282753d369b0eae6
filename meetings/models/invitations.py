from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from network.models import Person, Seat


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """One's own, once it is sent; and all those to the meetings one sees."""
        own = Q(person=viewer.person_id, meeting__published_at__isnull=False)
        return self.filter(own | Q(meeting__in=Meeting.objects.visible_to(viewer)))

    def standing(self):
        return self.filter(withdrawn_at__isnull=True)

    def to_meetings(self):
        """Those of the body's own people; the others are asked to one item each."""
        return self.filter(item__isnull=True)

    def from_outside(self):
        """To an item, and not because they sit in the body: an agency's people."""
        return self.filter(item__isnull=False).exclude(seat__body=F("meeting__body"))

    def with_names(self):
        return self.select_related(
            "person", "seat__person", "seat__organisation", "seat__body", "seat__deputises_for__person"
        )


class Invitation(models.Model):
    """Who is asked to come to a meeting, or to one item of it, and what they answered.

    A member is asked by their seat; a deputy when the one it deputises for has said no; an agency to the
    items that touch it, never to the whole meeting.
    """

    class Reply(models.TextChoices):
        NONE = "", _("ikke svart")
        YES = "yes", _("kommer")
        NO = "no", _("kommer ikke")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="invitations")
    must_decide = models.BooleanField(_("må være med og beslutte"), default=False)
    called_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies_called"
    )
    invited_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(_("svar"), max_length=3, choices=Reply, blank=True, default="")
    why = models.CharField(_("hvorfor ikke"), max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("innkalling")
        verbose_name_plural = _("innkallinger")
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

    @property
    def is_from_outside(self):
        """Asked to one line without sitting in the body; needs `seat` and `meeting` loaded."""
        return self.item_id is not None and (self.seat is None or self.seat.body_id != self.meeting.body_id)


class Feed(models.Model):
    """One person's own address for their meetings in a calendar. Only a digest of it is kept; it can be ended."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kalenderadresse")
        verbose_name_plural = _("kalenderadresser")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_calendar_address_each"
            ),
        ]

    def __str__(self):
        return f"{self.person_id}"
