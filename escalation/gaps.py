"""What members have asked for that no content covers yet: who asked, who answers for it, what was decided (S33)."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext

from escalation.models import Change, ChangeState, Decision, Referral, ReferralState
from network.deadlines import date_text
from network.language import Quoting
from network.models import Body

Outcome = Decision.Outcome
# Outcomes that say where it is written.
COVERS = (Outcome.EXISTS, Outcome.CHANGED, Outcome.NEW_CONTENT)
DONE = Change.objects.filter(state=ChangeState.DONE)


@dataclass(frozen=True)
class Gap:
    referral: Referral
    decision: str
    progress: str


def asked_for(viewer):
    """What content desks have not answered, have promised and not yet made, or will not make; newest first."""
    ours = Decision.objects.filter(referral=OuterRef("pk"), corrections=None)
    promised = Exists(ours.filter(outcome=Outcome.BY_DATE))
    made = Exists(DONE.filter(decision__referral=OuterRef("pk")))
    by_another = Decision.objects.filter(
        escalation=OuterRef("escalation"),
        referral__round=OuterRef("round"),
        corrections=None,
        outcome__in=COVERS,
    )
    refused = Exists(ours.filter(outcome=Outcome.NOT_MADE)) & ~Exists(by_another)
    is_open = ~Q(state__in=[ReferralState.ANSWERED, ReferralState.WITHDRAWN])
    desks = Body.objects.filter(kind=Body.Kind.CONTENT_DESK)
    newest_first = Decision.objects.order_by("-pk").prefetch_related("changes")
    return (
        Referral.objects.visible_to(viewer)
        .filter(is_open | (promised & ~made) | refused, holder__in=desks.values("pk"))
        .select_related("escalation__home_body", "holder")
        .prefetch_related(Prefetch("decisions", newest_first))
        .order_by("-pk")
    )


def gap_of(referral):
    """One of them, in words."""
    decisions = referral.decisions.all()
    if not decisions:
        return Gap(referral, gettext("Ikke avgjort ennå"), referral.get_state_display())
    decision = decisions[0]
    if decision.outcome == Outcome.NOT_MADE:
        return Gap(
            referral,
            Quoting(gettext("Lages ikke: {grounds}").format(grounds=decision.grounds), decision.grounds),
            gettext("avsluttet"),
        )
    # A correction that promises the same makes no new one: that of the decision it corrects is still followed.
    changes = [change for one in decisions for change in one.changes.all()]
    if changes and changes[0].due_on:
        made = gettext("Lages innen {date}").format(date=date_text(changes[0].due_on))
    else:
        made = gettext("Lages")
    return Gap(referral, made, changes[0].get_state_display() if changes else gettext("planlagt"))
