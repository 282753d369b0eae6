"""What a body that has ended had planned: whoever took over holds it; without an heir it is cancelled."""

from django.db.models import F

from meetings.models import Meeting, Series, StandingItem
from network.audit import record
from network.deadlines import local_day
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
            why = f"{meeting.body.name} er avsluttet."
            change = {"state": Meeting.State.CANCELLED, "why": why, "sequence": F("sequence") + 1}
            verb = "meeting.cancelled"
        Meeting.objects.filter(pk=meeting.pk).update(**change)
        when = local_day(meeting.starts_at)
        told = {"before": meeting.body_id, "body": meeting.body.name, "when": when}
        told |= {"after": heir.pk, "after_name": heir.name} if "body" in change else {}
        record(verb, actor=system, at=now, target=meeting, **told)
    _hand_over_series(day)
    return len(left)


def _hand_over_series(day):
    """An heir goes on meeting as the body did, with the same standing items."""
    for series in Series.objects.going_on(day).filter(body__ends_on__lte=day).select_related("body"):
        if heir := series.body.heir(day):
            Series.objects.filter(pk=series.pk).update(body=heir)
    for item in StandingItem.objects.filter(body__ends_on__lte=day, ended_at=None).select_related("body"):
        if heir := item.body.heir(day):
            StandingItem.objects.filter(pk=item.pk).update(body=heir)
