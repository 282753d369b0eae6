"""Who may do what with a løftet sak: each function returns the seat that allows it, or None."""

from escalation.models import Escalation
from issues.models import State as IssueState
from network.collation import by_name
from network.deadlines import local_day
from network.membership import holds, runs
from network.models import Body, Seat
from network.rules import acts_for, owns_content

# What these quote on a timeline stands in the papers, or is what was said before a decision.
TOLD_IN_PAPERS = (
    "escalation.supplement",
    "attachment.withdrawn",
    "referral.lay_before",
    "referral.ask",
    "referral.reply",
)


def _today(body, now):
    """Whoever has taken over, should the body have ended: what is over stays with the old one, and is still
    somebody's to take up."""
    return body.heir(local_day(now)) or body


def keeps_plan(actor, body, now):
    """Whoever runs the body whose plan it is."""
    return runs(actor, _today(body, now), now)


def decides_on_milestone(actor, milestone, now):
    """Whoever records for the body it is put before."""
    return runs(actor, milestone.put_before, now)


def runs_home(actor, escalation, now):
    return runs(actor, _today(escalation.home_body, now), now)


def may_propose(viewer, issue):
    """Those who run the network that holds the innmelding, while it is there."""
    return issue.state == IssueState.WITH_NETWORK and issue.home_body_id in viewer.run_body_ids


def runs_lifting(actor, escalation, now):
    """Whoever records what the lifting body decided: its lead or its secretariat."""
    return runs(actor, _today(escalation.lifting_body, now), now)


def runs_home_or_lifting(actor, escalation, now):
    """Before it is lifted the proposer may take it back; afterwards only the lifting body."""
    if escalation.state == "lifted":
        return runs_lifting(actor, escalation, now)
    return runs_home(actor, escalation, now)


def runs_holder(actor, referral, now):
    """Lead or secretary of the body that has it now; at a content desk, the content owner."""
    return acts_for(actor, _today(referral.holder, now), now)


def owns_desk(actor, referral, now):
    return owns_content(actor, referral.holder, now)


def runs_group(actor, referral, now):
    """Groups lay a case before others; a content desk answers itself."""
    return None if referral.holder.is_desk else runs(actor, referral.holder, now)


def handles(actor, referral, now):
    """The named saksbehandler, while still seated, or those who run the holder."""
    officer = referral.officer
    if officer and officer.person_id == actor.pk:
        return holds(actor, [officer.role], officer.body, now)
    return runs_holder(actor, referral, now)


def runs_deciding(actor, referral, now):
    """Whoever records what the deciding body decided. A content desk decides by answering."""
    if referral.holder.is_desk and referral.deciding_body is None:
        return None
    return runs(actor, referral.deciding_body or referral.holder, now)


def decides(actor, referral, now):
    """Whoever records for the deciding body, or has its fullmakt for as long as it lasts."""
    if seat := runs_deciding(actor, referral, now):
        return seat
    return _has_fullmakt(actor, referral, now)


def _has_fullmakt(actor, referral, now):
    given = referral.authorised
    if given and given.person_id == actor.pk and local_day(now) <= referral.authority_until:
        return holds(actor, [given.role], given.body, now)
    return None


def decides_alone(actor, referral, now):
    """Only by fullmakt: one who also records for the body may say that it decided in a meeting."""
    if actor is None or runs_deciding(actor, referral, now):
        return None
    return _has_fullmakt(actor, referral, now)


def corrects(actor, referral, now):
    """Whoever decides it today, should the body that did have been succeeded since."""
    body = _today(referral.decides, now)
    return owns_content(actor, body, now) if body.is_desk else runs(actor, body, now)


def replies(actor, referral, now):
    """Those asked; and always the proposer's network, whose case it is."""
    asked = referral.asked_body
    return (asked and acts_for(actor, asked, now)) or runs(actor, referral.escalation.home_body, now)


def takes_part(actor, referral, now):
    """A member of the deciding body, deputies included: those who can say something before it decides."""
    return holds(actor, Seat.DECIDING, referral.decides, now)


def follows_change(actor, change, now):
    """The named follower, while seated somewhere; those who run the bodies of the case; and those who sit
    where it was decided for whoever shall do it. What came of no
    case, and whose follower has left, is for those who run the networks of its innmeldinger."""
    if change.follower_id == actor.pk:
        return Seat.objects.at(now).filter(person=actor).with_names().order_by("pk").first()
    case = change.escalation
    if case is None:
        return _runs_what_was_left(actor, change, now)
    return runs_lifting(actor, case, now) or runs_home(actor, case, now) or _does_it(actor, change, now)


def _does_it(actor, change, now):
    """Who sits where it was decided for the organisation that shall do it: its yes is its own to give."""
    if change.executor_id is None or change.decision is None:
        return None
    seats = Seat.objects.at(now).filter(
        person=actor, body=_today(change.decision.body, now), organisation=change.executor_id
    )
    return seats.exclude(role=Seat.Role.OBSERVER).with_names().order_by("pk").first()


def _runs_what_was_left(actor, change, now):
    if Seat.objects.at(now).filter(person=change.follower_id).exists():
        return None
    homes = Body.objects.filter(pk__in=change.issues.values("home_body")).order_by("pk")
    return next((seat for body in homes if (seat := runs(actor, _today(body, now), now))), None)


def may_register_change(viewer):
    """Those who run a body, and content owners."""
    for seat in viewer.seats:
        if seat.runs or (seat.body.is_desk and seat.role != Seat.Role.OBSERVER):
            return seat
    return None


def may_read_draft(viewer, joint):
    """A joint answer that is being written is for those who sit in the bodies that answer together."""
    return not {body.pk for body in joint.bodies}.isdisjoint(viewer.seat_body_ids | viewer.run_body_ids)


def bodies_with_journal(viewer):
    """The bodies whose journal one may read: those that take cases, and in which one sits. Those that have
    ended come last."""
    sits = viewer.seat_body_ids | viewer.run_body_ids
    kinds = (Body.Kind.COORDINATING, Body.Kind.STEERING, Body.Kind.CONTENT_DESK)
    bodies = Body.objects.filter(pk__in=sits, kind__in=kinds).order_by(by_name())
    return sorted(bodies, key=lambda body: body.ended_by(local_day(viewer.at)))


def answers(actor, referral, now):
    return handles(actor, referral, now) or runs_deciding(actor, referral, now)


def may_read_papers(viewer, escalation):
    """The papers of a case, its evidence, and what was said before it was decided."""
    if viewer.is_inside:
        return True
    return Escalation.objects.with_papers_for(viewer).filter(pk=escalation.pk).exists()


def may_judge(viewer, escalation):
    """Those who raised or joined say whether the answer solved it, once each round."""
    if escalation.state != "answered" or viewer.person_id is None:
        return False
    asked = escalation.issues.filter(voices__person=viewer.person_id, voices__ended_event=None).exists()
    done = escalation.verdicts.filter(person=viewer.person_id, round=escalation.round).exists()
    return asked and not done
