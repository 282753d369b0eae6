"""The first reply from a person: a target in working days that each network sets, and whether it was met."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from issues.models import Issue, State
from network import deadlines
from network.audit import record
from network.deadlines import OSLO, local_day
from network.membership import runs
from network.models import Body, Deadline
from network.workflow import NotAllowed
from network.writing import writing

KIND = Deadline.Kind.FIRST_REPLY
ISSUES = Issue._meta.label_lower
LOOKED_BACK = timedelta(days=90)


def await_reply(issue, now):
    """Start the clock of a new innmelding, with the target its network has today."""
    deadlines.start(issue, KIND, on=local_day(now), working_days=issue.home_body.first_reply_days)


def replied(issue, *, actor, now):
    """The clock stops when a person has written to the raiser; not when the raiser does, or the system."""
    if not actor.is_system and actor.pk != issue.raised_by_id:
        deadlines.end(issue, KIND, at=now)


@writing()
def set_target(body, *, actor, now, days):
    """How many working days the network promises for a first reply (1 to 60), for what is raised from now on."""
    seat = runs(actor, body, now)
    if seat is None:
        raise NotAllowed(_("Det er de som leder nettverket eller er sekretær, som setter målet."))
    Body.objects.filter(pk=body.pk).update(first_reply_days=days)
    record(
        "body.first_reply", actor=actor, seat=seat, at=now, target=body, days=days, was=body.first_reply_days
    )


@dataclass(frozen=True)
class Share:
    """Of those whose target has come, or who have heard: how many heard in time."""

    in_time: int
    of: int


def share_within(bodies, now):
    """How the networks with these ids kept their target for what was raised in the last 90 days, and not withdrawn."""
    day = local_day(now)
    raised = Issue.objects.filter(home_body__in=bodies).exclude(state=State.WITHDRAWN)
    clocks = Deadline.objects.filter(
        target_label=ISSUES,
        target_id__in=raised.values("pk"),
        kind=KIND,
        starts_on__gte=day - LOOKED_BACK,
    ).annotate(ended_on=TruncDate("ended_at", tzinfo=OSLO))
    told = Q(ended_on__isnull=False)
    counted = clocks.aggregate(
        in_time=Count("pk", filter=told & Q(ended_on__lte=F("due_on"))),
        of=Count("pk", filter=told | Q(due_on__lt=day)),
    )
    return Share(**counted)
