"""What each body has to do, most urgent first; and what was agreed before about whose a matter is."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from escalation.models import Clarification, Referral, ReferralState
from network.deadlines import local_day, running_of, working_days_between
from network.likeness import closest
from network.models import Deadline

DONE = (ReferralState.ANSWERED, ReferralState.WITHDRAWN)
MOST_PRECEDENTS = 3


def by_urgency(referrals):
    """With `due_on` and whether the clock stands still; what is overdue and near first, then what waits for
    others, and what is done last."""
    return referrals.annotate(
        due_on=running_of("escalation.referral"),
        paused_on=running_of("escalation.referral", "paused_on"),
        presses=Case(
            When(state__in=DONE, then=Value(2)),
            When(paused_on__isnull=False, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        ),
    ).order_by("presses", F("due_on").asc(nulls_last=True), "pk")


def with_deadlines(escalations):
    """With the nearest deadline that runs at a recipient, or for lifting the case, and whether one stands still."""
    referrals = Referral.objects.filter(escalation=OuterRef(OuterRef("pk"))).values("pk")
    clocks = Deadline.objects.filter(
        target_label="escalation.referral", target_id__in=referrals, ended_at__isnull=True
    )
    runs = clocks.filter(paused_on__isnull=True).order_by("due_on")
    return escalations.annotate(
        due_on=Coalesce(Subquery(runs.values("due_on")[:1]), running_of("escalation.escalation")),
        is_paused=Exists(clocks.filter(paused_on__isnull=False)),
    )


def waiting_days(referral, now):
    """Working days since it was first sent, whoever has had it since."""
    last = referral.answers.order_by("-pk").first()
    until = last.at if last and referral.state == ReferralState.ANSWERED else now
    return working_days_between(local_day(referral.sent_at), local_day(until))


def precedents_for(referral, viewer):
    """Clarifications of matters that look like this one, best first."""
    seen = Clarification.objects.visible_to(viewer).for_lists().exclude(referral=referral)
    text = f"{referral.escalation.title} {referral.escalation.ask}"
    return [clarification for clarification, _ in closest(seen, text)][:MOST_PRECEDENTS]
