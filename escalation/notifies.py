"""Who hears of what happens on the way up, and of the answer on its way home."""

from escalation.models import Escalation, Referral
from issues.notifies import voices_before
from network.membership import ids_in, ids_running
from network.registries import Told, notifies


def _escalation(event):
    if event.target_label == "escalation.referral":
        referral = Referral.objects.select_related("escalation__home_body", "escalation__lifting_body")
        return referral.get(pk=event.target_id).escalation
    return Escalation.objects.select_related("home_body", "lifting_body").get(pk=event.target_id)


def _voices(event):
    return voices_before(event, event.data["issues"])


def _others(event, people):
    return frozenset(people) - {event.actor_id}


@notifies("escalation.propose")
def proposed(event):
    """The lifting body must take a position; those who asked see that it moves."""
    lifting = ids_running([_escalation(event).lifting_body], event.at)
    return Told(_others(event, lifting | _voices(event)), needs_you=_others(event, lifting))


@notifies("escalation.send_back")
def sent_back(event):
    home = ids_running([_escalation(event).home_body], event.at)
    return Told(_others(event, home), needs_you=_others(event, home))


@notifies("escalation.lift")
def lifted(event):
    """Recipients must confirm; raisers, endorsers and the proposer hear that it was lifted."""
    recipients = ids_running(event.data["recipient_ids"], event.at)
    home = ids_running([_escalation(event).home_body], event.at)
    return Told(_others(event, recipients | home | _voices(event)), needs_you=_others(event, recipients))


@notifies("escalation.not_lift")
def not_lifted(event):
    voices = _voices(event)
    home = ids_running([_escalation(event).home_body], event.at)
    return Told(_others(event, voices | home), needs_you=_others(event, voices))


@notifies("escalation.withdraw")
def withdrawn(event):
    escalation = _escalation(event)
    bodies = [escalation.home_body_id, escalation.lifting_body_id, *event.data["holder_ids"]]
    return Told(_others(event, ids_running(bodies, event.at) | _voices(event)))


@notifies("escalation.verdict")
def verdict(event):
    """A «nei» is a task for the proposer and the lifting body; a «ja» needs nobody."""
    if event.data["helped"] != "no":
        return Told(frozenset())
    escalation = _escalation(event)
    people = _others(event, ids_running([escalation.home_body, escalation.lifting_body], event.at))
    return Told(people, needs_you=people)


@notifies("escalation.close", "escalation.close_in_time")
def closed(event):
    return Told(_others(event, ids_running([_escalation(event).home_body], event.at)))


@notifies("referral.acknowledge")
def acknowledged(event):
    lifting = ids_running([_escalation(event).lifting_body], event.at)
    officer = {event.data["officer_id"]}
    return Told(_others(event, lifting | _voices(event) | officer), needs_you=_others(event, officer))


@notifies("referral.lay_before")
def laid_before(event):
    body = event.data["deciding_body"]
    runners = ids_running([body], event.at)
    return Told(
        _others(event, runners | ids_in([body], event.at) | _voices(event)), needs_you=_others(event, runners)
    )


@notifies("referral.ask")
def asked(event):
    home = _others(event, ids_running([_escalation(event).home_body], event.at))
    return Told(home, needs_you=home)


@notifies("referral.reply")
def replied(event):
    officer = _others(event, {event.data["officer_id"]})
    return Told(officer, needs_you=officer)


@notifies("referral.decide")
def decided(event):
    members = ids_in([event.data["deciding_body"]], event.at)
    officer = {event.data["officer_id"]} - {None}
    return Told(_others(event, members | officer), needs_you=_others(event, officer))


@notifies("referral.answer", "referral.settle")
def answered(event):
    """The answer comes home: to everyone who raised or joined, at once, whatever they chose for news."""
    voices = _voices(event)
    escalation = _escalation(event)
    bodies = [escalation.home_body_id, escalation.lifting_body_id, *event.data["other_holders"]]
    return Told(_others(event, ids_running(bodies, event.at)) | voices, needs_you=voices)
