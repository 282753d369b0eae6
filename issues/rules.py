"""Who may do what with an innmelding: each function returns the seat that allows it, or None."""

from issues.models import Issue
from network.membership import holds, runs
from network.models import Body, Seat
from network.rules import may_register

__all__ = [
    "may_assess",
    "may_endorse",
    "may_join",
    "may_link",
    "may_raise",
    "may_respond",
    "may_tell_first_line",
    "raised_it",
    "runs_home",
    "weighs",
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
    return None if issue.is_over else weighs(viewer)


def weighs(viewer):
    """The seat one weighs innmeldinger from, whichever they are."""
    for seat in viewer.seats:
        if seat.body.is_network and seat.role in (Seat.Role.LEAD, Seat.Role.DEPUTY_LEAD):
            return seat
        if seat.body.kind == Body.Kind.COUNCIL and seat.role != Seat.Role.OBSERVER:
            return seat
    return None


def may_link(viewer, issue, project=None):
    """Whoever raised the need, runs its network, or owns the project (R22)."""
    if issue.kind != Issue.Kind.NEED:
        return None
    if project is not None and project.owner_id == viewer.person_id:
        return may_register(viewer)
    return may_tell_first_line(viewer, issue)


def may_tell_first_line(viewer, issue):
    """Whoever raised it or runs its network, while someone still works with it (S73)."""
    if issue.is_over:
        return None
    if issue.home_body_id in viewer.run_body_ids:
        return runs(viewer.person, issue.home_body, viewer.at)
    return may_register(viewer) if issue.raised_by_id == viewer.person_id else None


def may_respond(viewer, issue):
    """A company, to a need it may see and that has no answer yet (S11)."""
    if not viewer.is_industry or issue.kind != Issue.Kind.NEED or issue.is_over:
        return None
    return viewer.member_seat


def runs_home(actor, issue: Issue, now):
    return runs(actor, issue.home_body, now)


def raised_it(actor, issue: Issue, now):
    """The raiser, with a seat they hold today: the one in a network of the organisation they raised for."""
    if issue.raised_by_id != actor.pk:
        return None
    return holds(actor, Seat.Role.values, issue.home_body, now) or (
        Seat.objects.at(now).filter(person=actor).with_names().order_by("pk").first()
    )
