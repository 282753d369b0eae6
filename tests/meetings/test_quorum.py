"""More than half of those who decide, whoever fills the seats."""

import pytest

from meetings.quorum import deciding_seats, quorum
from network.membership import seat
from network.models import Seat
from tests.conftest import LONG_AGO


@pytest.fixture
def group(cast, bodies, organisations, system):
    """Four who decide in the steering group, a deputy for one of them, and a secretary who does not decide."""

    def given(person, role, **more):
        return seat(
            person,
            bodies.steering,
            organisation=organisations.ks,
            role=role,
            actor=system,
            now=LONG_AGO,
            **more,
        )

    given(cast.council_chair, "member")
    return given(cast.outsider, "deputy", deputises_for=cast.aside.seats.get())


@pytest.mark.parametrize(
    ("present", "filled", "is_reached"),
    [
        ("", 0, False),
        ("steering_lead steering_member", 2, False),
        ("steering_lead steering_member aside", 3, True),
        ("steering_lead steering_member outsider", 3, True),
        ("steering_lead aside outsider", 2, False),
        ("steering_lead steering_member coord_secretary", 2, False),
    ],
)
def test_more_than_half_of_the_deciding_seats(present, filled, is_reached, group, cast, bodies, now):
    people = [getattr(cast, name) for name in present.split()]
    seats = Seat.objects.filter(body=bodies.steering, person__in=people)
    found = quorum(bodies.steering, seats, now)
    assert (found.of, found.needed, found.present, found.is_reached) == (4, 3, filled, is_reached)


def test_a_deputy_of_nobody_in_particular_fills_a_place(group, cast, bodies, now):
    Seat.objects.filter(pk=group.pk).update(deputises_for=None)
    seats = Seat.objects.filter(body=bodies.steering, person__in=[cast.outsider, cast.aside])
    assert quorum(bodies.steering, seats, now).present == 2
    assert deciding_seats(bodies.steering, now).count() == 4
