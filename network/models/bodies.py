from datetime import datetime

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.absences import Absence
from network.models.organisations import Organisation, Region
from network.models.people import Person


class BodyQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Who there is, and who sits there, is for everyone who signs in."""
        return self if viewer.person_id else self.none()

    def on(self, day):
        """Those that exist on a day: begun, and not ended."""
        return self.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day)).exclude(ends_on__lte=day)

    def of_kind(self, kind, day):
        """The one of a kind on a day; the newest, should there be two."""
        return self.filter(kind=kind).on(day).order_by("-starts_on", "-pk").first()


class Body(models.Model):
    """A network, council, group or content desk: what holds cases and decides them.

    Everything about how bodies change is data: a start, an end and a successor.
    """

    class Kind(models.TextChoices):
        REGIONAL_NETWORK = "regional_network", _("regionalt nettverk")
        NATIONAL_NETWORK = "national_network", _("nasjonalt nettverk")
        SECRETARIAT = "secretariat", _("sekretariat")
        COUNCIL = "council", _("fagråd")
        NETWORK_STEERING = "network_steering", _("nettverkets styringsgruppe")
        COORDINATING = "coordinating", _("koordineringsgruppe")
        STEERING = "steering", _("styringsgruppe")
        CONTENT_DESK = "content_desk", _("innholdsansvarlig")
        GUIDANCE_PANEL = "guidance_panel", _("veiledningspanel")
        TOPIC_GROUP = "topic_group", _("temagruppe")
        WORKING_GROUP = "working_group", _("arbeidsgruppe")
        WORKING_COMMITTEE = "working_committee", _("arbeidsutvalg")

    NETWORKS = (Kind.REGIONAL_NETWORK, Kind.NATIONAL_NETWORK)
    DECIDES = (Kind.COUNCIL, Kind.NETWORK_STEERING, Kind.COORDINATING, Kind.STEERING)

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("navn"), max_length=160)
    kind = models.CharField(_("type"), max_length=20, choices=Kind)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("eier"))
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("helseregion"))
    secretariat = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="serves", verbose_name=_("sekretariat")
    )
    lifting_body = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lifts_for",
        verbose_name=_("hvem som løfter"),
    )
    mandate = models.TextField(_("mandat"), blank=True)
    contact_email = models.EmailField(_("e-post"), blank=True)
    post_email = models.EmailField(
        _("postmottak (e-post)"),
        blank=True,
        help_text=_("Hit går løftede saker og svar som PDF, til arkivet."),
    )
    answer_days = models.PositiveSmallIntegerField(_("avtalt svarfrist (virkedager)"), default=40)
    first_reply_days = models.PositiveSmallIntegerField(
        _("første svar fra et menneske (virkedager)"), default=5
    )
    may_vote = models.BooleanField(_("kan stemme"), default=False)
    joint_answers = models.BooleanField(
        _("kan få felles svar"),
        default=False,
        help_text=_("Mottakerne av nettverkets saker kan svare sammen."),
    )
    silence_counts = models.BooleanField(_("taushet er tilslutning ved skriftlig behandling"), default=False)
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("etterfølger"),
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("nettverk, råd eller gruppe")
        verbose_name_plural = _("nettverk, råd og grupper")
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(ends_on__isnull=False),
                name="body_successor_needs_end",
            ),
            models.CheckConstraint(
                condition=~Q(kind="regional_network") | Q(region__isnull=False),
                name="regional_network_has_region",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_network(self):
        return self.kind in self.NETWORKS

    @property
    def is_desk(self):
        return self.kind == self.Kind.CONTENT_DESK

    @property
    def decides(self):
        """A group that cases are laid before."""
        return self.kind in self.DECIDES

    def ended_by(self, day):
        return self.ends_on is not None and self.ends_on <= day

    def heir(self, day):
        """Who has taken over on a day: the last of its successors that still exists; None without any."""
        body, seen = self, {self.pk}
        while body and body.ended_by(day):
            body = body.successor
            if body and body.pk in seen:
                return None
            seen.add(body.pk if body else None)
        return body


class SeatQuerySet(models.QuerySet):
    def at(self, moment: datetime):
        """The seats held at a moment; dated and never deleted, so that the past can be asked about."""
        return self.filter(starts_at__lte=moment).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=moment))

    def with_names(self):
        return self.select_related("person", "body", "organisation", "deputises_for__person")

    def standing_in(self, moment: datetime, roles=None):
        """With `runs_for`: the seat that leads or is secretary of the same body, and whose holder is away just
        then. The deputy lead stands in for the lead; a deputy for the seat it deputises for; a member where
        the one who is away has named them. `roles`: only for seats with one of these."""
        away = Absence.objects.at(moment).filter(person=OuterRef("person"))
        named = away.filter(colleague=OuterRef(OuterRef("person")))
        left = Seat.objects.at(moment).filter(
            Exists(away), body=OuterRef("body"), role__in=roles or Seat.RUNNING
        )
        left = left.order_by("pk").values("pk")
        deputised = left.filter(Q(pk=OuterRef("deputises_for")) | Exists(named))
        return self.annotate(
            runs_for=Case(
                When(role=Seat.Role.DEPUTY_LEAD, then=Subquery(left.filter(role=Seat.Role.LEAD)[:1])),
                When(role__in=[Seat.Role.MEMBER, Seat.Role.DEPUTY], then=Subquery(deputised[:1])),
            )
        )

    def acting(self, moment: datetime, roles):
        """Those with one of the roles; and where all of these run a body, those who stand in for someone with
        such a role while they are away. Where members count too, whoever could stand in counts as it is."""
        if not set(roles) <= set(Seat.RUNNING):
            return self.filter(role__in=roles)
        return self.standing_in(moment, roles).filter(Q(role__in=roles) | Q(runs_for__isnull=False))


class Field(models.TextChoices):
    """What someone knows, or speaks for, in a council or group."""

    LAW = "law", _("juss")
    SECURITY = "security", _("sikkerhet")
    CLINIC = "clinic", _("klinikk")
    TECHNOLOGY = "technology", _("teknologi")
    USERS = "users", _("brukerrepresentant")
    ADMINISTRATION = "administration", _("administrativ enhet")
    RESEARCH = "research", _("forskning")
    ECONOMY = "economy", _("økonomi og anskaffelse")
    ETHICS = "ethics", _("etikk")


class Seat(models.Model):
    """A person in a body, on behalf of an organisation, with a role, for a time.

    The only source of authority. A seat is ended, never deleted or moved.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("leder")
        DEPUTY_LEAD = "deputy_lead", _("nestleder")
        SECRETARY = "secretary", _("sekretær")
        MEMBER = "member", _("medlem")
        DEPUTY = "deputy", _("vara")
        OBSERVER = "observer", _("observatør")

    RUNNING = (Role.LEAD, Role.DEPUTY_LEAD, Role.SECRETARY)
    DECIDING = (Role.LEAD, Role.DEPUTY_LEAD, Role.MEMBER, Role.DEPUTY)

    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name=_("person"))
    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name="i")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("på vegne av"))
    role = models.CharField(_("rolle"), max_length=20, choices=Role)
    deputises_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("vara for")
    )
    field = models.CharField(_("fagfelt"), max_length=40, choices=Field, blank=True)
    starts_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"), null=True, blank=True)

    # The id of the seat it runs the body for, while its holder is away: set by `standing_in`, never stored.
    runs_for = None

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        indexes = [models.Index(fields=["person", "starts_at"]), models.Index(fields=["body", "role"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="seat_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person", "body", "role", "organisation"],
                condition=Q(ends_at__isnull=True),
                name="one_open_seat_of_a_kind",
            ),
        ]

    def __str__(self):
        return f"{self.person.name}, {self.get_role_display()} i {self.body.name}"

    @property
    def runs(self):
        return self.role in self.RUNNING or self.runs_for is not None

    @property
    def signature(self):
        """How a decision names someone: «Kari Nes (på vegne av Helse Vest RHF, vara for Ola Vik)»."""
        deputy = (
            gettext(", vara for {person}").format(person=self.deputises_for.person.name)
            if self.deputises_for
            else ""
        )
        return gettext("{person} (på vegne av {organisation}{deputy})").format(
            person=self.person.name, organisation=self.organisation.called, deputy=deputy
        )
