"""When a body ends, is renamed or merged: what it held goes to whoever took over, with clock and history.

What it decided keeps its old name. A body that ended without a successor leaves its cases to the
coordinating group as «uavklart ansvar».
"""

from django.db.models import Q

from escalation import plan
from escalation.handling import coordinating_group
from escalation.lifting import take_over
from escalation.models import Escalation, Referral, ReferralState, State
from escalation.telling import comes_to, told, told_of
from guidance import joint
from network.deadlines import local_day
from network.membership import holds
from network.models import Body, Person, Responsibility
from network.workflow import take


def hand_over_cases(now):
    """Move open cases and milestones from bodies that have ended by today. Returns how many moved; none twice."""
    day = local_day(now)
    ended = Body.objects.filter(ends_on__lte=day)
    system = Person.objects.system()
    cases = Escalation.objects.exclude(state=State.CLOSED).filter(
        Q(home_body__in=ended) | Q(lifting_body__in=ended)
    )
    moved = 0
    for case in cases.select_related("home_body", "lifting_body").order_by("pk"):
        if any(body.ended_by(day) and body.heir(day) for body in (case.home_body, case.lifting_body)):
            take(case, "succeed", actor=system, now=now)
            moved += 1
    referrals = Referral.objects.open().filter(Q(holder__in=ended) | Q(deciding_body__in=ended))
    for referral in referrals.select_related("holder", "deciding_body").order_by("pk"):
        if not any(
            body and (body.heir(day) or coordinating_group(day)) not in (None, body)
            for body in (referral.holder, referral.deciding_body)
        ):
            continue
        take(referral, "succeed", actor=system, now=now)
        moved += 1
    return moved + plan.hand_over(now)


def write_case_taken_over(escalation, act):
    before = [escalation.home_body.name, escalation.lifting_body.name]
    take_over(escalation, act.now)
    after = [escalation.home_body.name, escalation.lifting_body.name]
    took = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    return told(escalation, before=[old for old, _ in took], after=[new for _, new in took])


def write_referral_taken_over(referral, act):
    """The clock runs on. The saksbehandler stays when they have a role in the new body too."""
    day = local_day(act.now)
    before, body = referral.holder, referral.holder.heir(day)
    if body is None:
        body = coordinating_group(day) or before
        if referral.state in (ReferralState.SENT, ReferralState.IN_REVIEW):
            referral.responsibility = Responsibility.NONE
    if body != before:
        if referral.joint:
            joint.succeed(referral.joint, before, body)
        referral.holder, referral.held_since = body, act.now
        comes_to(referral.escalation, body, act.now)
    if referral.deciding_body:
        referral.deciding_body = referral.deciding_body.heir(day) or body
        comes_to(referral.escalation, referral.deciding_body, act.now)
    officer = referral.officer
    if officer and officer.body_id != body.pk:
        referral.officer = holds(officer.person, [officer.role], body, act.now)
    return told_of(referral, before=before.pk, before_name=before.name)
