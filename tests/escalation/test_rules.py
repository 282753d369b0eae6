"""Who may do what, where the usual person has left."""

import pytest

from escalation import changes
from network import membership
from network.deadlines import local_day
from network.models import Seat
from network.workflow import NotAllowed, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(chain, viewer, cast):
    """Registered by a content owner outside any case, and followed by them."""
    return changes.register(
        actor=cast.owner_dmp,
        viewer=viewer(cast.owner_dmp, chain.now),
        now=chain.tick(),
        kind="rule",
        what="Endre forskriften",
        follower=cast.owner_dmp,
        issues=[chain.raised()],
        status_on=local_day(chain.now),
    )


def given_on(chain, change, actor):
    return take(change, "hand_over", actor=actor, now=chain.tick(), follower=actor)


def test_a_change_whose_follower_has_left_is_for_the_network_it_came_from(chain, change, cast, system):
    with pytest.raises(NotAllowed):
        given_on(chain, change, cast.lead)
    for held in Seat.objects.filter(person=cast.owner_dmp):
        membership.end_seat(held, actor=system, now=chain.tick())
    for outside in (cast.lead_west, cast.member):
        with pytest.raises(NotAllowed):
            given_on(chain, change, outside)
    assert given_on(chain, change, cast.lead).follower == cast.lead
