"""Who is missing: what a body should consist of, held against who sits in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.deadlines import local_day
from network.models import Place, Seat
from network.workflow import Missing, Refused
from network.writing import writing

SOON = timedelta(days=60)
# A deputy fills no place, and an observer has none.
FILLING = (Seat.Role.LEAD, Seat.Role.DEPUTY_LEAD, Seat.Role.MEMBER, Seat.Role.SECRETARY)


@dataclass(frozen=True)
class Standing:
    """How it stands with one place: who fills it, how many are lacking now, and when it will be short."""

    place: Place
    seats: tuple
    lacking: int
    short_on: date | None

    @property
    def is_vacant(self):
        return self.lacking > 0

    @property
    def ends_soon(self):
        return not self.is_vacant and self.short_on is not None


def standings(places, seats, at):
    """How each place stands at a moment. Pure: `seats` are all of the body's that last beyond then, those that
    begin later among them. One person can fill several places: a lawyer from Helse Vest fills «juss» and
    «Helse Vest»; but of those one place needs, each person counts once."""
    return [_standing(place, [seat for seat in seats if fits(seat, place)], at) for place in places]


def fits(seat, place):
    """Whether this seat is what the place asks for: by field, region and organisation, as far as it says."""
    return (
        seat.role in FILLING
        and (not place.field or seat.field == place.field)
        and (place.region_id is None or seat.organisation.region_id == place.region_id)
        and (place.organisation_id is None or seat.organisation_id == place.organisation_id)
    )


def _standing(place, seats, at):
    now = [seat for seat in seats if _is_held(seat, at)]
    ends = sorted({seat.ends_at for seat in seats if seat.ends_at and at < seat.ends_at <= at + SOON})
    short = next((end for end in ends if _how_many(seats, end) < place.count), None)
    lacking = max(0, place.count - _how_many(seats, at))
    return Standing(place, tuple(now), lacking, local_day(short) if short and not lacking else None)


def _how_many(seats, at):
    return len({seat.person_id for seat in seats if _is_held(seat, at)})


def _is_held(seat, at):
    return seat.starts_at <= at and (seat.ends_at is None or seat.ends_at > at)


def standings_of(bodies, at):
    """The standings of each body that has places, by its id. Two queries, whatever there is."""
    places, seats = {}, {}
    for place in (
        Place.objects.at(at).filter(body__in=bodies).select_related("region", "organisation").order_by("pk")
    ):
        places.setdefault(place.body_id, []).append(place)
    lasting = Seat.objects.filter(body__in=places).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    for seat in lasting.select_related("person", "organisation").order_by("pk"):
        seats.setdefault(seat.body_id, []).append(seat)
    return {pk: standings(rows, seats.get(pk, ()), at) for pk, rows in places.items()}


def missing_text(found):
    """«Mangler: juss, Helse Nord», or "" when nobody is missing."""
    return _listed(gettext("Mangler"), [_lacking(one) for one in found if one.is_vacant])


def ending_text(found):
    """«Snart ledig: klinikk», or "" when nothing ends within sixty days."""
    return _listed(gettext("Snart ledig"), [one.place.called for one in found if one.ends_soon])


def _listed(word, names):
    return f"{word}: {', '.join(names)}" if names else ""


def _lacking(one):
    place = one.place
    return (
        gettext("{place} (mangler {lacking})").format(place=place.called, lacking=one.lacking)
        if place.count > 1
        else place.called
    )


@writing()
def expect(body, *, actor, seat, now, field="", region=None, organisation=None, count=1):
    """Say that a body should have a place filled. Refused when it says for whom it is not, or it is there."""
    if not (field or region or organisation):
        raise Missing(_("Velg fagfelt, helseregion eller virksomhet."), field="field")
    make = partial(Place.objects.create, body=body, field=field, region=region, organisation=organisation)
    try:
        with writing():
            place = make(count=count, made_at=now)
    except IntegrityError as error:
        raise Refused(_("Den plassen står der alt."), field="field") from error
    record("place.expected", actor=actor, seat=seat, at=now, target=place, about=[body], title=place.called)
    return place


@writing()
def no_longer_expect(place, *, actor, seat, now):
    """The body need not have this place any more. Twice is once."""
    if Place.objects.filter(pk=place.pk, ended_at__isnull=True).update(ended_at=now):
        record(
            "place.ended",
            actor=actor,
            seat=seat,
            at=now,
            target=place,
            about=[place.body],
            title=place.called,
        )
