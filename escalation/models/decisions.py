from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.models.cases import Escalation
from escalation.models.referrals import Referral
from guidance.models import Entry, JointText
from network.models import Body, Organisation, Person, Seat


class DecisionQuerySet(models.QuerySet):
    def with_names(self):
        people = Participation.objects.select_related("seat__person", "seat__organisation").order_by("pk")
        shares = Share.objects.select_related("organisation").order_by("pk")
        return self.select_related("body", "executor", "recorded_by__person").prefetch_related(
            models.Prefetch("participations", people), models.Prefetch("shares", shares)
        )

    def visible_to(self, viewer):
        return self.filter(
            Q(escalation__in=Escalation.objects.visible_to(viewer)) | Q(body__in=viewer.seat_body_ids)
        )


class Decision(models.Model):
    """What a body decided. Corrected only by a new decision that points at the old."""

    class Outcome(models.TextChoices):
        LIFT = "lift", _("saken løftes")
        NOT_LIFT = "not_lift", _("saken løftes ikke")
        FOLLOWED_UP = "followed_up", _("følges opp")
        PARTLY = "partly", _("følges opp delvis")
        NOT_FOLLOWED_UP = "not_followed_up", _("følges ikke opp")
        ENDORSED = "endorsed", _("gir sin tilslutning")
        RULE_CHANGE = "rule_change", _("regelendring foreslått for departementet")
        OTHER_SCHEME = "other_scheme", _("hører til en annen ordning")
        NOTED = "noted", _("tatt til orientering")
        EXISTS = "exists", _("finnes allerede")
        CHANGED = "changed", _("innholdet er endret")
        NEW_CONTENT = "new_content", _("nytt innhold er laget")
        BY_DATE = "by_date", _("lages innen en dato")
        DIRECT = "direct", _("besvart direkte")
        NOT_MADE = "not_made", _("lages ikke")

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
        MEETING = "meeting", _("i møte")
        WRITING = "writing", _("ved skriftlig behandling")
        AUTHORITY = "authority", _("etter fullmakt")
        DESK = "desk", _("av innholdsansvarlig")

    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name=_("besluttet av"))
    escalation = models.ForeignKey(Escalation, models.PROTECT, null=True, related_name="decisions")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="decisions")
    outcome = models.CharField(_("Utfall"), max_length=20, choices=Outcome)
    wording = models.TextField(_("Beslutningen, ordrett"))
    grounds = models.TextField(_("Begrunnelse"))
    how = models.CharField(_("Hvordan ble det besluttet?"), max_length=10, choices=How)
    decided_on = models.DateField(_("dato"))
    dissent = models.TextField(_("Særmerknader"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("Stemmer for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("Stemmer mot"), null=True, blank=True)
    executor = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Hvem skal gjøre det?"),
    )
    executor_due = models.DateField(_("Innen"), null=True, blank=True)
    nobody_acts = models.BooleanField(_("Ingen skal gjøre noe nå"), default=False)
    scheme = models.CharField(_("Hvilken ordning?"), max_length=200, blank=True, default="")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    recorded_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, related_name="+", verbose_name=_("ført av")
    )
    recorded_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslutning")
        verbose_name_plural = _("beslutninger")
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

    @property
    def outcome_text(self):
        """«hører til en annen ordning: Nye metoder»."""
        return f"{self.get_outcome_display()}: {self.scheme}" if self.scheme else self.get_outcome_display()


class Share(models.Model):
    """What one of several shall do of what was decided: nobody need own the whole (S74)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    due_on = models.DateField()

    class Meta:
        verbose_name = _("del av en oppgave")
        verbose_name_plural = _("deler av oppgaver")

    def __str__(self):
        return f"{self.organisation.name}: {self.what}"


class Participation(models.Model):
    """Who took part in a decision, for whom; who stood aside, why, and who judged it so."""

    class Part(models.TextChoices):
        TOOK_PART = "took_part", _("deltok")
        STOOD_ASIDE = "stood_aside", _("inhabil, deltok ikke")
        ABSENT = "absent", _("ikke til stede")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="participations")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part)
    reason = models.CharField(max_length=300, blank=True)
    judged_by = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("deltakelse")
        verbose_name_plural = _("deltakelser")
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
    text = models.TextField(_("Svaret, i klart språk"), max_length=MAX_LENGTH)
    link = models.URLField(_("Lenke"), max_length=500, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="answers")
    # Several gave this answer together; each has its row, and it is read once.
    joint = models.ForeignKey(JointText, models.PROTECT, null=True, blank=True, related_name="answers")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")

    def __str__(self):
        return f"svar på {self.referral_id}"

    @property
    def given_by(self):
        """«Svar fra Helsedirektoratet», or «Felles svar fra» all of those who gave it together."""
        if self.joint is None:
            return gettext("Svar fra {holder}").format(holder=self.referral.holder.name)
        names = [body.name for body in self.joint.bodies]
        return gettext("Felles svar fra {names} og {last}").format(
            names=", ".join(names[:-1]), last=names[-1]
        )


class Verdict(models.Model):
    """What one who asked says of the answer: did it solve the matter?"""

    class Helped(models.TextChoices):
        YES = "yes", _("ja")
        PARTLY = "partly", _("delvis")
        NO = "no", _("nei")

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="verdicts")
    round = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="verdicts")
    helped = models.CharField(_("Løste svaret saken?"), max_length=10, choices=Helped)
    why = models.TextField(_("Hvorfor, eller hva mangler?"), max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("tilbakemelding")
        verbose_name_plural = _("tilbakemeldinger")
        constraints = [
            models.UniqueConstraint(fields=["escalation", "round", "person"], name="one_verdict_each_round"),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_helped_display()}"
