"""What waits on someone because of a løftet sak: one query for the cases, one for the saker hos mottakere,
one for the changes they follow."""

from datetime import timedelta

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Prefetch, Q, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.models import (
    Change,
    ChangeState,
    Closed,
    Escalation,
    MemberInput,
    Milestone,
    Referral,
    ReferralState,
    State,
    Verdict,
)
from escalation.together import decides_first, next_for
from guidance.models import JointText
from issues.models import Voice
from network.audit import label_of
from network.deadlines import local_day, running_of
from network.models import Event, Seat
from network.registries import Stops, Waiting, days_on_agendas, seldom_waits_on, waits_on

MOST = 40
DUE_SOON, SILENT_FOR = timedelta(days=14), timedelta(days=90)
AUTHORISED = _("Du har fullmakt: registrer beslutningen")
SENT_BACK = _("Sendt tilbake: gjør ferdig forslaget")
READ, REPLY = _("Les saken før gruppen beslutter"), _("Svar skriftlig på forslaget")
NEXT = {
    ReferralState.SENT: _("Bekreft at saken er mottatt, og velg saksbehandler"),
    ReferralState.IN_REVIEW: _("Behandle saken"),
    ReferralState.DECIDED: _("Send svaret hjem til dem som spurte"),
}
# Where one step is what waits, the line opens its form; the others open the case, where one chooses among them.
STEP_OF = {ReferralState.SENT: "acknowledge", ReferralState.DECIDED: "answer"}
CHOOSE, SAY, MISSING = "#gjor", "#innspill", "#hjalp"


@waits_on
def cases(viewer):
    """What is proposed waits on the lifting body; what was sent back, on the network; an answer, on those
    who asked; and a «nei», on both, until a new round is opened or the answer is let stand."""
    if viewer.person_id is None:
        return
    run = viewer.run_body_ids
    said = Verdict.objects.filter(escalation=OuterRef("pk"), round=OuterRef("round"))
    # From the few that asked and the few that said no, so that the rest need not be looked through.
    asked = Voice.objects.standing().filter(person=viewer.person_id, issue__escalations__state=State.ANSWERED)
    said_no = Verdict.objects.filter(helped=Verdict.Helped.NO)
    to_decide = Q(lifting_body__in=run, state=State.PROPOSED)
    to_finish = Q(home_body__in=run, state=State.DRAFT)
    asked_of = Q(pk__in=asked.values("issue__escalations"))
    to_judge = asked_of & Q(~Exists(said.filter(person=viewer.person_id)), state=State.ANSWERED)
    over = Q(state=State.ANSWERED) | Q(state=State.CLOSED, closed_as=Closed.ANSWERED)
    ours = Q(home_body__in=run) | Q(lifting_body__in=run)
    is_no = Q(Exists(said.filter(helped=Verdict.Helped.NO)), pk__in=said_no.values("escalation"))
    unhelped = over & ours & is_no & Q(kept_round__lt=F("round"))
    waiting = Escalation.objects.annotate(may_judge=to_judge, is_unhelped=unhelped)
    waiting = waiting.annotate(due_on=running_of("escalation.escalation"))
    for case in waiting.filter(to_decide | to_finish | to_judge | unhelped).order_by("pk")[:MOST]:
        address = reverse("escalation-detail", args=[case.pk])
        if case.may_judge:
            yield Waiting(
                title=case.title,
                what=gettext("Svaret har kommet: løste det saken?"),
                url=f"{address}#tilbakemelding",
                due=case.due_on,
            )
        if what := _asked_of_those_who_run(case, run):
            since = local_day(case.drafted_at) if case.state == State.PROPOSED else None
            target = case.due_on if case.state == State.PROPOSED else None
            yield Waiting(
                title=case.title,
                what=what[0],
                url=_opens("escalation", case, what[1]),
                due=target,
                since=since,
                stops=Stops.CASE,
            )


def _opens(kind, case, opens):
    """The form of a step, or a place on the page of the case."""
    if opens.startswith("#"):
        return f"{reverse(f'{kind}-detail', args=[case.pk])}{opens}"
    return reverse(f"{kind}-step", args=[case.pk, opens])


