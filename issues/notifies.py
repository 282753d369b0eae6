"""Who hears of what happens with an innmelding."""

from issues.models import Issue, Voice
from issues.second_line import first_lines_before
from network.membership import ids_running
from network.registries import Told, notifies


def voices_before(event, issue_ids):
    """Everyone who had raised or joined these issues when it happened."""
    voices = Voice.objects.filter(issue__in=issue_ids, event__lt=event.pk)
    return frozenset(voices.values_list("person_id", flat=True))


def first_line_people(event, issue_ids):
    """Those who tried first, where they have an account: the answer is theirs too."""
    rows = first_lines_before(event, issue_ids)
    return frozenset(row.person_id for row in rows if row.person_id)


def _home(event):
    """The network that held it then: another may have taken over since."""
    return event.data["home"]


@notifies("issue.raised")
def raised(event):
    """Those who run the network that holds it: someone must look."""
    people = ids_running([_home(event)], event.at) - {event.actor_id}
    return Told(people, needs_you=people)


@notifies("issue.take_up", "issue.wake_up", "issue.resume", "issue.hold")
def moved(event):
    return Told(voices_before(event, [event.target_id]) - {event.actor_id})


@notifies("issue.answer", "issue.refer")
def answered(event):
    people = voices_before(event, [event.target_id]) | first_line_people(event, [event.target_id])
    return Told(people, needs_you=people)


@notifies("issue.project_linked", "issue.project_unlinked")
def need_met_project(event):
    """Those whose need it is."""
    return Told(voices_before(event, [event.target_id]) - {event.actor_id})


@notifies("needresponse.given")
def company_responded(event):
    """Those who run the network, and whoever raised the need."""
    return Told(ids_running([_home(event)], event.at) | {event.data["raiser"]})


@notifies("issue.endorsed")
def endorsed(event):
    raiser = Issue.objects.values_list("raised_by", flat=True).get(pk=event.target_id)
    return Told(frozenset({raiser}) - {event.actor_id})


@notifies("issue.not_helped")
def not_helped(event):
    people = ids_running([_home(event)], event.at)
    return Told(people, needs_you=people)
