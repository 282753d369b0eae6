from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.models.cases import Escalation
from escalation.models.states import ReferralState
from guidance.models import JointText
from network.models import Body, Event, Responsibility, Seat


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        return self.filter(Exists(Escalation.objects.visible_to(viewer).filter(pk=OuterRef("escalation"))))

    def with_papers_for(self, viewer):
        return self.filter(escalation__in=Escalation.objects.with_papers_for(viewer)).exclude(proposal="")

    def open(self):
        return self.exclude(state__in=[ReferralState.ANSWERED, ReferralState.WITHDRAWN])

    def for_lists(self):
        return self.select_related(
            "escalation__home_body",
            "recipient",
            "holder",
            "deciding_body",
            "officer__person",
            "authorised__person",
            "asked_body",
        )


class PaperType(models.TextChoices):
    INFORMATION = "information", _("orientering")
    DISCUSSION = "discussion", _("drøfting")
    DECISION = "decision", _("beslutning")


class Referral(models.Model):
    """A sak hos {mottaker}: one for each recipient and round.

    `recipient` is the body it was sent to and never changes; `holder` has it now: authority, queue, clock.
    """

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="referrals")
    round = models.PositiveSmallIntegerField(default=1)
    recipient = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("mottaker"))
    holder = models.ForeignKey(
        Body, models.PROTECT, related_name="referrals_held", verbose_name=_("saken er hos")
    )
    is_lead = models.BooleanField(_("hovedmottaker"), default=False)
    state = models.CharField(_("status"), max_length=20, choices=ReferralState, default=ReferralState.SENT)
    version = models.PositiveIntegerField(default=0)
    officer = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("saksbehandler")
    )
    own_case_number = models.CharField(_("Eget saksnummer"), max_length=60, blank=True)
    deciding_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legges frem for")
    )
    part = models.CharField(_("hva mottakeren skal svare på"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("oversendt"))
    held_since = models.DateTimeField(_("hos denne siden"))
    # Whose is it? A second handing on, or one to nobody, goes to the coordinating group.
    times_handed_on = models.PositiveSmallIntegerField(default=0)
    responsibility = models.CharField(
        _("uavklart ansvar"), max_length=10, choices=Responsibility, blank=True, default=""
    )
    # What the holder has asked, and whom.
    asked_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("venter på")
    )
    question = models.TextField(_("spørsmålet"), blank=True)
    # Before the body that decides.
    paper_type = models.CharField(_("type"), max_length=12, choices=PaperType, blank=True, default="")
    paper = models.JSONField(_("saksfremlegg"), default=dict, blank=True)
    proposal = models.TextField(_("forslag til beslutning"), blank=True)
    treated_on = models.DateField(_("behandles"), null=True, blank=True)
    in_writing = models.BooleanField(_("skriftlig behandling"), default=False)
    times_deferred = models.PositiveSmallIntegerField(default=0)
    # Fullmakt: one seat that may decide alone, within limits, until a day.
    authorised = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("har fullmakt")
    )
    authority_limits = models.TextField(_("grensene for fullmakten"), blank=True)
    authority_until = models.DateField(_("fullmakten varer til"), null=True, blank=True)
    # Answers together with others of the same round.
    joint = models.ForeignKey(
        JointText,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name=_("felles svar"),
    )
    # The recipient's archive.
    legal_basis = models.CharField(_("hjemmel for unntak fra offentlighet"), max_length=200, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("sak hos mottaker")
        verbose_name_plural = _("saker hos mottakere")
        indexes = [
            models.Index(fields=["holder", "state"]),
            models.Index(fields=["deciding_body", "state"]),
            models.Index(fields=["holder"], condition=~Q(responsibility=""), name="referral_unclear"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "recipient", "round"], name="recipient_once_a_round"
            ),
            models.UniqueConstraint(
                fields=["escalation", "round"], condition=Q(is_lead=True), name="one_lead_recipient"
            ),
            models.CheckConstraint(
                condition=Q(authorised__isnull=True) | Q(authority_until__isnull=False),
                name="authority_has_an_end",
            ),
        ]

    def __str__(self):
        return gettext("{escalation} hos {holder}").format(
            escalation=self.escalation.title, holder=self.holder.name
        )

    def get_absolute_url(self):
        return reverse("referral-detail", args=[self.pk])

    @property
    def title(self):
        return self.escalation.title

    @property
    def decides(self):
        """The body that decides: the one it is laid before, else the holder."""
        return self.deciding_body or self.holder

    def decides_on(self, day):
        """The body that decides on a day: whoever has taken over, should the one that did have ended."""
        return self.decides.heir(day) or self.decides


class MemberInput(models.Model):
    """What a member of the deciding body says before it decides. None of it is needed for the group to
    decide, but one who asks for a meeting gets it. Rows are added; the newest of each kind counts."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("spørsmål før møtet")
        DEPUTY = "deputy", _("sender vara")
        ASIDE = "aside", _("kan være inhabil")
        ANCHORED = "anchored", _("forankret hjemme")
        WRITTEN = "written", _("svar i skriftlig behandling")
        MEETING = "meeting", _("ber om møte")

    class Value(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("nei")
        ONGOING = "ongoing", _("pågår")

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="inputs")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=10, choices=Value, blank=True, default="")
    text = models.TextField(max_length=2000, blank=True)
    deputy = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+", verbose_name=_("vara"))
    at = models.DateTimeField()
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("innspill")
        verbose_name_plural = _("innspill")
        indexes = [models.Index(fields=["referral", "kind"])]

    def __str__(self):
        return f"{self.seat}: {self.get_kind_display()}"

    @property
    def value_text(self):
        """The answer in words: who comes instead; and to a proposal one agrees or not."""
        if self.deputy:
            return self.deputy.person.name
        if self.kind == self.Kind.WRITTEN:
            return {self.Value.YES: gettext("enig"), self.Value.NO: gettext("ikke enig")}[self.value]
        return self.get_value_display()


class ClarificationQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        return self.filter(referral__escalation__in=Escalation.objects.visible_to(viewer))

    def for_lists(self):
        return self.select_related(
            "referral__escalation", "agreed_holder", "seat__person", "seat__organisation"
        )


class Clarification(models.Model):
    """Who was agreed to have a matter that nobody, several or another ministry seemed to have (S18, S55).
    Offered as precedent the next time."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="clarifications")
    question = models.CharField(_("Hva var uavklart?"), max_length=300)
    responsibility = models.CharField(_("slag"), max_length=10, choices=Responsibility)
    agreed_holder = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("Hvem skal ha saken?")
    )
    reason = models.TextField(_("Hvorfor?"), max_length=2000)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("avklaring av ansvar")
        verbose_name_plural = _("avklaringer av ansvar")

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("referral-detail", args=[self.referral_id])

    @property
    def title(self):
        return self.question
