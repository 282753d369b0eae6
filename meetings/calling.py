"""Who sits in a body when its meeting comes is who is called to it, also where the agenda was sent before.

Seats begin and end by themselves on their dates, so what has changed is found in the database, and asked for often.
"""

from meetings.compiling import lock_planned
from meetings.frozen import newest_sent
from meetings.invitations import about, call_deputies, can_answer, invite_members
from meetings.models import Meeting
from network.audit import record
from network.membership import ids_in
from network.models import Person
from network.writing import writing


def call_as_seated(now):
    """Bring each meeting that is called and still to come in line with who sits in its body now."""
    for meeting in Meeting.objects.upcoming(now).filter(published_at__isnull=False):
        call_newcomers(meeting, now=now)


@writing()
def call_newcomers(meeting, *, now):
    """Whoever has taken a seat since the agenda was sent gets what the others got, once. Those whose seat has
    ended are asked no longer, and a deputy they alone needed is let go. Not for a meeting that has begun."""
    meeting = lock_planned(meeting)
    if meeting is None or not can_answer(meeting, now):
        return
    system = Person.objects.system()
    asked = invite_members(meeting, now=now)
    for person in sorted(asked | _seated_since_sent(meeting, now)):
        key = f"called:{meeting.pk}:{person}"
        record(
            "meeting.called", actor=system, at=now, target=meeting, key=key, person=person, **about(meeting)
        )
    call_deputies(meeting, actor=system, now=now, cause=None)


def _seated_since_sent(meeting, now):
    """Deputies among them, who get the agenda with the others and are invited only when they are needed."""
    body = [meeting.body_id]
    return ids_in(body, now) - ids_in(body, newest_sent(meeting).published_at)
