"""Seats are the only authority, and what was held when is never rewritten."""

from datetime import timedelta

import pytest

from network import membership
from network.workflow import Refused


def test_a_seat_that_has_ended_is_not_ended_again_and_so_held_for_longer(cast, bodies, system, now):
    seat = cast.lead.seats.get()
    membership.end_seat(seat, actor=system, now=now - timedelta(days=9))
    with pytest.raises(Refused, match="alt avsluttet"):
        membership.end_seat(seat, actor=system, now=now)
    assert membership.runs(cast.lead, bodies.south_east, now - timedelta(days=5)) is None
