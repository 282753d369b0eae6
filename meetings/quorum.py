"""Whether enough of those who decide are there: more than half of the deciding seats."""

from dataclasses import dataclass

from network.models import Seat

# Those a group counts. A deputy counts for the one it stands in for, and so not beside them.
COUNTED = (Seat.Role.LEAD, Seat.Role.DEPUTY_LEAD, Seat.Role.MEMBER)


@dataclass(frozen=True)
class Quorum:
    """`present` of the `of` deciding seats are filled, by their own people or by deputies."""

    of: int
    present: int

    @property
    def needed(self):
        return self.of // 2 + 1

    @property
    def is_reached(self):
        return self.present >= self.needed


def deciding_seats(body, at):
    return Seat.objects.at(at).filter(body=body, role__in=COUNTED)


def quorum(body, seats, at):
    """The Quorum of `body` when these `seats` are (or mean to be) there. One person counts once, also with
    two seats; a deputy of nobody in particular fills the place of whoever is missing."""
    deciding = dict(deciding_seats(body, at).values_list("pk", "person_id"))
    here = [seat for seat in seats if seat.body_id == body.pk]
    filled = {deciding[seat.pk] for seat in here if seat.pk in deciding}
    deputies = {
        seat.person_id: deciding.get(seat.deputises_for_id, seat.person_id)
        for seat in here
        if seat.role == Seat.Role.DEPUTY and seat.person_id not in filled
    }
    filled |= set(deputies.values())
    of = len(set(deciding.values()))
    return Quorum(of, min(len(filled), of))
