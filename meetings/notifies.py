from escalation.models import Escalation, Referral
from issues.models import Issue
from meetings.calendars import of_event
from meetings.models import AgendaItem, Invitation, Proposal
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


@notifies("meeting.set_aside")
def set_aside(event):
    """Whoever raised what a group laid aside or declined: with the reason, so that they need not wonder."""
    item = AgendaItem.objects.get(pk=event.data["item"])
    return Told(frozenset(_raised_by(item, event.at)) - {event.actor_id})


def _raised_by(item, at):
    if item.target_label == "issues.issue":
        return Issue.objects.filter(pk=item.target_id).values_list("raised_by", flat=True)
    if item.target_label == "meetings.proposal":
        return Proposal.objects.filter(pk=item.target_id).values_list("seat__person", flat=True)
    if item.target_label == "escalation.escalation":
        return ids_acting(
            Escalation.objects.filter(pk=item.target_id).values_list("home_body", flat=True), at
        )
    if item.target_label == "escalation.referral":
        return ids_acting(Referral.objects.filter(pk=item.target_id).values_list("holder", flat=True), at)
    return ()


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
