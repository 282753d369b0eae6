"""Who hears of what happens with the information page."""

from network.membership import ids_acting
from network.registries import Told, notifies


@notifies("entry.link_reported")
def reported(event):
    """The desk, of the first who says so: then it lies among what waits on them."""
    people = (
        ids_acting([event.data["desk"]], event.at) - {event.actor_id} if event.data["first"] else frozenset()
    )
    return Told(people, needs_you=people)


@notifies("entry.link_checked", "entry.link_changed")
def checked(event):
    """Those who said that it did not open."""
    return Told(frozenset(event.data["reporters"]) - {event.actor_id})
