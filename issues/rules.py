"""Who may do what with an innmelding: each function returns the seat that allows it, or None."""

from issues.models import Issue
from network.membership import holds, runs
from network.models import Body, Seat
from network.rules import may_register

__all__ = [
    "may_assess",
    "may_endorse",
    "may_join",
    "may_object",
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
    if issue.state in ("answered", "referred", "merged"):
        return None
    if issue.voices.standing().filter(person=viewer.person_id).exists():
        return None
    return may_join(viewer)


def may_assess(viewer, issue):
    """Leads of networks and members of the council (R7)."""
    if issue.state in ("answered", "referred", "merged"):
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


def may_object(actor, issue, into, now):
    """To a merging of the one into the other: the raiser, and whoever runs either home (who proposed, also)."""
    return raised_it(actor, issue, now) or runs_home(actor, issue, now) or runs_home(actor, into, now)
