from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.deadlines import clock_text
from network.models import Body

ORDINALS = {
    3: _("hver tredje"),
    4: _("hver fjerde"),
    5: _("hver femte"),
    6: _("hver sjette"),
}


class ItemType(models.TextChoices):
    INFORMATION = "information", _("orientering")
    DISCUSSION = "discussion", _("drøfting")
    DECISION = "decision", _("beslutning")


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """When a body meets is for those seated there, those who serve it, and those who facilitate it."""
        seated = Q(body__in=viewer.seat_body_ids | viewer.run_body_ids)
        return self.filter(seated | Q(facilitator__in=viewer.run_body_ids))

    def going_on(self, day):
        """Those that are not over: the ones that have not begun included."""
        return self.exclude(ends_on__lt=day)


class Series(models.Model):
    """When a body meets: the second Tuesday of the month, every other Thursday. Its meetings are made ahead."""

    class Cadence(models.TextChoices):
        MONTHS = "months", _("måneder")
        WEEKS = "weeks", _("uker")

    class Holiday(models.TextChoices):
        NEXT = "next", _("neste virkedag")
        BEFORE = "before", _("virkedagen før")
        WEEK_LATER = "week_later", _("samme dag uken etter")
        SKIP = "skip", _("møtet går ut")

    WEEKDAYS = ((0, _("mandag")), (1, _("tirsdag")), (2, _("onsdag")), (3, _("torsdag")), (4, _("fredag")))
    NTH = ((1, _("første")), (2, _("andre")), (3, _("tredje")), (4, _("fjerde")), (-1, _("siste")))

    body = models.ForeignKey(Body, models.PROTECT, related_name="series", verbose_name=_("gruppe"))
    cadence = models.CharField(_("hvor ofte"), max_length=10, choices=Cadence, default=Cadence.MONTHS)
    every = models.PositiveSmallIntegerField(_("hver"), default=1)
    weekday = models.PositiveSmallIntegerField(_("ukedag"), choices=WEEKDAYS)
    nth = models.SmallIntegerField(_("hvilken i måneden"), choices=NTH, null=True, blank=True)
    time = models.TimeField(_("klokkeslett"))
    capacity_minutes = models.PositiveSmallIntegerField(_("minutter til saker"), default=90)
    buffer_minutes = models.PositiveSmallIntegerField(_("minutter i reserve"), default=0)
    place = models.CharField(_("sted eller lenke"), max_length=300, blank=True)
    propose_days = models.PositiveSmallIntegerField(_("frist for å foreslå saker (dager før)"), default=10)
    papers_days = models.PositiveSmallIntegerField(_("frist for saksfremlegg (dager før)"), default=7)
    holiday = models.CharField(_("når dagen er fridag"), max_length=10, choices=Holiday, default=Holiday.NEXT)
    # A forum of its own may hold the meetings of a network that is new (recommendation 5), for a time.
    facilitator = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fasiliteres av")
    )
    facilitator_until = models.DateField(_("fasiliteres til og med"), null=True, blank=True)
    facilitator_wish = models.CharField(_("eierens ønske"), max_length=300, blank=True)
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til"), null=True, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("møteserie")
        verbose_name_plural = _("møteserier")
        constraints = [
            models.CheckConstraint(condition=Q(every__gt=0), name="series_has_a_pace"),
            models.CheckConstraint(condition=Q(capacity_minutes__gt=0), name="series_has_time"),
            models.CheckConstraint(
                condition=Q(cadence="weeks", nth__isnull=True) | Q(cadence="months", nth__isnull=False),
                name="a_month_has_an_nth_weekday",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="series_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.body.name}: {self.rhythm}"

    @property
    def rhythm(self):
        """How it is said: «andre tirsdag i måneden kl. 12», «torsdag annenhver uke kl. 9.30»."""
        often = ORDINALS.get(self.every, gettext("hver {every}.").format(every=self.every))
        if self.cadence == self.Cadence.WEEKS:
            day = self.get_weekday_display()
            if self.every == 1:
                when = gettext("hver {day}").format(day=day)
            elif self.every == 2:
                when = gettext("{day} annenhver uke").format(day=day)
            else:
                when = gettext("{day} {often} uke").format(day=day, often=often)
        else:
            day = f"{self.get_nth_display()} {self.get_weekday_display()}"
            if self.every == 1:
                when = gettext("{day} i måneden").format(day=day)
            elif self.every == 2:
                when = gettext("{day} annenhver måned").format(day=day)
            else:
                when = gettext("{day} {often} måned").format(day=day, often=often)
        return f"{when} {clock_text(self.time)}"

    def facilitated_on(self, day):
        """The body that facilitates its meeting on a day, by its id; None when the owner holds it."""
        over = self.facilitator_until is not None and self.facilitator_until < day
        return None if over else self.facilitator_id


class StandingItem(models.Model):
    """What a body always has on its agenda. Ended, never deleted."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="standing_items", verbose_name=_("gruppe"))
    title = models.CharField(_("sak"), max_length=200)
    type = models.CharField(_("type"), max_length=20, choices=ItemType, default=ItemType.INFORMATION)
    minutes = models.PositiveSmallIntegerField(_("minutter"), default=5)
    presenter = models.CharField(_("legges frem av"), max_length=160, blank=True)
    last = models.BooleanField(_("til slutt i møtet"), default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("fast sak")
        verbose_name_plural = _("faste saker")
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="a_standing_item_takes_time"),
        ]

    def __str__(self):
        return self.title


class OutsideEventQuerySet(models.QuerySet):
    def coming(self, day):
        return self.filter(Q(starts_on__gte=day) | Q(ends_on__gte=day)).order_by("starts_on", "pk")

    def been(self, day):
        return self.exclude(Q(starts_on__gte=day) | Q(ends_on__gte=day)).order_by("-starts_on", "pk")


class OutsideEvent(models.Model):
    """What other networks arrange (KIN's KI-stafett among them): listed and linked, never run from here."""

    title = models.CharField(_("tittel"), max_length=200)
    organiser = models.CharField(_("arrangør"), max_length=160)
    url = models.URLField(_("lenke"), max_length=500)
    starts_on = models.DateField(_("dato"))
    ends_on = models.DateField(_("til"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=200, blank=True)

    objects = OutsideEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrangement hos andre")
        verbose_name_plural = _("arrangementer hos andre")
        indexes = [models.Index(fields=["starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="outside_event_ends_after_start",
            ),
            models.UniqueConstraint(fields=["url", "starts_on"], name="outside_event_once"),
        ]

    def __str__(self):
        return f"{self.title} ({self.organiser})"
