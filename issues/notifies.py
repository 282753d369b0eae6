"""Who hears of what happens with an innmelding."""

from django.db.models import Q

from issues.models import Comment, FollowChoice, Issue, MeasureReply, SharedNeedAsked, Voice
from issues.second_line import first_lines_before
from network.membership import ids_acting, ids_running
from network.models import Body, Organisation, Seat
from network.reach import Reach
from network.registries import Told, notifies


def voices_before(event, issue_ids):
    """Everyone who had raised or joined these issues when it happened, and not been parted from them."""
    not_ended = Q(ended_event=None) | Q(ended_event__gte=event.pk)
    voices = Voice.objects.filter(not_ended, issue__in=issue_ids, event__lt=event.pk)
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


@notifies("issue.correct", "issue.withdraw")
def changed_by_raiser(event):
    """Those who run the network that holds it, and those behind it. Not others who follow it: they may see it no
    longer."""
    people = voices_before(event, [event.target_id]) | ids_running([_home(event)], event.at)
    return Told(people - {event.actor_id})


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
    """The raiser, of the first voice of an organisation."""
    return Told(_raiser(event) - {event.actor_id} if event.data.get("is_first", True) else frozenset())


@notifies("issue.unendorsed")
def no_longer_endorsed(event):
    """The raiser, of the last voice of an organisation."""
    return Told(_raiser(event) - {event.actor_id} if event.data["is_last"] else frozenset())


@notifies("issue.not_helped")
def not_helped(event):
    people = ids_running([_home(event)], event.at)
    return Told(people, needs_you=people)


def followers_before(event, issue):
    """Those who followed a case when it happened: by their newest choice, else because they had raised it,
    joined it or spoken."""
    came = set(voices_before(event, [issue]))
    came |= set(Comment.objects.filter(issue=issue, event__lt=event.pk).values_list("author_id", flat=True))
    chosen = FollowChoice.objects.filter(issue=issue, event__lt=event.pk).order_by("event")
    newest = dict(chosen.values_list("person_id", "follows"))
    stays = {person for person in came if newest.get(person, True)}
    return frozenset(stays | {person for person, follows in newest.items() if follows})


def _called(event):
    return frozenset(event.data["mentioned"]) - {event.actor_id}


def _heard_by(event):
    answered = frozenset({event.data["parent_author"]} - {None})
    followers = followers_before(event, event.data["issue"])
    return (followers | answered | _called(event)) - {event.actor_id}


@notifies("comment.said")
def said(event):
    """Those who follow the case, and whoever was answered; those called by name are needed."""
    return Told(_heard_by(event), needs_you=_called(event))


@notifies("comment.normative")
def answered_by_agency(event):
    """What those who raised and joined it have waited for."""
    voices = voices_before(event, [event.data["issue"]]) - {event.actor_id}
    return Told(_heard_by(event) | voices, needs_you=_called(event) | voices)


@notifies("comment.edited")
def called_later(event):
    """Only those who were called by name when it was put right."""
    return Told(_called(event), needs_you=_called(event))


@notifies("comment.withdrawn")
def taken_back(event):
    """That an agency takes its answer back, concerns all who were told of it."""
    if not event.data["desk"]:
        return Told(frozenset())
    heard = followers_before(event, event.data["issue"]) | voices_before(event, [event.data["issue"]])
    return Told(heard - {event.actor_id})


@notifies("measure.opened")
def put_out(event):
    """The members of the networks, companies only where it is out for everyone; and those it began with."""
    seats = Seat.objects.at(event.at).filter(body__kind__in=Body.NETWORKS)
    if event.data["reach"] != Reach.PUBLIC:
        seats = seats.exclude(organisation__kind=Organisation.Kind.INDUSTRY)
    members = frozenset(seats.values_list("person_id", flat=True))
    return Told((members | voices_before(event, event.data["issues"])) - {event.actor_id})


@notifies("measure.replied")
def replied(event):
    return Told(ids_acting([event.data["desk"]], event.at) - {event.actor_id})


@notifies("measure.close", "measure.close_in_time")
def closed(event):
    """The desk owes those who replied a word on what it changed."""
    people = ids_acting([event.data["desk"]], event.at) - {event.actor_id}
    return Told(people, needs_you=people)


@notifies("measure.conclude")
def concluded(event):
    """Everyone who replied gets the answer; those it began with hear of it too."""
    replies = MeasureReply.objects.filter(measure=event.target_id, event__lt=event.pk)
    replied = frozenset(replies.values_list("person_id", flat=True)) - {event.actor_id}
    voices = voices_before(event, event.data["issues"]) - {event.actor_id}
    return Told(replied | voices, needs_you=replied)


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


@notifies("need.shared")
def need_shared(event):
    """Those who were asked then."""
    asked = SharedNeedAsked.objects.filter(shared=event.target_id, asked_at=event.at)
    people = frozenset(asked.values_list("person", flat=True))
    return Told(people, needs_you=people)


@notifies("issue.passed_on")
def passed_on(event):
    """Whoever took over: they will get the answer."""
    people = frozenset({event.data["to"]})
    return Told(people, needs_you=people)
