from escalation.models import Escalation, Referral
from issues.models import Issue
from meetings.models import AgendaItem, Proposal
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
