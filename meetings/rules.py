"""Who may do what with a meeting. Each rule gives the seat that allows it, or None."""

from network.deadlines import local_day
from network.membership import runs
from network.models import Body


def runs_meeting(person, meeting, at):
    """Whoever runs the body; where another forum facilitates the meeting, those who run that too."""
    return runs(person, meeting.body, at) or (
        runs(person, meeting.facilitator, at) if _facilitated(meeting, at) else None
    )


def _facilitated(meeting, at):
    return meeting.facilitator_id is not None and not meeting.facilitator.ended_by(local_day(at))


def lists_events(viewer):
    """What others arrange is listed by whoever runs a network."""
    networks = Body.objects.filter(pk__in=viewer.run_body_ids, kind__in=Body.NETWORKS)
    return runs(viewer.person, networks.on(local_day(viewer.at)).order_by("pk").first(), viewer.at)
