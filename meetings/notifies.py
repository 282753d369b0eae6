from network.membership import ids_in
from network.registries import Told, notifies


@notifies("meeting.published")
def published(event):
    """Everyone seated in the body, observers aside."""
    return Told(ids_in([event.data["body_id"]], event.at) - {event.actor_id})


@notifies("meeting.handed_over", "meeting.cancelled")
def not_as_planned(event):
    """Those who are to come instead; and when nobody is, those who had it in their calendars."""
    return Told(ids_in([event.data.get("after") or event.data["before"]], event.at))
