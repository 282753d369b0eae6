"""Whether a body can decide: more than half of those who decide are there, or somebody in their place."""

from dataclasses import dataclass

from network.models import Seat


@dataclass(frozen=True)
class Quorum:
    """How many of those who decide are there, of how many."""

    present: int
    of: int

    @property
    def needed(self):
        return self.of // 2 + 1

    @property
    def is_met(self):
        return self.present >= self.needed


def quorum(seats, present_ids):
    """`seats` are all seats of the body, `present_ids` the ids of those that are there.

    A deputy counts for the one it stands in for, and only when that one is away; a deputy for nobody in
    particular counts for anyone who is.
    """
    deciding = {seat.pk for seat in seats if seat.role in Seat.DECIDING and seat.role != Seat.Role.DEPUTY}
    deputies = [seat for seat in seats if seat.role == Seat.Role.DEPUTY and seat.pk in present_ids]
    filled = deciding & set(present_ids) | {d.deputises_for_id for d in deputies} & deciding
    free = sum(1 for deputy in deputies if deputy.deputises_for_id is None)
    return Quorum(min(len(filled) + free, len(deciding)), len(deciding))
