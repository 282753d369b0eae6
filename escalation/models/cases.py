from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.models.states import Closed, ReferralState, State
from issues.models import Issue
from network.models import Body, Seat
from network.reach import OfEach, Reach


def _is_party(viewer):
    """Raisers and endorsers, those who run the home body, and the bodies the case has come to."""
    if viewer.person_id is None:
        return Q(pk__in=[])
    voices = EscalationIssue.objects.filter(
        escalation=OuterRef("pk"),
        issue__voices__person=viewer.person_id,
        issue__voices__ended_event=None,
    )
    parties = EscalationParty.objects.filter(
        escalation=OuterRef("pk"), body__in=viewer.seat_body_ids | viewer.run_body_ids
    )
    asked = (OfEach(voices) | OfEach(parties)) & ~Q(state=State.DRAFT)
    return Q(home_body__in=viewer.run_body_ids) | asked


class EscalationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """By reach once it is proposed; parties always."""
        by_reach = EscalationIssue.objects.none()
        linked = EscalationIssue.objects.filter(escalation=OuterRef("pk"))
        if viewer.is_inside:
            by_reach = linked.filter(
                Q(escalation__reach=Reach.NETWORK)
                | Q(escalation__reach=Reach.REGION, issue__organisation__region__in=viewer.region_ids)
                | Q(issue__organisation__in=viewer.organisation_ids)
            )
        seen = (Q(reach=Reach.PUBLIC) | OfEach(by_reach)) & Q(restricted=False) & ~Q(state=State.DRAFT)
        return self.filter(seen | _is_party(viewer))

    def with_papers_for(self, viewer):
        """Of these, those whose papers and evidence one may read: what members have told is shared with
        the network, also where the case itself is for everyone. Prices are never for those who sell."""
        if viewer.is_industry:
            return self.none()
        return self if viewer.is_inside else self.filter(_is_party(viewer))

    def for_lists(self):
        return self.select_related("home_body", "lifting_body")

    def with_progress(self):
        """With how many of this round's recipients have answered: «2 av 3 har svart». Counted for the rows that
        are read, not for all that could be."""
        sent = Q(referrals__round=F("round")) & ~Q(referrals__state=ReferralState.WITHDRAWN)
        answered = sent & Q(referrals__state=ReferralState.ANSWERED)
        return self.annotate(n_sent=self._referrals(sent), n_answered=self._referrals(answered))

    def _referrals(self, which):
        own = self.model.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
        return Subquery(own.annotate(n=Count("referrals", filter=which)).values("n"))


class Escalation(models.Model):
    """A løftet sak: what a network asks that others do something about."""

    title = models.CharField(_("Tittel"), max_length=200)
    ask = models.CharField(_("Hva ber vi om?"), max_length=300)
    home_body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("foreslått av"))
    lifting_body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("hvem som løfter")
    )
    issues = models.ManyToManyField(Issue, through="EscalationIssue", related_name="escalations")
    proposer = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    proposed_to = models.ManyToManyField(Body, related_name="+", blank=True, verbose_name=_("mottakere"))
    no_assessment_because = models.CharField(_("Hvorfor uten vurdering"), max_length=500, blank=True)
    tie_to_raiser = models.CharField(_("Egen tilknytning til den som meldte inn"), max_length=300, blank=True)
    reason = models.TextField(_("begrunnelse"), blank=True)
    reach = models.CharField(_("Synlig for"), max_length=20, choices=Reach, default=Reach.NETWORK)
    restricted = models.BooleanField(default=False)
    state = models.CharField(_("status"), max_length=20, choices=State, default=State.DRAFT)
    closed_as = models.CharField(max_length=20, choices=Closed, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    # The round whose answer the lifting body let stand, though somebody said that it did not help.
    kept_round = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    drafted_at = models.DateTimeField()

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("løftet sak")
        verbose_name_plural = _("løftede saker")
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
    def case_number(self):
        """How others refer to it in their archives."""
        return f"Løft {self.drafted_at.year}/{self.pk}"

    @property
    def state_text(self):
        return (
            gettext("avsluttet: {closed_as}").format(closed_as=self.get_closed_as_display())
            if self.closed_as
            else self.get_state_display()
        )


class EscalationIssue(models.Model):
    escalation = models.ForeignKey(Escalation, models.PROTECT)
    issue = models.ForeignKey(Issue, models.PROTECT)

    class Meta:
        verbose_name = _("innmelding i løftet sak")
        verbose_name_plural = _("innmeldinger i løftet sak")
        constraints = [
            models.UniqueConstraint(fields=["escalation", "issue"], name="issue_once_in_escalation")
        ]

    def __str__(self):
        return f"{self.escalation_id}: {self.issue_id}"


class EscalationParty(models.Model):
    """A body the case has come to: it lifts, holds, decides or is asked. Never taken away."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="parties")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("part i løftet sak")
        verbose_name_plural = _("parter i løftet sak")
        constraints = [models.UniqueConstraint(fields=["escalation", "body"], name="party_once")]
        indexes = [models.Index(fields=["body", "escalation"])]

    def __str__(self):
        return gettext("{body} om {escalation_id}").format(body=self.body, escalation_id=self.escalation_id)


class SupplementQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """For those who read the papers of the case."""
        cases = Escalation.objects.visible_to(viewer).with_papers_for(viewer)
        return self.filter(escalation__in=cases.values("pk"))


class Supplement(models.Model):
    """What the proposer added after the case was lifted; shown beside what was frozen, never in it."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="supplements")
    text = models.TextField(_("Det som er nytt"), max_length=4000)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SupplementQuerySet.as_manager()

    class Meta:
        verbose_name = _("supplering")
        verbose_name_plural = _("suppleringer")

    def __str__(self):
        return f"{self.escalation_id}: {self.text[:60]}"

    @property
    def belongs_to(self):
        return (self.escalation,)


class Evidence(models.Model):
    """The case as it stood when it was lifted. Written once; its digest stands in the event."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="evidence")
    round = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("grunnlag for løftet sak")
        verbose_name_plural = _("grunnlag for løftede saker")
        constraints = [models.UniqueConstraint(fields=["escalation", "round"], name="evidence_once_a_round")]

    def __str__(self):
        return gettext("{escalation_id} runde {round}").format(
            escalation_id=self.escalation_id, round=self.round
        )
