"""Who may: plain functions that return the seat that allows it, or None. Nothing else grants anything."""

from network.membership import holds, runs
from network.models import Body, Seat


def may_register(viewer):
    """Members register and raise from a seat in a network; observers and visitors do not."""
    seat = viewer.member_seat
    return seat if seat and seat.role != Seat.Role.OBSERVER else None


def runs_networks(viewer):
    """The seat of someone who runs a network, or serves one as secretary: what is kept for all is kept by them."""
    if not viewer.run_network_ids:
        return None
    return next(
        (seat for seat in viewer.seats_by_preference if seat.runs and seat.body_id in viewer.run_body_ids),
        None,
    )


def acts_for(person, body, now):
    """Who handles a case for a body: lead or secretary; at a content desk, the content owner."""
    return runs(person, body, now) or owns_content(person, body, now)


def owns_content(person, body, now):
    """Who writes and publishes for a content desk: anyone seated in it, observers aside."""
    if body.kind != Body.Kind.CONTENT_DESK:
        return None
    return holds(person, [*Seat.DECIDING, Seat.Role.SECRETARY], body, now)
