from django.db import models
from django.db.models import Q

from network.models.bodies import Seat
from network.models.organisations import Region


class ForumQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Listed ones are for everyone who signs in; a suggestion is for who made it and those who run a network."""
        if viewer.person_id is None:
            return self.none()
        if viewer.run_network_ids:
            return self.exclude(status=Forum.Status.DECLINED)
        return self.filter(
            Q(status=Forum.Status.LISTED)
            | Q(status=Forum.Status.SUGGESTED, suggested_by__person=viewer.person_id)
        )


class Forum(models.Model):
    """A forum, network or larger environment that exists already, run by others (R19): to use, not to make again."""

    class Level(models.TextChoices):
        NATIONAL = "national", "nasjonalt"
        INTERREGIONAL = "interregional", "flere regioner"
        REGIONAL = "regional", "regionalt"
        MUNICIPAL = "municipal", "kommunalt"
        ABROAD = "abroad", "i andre land"

    class Status(models.TextChoices):
        SUGGESTED = "suggested", "foreslått"
        LISTED = "listed", "i oversikten"
        DECLINED = "declined", "ikke tatt inn"

    name = models.CharField("Navn", max_length=160, unique=True)
    purpose = models.CharField("Hva er det til for?", max_length=400)
    owner = models.CharField("Hvem eier det?", max_length=160)
    level = models.CharField("Nivå", max_length=20, choices=Level)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name="Helseregion")
    cadence = models.CharField("Hvor ofte møtes de?", max_length=160, blank=True)
    could_extend_to = models.CharField("Hva kunne det også brukes til?", max_length=300, blank=True)
    url = models.URLField("Nettside", max_length=300, blank=True)
    is_environment = models.BooleanField("Større fag- eller forskningsmiljø", default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.LISTED)
    suggested_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    checked_on = models.DateField("sist kontrollert", null=True, blank=True)

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = "forum eller miljø"
        verbose_name_plural = "fora og miljøer"

    def __str__(self):
        return self.name

    @property
    def title(self):
        return self.name


class ForumContact(models.Model):
    """That the network has been in touch with a forum or environment, on a day; rows are added, never changed."""

    class Step(models.TextChoices):
        CONTACTED = "contacted", "kontaktet"
        OFFERED = "offered", "tilbudt samarbeid"
        MET = "met", "møttes"

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="contacts")
    step = models.CharField("Hva skjedde?", max_length=10, choices=Step)
    on = models.DateField("Når?")
    note = models.CharField("Kort om det", max_length=400, blank=True)
    by = models.ForeignKey(Seat, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kontakt"
        verbose_name_plural = "kontakter"
        constraints = [
            models.UniqueConstraint(fields=["forum", "step", "on"], name="one_contact_of_a_kind_a_day")
        ]

    def __str__(self):
        return f"{self.forum}: {self.get_step_display()} {self.on}"
