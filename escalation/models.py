from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from guidance.models import Entry
from issues.models import Issue
from network.models import Body, Organisation, Person, Seat
from network.reach import Reach


class State(models.TextChoices):
    DRAFT = "draft", "utkast"
    PROPOSED = "proposed", "foreslått løftet"
    LIFTED = "lifted", "løftet"
    ANSWERED = "answered", "besvart"
    CLOSED = "closed", "avsluttet"


class Closed(models.TextChoices):
    """Why a closed case was closed."""

    ANSWERED = "answered", "besvart"
    NOT_LIFTED = "not_lifted", "ikke løftet"
    WITHDRAWN = "withdrawn", "trukket"


class EscalationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """By reach once it is proposed; parties always: raisers, the home and lifting body's people, holders."""
        by_reach = EscalationIssue.objects.none()
        linked = EscalationIssue.objects.filter(escalation=OuterRef("pk"))
        if viewer.is_inside:
            by_reach = linked.filter(
                Q(escalation__reach=Reach.NETWORK)
                | Q(escalation__reach=Reach.REGION, issue__organisation__region__in=viewer.region_ids)
                | Q(issue__organisation__in=viewer.organisation_ids)
            )
        seen = (Q(reach=Reach.PUBLIC) | Exists(by_reach)) & Q(restricted=False) & ~Q(state=State.DRAFT)
        if viewer.person_id is None:
            return self.filter(seen)
        voices = linked.filter(issue__voices__person=viewer.person_id)
        referrals = Referral.objects.filter(escalation=OuterRef("pk")).filter(
            Q(recipient__in=viewer.seat_body_ids)
            | Q(holder__in=viewer.seat_body_ids)
            | Q(deciding_body__in=viewer.seat_body_ids)
        )
        party = (
            Q(home_body__in=viewer.run_body_ids)
            | Q(lifting_body__in=viewer.seat_body_ids | viewer.run_body_ids, state__in=AFTER_PROPOSAL)
            | (Exists(voices) & ~Q(state=State.DRAFT))
            | Exists(referrals)
        )
        return self.filter(seen | party)

    def for_lists(self):
        return self.select_related("home_body", "lifting_body")

    def with_progress(self):
        """With how many of this round's recipients have answered: «2 av 3 har svart»."""
        sent = Q(referrals__round=F("round")) & ~Q(referrals__state=ReferralState.WITHDRAWN)
        answered = sent & Q(referrals__state=ReferralState.ANSWERED)
        return self.annotate(
            n_sent=Count("referrals", filter=sent, distinct=True),
            n_answered=Count("referrals", filter=answered, distinct=True),
        )


AFTER_PROPOSAL = [State.PROPOSED, State.LIFTED, State.ANSWERED, State.CLOSED]


class Escalation(models.Model):
    """A løftet sak: what a network asks that others do something about."""

    title = models.CharField("Tittel", max_length=200)
    ask = models.CharField("Hva ber vi om?", max_length=300)
    home_body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="foreslått av")
    lifting_body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="hvem som løfter")
    issues = models.ManyToManyField(Issue, through="EscalationIssue", related_name="escalations")
    proposer = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    proposed_to = models.ManyToManyField(Body, related_name="+", blank=True, verbose_name="mottakere")
    no_assessment_because = models.CharField("Hvorfor uten vurdering", max_length=500, blank=True)
    tie_to_raiser = models.CharField("Egen tilknytning til den som meldte inn", max_length=300, blank=True)
    reason = models.TextField("begrunnelse", blank=True)
    reach = models.CharField("Synlig for", max_length=20, choices=Reach, default=Reach.NETWORK)
    restricted = models.BooleanField(default=False)
    state = models.CharField("status", max_length=20, choices=State, default=State.DRAFT)
    closed_as = models.CharField(max_length=20, choices=Closed, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=0)
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    drafted_at = models.DateTimeField()

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = "løftet sak"
        verbose_name_plural = "løftede saker"
        indexes = [
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["lifting_body", "state"]),
            models.Index(fields=["home_body", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="closed") & ~Q(closed_as="")) | (~Q(state="closed") & Q(closed_as="")),
                name="closed_says_how",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("escalation-detail", args=[self.pk])

    @property
    def state_text(self):
        return f"avsluttet: {self.get_closed_as_display()}" if self.closed_as else self.get_state_display()


