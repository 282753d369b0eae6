from meetings.calendars import of_event
from network.membership import ids_in, ids_running
from network.registries import Told, attaches, notifies


@notifies("meeting.published", "meeting.updated")
def published(event):
    """Everyone seated in the body, observers aside; at once, since it asks for an answer."""
    people = ids_in([event.data["body_id"]], event.at) - {event.actor_id}
    return Told(people, needs_you=people)


@notifies("meeting.handed_over", "meeting.cancelled")
def not_as_planned(event):
    """Those who are to come instead; and when nobody is, those who had it in their calendars."""
    return Told(ids_in([event.data.get("after") or event.data["before"]], event.at))


@notifies(
    "invitation.to_item",
    "invitation.again",
    "invitation.off",
    "invitation.deputy_called",
    "invitation.deputy_off",
)
def asked(event):
    """The one who is asked, or need not come after all."""
    person = frozenset([event.data["person"]])
    return Told(person, needs_you=person)


@notifies("invitation.replied")
def missed(event):
    """Those who run the meeting, when the one who says no was asked to a line or must decide. Ordinary
    answers are counted on the meeting's page, and told nobody."""
    if not event.data["is_missed"]:
        return Told(frozenset())
    return Told(ids_running(event.data["bodies"], event.at) - {event.actor_id})


attaches(
    "meeting.published",
    "meeting.updated",
    "meeting.moved",
    "meeting.handed_over",
    "meeting.cancelled",
    "invitation.to_item",
    "invitation.again",
    "invitation.off",
    "invitation.deputy_called",
    "invitation.deputy_off",
)(of_event)
