from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.db.models.lookups import Contains
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models import Body, Event, Organisation, Person
from network.reach import Reach, seen_by_reach
from register.models import Phase, Project


class State(models.TextChoices):
    NEW = "new", _("ny")
    WITH_NETWORK = "with_network", _("i nettverket")
    ON_HOLD = "on_hold", _("satt på vent")
    REFERRED = "referred", _("henvist")
    PROPOSED = "proposed", _("foreslått løftet")
    LIFTED = "lifted", _("løftet")
    ANSWERED = "answered", _("besvart")
    MERGED = "merged", _("slått sammen")
    WITHDRAWN = "withdrawn", _("trukket")


ANSWERED = (State.ANSWERED, State.REFERRED)  # whoever asked has been told
OVER = (*ANSWERED, State.MERGED, State.WITHDRAWN)  # nobody waits here, and nobody weighs it
MERGEABLE = (State.NEW, State.WITH_NETWORK, State.ON_HOLD)


def _about_buying():
    """SQLite cannot look into JSON lists: their text is the same on both engines."""
    phases = Cast("phases", models.TextField())
    return Q(Contains(phases, Value(f'"{Phase.PROCUREMENT}"')))


class IssueQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Reach for those inside; published needs for companies, not those about buying; parties always."""
        seen = seen_by_reach(viewer)
        if viewer.is_industry:
            seen = Q(kind=Issue.Kind.NEED, reach__in=[Reach.NETWORK, Reach.PUBLIC]) & ~_about_buying()
        seen &= Q(restricted=False)
        if viewer.person_id is None:
            return self.filter(seen)
        voices = Voice.objects.standing().filter(issue=OuterRef("pk"), person=viewer.person_id)
        holders = IssueHolder.objects.filter(issue=OuterRef("pk"), body__in=viewer.seat_body_ids)
        handed = FirstLine.objects.filter(issue=OuterRef("pk"), person=viewer.person_id)
        party = Q(home_body__in=viewer.run_body_ids) | Exists(voices) | Exists(holders) | Exists(handed)
        return self.filter(seen | party)

    def held_by(self, body):
        return self.filter(home_body=body)

    def open(self):
        return self.exclude(state__in=OVER)

    def apart(self):
        """Each case once: those that are slått sammen with another are counted and shown there. What was withdrawn
        is nobody's."""
        return self.exclude(state__in=[State.MERGED, State.WITHDRAWN])

    def for_lists(self):
        return self.select_related("organisation", "rank")


class Issue(models.Model):
    """An innmelding: a question, need or barrier that someone met."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("spørsmål")
        NEED = "need", _("behov")
        BARRIER = "barrier", _("hindring")

    title = models.CharField(_("Hva trenger du hjelp med?"), max_length=200)
    text = models.TextField(_("Fortell mer"), max_length=8000, blank=True)
    kind = models.CharField(_("Hva slags innmelding er det?"), max_length=10, choices=Kind)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="issues", verbose_name=_("KI-prosjekt")
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("virksomhet"))
    raised_by = models.ForeignKey(
        Person, models.PROTECT, related_name="issues_raised", verbose_name=_("meldt inn av")
    )
    home_body = models.ForeignKey(Body, models.PROTECT, related_name="issues", verbose_name=_("nettverk"))
    phases = models.JSONField(_("faser"), default=list, blank=True)
    topics = models.JSONField(_("tema"), default=list, blank=True)
    reach = models.CharField(_("Synlig for"), max_length=20, choices=Reach, default=Reach.NETWORK)
    restricted = models.BooleanField(_("Skjermet: bare for partene i saken"), default=False)
    state = models.CharField(_("status"), max_length=20, choices=State, default=State.NEW)
    version = models.PositiveIntegerField(default=0)
    hold_until = models.DateField(_("satt på vent til"), null=True, blank=True)
    answer = models.TextField(_("svar"), blank=True)
    referred_to = models.CharField(_("henvist til"), max_length=200, blank=True)
    reopened = models.BooleanField(default=False)
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    source_url = models.CharField(_("kilde"), max_length=500, blank=True)
    source_key = models.CharField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    raised_at = models.DateTimeField(_("meldt inn"))

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("innmelding")
        verbose_name_plural = _("innmeldinger")
        indexes = [
            # What few are, in the queue of a network.
            models.Index(
                fields=["home_body", "hold_until"],
                condition=Q(hold_until__isnull=False),
                name="issues_on_hold",
            ),
            models.Index(
                fields=["home_body", "state", "id"], condition=Q(reopened=True), name="issues_reopened"
            ),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["home_body", "state", "-id"]),
            models.Index(fields=["reach", "-id"]),
            models.Index(fields=["hold_until"], condition=Q(state="on_hold"), name="issue_on_hold"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="on_hold") | Q(hold_until__isnull=False), name="on_hold_has_a_date"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_over(self):
        return self.state in OVER


class VoiceQuerySet(models.QuerySet):
    def standing(self):
        """Those not ended: a voice that came by a merging ends when the two are parted again."""
        return self.filter(ended_event=None)

    def unanswered(self):
        """Those who still wait for an answer."""
        return self.standing().exclude(issue__state__in=OVER)


class Voice(models.Model):
    """Someone this issue is about: the raiser, each who said «Gjelder oss også», and those of an innmelding
    that was merged into it. Never deleted."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="voices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="voices")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    is_raiser = models.BooleanField(default=False)
    text = models.TextField(_("Hvordan er det hos dere?"), max_length=2000, blank=True)
    at = models.DateTimeField()
    # Decides whether a voice came before an answer: events are numbered under the issue's lock, clocks are not.
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    ended_event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    came_from = models.ForeignKey(Issue, models.PROTECT, null=True, blank=True, related_name="+")

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("stemme")
        verbose_name_plural = _("stemmer")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "person"], condition=Q(ended_event=None), name="one_voice_each"
            ),
            models.UniqueConstraint(fields=["issue"], condition=Q(is_raiser=True), name="one_raiser"),
        ]

    def __str__(self):
        return gettext("{person} om {issue_id}").format(person=self.person, issue_id=self.issue_id)


class IssueHolder(models.Model):
    """A body that became a party to the issue because it was lifted there. Written from above."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="holders")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("gruppe som har innmeldingen")
        verbose_name_plural = _("grupper som har innmeldingen")
        constraints = [models.UniqueConstraint(fields=["issue", "body"], name="holder_once")]

    def __str__(self):
        return gettext("{body} om {issue_id}").format(body=self.body, issue_id=self.issue_id)


class FirstLine(models.Model):
    """What was tried before the network was asked, and who tried it: the answer goes to them too (S73).

    Rows are added, never changed: the newest from before an event counts.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="first_lines")
    tried = models.TextField(_("Hva er prøvd?"), max_length=2000)
    unit = models.CharField(_("Hvem prøvde?"), max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(_("E-post til førstelinjen"), blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("førstelinje")
        verbose_name_plural = _("førstelinjer")
        indexes = [models.Index(fields=["issue", "-event"])]

    def __str__(self):
        return gettext("{unit} om {issue_id}").format(unit=self.unit, issue_id=self.issue_id)
