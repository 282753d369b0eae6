"""More than half of those who decide, or somebody in their place."""

import pytest

from meetings.quorum import quorum
from network.models import Seat

ROLES = {1: "lead", 2: "member", 3: "member", 4: "member", 5: "secretary", 6: "observer"}


def seats():
    found = [Seat(pk=pk, role=role) for pk, role in ROLES.items()]
    found.append(Seat(pk=7, role="deputy", deputises_for_id=2))
    found.append(Seat(pk=8, role="deputy"))
    return found


@pytest.mark.parametrize(
    ("present", "count", "is_met"),
    [
        (set(), 0, False),
        ({1, 2}, 2, False),
        ({1, 2, 3}, 3, True),
        ({1, 2, 5, 6}, 2, False),
        ({1, 3, 7}, 3, True),
        ({1, 2, 7}, 2, False),
        ({1, 2, 8}, 3, True),
        ({1, 2, 3, 4, 7, 8}, 4, True),
    ],
    ids=[
        "nobody", "half is not enough", "more than half", "secretaries and observers do not count",
        "a deputy for one who is away", "not beside the one it stands in for", "a deputy for anyone",
        "never more than there are",
    ],
)  # fmt: skip
def test_who_counts(present, count, is_met):
    found = quorum(seats(), present)
    assert (found.of, found.needed, found.present, found.is_met) == (4, 3, count, is_met)


def test_a_body_without_deciding_seats_decides_nothing():
    assert not quorum([], set()).is_met
