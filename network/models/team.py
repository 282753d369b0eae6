"""What a body should consist of, and what it learns: from others, and after its first year."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.bodies import Body, Field, Seat
from network.models.organisations import Organisation, Region


class PlaceQuerySet(models.QuerySet):
    def at(self, moment):
        """What was expected at a moment."""
        return self.filter(made_at__lte=moment).filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment))


class Place(models.Model):
    """A place a body should have filled: someone from a field, a region or an organisation. Ended, never deleted."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="places", verbose_name=_("gruppe"))
    field = models.CharField(_("fagfelt"), max_length=40, choices=Field, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("helseregion"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("virksomhet")
    )
    count = models.PositiveSmallIntegerField(_("hvor mange"), default=1)
    made_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(_("fjernet"), null=True, blank=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("plass")
        verbose_name_plural = _("plasser")
        constraints = [
            models.CheckConstraint(
                condition=~Q(field="") | Q(region__isnull=False) | Q(organisation__isnull=False),
                name="a_place_says_whom_it_is_for",
            ),
            models.CheckConstraint(condition=Q(count__gt=0), name="a_place_is_for_someone"),
            models.UniqueConstraint(
                "body",
                "field",
                Coalesce("region", 0, output_field=models.BigIntegerField()),
                Coalesce("organisation", 0, output_field=models.BigIntegerField()),
                condition=Q(ended_at__isnull=True),
                name="one_open_place_of_a_kind",
            ),
        ]

    def __str__(self):
        return self.called

    @property
    def called(self):
        """«juss», «Helse Nord», «klinikk fra Helse Vest», «2 fra Helsedirektoratet»."""
        whom = [self.get_field_display()] if self.field else []
        origins = [self.organisation.name] if self.organisation else []
        origins += [self.region.name] if self.region else []
        name = gettext(" fra ").join([*whom, *([", ".join(origins)] if origins else [])])
        return f"{self.count} {'' if whom else 'fra '}{name}" if self.count > 1 else name


class Lesson(models.Model):
    """What a body has learned of another project or network, and what it did with it."""

    class Status(models.TextChoices):
        ADOPTED = "adopted", _("tatt i bruk")
        CONSIDERED = "considered", _("vurderes")
        REJECTED = "rejected", _("ikke for oss")

    body = models.ForeignKey(Body, models.PROTECT, related_name="lessons", verbose_name=_("gruppe"))
    partner = models.CharField(_("hvem det er lært av"), max_length=200)
    what = models.TextField(_("hva vi har lært"), max_length=1000)
    link = models.URLField(_("lenke"), max_length=500, blank=True)
    status = models.CharField(_("hva vi gjør med det"), max_length=10, choices=Status)
    why = models.CharField(_("hvorfor"), max_length=300)
    on = models.DateField(_("dato"))
    told_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("ført av"))
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("læring fra andre")
        verbose_name_plural = _("læring fra andre")
        indexes = [models.Index(fields=["body", "-on", "-id"]), models.Index(fields=["-on", "-id"])]

    def __str__(self):
        return f"{self.partner}: {self.what[:60]}"


class EvaluationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """How a network has fared is for everyone inside."""
        return self if viewer.is_inside else self.none()

    def open(self):
        return self.filter(done_at__isnull=True)


class Evaluation(models.Model):
    """The simple evaluation of a network after its first year (recommendation 5): asked for by a daily job."""

    body = models.OneToOneField(Body, models.PROTECT, related_name="evaluation", verbose_name=_("nettverk"))
    starts_on = models.DateField(_("fra"))
    due_on = models.DateField(_("frist"))
    text = models.TextField(_("hva vi så"), max_length=4000, blank=True)
    link = models.URLField(_("lenke"), max_length=500, blank=True)
    done_at = models.DateTimeField(_("gjort"), null=True, blank=True)
    done_by = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluering")
        verbose_name_plural = _("evalueringer")
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("starts_on")), name="evaluated_after_a_time"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | (Q(done_at__isnull=False, done_by__isnull=False) & (~Q(text="") | ~Q(link=""))),
                name="an_evaluation_that_is_done_says_what_was_seen",
            ),
        ]

    def __str__(self):
        return gettext("Evaluering av {body}").format(body=self.body.name)
