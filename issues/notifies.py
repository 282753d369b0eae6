"""Who hears of what happens with an innmelding."""

from django.db.models import Q

from issues.models import Issue, Voice
from network.membership import ids_running
from network.registries import Told, notifies


def voices_before(event, issue_ids):
    """Everyone who had raised or joined these issues when it happened, and not been parted from them."""
    not_ended = Q(ended_event=None) | Q(ended_event__gte=event.pk)
    voices = Voice.objects.filter(not_ended, issue__in=issue_ids, event__lt=event.pk)
    return frozenset(voices.values_list("person_id", flat=True))


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
    people = voices_before(event, [event.target_id])
    return Told(people, needs_you=people)


@notifies("issue.endorsed")
def endorsed(event):
    raiser = Issue.objects.values_list("raised_by", flat=True).get(pk=event.target_id)
    return Told(frozenset({raiser}) - {event.actor_id})


@notifies("issue.not_helped")
def not_helped(event):
    people = ids_running([_home(event)], event.at)
    return Told(people, needs_you=people)


@notifies("issue.merge_proposed")
def merge_proposed(event):
    """The raiser, who may say no; everyone else behind it, and the other network."""
    raiser = _raiser(event)
    others = voices_before(event, [event.target_id]) | ids_running([event.data["into_home"]], event.at)
    return Told((raiser | others) - {event.actor_id}, needs_you=raiser - {event.actor_id})


@notifies("issue.merge_objected", "issue.merge_lapsed")
def not_merged(event):
    """Whoever runs the networks, and those who had heard that it was proposed."""
    homes = {event.data["home"], event.data.get("into_home", event.data["home"])}
    return Told((voices_before(event, [event.target_id]) | ids_running(homes, event.at)) - {event.actor_id})


@notifies("issue.merge", "issue.agree")
def merged(event):
    """Everyone behind it; it needs them when the answer is there already."""
    people = voices_before(event, [event.target_id])
    homes = ids_running([event.data["home"], event.data["into_home"]], event.at)
    return Told(
        (people | homes) - {event.actor_id}, needs_you=people if event.data["is_answered"] else frozenset()
    )


@notifies("issue.unmerge")
def parted(event):
    return Told(voices_before(event, [event.target_id]) - {event.actor_id})


def _raiser(event):
    return frozenset(Issue.objects.filter(pk=event.target_id).values_list("raised_by", flat=True))
