"""Who is looking: a person's seats, loaded once for each request."""

from copy import copy
from functools import cached_property

from django.db.models import Exists, OuterRef

from network.models import Absence, Admission, Body, Forum, Organisation, Place, Seat


class Viewer:
    """A person (or a visitor) at a moment, with what follows from their seats.

    `visible_to(viewer)` on each model reads only this, so a list costs the same whoever looks.
    """

    def __init__(self, person, at):
        self.person = person if person is not None and person.is_authenticated else None
        self.at = at

    @cached_property
    def seats(self):
        if self.person is None:
            return []
        # With what every home page asks about one's own bodies: the query is there anyway.
        places = Place.objects.filter(body=OuterRef("body"), ended_at__isnull=True)
        away = Absence.objects.at(self.at).filter(person__seats__body=OuterRef("body"))
        held = Seat.objects.at(self.at).filter(person=self.person)
        seats = list(
            held.select_related(
                "organisation__region", "body__region", "body__evaluation", "deputises_for__person"
            )
            .annotate(
                body_has_places=Exists(places),
                someone_is_away=Exists(away),
                someone_applies=Exists(Admission.objects.waiting()),
                someone_suggests=Exists(Forum.objects.filter(status=Forum.Status.SUGGESTED)),
            )
            .order_by("pk")
        )
        # Whom one stands in for takes longer to ask than all else here: only where somebody is away.
        if any(seat.someone_is_away for seat in seats):
            runs_for = dict(held.standing_in(self.at).values_list("pk", "runs_for"))
            for seat in seats:
                seat.runs_for = runs_for[seat.pk]
        for seat in seats:
            seat.person = self.person
        return seats

    @property
    def person_id(self):
        return self.person.pk if self.person else None

    @cached_property
    def is_industry(self):
        """Only seats on behalf of companies: sees published needs, never prices or restricted cases."""
        return bool(self.seats) and all(
            seat.organisation.kind == Organisation.Kind.INDUSTRY for seat in self.seats
        )

    @cached_property
    def is_inside(self):
        """Holds a seat in the network on behalf of something else than a company."""
        return bool(self.seats) and not self.is_industry

    @cached_property
    def organisation_ids(self):
        return {seat.organisation_id for seat in self.seats}

    @cached_property
    def region_ids(self):
        regions = {seat.organisation.region_id for seat in self.seats}
        regions |= {seat.body.region_id for seat in self.seats}
        return regions - {None}

    @cached_property
    def _bodies(self):
        """All bodies' ties, in one query: there are tens of them, and every page asks."""
        return list(Body.objects.values_list("pk", "secretariat_id", "successor_id", "kind"))

    @cached_property
    def seat_body_ids(self):
        """Bodies this person sits in, with those whose cases they have taken over."""
        return self._with_predecessors({seat.body_id for seat in self.seats})

    @cached_property
    def run_body_ids(self):
        """Bodies this person leads or is secretary of, or stands in at for someone who is away; their
        secretariat's bodies included."""
        own = {seat.body_id for seat in self.seats if seat.runs}
        if not own:
            return set()
        own = self._with_predecessors(own)
        return self._with_predecessors(
            own | {pk for pk, secretariat, _, _ in self._bodies if secretariat in own}
        )

    @cached_property
    def run_network_ids(self):
        """The networks among them."""
        return {pk for pk, _, _, kind in self._bodies if kind in Body.NETWORKS} & self.run_body_ids

    def _with_predecessors(self, ids):
        found, newest = set(ids), set(ids)
        while newest:
            newest = {pk for pk, _, successor, _ in self._bodies if successor in newest} - found
            found |= newest
        return found

    @property
    def seats_by_preference(self):
        return sorted(self.seats, key=lambda seat: (not seat.body.is_network, seat.pk))

    @property
    def member_seat(self):
        """The seat a person registers and raises from: one in a network, if they have one."""
        networks = [copy(seat) for seat in self.seats_by_preference if seat.body.is_network]
        for seat in networks:
            seat.runs_for = None  # a member speaks for themselves, also while they stand in for someone
        return networks[0] if networks else None
