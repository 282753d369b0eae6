from issues.notifies import voices_before
from meetings.calendars import of_event
from meetings.models import Invitation
from network.membership import ids_acting, ids_in, ids_running
from network.registries import Told, attaches, notifies


@notifies("meeting.published", "meeting.updated")
def published(event):
    """Everyone seated in the body, observers aside; at once, since it asks for an answer."""
    people = ids_in([event.data["body_id"]], event.at) - {event.actor_id}
    return Told(people, needs_you=people)


@notifies("meeting.handed_over")
def handed_over(event):
    """Those who are to come instead."""
    return Told(ids_in([event.data["after"]], event.at))


@notifies("meeting.moved", "meeting.cancelled")
def not_as_planned(event):
    """Those who had it in their calendars, at once: whoever sits there, facilitates it or is invited. Those
    asked to one line are told of that line."""
    body = event.data.get("body_id") or event.data["before"]
    facilitator = event.data.get("facilitator_id")
    invited = Invitation.objects.to_meetings().filter(meeting=event.target_id, invited_at__lte=event.at)
    invited = invited.exclude(withdrawn_at__lte=event.at)
    told = ids_in([body], event.at) | set(invited.values_list("person_id", flat=True))
    told |= ids_running([facilitator], event.at) if facilitator else set()
    told = frozenset(told) - {event.actor_id}
    return Told(told, needs_you=told)


@notifies("series.started", "series.changed", "series.ended")
def when_a_body_meets(event):
    return Told(ids_in([event.data["body_id"]], event.at) - {event.actor_id})


@notifies("series.facilitated", "series.facilitation_ended")
def who_holds_it(event):
    """Those who sit there, and those who are to hold it or held it until now."""
    told = ids_in([event.data["body_id"]], event.at) | ids_running([event.data["facilitator_id"]], event.at)
    return Told(told - {event.actor_id})


@notifies(
    "meeting.called",
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


attaches(
    "meeting.published",
    "meeting.updated",
    "meeting.called",
    "meeting.moved",
    "meeting.handed_over",
    "meeting.cancelled",
    "invitation.to_item",
    "invitation.again",
    "invitation.off",
    "invitation.deputy_called",
    "invitation.deputy_off",
)(of_event)
