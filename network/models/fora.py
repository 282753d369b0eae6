from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.bodies import Seat
from network.models.organisations import Region


class ForumQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Listed ones are for everyone who signs in; a suggestion is for who made it, whatever became of it, and
        until then for those who run a network."""
        if viewer.person_id is None:
            return self.none()
        own = Q(suggested_by__person=viewer.person_id)
        if viewer.run_network_ids:
            return self.filter(~Q(status=Forum.Status.DECLINED) | own)
        return self.filter(Q(status=Forum.Status.LISTED) | own)

    def standing(self):
        """All but those that were not taken in."""
        return self.exclude(status=Forum.Status.DECLINED)


class Forum(models.Model):
    """A forum, network or larger environment that exists already, run by others (R19): to use, not to make again."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("nasjonalt")
        INTERREGIONAL = "interregional", _("flere regioner")
        REGIONAL = "regional", _("regionalt")
        MUNICIPAL = "municipal", _("kommunalt")
        ABROAD = "abroad", _("i andre land")

    class Status(models.TextChoices):
        SUGGESTED = "suggested", _("foreslått")
        LISTED = "listed", _("i oversikten")
        DECLINED = "declined", _("ikke tatt inn")

    name = models.CharField(_("Navn"), max_length=160, unique=True)
    purpose = models.CharField(_("Hva er det til for?"), max_length=400)
    owner = models.CharField(_("Hvem eier det?"), max_length=160)
    level = models.CharField(_("Nivå"), max_length=20, choices=Level)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("Helseregion"))
    country = models.CharField(_("Land"), max_length=40, blank=True)
    cadence = models.CharField(_("Hvor ofte møtes de?"), max_length=160, blank=True)
    could_extend_to = models.CharField(_("Hva kunne det også brukes til?"), max_length=300, blank=True)
    url = models.URLField(_("Nettside"), max_length=300, blank=True)
    is_environment = models.BooleanField(_("Større fag- eller forskningsmiljø"), default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.LISTED)
    suggested_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    checked_on = models.DateField(_("sist kontrollert"), null=True, blank=True)

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = _("forum eller miljø")
        verbose_name_plural = _("fora og miljøer")

    def __str__(self):
        return self.name

    @property
    def title(self):
        return self.name


class ForumContact(models.Model):
    """That the network has been in touch with a forum or environment, on a day; rows are added, never changed."""

    class Step(models.TextChoices):
        CONTACTED = "contacted", _("kontaktet")
        OFFERED = "offered", _("tilbudt samarbeid")
        MET = "met", _("møttes")

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="contacts")
    step = models.CharField(_("Hva skjedde?"), max_length=10, choices=Step)
    on = models.DateField(_("Når?"))
    note = models.CharField(_("Kort om det"), max_length=400, blank=True)
    by = models.ForeignKey(Seat, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kontakt")
        verbose_name_plural = _("kontakter")
        constraints = [
            models.UniqueConstraint(fields=["forum", "step", "on"], name="one_contact_of_a_kind_a_day")
        ]

    def __str__(self):
        return f"{self.forum}: {self.get_step_display()} {self.on}"
