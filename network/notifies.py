from network.absence import stand_ins_of
from network.membership import ids_running
from network.models import Absence, Admission
from network.registries import Told, notifies


@notifies("absence.begun", "absence.ended")
def away(event):
    """Those who stand in: the seats they had when it was told decide."""
    absence = Absence.objects.get(pk=event.target_id)
    people = frozenset(stand_ins_of(absence, event.at).values_list("person_id", flat=True))
    people -= {event.actor_id}
    return Told(people, needs_you=people if event.verb == "absence.begun" else frozenset())


@notifies("evaluation.reminded")
def evaluation_near(event):
    """Those who run the network."""
    people = ids_running([event.data["body_id"]], event.at)
    return Told(people, needs_you=people)


@notifies("admission.applied")
def applied(event):
    """Those who run the network: someone waits for them."""
    people = ids_running([_of(event).body_id], event.at)
    return Told(people, needs_you=people)


@notifies("admission.joined")
def joined(event):
    """Those who run the network, who may take it back; it asks nothing of them."""
    return Told(ids_running([_of(event).body_id], event.at) - {event.actor_id})


@notifies("admission.granted", "admission.declined")
def decided(event):
    """The answer to whoever applied."""
    people = frozenset({_of(event).person_id})
    return Told(people, needs_you=people)


@notifies("forum.checked", "forum.declined")
def suggester_hears(event):
    """Whoever suggested it: the answer to what they asked."""
    people = frozenset({event.data.get("suggester_id")} - {None, event.actor_id})
    return Told(people, needs_you=people)


@notifies("membership.given", "membership.taken_back")
def member_of_another(event):
    """The one it is about."""
    people = frozenset({event.data["person_id"]})
    return Told(people, needs_you=people)


def _of(event):
    return Admission.objects.get(pk=event.target_id)
