from network.membership import ids_in
from network.registries import Told, notifies


@notifies("meeting.published")
def published(event):
    """Everyone seated in the body, observers aside."""
    return Told(ids_in([event.data["body_id"]], event.at) - {event.actor_id})
