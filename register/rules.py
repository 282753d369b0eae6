from network.models import Seat
from network.rules import may_register


def seat_for(viewer, organisation_id):
    """The seat in a network that speaks for this organisation, or None."""
    return next(
        (
            seat
            for seat in viewer.seats_by_preference
            if seat.body.is_network
            and seat.role != Seat.Role.OBSERVER
            and seat.organisation_id == organisation_id
        ),
        None,
    )


def may_report_on(viewer, project):
    """The owner, or someone who sits on behalf of the organisation whose project it is."""
    seat = may_register(viewer)
    if seat is None:
        return None
    if project.owner_id == viewer.person_id or project.organisation_id in viewer.organisation_ids:
        return seat_for(viewer, project.organisation_id) or seat
    return None


def may_import(viewer):
    """The seat with which this person brings many projects in at once: they run a network, or serve one."""
    running = [
        seat for seat in viewer.seats_by_preference if seat.runs and seat.body_id in viewer.run_body_ids
    ]
    networks = viewer.run_network_ids
    return running[0] if running and networks else None


def may_change_by_import(viewer, project):
    """What nobody stands as contact for, whoever imports may change; the rest only who may report on it."""
    return may_import(viewer) if project.owner_id is None else may_report_on(viewer, project)
