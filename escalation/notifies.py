"""Who hears of what happens on the way up, and of the answer on its way home."""

from escalation.deciding import OFTEN_DEFERRED
from escalation.models import Answer, Escalation, Verdict
from issues.models import Issue
from issues.notifies import first_line_people, voices_before
from network.membership import ids_acting, ids_in, ids_running, ids_sitting_for
from network.registries import Told, notifies


def _home(event):
    """The network that proposed it, as it was then: another may have taken over since."""
    return event.data["home"]


def _lifting(event):
    return event.data["lifting"]


def _voices(event):
    return voices_before(event, event.data["issues"])


def asked_of(escalation, event):
    """Everyone who had raised or joined when it happened, from the case alone."""
    return voices_before(event, list(escalation.issues.values_list("pk", flat=True)))


def _others(event, people):
    return frozenset(people) - {event.actor_id}


@notifies("escalation.propose")
def proposed(event):
    """The lifting body must take a position; those who asked see that it moves."""
    lifting = ids_running([_lifting(event)], event.at)
    return Told(_others(event, lifting | _voices(event)), needs_you=_others(event, lifting))


@notifies("escalation.send_back")
def sent_back(event):
    home = ids_running([_home(event)], event.at)
    return Told(_others(event, home), needs_you=_others(event, home))


@notifies("escalation.lift")
def lifted(event):
    """Recipients must confirm; raisers, endorsers and the proposer hear that it was lifted."""
    recipients = ids_acting(event.data["recipient_ids"], event.at)
    home = ids_running([_home(event)], event.at)
    return Told(_others(event, recipients | home | _voices(event)), needs_you=_others(event, recipients))


@notifies("escalation.not_lift")
def not_lifted(event):
    voices = _voices(event)
    home = ids_running([_home(event)], event.at)
    return Told(_others(event, voices | home), needs_you=_others(event, voices))


@notifies("escalation.add_recipient")
def recipient_added(event):
    """The new recipient must confirm; the others, the proposer and those who asked see that it is there."""
    new = ids_acting([event.data["recipient"]], event.at)
    parties = ids_acting([_home(event), *event.data["holder_ids"]], event.at)
    return Told(_others(event, new | parties | _voices(event)), needs_you=_others(event, new))


@notifies("escalation.supplement")
def supplemented(event):
    return Told(_others(event, ids_acting(event.data["holder_ids"], event.at)))


@notifies("escalation.widen")
def widened(event):
    """Those whose innmeldinger the case rests on hear that more people see it."""
    return Told(_others(event, _voices(event)))


@notifies("escalation.reopen")
def reopened(event):
    """A new round: the recipients it concerns must confirm again; everyone who asked hears of it."""
    recipients = ids_acting(event.data["recipient_ids"], event.at)
    home = ids_running([_home(event)], event.at)
    return Told(_others(event, recipients | home | _voices(event)), needs_you=_others(event, recipients))


@notifies("escalation.keep")
def kept(event):
    """Those it did not help get a sentence back."""
    people = frozenset(event.data["people"])
    return Told(people, needs_you=people)


@notifies("escalation.succeed", "referral.succeed")
def taken_over(event):
    """Those who run what has it now, and the proposer."""
    bodies = [event.data["holder"]] if "holder" in event.data else [_home(event), _lifting(event)]
    return Told(ids_acting(bodies, event.at))


@notifies("escalation.withdraw")
def withdrawn(event):
    bodies = [_home(event), _lifting(event), *event.data["holder_ids"]]
    return Told(_others(event, ids_acting(bodies, event.at) | _voices(event)))


@notifies("escalation.verdict")
def verdict(event):
    """A «nei» is a task for the proposer and the lifting body; a «ja» needs nobody."""
    if event.data["helped"] != "no":
        return Told(frozenset())
    people = _others(event, ids_running([_home(event), _lifting(event)], event.at))
    return Told(people, needs_you=people)


