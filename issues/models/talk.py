from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models.cases import Issue
from network.models import Body, Event, Person, Regulation, Seat


class OfIssueQuerySet(models.QuerySet):
    """What is said on an innmelding is for those who see it, and for nobody else."""

    def visible_to(self, viewer):
        return self.filter(Exists(Issue.objects.visible_to(viewer).filter(pk=OuterRef("issue"))))


class CommentQuerySet(OfIssueQuerySet):
    def visible_to(self, viewer):
        """What is withdrawn is nobody's to read, also in a mail that has not gone yet: the page of its case says
        that it was there."""
        return super().visible_to(viewer).filter(withdrawn_at=None)


class Comment(models.Model):
    """What somebody said about an innmelding. Advice from the network, unless a content desk answers as the
    agency that owns the area. Edited for a while, withdrawn, never deleted."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    # The comment a conversation began with: pages show one level of replies, whatever was replied to.
    thread = models.ForeignKey("self", models.PROTECT, null=True, related_name="conversation")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    rule = models.ForeignKey(Regulation, models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("kommentar"), max_length=4000)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    # What came before what: events are numbered in one order, clocks are not.
    event = models.OneToOneField(Event, models.PROTECT, null=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        indexes = [
            models.Index(fields=["issue", "-id"], condition=Q(thread__isnull=True), name="issue_threads"),
            models.Index(fields=["rule", "-id"], condition=Q(desk__isnull=False), name="normative_by_rule"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True, thread__isnull=True)
                | Q(parent__isnull=False, thread__isnull=False),
                name="a_reply_has_its_thread",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(rule__isnull=True) | Q(desk__isnull=False), name="a_rule_is_answered_by_a_desk"
            ),
        ]

    def __str__(self):
        return f"{self.issue_id}: {self.text[:60]}"

    @property
    def belongs_to(self):
        return (self.issue,)

    @property
    def label(self):
        """What it is, so that advice and a normative answer are never mistaken for each other."""
        return (
            gettext("Normativt svar fra {owner}").format(owner=self.desk.owner.called)
            if self.desk
            else ADVICE
        )


ADVICE = _("Råd fra nettverket – ikke normerende")


class FollowChoice(models.Model):
    """That somebody follows a case, or has stopped. Dated by its event and never deleted: the newest counts, and
    who was owed a notice can be asked again. Without any, those who raised, joined or commented follow."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="follow_choices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    follows = models.BooleanField()
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("følger")
        verbose_name_plural = _("følger")
        indexes = [models.Index(fields=["issue", "person", "-event"])]

    def __str__(self):
        return gettext("{person_id} om {issue_id}: {follows}").format(
            person_id=self.person_id, issue_id=self.issue_id, follows=self.follows
        )


class Country(models.TextChoices):
    """Those whose health services Norwegian projects look to, by ISO 3166."""

    AUSTRALIA = "AU", _("Australia")
    BELGIUM = "BE", _("Belgia")
    CANADA = "CA", _("Canada")
    DENMARK = "DK", _("Danmark")
    ESTONIA = "EE", _("Estland")
    EU = "EU", _("EU (felles)")
    FINLAND = "FI", _("Finland")
    FRANCE = "FR", _("Frankrike")
    GREECE = "GR", _("Hellas")
    INDIA = "IN", _("India")
    IRELAND = "IE", _("Irland")
    ICELAND = "IS", _("Island")
    ISRAEL = "IL", _("Israel")
    ITALY = "IT", _("Italia")
    JAPAN = "JP", _("Japan")
    CHINA = "CN", _("Kina")
    LATVIA = "LV", _("Latvia")
    LITHUANIA = "LT", _("Litauen")
    LUXEMBOURG = "LU", _("Luxembourg")
    NETHERLANDS = "NL", _("Nederland")
    NEW_ZEALAND = "NZ", _("New Zealand")
    POLAND = "PL", _("Polen")
    PORTUGAL = "PT", _("Portugal")
    SINGAPORE = "SG", _("Singapore")
    SPAIN = "ES", _("Spania")
    UNITED_KINGDOM = "GB", _("Storbritannia")
    SWITZERLAND = "CH", _("Sveits")
    SWEDEN = "SE", _("Sverige")
    SOUTH_KOREA = "KR", _("Sør-Korea")
    CZECHIA = "CZ", _("Tsjekkia")
    GERMANY = "DE", _("Tyskland")
    UNITED_STATES = "US", _("USA")
    AUSTRIA = "AT", _("Østerrike")
    OTHER = "XX", _("Flere land eller et annet land")


class Abroad(models.Model):
    """How others than Norway have met the same: who, what they did, and where it can be read."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="abroad")
    country = models.CharField(_("land"), max_length=2, choices=Country)
    who = models.CharField(_("hvem"), max_length=200)
    what = models.TextField(_("hva de gjorde"), max_length=2000)
    learned = models.TextField(_("hva vi kan lære"), max_length=1000, blank=True)
    url = models.URLField(_("kilde"), max_length=500)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique

    objects = OfIssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("erfaring fra utlandet")
        verbose_name_plural = _("erfaringer fra utlandet")
        indexes = [models.Index(fields=["country", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="a_source_is_a_page",
            )
        ]

    def __str__(self):
        return f"{self.get_country_display()}: {self.who}"

    @property
    def belongs_to(self):
        return (self.issue,)
