from issues.notifies import voices_before
from network.membership import ids_acting, ids_in
from network.registries import Told, notifies


@notifies("meeting.published")
def published(event):
    """Everyone seated in the body, observers aside."""
    return Told(ids_in([event.data["body_id"]], event.at) - {event.actor_id})


@notifies("meeting.handed_over", "meeting.cancelled")
def not_as_planned(event):
    """Those who are to come instead; and when nobody is, those who had it in their calendars."""
    return Told(ids_in([event.data.get("after") or event.data["before"]], event.at))


@notifies("meeting.item_parked", "meeting.item_declined")
def goes_no_further(event):
    """Those who asked, those who run what has the case, and whoever proposed the line."""
    data = event.data
    asked = voices_before(event, data["issues"]) | frozenset(data["people"])
    people = (asked | ids_acting(data["bodies"], event.at)) - {event.actor_id}
    return Told(people, needs_you=people & asked)


@notifies("action.added", "action.handed_over")
def given_something_to_do(event):
    people = frozenset({event.data["owner"]}) - {event.actor_id}
    return Told(people, needs_you=people)


@notifies("action.overdue")
def overdue(event):
    people = frozenset({event.data["owner"]})
    return Told(people, needs_you=people)
