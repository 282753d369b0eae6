from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.bodies import Body, Seat
from network.models.people import Person


class AttachmentQuerySet(models.QuerySet):
    def on(self, *objects):
        """What hangs on these, without the files themselves, in the order they came."""
        ids = {}
        for obj in objects:
            ids.setdefault(obj._meta.label_lower, []).append(obj.pk)
        hangs = Q(pk__in=[])
        for label, pks in ids.items():
            hangs |= Q(target_label=label, target_id__in=pks)
        return self.filter(hangs).defer("content").select_related("withdrawn_by").order_by("pk")


class Attachment(models.Model):
    """A file on a thing of any app, named by label and id as an event names its target. Whoever sees the
    thing, sees the file. Withdrawn, never deleted: a case may have been decided with it."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        PNG = "png", _("bilde (PNG)")
        JPEG = "jpg", _("bilde (JPEG)")

    target_label = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    # Those who run it may withdraw the file too, where whoever sent it cannot be reached.
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("nettverk"))
    name = models.CharField(_("filnavn"), max_length=120)
    kind = models.CharField(_("type"), max_length=3, choices=Kind)
    size = models.PositiveIntegerField(_("størrelse (byte)"))
    digest = models.CharField(_("kontrollsum"), max_length=64)
    content = models.BinaryField(_("innhold"))
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("lastet opp av"))
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+", verbose_name=_("på vegne av"))
    at = models.DateTimeField(_("lastet opp"))
    withdrawn_at = models.DateTimeField(_("trukket"), null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.CharField(_("hvorfor"), max_length=300, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("vedlegg")
        verbose_name_plural = _("vedlegg")
        indexes = [models.Index(fields=["target_label", "target_id", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="what_is_withdrawn_says_why",
            )
        ]

    def __str__(self):
        return self.name
