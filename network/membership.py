"""Seats: who holds what, at a moment. The only source of authority."""

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Subquery, When
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.deadlines import local_day
from network.models import Absence, Body, Seat, SecretariatTurn
from network.workflow import Refused
from network.writing import writing


def holds(person, roles, body, at):
    """The seat with which `person` has one of `roles` in `body` (or as its secretariat), or None.

    While whoever leads or is secretary is away, also the seat that stands in; it says for whom (`runs_for`).
    """
    if person is None or body is None:
        return None
    seats = Seat.objects.at(at).filter(person=person).with_names()
    own = _acting(seats.filter(body=body), roles, at)
    if own or body.secretariat_id is None or Seat.Role.SECRETARY not in roles:
        return own[0] if own else None
    served_by = body.secretariat.heir(local_day(at))
    serving = _acting(seats.filter(body=served_by), Seat.RUNNING, at)
    return serving[0] if serving else None


def _acting(seats, roles, at):
    """As `seats.acting`, those with the role itself first. Who stands in takes long to ask, and is seldom needed:
    only where somebody of the same body is away."""
    away = Absence.objects.at(at).filter(person__seats__body=OuterRef("body"))
    found = list(seats.annotate(someone_is_away=Exists(away)).order_by("pk"))
    if any(seat.someone_is_away for seat in found):
        found = seats.acting(at, roles).order_by("pk")
        return sorted(found, key=lambda seat: seat.role not in roles)
    return [seat for seat in found if seat.role in roles]


def runs(person, body, at):
    """The seat with which this person runs the body: lead, deputy lead or secretary."""
    return holds(person, Seat.RUNNING, body, at)


def sits_in(person, body, at):
    return holds(person, Seat.Role.values, body, at)


def ids_running(bodies, at):
    """Ids of those who run any of these bodies at a moment, their secretariats' people included, and whoever
    stands in for one of them who is away.

    The secretariat is the one that served then. One that has ended is followed to its heir by the date, never
    moved in the row: whom it served then says who was owed a notice then.
    """
    turned = SecretariatTurn.objects.filter(body=OuterRef("pk"), until__gt=at).order_by("until", "pk")
    served = Body.objects.filter(pk__in=bodies).annotate(
        served_by=Case(
            When(Exists(turned), then=Subquery(turned.values("was")[:1])),
            default=F("secretariat"),
            output_field=BigIntegerField(),
        )
    )
    secretariats = Body.objects.filter(pk__in=served.values("served_by"))
    serving = [body.heir(local_day(at)) for body in secretariats]
    seats = Seat.objects.at(at).filter(body__in=[*bodies, *filter(None, serving)])
    return frozenset(seat.person_id for seat in _who_run(seats, at))


def _who_run(seats, at):
    """Those of some seats that run their body, and who stands in, which is asked only where one of them is away."""
    away = Absence.objects.at(at).filter(person=OuterRef("person"))
    seats = seats.annotate(is_away=Exists(away)).order_by("pk")
    running = list(seats.filter(role__in=Seat.RUNNING))
    if any(seat.is_away for seat in running):
        running = list(seats.acting(at, Seat.RUNNING))
    return running


def ids_acting(bodies, at):
    """Ids of those who handle cases for these bodies: whoever runs them; at a content desk, all but observers."""
    desks = Body.objects.filter(pk__in=bodies, kind=Body.Kind.CONTENT_DESK)
    return ids_running(bodies, at) | ids_in(desks, at)


def ids_in(bodies, at):
    """Ids of everyone seated in any of these bodies at a moment, observers aside."""
    seats = Seat.objects.at(at).filter(body__in=bodies).exclude(role=Seat.Role.OBSERVER)
    return frozenset(seats.values_list("person_id", flat=True))


def leaders_of(bodies, at):
    """Whom to name for each of these bodies, by its id: its lead, else another who runs it. Someone who is
    away comes last, after whoever stands in."""
    seats = _who_run(Seat.objects.at(at).filter(body__in=bodies).select_related("person"), at)
    found = {}
    for held in sorted(seats, key=_named_before):
        found.setdefault(held.body_id, held.person)
    return found


def _named_before(held):
    # Whoever stands in comes as a deputy lead does: before the secretary.
    role = held.role if held.role in Seat.RUNNING else Seat.Role.DEPUTY_LEAD
    return (held.is_away, Seat.RUNNING.index(role), held.runs_for is None)


def ids_sitting_for(organisations, body, at):
    """Ids of those seated in a body on behalf of any of these organisations, observers aside."""
    seats = (
        Seat.objects.at(at).filter(body=body, organisation__in=organisations).exclude(role=Seat.Role.OBSERVER)
    )
    return frozenset(seats.values_list("person_id", flat=True))


def network_for(organisation, at):
    """The network that holds what an organisation raises: its region's, else the national one, which also has
    what belongs to no organisation we know."""
    day, region = local_day(at), organisation.region_id if organisation else None
    regional = Body.objects.filter(kind=Body.Kind.REGIONAL_NETWORK, region=region).on(day)
    if region and (body := regional.order_by("-starts_on", "pk").first()):
        return body
    return Body.objects.of_kind(Body.Kind.NATIONAL_NETWORK, day)


@writing()
def seat(person, body, *, organisation, role, actor, now, starts_at=None, **details):
    """Give someone a seat. It cannot start before now: authority is never given backwards in time.

    The seed tells of the past and passes `now` as it was then.
    """
    starts_at = starts_at or now
    if starts_at < now:
        raise Refused(_("En rolle kan ikke begynne tilbake i tid."), field="starts_at")
    if body.ended_by(starts_at.date()):
        raise Refused(
            format_lazy(_("{body} er avsluttet. Velg etterfølgeren."), body=body.name), field="body"
        )
    given = Seat.objects.create(
        person=person, body=body, organisation=organisation, role=role, starts_at=starts_at, **details
    )
    record("seat.given", actor=actor, at=now, target=given, about=[body], role=role, body=body.name)
    return given


@writing()
def end_seat(held, *, actor, now, ends_at=None):
    """End a seat, now or later. Never backwards, and not twice: what was done, or not, with it stands."""
    ends_at = ends_at or now
    if ends_at < now:
        raise Refused(_("En rolle kan ikke avsluttes tilbake i tid."), field="ends_at")
    if Seat.objects.filter(pk=held.pk, ends_at__lte=now).exists():
        raise Refused(_("Rollen er alt avsluttet."), field="ends_at")
    Seat.objects.filter(pk=held.pk).update(ends_at=ends_at)
    record("seat.ended", actor=actor, at=now, target=held, about=[held.body], body=held.body.name)
