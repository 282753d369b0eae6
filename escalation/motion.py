"""What a decision sets in motion, and what becomes of it when the decision is corrected."""

from escalation.changes import make
from escalation.decisions import points_of
from escalation.models import Change, ChangeState, Decision
from issues.models import Issue
from network.workflow import follow

S, Kind, Outcome = ChangeState, Change.Kind, Decision.Outcome
# The kind of change that comes of an outcome, and how far it has come when it is decided.
SET_IN_MOTION = {
    Outcome.RULE_CHANGE: (Kind.RULE, S.PROPOSED),
    Outcome.BY_DATE: (Kind.GUIDANCE, S.PLANNED),
    Outcome.NEW_CONTENT: (Kind.GUIDANCE, S.DONE),
    Outcome.CHANGED: (Kind.GUIDANCE, S.DONE),
}


def from_decision(decision, act, event):
    """The changes a decision sets in motion: a rule proposed, content made or promised, what an executor
    shall do; and each part, when several do one each. None at all when nothing shall change."""
    officer = decision.referral.officer
    shared = {
        "actor": act.actor,
        "seat": act.seat,
        "now": act.now,
        "cause": event,
        "status_on": decision.decided_on,
        "follower": act["follower"] or (officer.person if officer else act.actor),
        "escalation": decision.escalation,
        "decision": decision,
        "issues": list(Issue.objects.filter(escalations=decision.escalation)),
    }
    asked = act["change_kind"] or Kind.GUIDANCE
    of_asked = (asked, S.PROPOSED if asked == Kind.RULE else S.RECOMMENDED)
    kind, state = SET_IN_MOTION.get(decision.outcome, of_asked if decision.executor else (None, None))
    if kind:
        make(
            kind=kind,
            state=state,
            what=_what(decision, act),
            link=act["link"] or "",
            due_on=decision.executor_due,
            executor=decision.executor,
            **shared,
        )
    for share in decision.shares.select_related("organisation").order_by("pk"):
        make(
            kind=of_asked[0],
            state=of_asked[1],
            what=share.what,
            due_on=share.due_on,
            executor=share.organisation,
            share=share,
            **shared,
        )


def overtake(old, new, act, event):
    """A correction that sets something else in motion, or nothing, ends what was in motion, whichever of the
    earlier decisions it came of. One that sets the same in motion only puts it in other words, or moves its date."""
    ours = Change.objects.filter(decision__referral=new.referral).order_by("pk")
    if _sets_in_motion(old) == _sets_in_motion(new):
        if whole := ours.filter(share=None).last():
            _reword(whole, new, act, event)
        for part in ours.exclude(share=None).select_related("share"):
            _move_date(part, new, event)
        return
    for change in ours:
        if _lives_on(change):
            _keep_kind_and_follower(act, old, change)
            follow(change, "overtaken_rule" if change.kind == Kind.RULE else "overtaken", cause=event)
    from_decision(new, act, event)


def _sets_in_motion(decision):
    """What, and by whom. By when is not what is set in motion: a date that was wrong is moved."""
    shares = decision.shares.order_by("pk").values_list("organisation", "what")
    return decision.outcome, decision.executor_id, list(shares)


def _lives_on(change):
    """Open, or counted as made only because the decision said so. What others have ended since, has ended."""
    by_decision = change.state == S.DONE and change.version == 0
    return by_decision or change.state not in Change.ENDED


def _keep_kind_and_follower(act, old, change):
    """What a group chose for what someone shall do; a correction is not asked for it again."""
    if old.outcome not in SET_IN_MOTION:
        act.given.update(change_kind=act["change_kind"] or change.kind, follower=change.follower)


def _reword(change, new, act, event):
    is_said = act["entry"] or not new.body.is_desk
    _say_anew(change, event, what=_what(new, act) if is_said else change.what, due_on=new.executor_due)


def _move_date(change, new, event):
    same = new.shares.filter(organisation=change.share.organisation_id, what=change.share.what).first()
    if same:
        _say_anew(change, event, what=change.what, due_on=same.due_on)


def _say_anew(change, event, *, what, due_on):
    is_news = (what, due_on) != (change.what, change.due_on)
    if is_news and change.state not in (S.DROPPED, S.NOT_ADOPTED):
        follow(change, "reworded", cause=event, what=what, due_on=due_on)


def _what(decision, act):
    said = act["entry"].title if act["entry"] else points_of(decision.wording)[0]
    return said[: Change._meta.get_field("what").max_length]