class EscalationIssue(models.Model):
    escalation = models.ForeignKey(Escalation, models.PROTECT)
    issue = models.ForeignKey(Issue, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["escalation", "issue"], name="issue_once_in_escalation")
        ]

    def __str__(self):
        return f"{self.escalation_id}: {self.issue_id}"


class Evidence(models.Model):
    """The case as it stood when it was lifted. Written once; its digest stands in the event."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="evidence")
    round = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["escalation", "round"], name="evidence_once_a_round")]

    def __str__(self):
        return f"{self.escalation_id} runde {self.round}"


class ReferralState(models.TextChoices):
    SENT = "sent", "oversendt"
    IN_REVIEW = "in_review", "under behandling"
    WAITING = "waiting", "venter på opplysninger"
    DECIDED = "decided", "besluttet"
    ANSWERED = "answered", "besvart"
    WITHDRAWN = "withdrawn", "trukket"


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        return self.filter(escalation__in=Escalation.objects.visible_to(viewer))

    def open(self):
        return self.exclude(state__in=[ReferralState.ANSWERED, ReferralState.WITHDRAWN])

    def for_lists(self):
        return self.select_related("escalation", "recipient", "holder", "deciding_body", "officer__person")


class Referral(models.Model):
    """A sak hos {mottaker}: one for each recipient and round.

    `recipient` is the body it was sent to and never changes; `holder` has it now: authority, queue, clock.
    """

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="referrals")
    round = models.PositiveSmallIntegerField(default=1)
    recipient = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="mottaker")
    holder = models.ForeignKey(
        Body, models.PROTECT, related_name="referrals_held", verbose_name="saken er hos"
    )
    is_lead = models.BooleanField("hovedmottaker", default=False)
    state = models.CharField("status", max_length=20, choices=ReferralState, default=ReferralState.SENT)
    version = models.PositiveIntegerField(default=0)
    officer = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="saksbehandler"
    )
    own_case_number = models.CharField("Eget saksnummer", max_length=60, blank=True)
    deciding_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="legges frem for"
    )
    paper = models.TextField("saksfremlegg", blank=True)
    proposal = models.TextField("forslag til beslutning", blank=True)
    sent_at = models.DateTimeField("oversendt")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "sak hos mottaker"
        verbose_name_plural = "saker hos mottakere"
        indexes = [models.Index(fields=["holder", "state"]), models.Index(fields=["deciding_body", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "recipient", "round"], name="recipient_once_a_round"
            ),
            models.UniqueConstraint(
                fields=["escalation", "round"], condition=Q(is_lead=True), name="one_lead_recipient"
            ),
        ]

    def __str__(self):
        return f"{self.escalation.title} hos {self.holder.name}"

    def get_absolute_url(self):
        return reverse("referral-detail", args=[self.pk])

    @property
    def title(self):
        return self.escalation.title


class DecisionQuerySet(models.QuerySet):
    def with_names(self):
        people = Participation.objects.select_related("seat__person", "seat__organisation").order_by("pk")
        return self.select_related("body", "executor", "recorded_by__person").prefetch_related(
            models.Prefetch("participations", people)
        )

    def visible_to(self, viewer):
        return self.filter(
            Q(escalation__in=Escalation.objects.visible_to(viewer)) | Q(body__in=viewer.seat_body_ids)
        )


class Decision(models.Model):
    """What a body decided. Corrected only by a new decision that points at the old."""

    class Outcome(models.TextChoices):
        LIFT = "lift", "saken løftes"
        NOT_LIFT = "not_lift", "saken løftes ikke"
        FOLLOWED_UP = "followed_up", "følges opp"
        PARTLY = "partly", "følges opp delvis"
        NOT_FOLLOWED_UP = "not_followed_up", "følges ikke opp"
        ENDORSED = "endorsed", "gir sin tilslutning"
        RULE_CHANGE = "rule_change", "regelendring foreslått for departementet"
        OTHER_SCHEME = "other_scheme", "hører til en annen ordning"
        NOTED = "noted", "tatt til orientering"
        EXISTS = "exists", "finnes alt"
        CHANGED = "changed", "innholdet er endret"
        NEW_CONTENT = "new_content", "nytt innhold er laget"
        BY_DATE = "by_date", "lages innen en dato"
        DIRECT = "direct", "besvart direkte"
        NOT_MADE = "not_made", "lages ikke"

    BY_GROUP = (
        Outcome.FOLLOWED_UP,
        Outcome.PARTLY,
        Outcome.NOT_FOLLOWED_UP,
        Outcome.ENDORSED,
        Outcome.RULE_CHANGE,
        Outcome.OTHER_SCHEME,
        Outcome.NOTED,
    )
    BY_DESK = (
        Outcome.EXISTS,
        Outcome.CHANGED,
        Outcome.NEW_CONTENT,
        Outcome.BY_DATE,
        Outcome.DIRECT,
        Outcome.NOT_MADE,
    )

    class How(models.TextChoices):
        MEETING = "meeting", "i møte"
        WRITING = "writing", "ved skriftlig behandling"
        AUTHORITY = "authority", "etter fullmakt"
        DESK = "desk", "av innholdsansvarlig"

    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name="besluttet av")
    escalation = models.ForeignKey(Escalation, models.PROTECT, null=True, related_name="decisions")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="decisions")
    outcome = models.CharField("Utfall", max_length=20, choices=Outcome)
    wording = models.TextField("Beslutningen, ordrett")
    grounds = models.TextField("Begrunnelse")
    how = models.CharField("Hvordan ble det besluttet?", max_length=10, choices=How)
    decided_on = models.DateField("dato")
    dissent = models.TextField("Særmerknader", blank=True)
    executor = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Hvem skal gjøre det?",
    )
    executor_due = models.DateField("Innen", null=True, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    recorded_by = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+", verbose_name="ført av")
    recorded_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "beslutning"
        verbose_name_plural = "beslutninger"
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(corrects__isnull=True, referral__isnull=False),
                name="one_decision_per_referral",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(corrects__isnull=False), name="corrected_once"
            ),
            models.CheckConstraint(
                condition=Q(executor_due__isnull=True) | Q(executor__isnull=False), name="due_needs_executor"
            ),
        ]

    def __str__(self):
        return f"{self.body.name}: {self.get_outcome_display()}"


class Participation(models.Model):
    """Who took part in a decision, for whom; who stood aside, why, and who judged it so."""

    class Part(models.TextChoices):
        TOOK_PART = "took_part", "deltok"
        STOOD_ASIDE = "stood_aside", "inhabil, deltok ikke"
        ABSENT = "absent", "ikke til stede"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="participations")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part)
    reason = models.CharField(max_length=300, blank=True)
    judged_by = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "deltakelse"
        verbose_name_plural = "deltakelser"
        constraints = [
            models.UniqueConstraint(fields=["decision", "seat"], name="takes_part_once"),
            models.CheckConstraint(
                condition=~Q(part="stood_aside") | ~Q(reason=""), name="standing_aside_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.seat}: {self.get_part_display()}"


class Answer(models.Model):
    """What goes home, in plain words. A correction is a new row."""

    MAX_LENGTH = 1500

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="answers")
    text = models.TextField("Svaret, i klart språk", max_length=MAX_LENGTH)
    link = models.URLField("Lenke", max_length=500, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="answers")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"

    def __str__(self):
        return f"svar på {self.referral_id}"


class Verdict(models.Model):
    """What one who asked says of the answer: did it solve the matter?"""

    class Helped(models.TextChoices):
        YES = "yes", "ja"
        PARTLY = "partly", "delvis"
        NO = "no", "nei"

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="verdicts")
    round = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="verdicts")
    helped = models.CharField("Løste svaret saken?", max_length=10, choices=Helped)
    why = models.TextField("Hvorfor, eller hva mangler?", max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "tilbakemelding"
        verbose_name_plural = "tilbakemeldinger"
        constraints = [
            models.UniqueConstraint(fields=["escalation", "round", "person"], name="one_verdict_each_round"),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_helped_display()}"
