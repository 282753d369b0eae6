from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models import Body, Seat


class JointTextQuerySet(models.QuerySet):
    def whole(self):
        """With its parts and signatures, for pages that show several."""
        return self.select_related("lead").prefetch_related(
            models.Prefetch("parts", JointPart.objects.select_related("body__owner")),
            models.Prefetch(
                "signatures", JointSignature.objects.select_related("seat__person", "seat__organisation")
            ),
        )


class JointText(models.Model):
    """One text that several bodies stand behind. The lead drafts it; each of them signs."""

    lead = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("skrives av"))
    started_at = models.DateTimeField()

    objects = JointTextQuerySet.as_manager()

    class Meta:
        verbose_name = "felles tekst"
        verbose_name_plural = "felles tekster"

    def __str__(self):
        return f"felles tekst {self.pk}"

    @property
    def parts_now(self):
        """The parts of those who are still in it: the common one, the lead's, the others' as they came."""
        return [part for part in self.parts.all() if part.left_at is None]

    @property
    def bodies(self):
        return [part.body for part in self.parts_now if part.body]


class JointPart(models.Model):
    """What all stand behind (no body), or what one of them answers for."""

    joint = models.ForeignKey(JointText, models.PROTECT, related_name="parts")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", verbose_name=_("svarer for"))
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    # The newest revision that was more than a correction of spelling: older signatures do not cover it.
    substance = models.PositiveIntegerField(default=0)
    left_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("del av felles tekst")
        verbose_name_plural = _("deler av felles tekst")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["joint", "body"], name="one_part_each"),
            models.UniqueConstraint(fields=["joint"], condition=Q(body=None), name="one_common_part"),
            models.CheckConstraint(condition=Q(substance__lte=F("revision")), name="substance_is_a_revision"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.body.name if self.body else gettext("Felles")


class JointRevision(models.Model):
    """A part as it read from a moment on. Rows are added, never changed."""

    part = models.ForeignKey(JointPart, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    is_spelling = models.BooleanField(default=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("utgave av felles tekst")
        verbose_name_plural = _("utgaver av felles tekst")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="revision_once")]

    def __str__(self):
        return f"{self.part_id}: {self.number}"


class JointSignature(models.Model):
    """That a body stood behind the common part and its own, as they then read. Rows are added."""

    joint = models.ForeignKey(JointText, models.PROTECT, related_name="signatures")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    common_revision = models.PositiveIntegerField()
    own_revision = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("signatur på felles tekst")
        verbose_name_plural = _("signaturer på felles tekst")
        ordering = ["pk"]

    def __str__(self):
        return gettext("{body} signerte {joint_id}").format(body=self.body, joint_id=self.joint_id)
