"""A planned meeting of a body that has ended: whoever took over holds it; without an heir it is cancelled."""

from meetings.models import Meeting
from network.audit import record
from network.deadlines import date_text, local_day
from network.models import Person


def hand_over_meetings(now):
    """Move or cancel what ended bodies had planned. Returns how many meetings it was."""
    day, system = local_day(now), Person.objects.system()
    left = Meeting.objects.filter(
        state=Meeting.State.PLANNED, starts_at__gt=now, body__ends_on__lte=day
    ).select_related("body")
    for meeting in left:
        heir = meeting.body.heir(day)
        if heir and not Meeting.objects.filter(body=heir, starts_at=meeting.starts_at).exists():
            change, verb = {"body": heir}, "meeting.handed_over"
        else:
            change, verb = {"state": Meeting.State.CANCELLED}, "meeting.cancelled"
        Meeting.objects.filter(pk=meeting.pk).update(**change)
        when = date_text(local_day(meeting.starts_at))
        told = {"before": meeting.body_id, "body": meeting.body.name, "when": when}
        told |= {"after": heir.pk, "after_name": heir.name} if "body" in change else {}
        record(verb, actor=system, at=now, target=meeting, **told)
    return len(left)
