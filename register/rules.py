from django.db.models import Q

from network.models import Seat
from network.rules import may_register
from register.models import Project


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


def own_projects(viewer):
    """The projects this person may report on: their own, and their organisations'."""
    if may_register(viewer) is None:
        return Project.objects.none()
    own = Q(owner=viewer.person_id) | Q(organisation__in=viewer.organisation_ids)
    return Project.objects.visible_to(viewer).filter(own)
