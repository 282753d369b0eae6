from meetings.models import Invitation
from network.membership import ids_in, ids_running
from network.registries import Told, notifies


@notifies("meeting.published")
def published(event):
    """Everyone seated in the body, observers aside."""
    return Told(ids_in([event.data["body_id"]], event.at) - {event.actor_id})


@notifies("meeting.handed_over")
def handed_over(event):
    """Those who are to come instead."""
    return Told(ids_in([event.data["after"]], event.at))


@notifies("meeting.moved", "meeting.cancelled")
def not_as_planned(event):
    """Those who had it in their calendars: whoever sits there, facilitates it or is invited."""
    body = event.data.get("body_id") or event.data["before"]
    facilitator = event.data.get("facilitator_id")
    invited = Invitation.objects.filter(meeting=event.target_id, invited_at__lte=event.at).exclude(
        withdrawn_at__lte=event.at
    )
    told = ids_in([body], event.at) | set(invited.values_list("person_id", flat=True))
    told |= ids_running([facilitator], event.at) if facilitator else set()
    return Told(frozenset(told) - {event.actor_id})


@notifies("series.started", "series.changed", "series.ended")
def when_a_body_meets(event):
    return Told(ids_in([event.data["body_id"]], event.at) - {event.actor_id})


@notifies("series.facilitated", "series.facilitation_ended")
def who_holds_it(event):
    """Those who sit there, and those who are to hold it or held it until now."""
    told = ids_in([event.data["body_id"]], event.at) | ids_running([event.data["facilitator_id"]], event.at)
    return Told(told - {event.actor_id})
