"""What must always be true of løftede saker, whatever has been killed."""

from django.db.models import Count, Q

from escalation.evidence import digest
from escalation.models import Closed, Decision, Escalation, Evidence, Referral, ReferralState, State
from network.models import Seat


def breaches():
    return [*_closed_without_answer(), *_decided_twice(), *_never_finished(), *_evidence(), *_recorders()]


def _closed_without_answer():
    """Every case closed as answered has an answer on each referral not withdrawn, and on at least one."""
    for escalation in Escalation.objects.filter(state=State.CLOSED, closed_as=Closed.ANSWERED):
        referrals = Referral.objects.filter(escalation=escalation).exclude(state=ReferralState.WITHDRAWN)
        silent = referrals.annotate(n=Count("answers")).filter(n=0).count()
        if silent or not referrals.exists():
            yield f"escalation {escalation.pk} is closed as answered, but {silent or 'all'} referrals are not"


def _decided_twice():
    decided = Decision.objects.filter(corrects__isnull=True, referral__isnull=False).values("referral")
    for row in decided.annotate(n=Count("pk")).filter(n__gt=1):
        yield f"referral {row['referral']} has {row['n']} decisions"


def _never_finished():
    """A lifted case with no open referral should have been answered in the same transaction."""
    still_open = ~Q(referrals__state__in=[ReferralState.ANSWERED, ReferralState.WITHDRAWN])
    lifted = Escalation.objects.filter(state=State.LIFTED)
    for escalation in lifted.annotate(n=Count("referrals", filter=still_open)).filter(n=0):
        yield f"escalation {escalation.pk} is lifted, but nobody has it"


def _evidence():
    for frozen in Evidence.objects.all():
        if digest(frozen.content) != frozen.digest:
            yield f"evidence {frozen.pk} of escalation {frozen.escalation_id} is not what was frozen"


def _recorders():
    """Whoever recorded a decision held that seat then."""
    for decision in Decision.objects.exclude(recorded_by__isnull=True):
        if not Seat.objects.at(decision.recorded_at).filter(pk=decision.recorded_by_id).exists():
            yield f"decision {decision.pk} was recorded from a seat not held then"
