from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.bodies import Seat
from network.models.people import Person


class Event(models.Model):
    """Something that happened; written once by `audit.record`, in the transaction of what it tells.

    Targets are named by label and id, without a foreign key, so that history never stands in the way
    of live data. `data` may be erased (a person's wish): the digest stays, and the chain still verifies.
    """

    key = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001 - NULL is "no key", and unique
    verb = models.CharField(max_length=60, db_index=True)
    actor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_index=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    target_label = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    state_from = models.CharField(max_length=20, blank=True)
    state_to = models.CharField(max_length=20, blank=True)
    cause = models.ForeignKey("self", models.PROTECT, null=True, related_name="effects")
    data = models.JSONField(null=True)
    salt = models.CharField(max_length=32)
    data_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("hendelse")
        verbose_name_plural = _("hendelser")
        indexes = [models.Index(fields=["target_label", "target_id", "id"])]

    def __str__(self):
        return f"{self.verb} {self.target_label}:{self.target_id}"

    @property
    def target(self):
        return f"{self.target_label}:{self.target_id}"


class EventAbout(models.Model):
    """A case whose timeline shows the event, so that one query tells the story."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="abouts")
    label = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("sak en hendelse gjelder")
        verbose_name_plural = _("saker en hendelse gjelder")
        constraints = [models.UniqueConstraint(fields=["label", "object_id", "event"], name="about_once")]

    def __str__(self):
        return gettext("{event_id} om {label}:{object_id}").format(
            event_id=self.event_id, label=self.label, object_id=self.object_id
        )


class Seal(models.Model):
    """A link of the chain over committed events, in a table of its own: no lock in business transactions."""

    number = models.PositiveBigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("segl")
        verbose_name_plural = _("segl")

    def __str__(self):
        return f"{self.number}:{self.hash[:12]}"
