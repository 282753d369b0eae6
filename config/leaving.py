"""Leaving the network: what one has, goes to another, and then the seats end. All of it or nothing.

It stands here because it calls every room: projects, innmeldinger and oppfølgingspunkter each change owner where
they live.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from issues.models import Voice
from issues.raising import pass_on
from meetings import actions
from meetings.models import Action
from network.collation import by_name
from network.deadlines import local_day
from network.membership import end_seat, ids_running, leaders_of, network_for
from network.models import Body, Person, Seat
from network.personal_data import erase
from network.workflow import Refused
from network.writing import writing
from register import asking, versions
from register.facts import say_yes_to_calls
from register.models import Project
from register.upkeep import hand_over

AT_LEAST = timedelta(days=14)  # who takes over an action gets this long, however near its date was


@dataclass(frozen=True)
class Belongings:
    """What someone has that others rely on."""

    projects: list
    voices: list
    actions: list

    @property
    def is_empty(self):
        return not (self.projects or self.voices or self.actions)


def belongings_of(person):
    return Belongings(
        projects=list(Project.objects.filter(owner=person).select_related("organisation").order_by("pk")),
        voices=list(Voice.objects.unanswered().filter(person=person).select_related("issue").order_by("pk")),
        actions=list(
            Action.objects.open().filter(owner=person).select_related("meeting__body").order_by("pk")
        ),
    )


def may_take_over(person, at):
    """Colleagues: those with a role for one of the same organisations, observers aside."""
    own = Seat.objects.at(at).filter(person=person).values("organisation")
    seats = Seat.objects.at(at).filter(organisation__in=own).exclude(role=Seat.Role.OBSERVER)
    people = Person.objects.filter(seats__in=seats, is_active=True).exclude(pk=person.pk).distinct()
    return people.order_by(by_name())


@writing()
def leave_network(person, *, now, heir=None):
    """Hand over, be asked and rung no more, and end all seats.

    Without an heir, whoever leads the network each thing belongs to gets it.

    Refused for the only one who runs a body: it would stand without anybody.
    """
    # What only refers to them goes on: two who leave at once may each have something to tell the other.
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    seats = list(Seat.objects.at(now).filter(person=person).with_names().order_by("pk"))
    # Of two who run a body and leave at once, the one who waits here is the only one left.
    list(Body.objects.select_for_update().filter(pk__in=[seat.body_id for seat in seats]).order_by("pk"))
    _check(person, seats, heir, now)
    left = belongings_of(person)
    for project in left.projects:
        _pass_project(project, person, heir, now)
    for voice in left.voices:
        to = _speaks_for(heir, voice.organisation_id, now) or _leader(voice.issue.home_body, person, now)
        if to:
            pass_on(voice, to=to, actor=person, now=now)
    for action in left.actions:
        _pass_action(action, person, heir, now)
    for project in Project.with_withdrawn.filter(
        call_yeses__person=person, call_yeses__ended_at=None
    ).distinct():
        say_yes_to_calls(project, actor=person, now=now, phone="")
    asking.leave(actor=person, seat=seats[0], now=now)
    for seat in seats:
        end_seat(seat, actor=person, now=now)
    return left


def why_stay(person, seats, now):
    """Why someone with these seats cannot leave, in a sentence; None when they can."""
    for seat in seats:
        if seat.role in Seat.RUNNING and ids_running([seat.body_id], now) == {person.pk}:
            return format_lazy(
                _("Du er den eneste som leder {body}. Be eieren gi rollen til en ny først."),
                body=seat.body.name,
            )
    return None


def _check(person, seats, heir, now):
    if not seats:
        raise Refused(_("Du har ingen roller å gå ut av."))
    if sentence := why_stay(person, seats, now):
        raise Refused(sentence)
    if heir and not may_take_over(person, now).filter(pk=heir.pk).exists():
        raise Refused(_("Velg en kollega med en rolle i samme virksomhet."), field="heir")


def _speaks_for(heir, organisation, at):
    """The heir, where they have a role for that very organisation: someone may leave several."""
    seats = Seat.objects.at(at).filter(person=heir, organisation=organisation)
    return heir if heir and seats.exclude(role=Seat.Role.OBSERVER).exists() else None


def _leader(body, person, at):
    lead = leaders_of([body.pk], at).get(body.pk) if body else None
    return None if lead == person else lead


def _pass_project(project, person, heir, now):
    body = network_for(project.organisation, now) if project.organisation else None
    able = _speaks_for(heir, project.organisation_id, now)
    if to := able or _leader(body, person, now):
        kept_for = None if able else person
        why = "Den som var kontakt, har gått ut av nettverket."
        hand_over(project, actor=person, now=now, owner=to, reason=why, kept_for=kept_for)


def _pass_action(action, person, heir, now):
    able = actions.may_own(action.meeting, now).exclude(pk=person.pk)
    to = able.filter(pk=heir.pk).first() if heir else None
    to = to or _leader(action.meeting.body, person, now) or able.first()
    if to:
        due_on = max(action.due_on, local_day(now) + AT_LEAST)
        actions.hand_over(action, actor=person, now=now, owner=to, due_on=due_on)


@writing()
def erase_person(person, *, now):
    """Erase someone who has left, as `personal_data.erase` says, and their name where projects keep it as text.

    Refused while they have a role. Returns the row that is left.
    """
    name = person.name
    gone = erase(person, now=now)
    versions.forget_owner(gone, name, instead=gone.name)
    return gone
