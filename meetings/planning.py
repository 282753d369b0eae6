"""Meetings of a body: when, where, and how many minutes there are for cases; moved and cancelled with a reason."""

from datetime import timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings.invitations import ask_again, tell_from_outside
from meetings.models import Meeting, Series
from meetings.rules import runs_meeting
from network.audit import record
from network.deadlines import local_day, working_day_by
from network.membership import runs
from network.workflow import NotAllowed, Refused, Stale
from network.writing import writing

PROPOSE_DAYS = Series._meta.get_field("propose_days").default
PAPERS_DAYS = Series._meta.get_field("papers_days").default


def deadlines_before(day, *, now, propose_days=PROPOSE_DAYS, papers_days=PAPERS_DAYS):
    """Until when items are proposed and papers sent for a meeting on `day`: working days, at least so many days
    before. A deadline that would have been already is none: nobody can keep it."""
    return tuple(_deadline(day, days, now) for days in (propose_days, papers_days))


def _deadline(day, days, now):
    by = working_day_by(day - timedelta(days=days))
    return by if by >= local_day(now) else None


def kept(by, day):
    """A deadline that has been stands when its meeting gets another day, if it comes before it still."""
    return by if by and by <= day else None


@writing()
def plan(
    body,
    *,
    actor,
    now,
    starts_at,
    capacity_minutes=90,
    buffer_minutes=0,
    place="",
    propose_by=None,
    papers_by=None,
    facilitator=None,
):
    """Plan a meeting. Planning the same time twice gives the same meeting. Without deadlines it gets the usual
    ones, ten days before for proposals and a week before for papers.

    Raises NotAllowed, and Refused for a time that has been and when the body is over by then.
    """
    seat = runs(actor, body, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet som planlegger møter i {body}."), body=body.name
            )
        )
    day = local_day(starts_at)
    if starts_at <= now:
        raise Refused(_("Møtet kan ikke planlegges til en tid som har vært."), field="starts_at")
    _check_days(body, day, propose_by=propose_by, papers_by=papers_by)
    usual = deadlines_before(day, now=now)
    meeting, made = Meeting.objects.exclude(state=Meeting.State.CANCELLED).get_or_create(
        body=body,
        starts_at=starts_at,
        defaults={
            "capacity_minutes": capacity_minutes,
            "buffer_minutes": buffer_minutes,
            "place": place,
            "propose_by": working_day_by(propose_by) if propose_by else usual[0],
            "papers_by": working_day_by(papers_by) if papers_by else usual[1],
            "facilitator": facilitator,
        },
    )
    if made:
        record(
            "meeting.planned",
            actor=actor,
            seat=seat,
            at=now,
            target=meeting,
            body=body.name,
            starts_at=starts_at.isoformat(),
        )
    return meeting


def _check_days(body, day, **deadlines):
    if body.ended_by(day):
        raise Refused(
            format_lazy(_("{body} er avsluttet før den datoen."), body=body.name), field="starts_at"
        )
    for name, by in deadlines.items():
        if by and by > day:
            raise Refused(_("Fristen må være før møtet."), field=name)


@writing()
def move(meeting, *, actor, now, starts_at, why, version=None):
    """Give a meeting another time. Its agenda follows as it stands, also one that is sent out; its deadlines
    keep their distance. Those who sit there or are invited are told why. Moving it to where it is does nothing.

    `version` is what the form was made from. Raises NotAllowed, Stale, and Refused for a meeting that is held
    or cancelled, a time that has been, and one when the body meets already.
    """
    meeting, seat = _open(meeting, actor, now, _("flyttes"))
    if meeting.state == Meeting.State.CANCELLED:
        raise Refused(_("Møtet er avlyst. Planlegg et nytt."))
    if meeting.starts_at == starts_at:
        return meeting
    _not_stale(meeting, version)
    _can_be_at(meeting, starts_at, now)
    before, old, new = meeting.starts_at, local_day(meeting.starts_at), local_day(starts_at)
    # Moved back, it is where it was.
    first = meeting.moved_from or before
    meeting.moved_from = None if first == starts_at else first
    meeting.starts_at, meeting.why = starts_at, why.strip()
    meeting.propose_by = _moved(meeting.propose_by, old, new, now, PROPOSE_DAYS)
    meeting.papers_by = _moved(meeting.papers_by, old, new, now, PAPERS_DAYS)
    meeting.sequence += 1
    meeting.save()
    event = record(
        "meeting.moved",
        actor=actor,
        seat=seat,
        at=now,
        target=meeting,
        why=meeting.why,
        when=old,
        to=starts_at,
        **_who(meeting),
    )
    ask_again(meeting, actor=actor, now=now, cause=event)
    tell_from_outside(meeting, actor=actor, seat=seat, now=now, cause=event)
    return meeting


@writing()
def cancel(meeting, *, actor, now, why, version=None):
    """Call a meeting off. What must be treated stands for the next one. Those who sit there or are invited are
    told why. Cancelling twice is cancelling once.

    Raises NotAllowed, Stale, and Refused for a meeting that is held.
    """
    meeting, seat = _open(meeting, actor, now, _("avlyses"))
    if meeting.state == Meeting.State.CANCELLED:
        return meeting
    _not_stale(meeting, version)
    meeting.state, meeting.why = Meeting.State.CANCELLED, why.strip()
    meeting.sequence += 1
    meeting.save(update_fields=["state", "why", "sequence"])
    event = record(
        "meeting.cancelled",
        actor=actor,
        seat=seat,
        at=now,
        target=meeting,
        why=meeting.why,
        when=local_day(meeting.starts_at),
        **_who(meeting),
    )
    tell_from_outside(meeting, actor=actor, seat=seat, now=now, cause=event)
    return meeting


def _open(meeting, actor, now, what):
    """The meeting, locked, and the seat by which this person may change it."""
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body", "facilitator")
        .get(pk=meeting.pk)
    )
    seat = runs_meeting(actor, meeting, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet i {body} som endrer møtet."), body=meeting.body.name
            )
        )
    if meeting.state == Meeting.State.HELD:
        raise Refused(format_lazy(_("Møtet er holdt, og kan ikke {what}."), what=what))
    return meeting, seat


def _not_stale(meeting, version):
    if version is not None and version != meeting.version:
        raise Stale


def _can_be_at(meeting, starts_at, now):
    if starts_at <= now:
        raise Refused(_("Møtet kan ikke flyttes til en tid som har vært."), field="starts_at")
    if meeting.body.ended_by(local_day(starts_at)):
        raise Refused(
            format_lazy(_("{body} er avsluttet før den datoen."), body=meeting.body.name), field="starts_at"
        )
    others = Meeting.objects.filter(body=meeting.body_id, starts_at=starts_at).exclude(pk=meeting.pk)
    if others.exclude(state=Meeting.State.CANCELLED).exists():
        raise Refused(format_lazy(_("{body} har alt et møte da."), body=meeting.body.name), field="starts_at")


def _moved(by, old, new, now, usual_days):
    """A deadline as many days before the new date."""
    return _deadline(new, (old - by).days if by else usual_days, now) or kept(by, new)


def _who(meeting):
    return {"body": meeting.body.name, "body_id": meeting.body_id, "facilitator_id": meeting.facilitator_id}
