from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from escalation.models import Escalation, Referral, ReferralState, State, Verdict
from issues.models import Voice
from network.deadlines import local_day, running_for
from network.registries import Waiting, waits_on

NEXT = {
    ReferralState.SENT: "Bekreft at saken er mottatt, og velg saksbehandler",
    ReferralState.IN_REVIEW: "Behandle saken",
    ReferralState.DECIDED: "Send svaret hjem til dem som spurte",
}


@waits_on
def proposals(viewer):
    """What is proposed waits on those who run the lifting body."""
    if not viewer.run_body_ids:
        return
    proposed = Escalation.objects.filter(lifting_body__in=viewer.run_body_ids, state=State.PROPOSED)
    for escalation in proposed.order_by("pk")[:20]:
        yield Waiting(
            title=escalation.title,
            what="Foreslått løftet: før beslutningen",
            url=reverse("escalation-detail", args=[escalation.pk]),
            since=local_day(escalation.drafted_at),
        )


@waits_on
def sent_back(viewer):
    drafts = Escalation.objects.filter(home_body__in=viewer.run_body_ids, state=State.DRAFT)
    for escalation in drafts.order_by("pk")[:20]:
        yield Waiting(
            title=escalation.title,
            what="Sendt tilbake: gjør ferdig forslaget",
            url=reverse("escalation-detail", args=[escalation.pk]),
        )


@waits_on
def referrals(viewer):
    """What a body holds waits on those who run it, and on the named saksbehandler."""
    held = Q(holder__in=viewer.run_body_ids) | Q(officer__person=viewer.person_id)
    desks = Q(holder__in=viewer.seat_body_ids, holder__kind="content_desk")
    laid = Q(deciding_body__in=viewer.run_body_ids, state=ReferralState.IN_REVIEW)
    waiting = list(
        Referral.objects.filter(held | desks | laid, state__in=NEXT)
        .select_related("escalation", "holder", "deciding_body")
        .order_by("pk")[:40]
    )
    clocks = running_for("escalation.referral", [referral.pk for referral in waiting])
    for referral in waiting:
        clock = clocks.get(referral.pk)
        laid_here = referral.deciding_body_id in viewer.run_body_ids
        in_review = referral.state == ReferralState.IN_REVIEW
        yield Waiting(
            title=referral.title,
            what="Lagt frem til beslutning" if in_review and laid_here else NEXT[referral.state],
            url=reverse("referral-detail", args=[referral.pk]),
            due=clock.due_on if clock else None,
            since=local_day(referral.sent_at),
        )


@waits_on
def questions(viewer):
    waiting = Referral.objects.filter(
        escalation__home_body__in=viewer.run_body_ids, state=ReferralState.WAITING
    )
    for referral in waiting.select_related("escalation", "holder").order_by("pk")[:20]:
        yield Waiting(
            title=referral.title,
            what=f"{referral.holder.name} venter på opplysninger",
            url=reverse("referral-detail", args=[referral.pk]),
        )


@waits_on
def verdicts(viewer):
    """An answered case waits for those who asked to say whether it helped."""
    if viewer.person_id is None:
        return
    mine = Voice.objects.filter(issue__escalations=OuterRef("pk"), person=viewer.person_id)
    said = Verdict.objects.filter(escalation=OuterRef("pk"), person=viewer.person_id, round=OuterRef("round"))
    answered = Escalation.objects.filter(Exists(mine), ~Exists(said), state=State.ANSWERED).order_by("pk")[
        :20
    ]
    clocks = running_for("escalation.escalation", [escalation.pk for escalation in answered])
    for escalation in answered:
        clock = clocks.get(escalation.pk)
        yield Waiting(
            title=escalation.title,
            what="Svaret har kommet: løste det saken?",
            url=reverse("escalation-detail", args=[escalation.pk]) + "#tilbakemelding",
            due=clock.due_on if clock else None,
        )