@notifies("escalation.close", "escalation.close_in_time")
def closed(event):
    """The proposer hears that it is over; those who answered see how their answers were received."""
    bodies = [_home(event), *event.data.get("asker_ids", [])]
    return Told(_others(event, ids_acting(bodies, event.at)))


@notifies("escalation.reminded")
def reminded_of_verdict(event):
    """Those who asked, and have not said whether the answer helped."""
    case = Escalation.objects.get(pk=event.target_id)
    said = Verdict.objects.filter(escalation=case, at__lte=event.at, round=event.data["round"])
    people = asked_of(case, event) - frozenset(said.values_list("person_id", flat=True))
    return Told(people)


@notifies("referral.reminded")
def reminded(event):
    """The saksbehandler when it draws near; at and after the date also those who run the holder, no further."""
    officer = {event.data["officer_id"]} - {None}
    runners = ids_acting([event.data["holder"]], event.at)
    people = frozenset(officer or runners) if event.data["when"] == "before" else runners | officer
    return Told(people, needs_you=people)


@notifies("referral.acknowledge")
def acknowledged(event):
    lifting = ids_running([_lifting(event)], event.at)
    officer = {event.data["officer_id"]}
    return Told(_others(event, lifting | _voices(event) | officer), needs_you=_others(event, officer))


@notifies("referral.lay_before")
def laid_before(event):
    """The papers reach those who shall decide at once, whatever they chose for news."""
    body = event.data["deciding_body"]
    deciders = _others(event, ids_running([body], event.at) | ids_in([body], event.at))
    return Told(deciders | _others(event, _voices(event)), needs_you=deciders)


@notifies("referral.hand_on", "referral.clarify")
def handed_on(event):
    """Whoever has it now must confirm; those who asked and the lifting body see where it went."""
    holder = ids_acting([event.data["holder"]], event.at)
    lifting = ids_running([_lifting(event)], event.at)
    return Told(_others(event, holder | lifting | _voices(event)), needs_you=_others(event, holder))


@notifies("referral.ask")
def asked(event):
    home = ids_running([_home(event)], event.at)
    body = ids_acting([event.data["asked"]], event.at) if "asked" in event.data else home
    return Told(_others(event, body | home), needs_you=_others(event, body))


@notifies("referral.unask")
def not_asked_after_all(event):
    """Those who were asked, and the network behind the case, which also could have replied."""
    asked = ids_acting([event.data["asked"]], event.at)
    return Told(_others(event, asked | ids_running([_home(event)], event.at)))


@notifies("referral.reply", "referral.no_reply")
def replied(event):
    officer = _others(event, {event.data["officer_id"]} - {None})
    return Told(officer, needs_you=officer)


@notifies("referral.new_date")
def new_date(event):
    lifting = ids_running([_lifting(event)], event.at)
    return Told(_others(event, lifting | _voices(event)))


@notifies("referral.defer")
def deferred(event):
    """Those who asked and the saksbehandler; the third time also the lifting body."""
    officer = {event.data["officer_id"]} - {None}
    lifting = frozenset()
    if event.data["times"] >= OFTEN_DEFERRED:
        lifting = ids_running([_lifting(event)], event.at)
    people = _others(event, officer | lifting | _voices(event))
    return Told(people, needs_you=_others(event, officer))


@notifies("referral.authorise")
def authorised(event):
    given = _others(event, {event.data["authorised_id"]})
    return Told(given | (_voices(event) - {event.actor_id}), needs_you=given)


@notifies("referral.input")
def said_before(event):
    """Those who prepare the case and those who run the deciding body."""
    officer = {event.data["officer_id"]} - {None}
    runners = ids_running([event.data["deciding_body"]], event.at)
    return Told(_others(event, officer | runners))


@notifies("referral.new_link", "referral.deputy_sent")
def new_link(event):
    """Only the one who asked for it, or who comes instead, at once."""
    person = frozenset({event.data["person"]})
    return Told(person, needs_you=person)


