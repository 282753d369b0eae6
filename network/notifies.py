from network.absence import stand_ins_of
from network.membership import ids_running
from network.models import Absence
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