def _asked_of_those_who_run(case, run):
    """What, and what it opens; None when nothing is asked."""
    if case.state == State.PROPOSED:
        return gettext("Foreslått løftet: registrer beslutningen"), "lift"
    if case.state == State.DRAFT:
        return SENT_BACK, "propose"
    if case.is_unhelped and case.lifting_body_id in run:
        return gettext("Svaret løste ikke saken: åpne en ny runde, eller la svaret stå"), CHOOSE
    return (gettext("Svaret løste ikke saken: se hva som mangler"), MISSING) if case.is_unhelped else None


@waits_on
def referrals(viewer):
    """What a body holds waits on those who run it and on the named saksbehandler; what lies before a body,
    also on its members and on whoever has its fullmakt; a question, on those asked and the proposer."""
    if not viewer.seats:
        return
    run, sits = viewer.run_body_ids, viewer.seat_body_ids
    held = Q(holder__in=run) | Q(officer__person=viewer.person_id)
    desks = Q(holder__in=sits, holder__kind="content_desk")
    laid = Q(deciding_body__in=sits | run, state=ReferralState.IN_REVIEW)
    given = Q(authorised__person=viewer.person_id, authority_until__gte=local_day(viewer.at))
    asked = Q(escalation__home_body__in=run) | Q(asked_body__in=run)
    mine = (held | desks | laid | given) & Q(state__in=NEXT)
    said = MemberInput.objects.filter(referral=OuterRef("pk"), seat__person=viewer.person_id)
    waiting = (
        Referral.objects.filter(mine | (asked & Q(state=ReferralState.WAITING)))
        .select_related("escalation", "holder", "officer", "authorised")
        .prefetch_related(Prefetch("joint", JointText.objects.whole()))
        .annotate(has_spoken=Exists(said), due_on=running_of("escalation.referral"))
        .annotate(reply_by=running_of("escalation.referral", "resumes_on"))
    )
    found = list(waiting.order_by("pk")[:MOST])
    to_meet_on = [referral.pk for referral in found if referral.deciding_body_id and not referral.in_writing]
    days = days_on_agendas("escalation.referral", to_meet_on)
    for referral in found:
        referral.meets_on = days.get(referral.pk, referral.treated_on)
        if asked_for := _next_for(viewer, referral):
            what, opens = asked_for
            yield Waiting(
                title=referral.title,
                what=what,
                url=_opens("referral", referral, opens),
                due=_due_for(what, referral),
                since=local_day(referral.held_since),
                stops=Stops.NOBODY if what in (READ, REPLY) else Stops.CASE,
            )


def _due_for(what, referral):
    """The answer's deadline is for those who handle the case; a member's day is the one it is treated on; and
    whoever is asked, has until the clock runs again."""
    if referral.state == ReferralState.WAITING:
        return referral.reply_by
    return referral.meets_on if what in (READ, REPLY) else referral.due_on


def _next_for(viewer, referral):
    """What this person can do with it now, and what it opens; None when it is for others in the same body."""
    if referral.state == ReferralState.WAITING:
        return gettext("{holder} spør om noe: svar").format(holder=referral.holder.name), "reply"
    desk = referral.holder.is_desk and referral.holder_id in viewer.seat_body_ids
    ours = desk or referral.holder_id in viewer.run_body_ids
    if referral.responsibility:
        return gettext("Uavklart ansvar: avklar hvem som skal ha saken"), "clarify" if ours else CHOOSE
    if referral.state == ReferralState.IN_REVIEW and (decides := _decides_on(viewer, referral)):
        return decides
    mine = referral.officer and referral.officer.person_id == viewer.person_id
    if mine or ours:
        return _next_for_holder(referral, desk)
    if referral.has_spoken:
        return None
    return REPLY if referral.in_writing else READ, SAY


def _next_for_holder(referral, desk):
    if referral.joint and not decides_first(referral):
        return next_for(referral)
    if referral.state == ReferralState.IN_REVIEW and referral.deciding_body_id:
        return None  # it waits for those it lies before, and for the day they meet
    return NEXT[referral.state], _step_of(referral, desk)


