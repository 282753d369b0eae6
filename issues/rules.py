"""Who may do what with an innmelding: each function returns the seat that allows it, or None."""

from issues.models import Issue
from network.membership import holds, runs
from network.models import Body, Seat
from network.rules import may_register

__all__ = [
    "may_anonymise",
    "may_assess",
    "may_back",
    "may_endorse",
    "may_join",
    "may_raise",
    "raised_it",
    "runs_home",
]


def may_raise(viewer):
    return may_register(viewer)


def may_join(viewer):
    """Any member, companies aside."""
    return None if viewer.is_industry else may_register(viewer)


def may_endorse(viewer, issue):
    """A member who is not among its voices already, while it has no answer."""
    if issue.state in ("answered", "referred") or issue.voices.filter(person=viewer.person_id).exists():
        return None
    return may_join(viewer)


def may_assess(viewer, issue):
    """Leads of networks and members of the council (R7)."""
    if issue.state in ("answered", "referred"):
        return None
    for seat in viewer.seats:
        if seat.body.is_network and seat.role in (Seat.Role.LEAD, Seat.Role.DEPUTY_LEAD):
            return seat
        if seat.body.kind == Body.Kind.COUNCIL and seat.role != Seat.Role.OBSERVER:
            return seat
    return None


def runs_home(actor, issue: Issue, now):
    return runs(actor, issue.home_body, now)


def raised_it(actor, issue: Issue, now):
    """The raiser, with a seat they hold today: the one in a network of the organisation they raised for."""
    if issue.raised_by_id != actor.pk:
        return None
    return holds(actor, Seat.Role.values, issue.home_body, now) or (
        Seat.objects.at(now).filter(person=actor).with_names().order_by("pk").first()
    )


def may_anonymise(viewer, issue):
    """The raiser, or whoever runs the network that holds it."""
    if viewer.person is None or not issue.restricted:
        return None
    return raised_it(viewer.person, issue, viewer.at) or runs_home(viewer.person, issue, viewer.at)


def may_back(viewer, voices):
    """[(organisation, seat)]: for whom this person may say that it stands behind, among those with a voice.

    Their own by a seat for it, or, for whoever leads the network of its region, one of that region's. `voices`
    carry `backed_at`, the moment their organisation said so.
    """
    found = {}
    for voice in voices:
        if voice.backed_at is None and (seat := _speaks_for(viewer, voice.organisation)):
            found.setdefault(voice.organisation_id, (voice.organisation, seat))
    return list(found.values())


def _speaks_for(viewer, organisation):
    for seat in viewer.seats:
        if seat.role != Seat.Role.OBSERVER and seat.organisation_id == organisation.pk:
            return seat
    for seat in viewer.seats:
        leads = seat.body.is_network and seat.role in (Seat.Role.LEAD, Seat.Role.DEPUTY_LEAD)
        if leads and seat.body.region_id and seat.body.region_id == organisation.region_id:
            return seat
    return None
