"""Oppfølgingspunkter: what somebody shall do after a meeting. Done, dropped or handed over; never forgotten."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings.models import Action, Meeting
from meetings.room import locked
from meetings.rules import runs_meeting
from network.audit import record
from network.collation import by_name
from network.deadlines import local_day
from network.membership import ids_in, ids_running
from network.models import Event, Person
from network.workflow import Missing, NotAllowed, Refused
from network.writing import writing


def may_own(meeting, at):
    """Those who can be given an action: whoever sits in the body, or runs it."""
    ids = ids_in([meeting.body_id], at) | ids_running([meeting.body_id], at)
    return Person.objects.filter(pk__in=ids, is_active=True).order_by(by_name(), "pk")


@writing()
def add(meeting, *, actor, now, what, owner, due_on, item=None, token=None):
    """Note that `owner` shall do something by `due_on`, and tell them. The same token gives the same action.

    Raises NotAllowed; Refused when the date has been, or when the owner does not belong to the body.
    """
    meeting, seat = locked(meeting, actor=actor, now=now)
    key = f"action:{meeting.pk}:{actor.pk}:{token}" if token else None
    if key and (first := Event.objects.filter(key=key).first()):
        return Action.objects.get(pk=first.target_id)
    if meeting.state == Meeting.State.CANCELLED:
        raise Refused(_("Møtet er avlyst."))
    _check(meeting, owner, due_on, now)
    action = Action.objects.create(
        meeting=meeting, item=item, what=what.strip(), owner=owner, due_on=due_on, made_at=now
    )
    record(
        "action.added",
        actor=actor,
        seat=seat,
        at=now,
        target=action,
        about=[meeting],
        key=key,
        **_told(action),
    )
    return action


@writing()
def finish(action, *, actor, now, how=""):
    """It is done, with a line on how if there is anything to say. The owner, or whoever runs the meeting."""
    action, seat = _locked(action, actor, now, _owner_or_runner)
    return _end(action, "action.finished", actor, seat, now, how=how.strip(), dropped=False)


@writing()
def drop(action, *, actor, now, how):
    """It shall not be done after all, and why. Whoever runs the meeting."""
    action, seat = _locked(action, actor, now, _runner)
    if not how.strip():
        raise Missing(_("Skriv hvorfor det ikke skal gjøres."), field="how")
    return _end(action, "action.dropped", actor, seat, now, how=how.strip(), dropped=True)


@writing()
def hand_over(action, *, actor, now, owner, due_on):
    """Give it to another, who is told, with a date of theirs. The owner, or whoever runs the meeting."""
    action, seat = _locked(action, actor, now, _owner_or_runner)
    if action.ended_at:
        raise Refused(_("Punktet er alt avsluttet."))
    _check(action.meeting, owner, due_on, now)
    if (owner, due_on) == (action.owner, action.due_on):
        return action
    before = action.owner
    action.owner, action.due_on = owner, due_on
    action.save(update_fields=["owner", "due_on"])
    told = _told(action) | {"before": before.pk, "before_name": before.name}
    record(
        "action.handed_over", actor=actor, seat=seat, at=now, target=action, about=[action.meeting], **told
    )
    return action


def remind_overdue(now):
    """Remind the owner of what is overdue, once for each date it was promised by. Returns how many were new."""
    late = Action.objects.open().filter(due_on__lt=local_day(now)).select_related("meeting__body", "owner")
    return sum(_remind(action, now) for action in late.order_by("pk"))


@writing()
def _remind(action, now):
    key = f"action-overdue:{action.pk}:{action.due_on}"
    if Event.objects.filter(key=key).exists():
        return False
    system = Person.objects.system()
    record(
        "action.overdue",
        actor=system,
        at=now,
        target=action,
        about=[action.meeting],
        key=key,
        **_told(action),
    )
    return True


def _locked(action, actor, now, may):
    action = (
        Action.objects.select_for_update(of=("self",))
        .select_related("meeting__body", "owner")
        .get(pk=action.pk)
    )
    allowed, seat = may(action, actor, now)
    if not allowed:
        raise NotAllowed(_("Det er den som har punktet, eller den som fører møtet, som endrer det."))
    return action, seat


def _runner(action, actor, now):
    seat = runs_meeting(actor, action.meeting, now)
    return seat is not None, seat


def _owner_or_runner(action, actor, now):
    """An owner who has left the body still finishes what they promised: without a seat."""
    allowed, seat = _runner(action, actor, now)
    return allowed or action.owner_id == actor.pk, seat


def _end(action, verb, actor, seat, now, *, how, dropped):
    """Ended twice is ended once."""
    if action.ended_at:
        return action
    action.ended_at, action.ended_by, action.how, action.dropped = now, actor, how, dropped
    action.save(update_fields=["ended_at", "ended_by", "how", "dropped"])
    record(
        verb, actor=actor, seat=seat, at=now, target=action, about=[action.meeting], **_told(action), how=how
    )
    return action


def _check(meeting, owner, due_on, now):
    if due_on < local_day(now):
        raise Refused(_("Fristen har alt vært."), field="due_on")
    if not may_own(meeting, now).filter(pk=owner.pk).exists():
        raise Refused(
            format_lazy(_("{owner} har ingen rolle i {body}."), owner=owner.name, body=meeting.body.name),
            field="owner",
        )


def _told(action):
    return {
        "what": action.what,
        "owner": action.owner_id,
        "owner_name": action.owner.name,
        "due": action.due_on,
        "body": action.meeting.body.name,
    }