def _doers(event):
    """Who shall do something; events from before several could have their own part name one."""
    one = event.data.get("executor")
    return event.data.get("doers", [one] if one else [])


@notifies("referral.correct")
def corrected(event):
    """All who got the first one; and those who sit there for whoever shall do it are needed."""
    voices, body = _voices(event), event.data["deciding_body"]
    officer = {event.data["officer_id"]} - {None}
    doers = ids_sitting_for(_doers(event), body, event.at)
    told = voices | _others(event, ids_in([body], event.at) | officer)
    return Told(told, needs_you=voices | _others(event, officer | doers))


@notifies("referral.decide")
def decided(event):
    """The members; the saksbehandler, who answers; and those who sit there for whoever shall do it."""
    body = event.data["deciding_body"]
    officer = {event.data["officer_id"]} - {None}
    doers = ids_sitting_for(_doers(event), body, event.at)
    return Told(_others(event, ids_in([body], event.at) | officer), needs_you=_others(event, officer | doers))


@notifies("referral.answer", "referral.settle", "referral.answer_jointly")
def answered(event):
    """The answer comes home: to everyone who raised, joined or tried first, at once, whatever they chose for news."""
    voices = _voices(event) | first_line_people(event, event.data["issues"])
    bodies = [_home(event), _lifting(event), *event.data["other_holders"]]
    return Told(_others(event, ids_acting(bodies, event.at)) | voices, needs_you=voices)


@notifies("referral.start_joint")
def invited(event):
    """Those who are to answer together; the voices hear of the answer when it is there."""
    people = _others(event, ids_acting(event.data["partners"], event.at))
    return Told(people, needs_you=people)


@notifies("referral.draft_joint")
def drafted_jointly(event):
    """Everyone in it sees that it changed; those whose signature fell must sign again."""
    fallen = ids_acting(event.data["fallen"], event.at)
    return Told(
        _others(event, ids_acting(event.data["partners"], event.at)), needs_you=_others(event, fallen)
    )


@notifies("referral.sign_joint")
def signed_jointly(event):
    """The lead, who sends when the last one has signed."""
    lead = _others(event, ids_acting([event.data["lead"]], event.at))
    return Told(lead, needs_you=frozenset() if event.data["unsigned"] else lead)


@notifies("referral.leave_joint")
def left_joint(event):
    return Told(_others(event, ids_acting(event.data["partners"], event.at)))


@notifies("change.registered", "change.hand_over", "change.reworded")
def followed(event):
    follower = _others(event, {event.data["follower"]})
    return Told(follower, needs_you=follower)


@notifies(
    "change.to_ministry",
    "change.to_hearing",
    "change.adopt",
    "change.not_adopt",
    "change.into_plan",
    "change.complete",
    "change.drop",
    "change.overtaken",
    "change.overtaken_rule",
)
def change_moved(event):
    """Everyone who asked sees what came of it, for as long as it moves (Annex 4 Q3)."""
    return Told(_others(event, _voices(event) | {event.data["follower"]}))


@notifies("milestone.added")
def milestone_added(event):
    """Those who set the agenda of the body it is put before."""
    return Told(_others(event, ids_running([event.data["put_before"]], event.at)))


@notifies("milestone.reached")
def milestone_reached(event):
    """Those whose plan it is."""
    return Told(_others(event, ids_running([event.data["body"]], event.at)))


@notifies("entry.taken_down", "entry.put_back")
def guidance_gone_or_back(event):
    """Those who asked for the text or were answered with it may lean on it; and the desk that answers for it."""
    answers = Answer.objects.filter(entry=event.target_id, at__lte=event.at)
    answered = Issue.objects.filter(escalations__in=answers.values("referral__escalation"))
    voices = voices_before(event, [*event.data["issues"], *answered.values_list("pk", flat=True)])
    desk = ids_acting([event.data["desk"]], event.at)
    return Told(_others(event, voices | desk), needs_you=_others(event, voices))
