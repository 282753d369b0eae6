"""Who hears of what happens with a project."""

from network.membership import ids_running
from network.registries import Told, notifies


@notifies("project.confirm_asked", "project.report_asked")
def owner_must(event):
    """Whoever owned it then: they answer for what stands there."""
    people = frozenset({event.data["owner_id"]} - {None, event.actor_id})
    return Told(people, needs_you=people)


@notifies("project.error_reported")
def someone_must(event):
    """Whoever owned it then, else those who ran the network that has what nobody owns."""
    body = event.data.get("body_id")
    people = ids_running([body], event.at) if body else frozenset({event.data["owner_id"]} - {None})
    people -= {event.actor_id}
    return Told(people, needs_you=people)


@notifies("project.joined", "project.left")
def owner_hears(event):
    return Told(frozenset({event.data["owner_id"]} - {None, event.actor_id}))


@notifies("project.withdrawn", "project.put_back")
def those_with_it(event):
    """Whoever was contact, and those who had joined."""
    return Told(frozenset(event.data["people"]) - {event.actor_id})


@notifies("project.handed_over")
def new_owner(event):
    people = frozenset({event.data["owner_id"]} - {event.actor_id})
    return Told(people, needs_you=people)


@notifies("project.error_answered")
def reporter_hears(event):
    people = frozenset({event.data["reporter_id"]} - {None, event.actor_id})
    return Told(people, needs_you=people)


@notifies("experience.used")
def whoever_shared(event):
    """Those who told of it, and whoever was contact for their project then: it helped. It asks nothing of them."""
    ids = {event.data.get("reporter_id"), event.data.get("owner_id")}
    return Told(frozenset(ids - {None, event.actor_id}))


@notifies("question.asked")
def asked_must(event):
    people = frozenset({event.data["asked_id"]})
    return Told(people, needs_you=people)


@notifies("question.answered", "question.declined", "question.ended")
def asker_hears(event):
    """The answer to what they asked, or that there will be none."""
    people = frozenset({event.data["asker_id"]})
    return Told(people, needs_you=people)


@notifies("question.withdrawn")
def asked_need_not(event):
    return Told(frozenset({event.data["asked_id"]}))


@notifies("question.lapsed")
def both_hear(event):
    """Whoever asked can ask another; it asks nothing more of whoever was asked."""
    asker = event.data["asker_id"]
    return Told(frozenset({asker, event.data["asked_id"]}), needs_you=frozenset({asker}))
