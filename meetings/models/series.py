from django.db import models
from django.db.models import F, Q

from network.deadlines import clock_text
from network.models import Body

ORDINALS = {2: "annenhver", 3: "hver tredje", 4: "hver fjerde", 5: "hver femte", 6: "hver sjette"}


class ItemType(models.TextChoices):
    INFORMATION = "information", "orientering"
    DISCUSSION = "discussion", "drøfting"
    DECISION = "decision", "beslutning"


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
        MONTHS = "months", "måneder"
        WEEKS = "weeks", "uker"

    class Holiday(models.TextChoices):
        NEXT = "next", "neste virkedag"
        BEFORE = "before", "virkedagen før"
        WEEK_LATER = "week_later", "samme dag uken etter"
        SKIP = "skip", "møtet går ut"

    WEEKDAYS = ((0, "mandag"), (1, "tirsdag"), (2, "onsdag"), (3, "torsdag"), (4, "fredag"))
    NTH = ((1, "første"), (2, "andre"), (3, "tredje"), (4, "fjerde"), (-1, "siste"))

    body = models.ForeignKey(Body, models.PROTECT, related_name="series", verbose_name="gruppe")
    cadence = models.CharField("hvor ofte", max_length=10, choices=Cadence, default=Cadence.MONTHS)
    every = models.PositiveSmallIntegerField("hver", default=1)
    weekday = models.PositiveSmallIntegerField("ukedag", choices=WEEKDAYS)
    nth = models.SmallIntegerField("hvilken i måneden", choices=NTH, null=True, blank=True)
    time = models.TimeField("klokkeslett")
    capacity_minutes = models.PositiveSmallIntegerField("minutter til saker", default=90)
    buffer_minutes = models.PositiveSmallIntegerField("minutter i reserve", default=0)
    place = models.CharField("sted eller lenke", max_length=300, blank=True)
    propose_days = models.PositiveSmallIntegerField("frist for å foreslå saker (dager før)", default=10)
    papers_days = models.PositiveSmallIntegerField("frist for saksfremlegg (dager før)", default=7)
    holiday = models.CharField("når dagen er fridag", max_length=10, choices=Holiday, default=Holiday.NEXT)
    # A forum of its own may hold the meetings of a network that is new (recommendation 5), for a time.
    facilitator = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fasiliteres av"
    )
    facilitator_until = models.DateField("fasiliteres til", null=True, blank=True)
    facilitator_wish = models.CharField("eierens ønske", max_length=300, blank=True)
    starts_on = models.DateField("fra")
    ends_on = models.DateField("til", null=True, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "møteserie"
        verbose_name_plural = "møteserier"
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
        often = ORDINALS.get(self.every, f"hver {self.every}.")
        if self.cadence == self.Cadence.WEEKS:
            day = self.get_weekday_display()
            when = f"hver {day}" if self.every == 1 else f"{day} {often} uke"
        else:
            when = f"{self.get_nth_display()} {self.get_weekday_display()}"
            when += " i måneden" if self.every == 1 else f" {often} måned"
        return f"{when} {clock_text(self.time)}"

    def facilitated_on(self, day):
        """The body that facilitates its meeting on a day, by its id; None when the owner holds it."""
        over = self.facilitator_until is not None and self.facilitator_until < day
        return None if over else self.facilitator_id


class StandingItem(models.Model):
    """What a body always has on its agenda. Ended, never deleted."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="standing_items", verbose_name="gruppe")
    title = models.CharField("sak", max_length=200)
    type = models.CharField("type", max_length=20, choices=ItemType, default=ItemType.INFORMATION)
    minutes = models.PositiveSmallIntegerField("minutter", default=5)
    presenter = models.CharField("legges frem av", max_length=160, blank=True)
    last = models.BooleanField("til slutt i møtet", default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "fast sak"
        verbose_name_plural = "faste saker"
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

    title = models.CharField("tittel", max_length=200)
    organiser = models.CharField("arrangør", max_length=160)
    url = models.URLField("lenke", max_length=500)
    starts_on = models.DateField("dato")
    ends_on = models.DateField("til", null=True, blank=True)
    place = models.CharField("sted", max_length=200, blank=True)

    objects = OutsideEventQuerySet.as_manager()

    class Meta:
        verbose_name = "arrangement hos andre"
        verbose_name_plural = "arrangementer hos andre"
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
