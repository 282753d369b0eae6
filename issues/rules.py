"""Who may do what with an innmelding: each function returns the seat that allows it, or None."""

from copy import copy

from issues.models import Issue
from network.collation import sort_key
from network.deadlines import local_day
from network.membership import holds, runs
from network.models import Body, Seat
from network.rules import may_register, owns_content

__all__ = [
    "desks_of",
    "is_said_for",
    "may_anonymise",
    "may_assess",
    "may_back",
    "may_endorse",
    "may_join",
    "may_link",
    "may_object",
    "may_raise",
    "may_reply_to",
    "may_respond",
    "may_take_back",
    "may_talk",
    "may_tell_first_line",
    "owns_desk",
    "raised_it",
    "runs_home",
    "voice_of",
    "weighs",
]


def may_raise(viewer):
    return may_register(viewer)


def may_join(viewer):
    """Any member, companies aside."""
    return None if viewer.is_industry else may_register(viewer)


def may_endorse(viewer, issue, voices):
    """A member who is not among its `voices` already, while it has no answer."""
    return None if issue.is_over or voice_of(viewer, voices) else may_join(viewer)


def may_take_back(viewer, issue, voices):
    """Whoever said «Gjelder oss også», while it has no answer. Whoever raised it withdraws it instead."""
    own = voice_of(viewer, voices)
    return None if issue.is_over or own is None or own.is_raiser else may_join(viewer)


def voice_of(viewer, voices):
    """This person's own among the `voices`, or None."""
    return next((voice for voice in voices if voice.person_id == viewer.person_id), None)


def is_said_for(seat, voices):
    """Whether the seat's organisation is behind it already."""
    return any(voice.organisation_id == seat.organisation_id for voice in voices)


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


def may_talk(viewer):
    """Everyone inside may speak about what they see, agencies and observers too; companies have their own way."""
    return _speaks_from(viewer) if viewer.is_inside else None


def may_reply_to(viewer, measure):
    """Whoever sees a measure that is out for comment: companies too, where it is out for everyone."""
    return _speaks_from(viewer) if measure.state == "open" and viewer.seats else None


def _speaks_from(viewer):
    """The seat of a member, else the first; for themselves, also while they stand in for someone."""
    seat = copy(viewer.member_seat or viewer.seats_by_preference[0])
    seat.runs_for = None
    return seat


def owns_desk(actor, desk, now):
    """The only seats that answer for an agency: those at its content desk, or at the desk that took over."""
    return owns_content(actor, desk.heir(local_day(now)) or desk, now)


def desks_of(viewer):
    """The content desks this person answers for today."""
    day = local_day(viewer.at)
    mine = {
        seat.body
        for seat in viewer.seats
        if seat.body.is_desk and seat.role != Seat.Role.OBSERVER and not seat.body.ended_by(day)
    }
    return sorted(mine, key=lambda desk: sort_key(desk.name))


def may_object(actor, issue, into, now):
    """To a merging of the one into the other: the raiser, and whoever runs either home (who proposed, also)."""
    return raised_it(actor, issue, now) or runs_home(actor, issue, now) or runs_home(actor, into, now)


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
