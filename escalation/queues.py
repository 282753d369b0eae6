"""What each body has to do, most urgent first; and what was agreed before about whose a matter is."""

from django.db.models import Case, F, IntegerField, Value, When

from escalation.models import Clarification, ReferralState
from issues.similar import closest
from network.deadlines import local_day, running_of, working_days_between

DONE = (ReferralState.ANSWERED, ReferralState.WITHDRAWN)
MOST_PRECEDENTS = 3


def by_urgency(referrals):
    """With `due_on` and whether the clock stands still; what is overdue and near first, what is done last."""
    done = Case(When(state__in=DONE, then=Value(1)), default=Value(0), output_field=IntegerField())
    return referrals.annotate(
        due_on=running_of("escalation.referral"),
        paused_on=running_of("escalation.referral", "paused_on"),
        is_done=done,
    ).order_by("is_done", F("due_on").asc(nulls_last=True), "pk")


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