def _step_of(referral, desk):
    """A content desk settles and answers in one; a group chooses between laying it before another and deciding."""
    return (
        "settle"
        if desk and referral.state == ReferralState.IN_REVIEW
        else STEP_OF.get(referral.state, CHOOSE)
    )


def _decides_on(viewer, referral):
    may_alone = referral.authorised and referral.authority_until >= local_day(viewer.at)
    if may_alone and referral.authorised.person_id == viewer.person_id:
        return AUTHORISED, "decide"
    if referral.deciding_body_id not in viewer.run_body_ids or not _is_treated(referral, viewer):
        return None
    return gettext("Lagt frem: registrer beslutningen, eller utsett saken"), CHOOSE


def _is_treated(referral, viewer):
    """There is nothing to record before the day it is treated on; what is treated in writing can be done sooner."""
    day = referral.meets_on
    return day is None or referral.in_writing or day <= local_day(viewer.at)


@waits_on
def changes(viewer):
    """A change waits on its follower when its date is near, or when nobody has said where it stands for
    a quarter of a year; and on those who sit where it was decided for whoever shall do it, until they have
    said yes, and when its date is near."""
    if not viewer.seats:
        return
    today = local_day(viewer.at)
    soon = Q(due_on__lte=today + DUE_SOON)
    lately = Event.objects.filter(
        target_label=label_of(Change), target_id=OuterRef("pk"), at__gt=viewer.at - SILENT_FOR
    )
    silent = Q(~Exists(lately), status_on__lte=today - SILENT_FOR)
    mine = Q(follower=viewer.person_id) & (soon | silent)
    ours = Q(pk__in=[])
    for seat in viewer.seats:
        if seat.role != Seat.Role.OBSERVER:
            ours |= Q(executor=seat.organisation_id, decision__body=seat.body_id)
    ours &= soon | Q(state=ChangeState.RECOMMENDED)
    waiting = Change.objects.open().filter(mine | ours).select_related("executor")
    for change in waiting.order_by("pk")[:MOST]:
        yield Waiting(
            title=change.what,
            what=_asked_about(change, viewer),
            url=reverse("change-detail", args=[change.pk]),
            due=change.due_on,
            since=change.status_on,
        )


def _asked_about(change, viewer):
    state = change.get_state_display()
    if change.follower_id == viewer.person_id:
        return gettext("Du følger endringen («{state}»): si hvor den står nå").format(state=state)
    if change.state == ChangeState.RECOMMENDED:
        return gettext("Svar for {executor}: tar dere dette inn i planen?").format(
            executor=change.executor.name
        )
    return gettext("{executor} skal gjøre dette («{state}»): si hvor det står nå").format(
        executor=change.executor.name, state=state
    )


def _milestones_of(viewer):
    """Of those who run the body whose plan it is, and of those who record what the other decides."""
    run = viewer.run_body_ids
    ours = Q(body__in=run) | Q(put_before__in=run)
    due = Q(decision=None, due_on__lte=local_day(viewer.at) + DUE_SOON)
    decides = Case(When(put_before__in=run, then=True), default=False, output_field=BooleanField())
    return Milestone.objects.visible_to(viewer).filter(ours & due).annotate(is_to_decide=decides)


@seldom_waits_on(_milestones_of)
def milestones(rows):
    """A milestone that is due soon waits to be decided, and on those whose plan it is to get it there."""
    for milestone in rows.select_related("body", "put_before").order_by("due_on", "pk")[:MOST]:
        what = (
            gettext("Milepæl i planen til {body}: registrer beslutningen").format(body=milestone.body.name)
            if milestone.is_to_decide
            else gettext("Milepæl i planen deres: skal besluttes av {put_before}").format(
                put_before=milestone.put_before.name
            )
        )
        page = "milestone-decide" if milestone.is_to_decide else "milestone-detail"
        yield Waiting(
            title=milestone.title, what=what, url=reverse(page, args=[milestone.pk]), due=milestone.due_on
        )
