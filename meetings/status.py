"""How it stands with a network, for those who answer for it: what a period gave, and how it was at its end.

Everything is read from what is dated (events, phases, answers), as it was at the end of the period: the same
period gives the same figures whenever it is asked for. One query for each part, whatever there is. All cases
are counted; only those that the whole network may read are named, so that the sheet can be passed on.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from escalation.models import Answer, Change, Escalation, Referral, ReferralState, State
from issues.models import OVER, Issue
from issues.models import State as IssueState
from meetings.models import Meeting
from network.audit import label_of
from network.deadlines import local_day, midnight
from network.models import Body, Event, Phase
from network.reach import Reach
from register.models import PhaseChange, Project

READ_BY_ALL = Q(restricted=False, reach__in=[Reach.NETWORK, Reach.PUBLIC])
# By these a lifted case comes to another than it was with.
HANDED_ON = ("referral.hand_on", "referral.clarify", "referral.succeed")
MEETINGS_SHOWN = 3


@dataclass(frozen=True)
class Period:
    """From and including a day, until a moment: the end of the last day, or now if that has not come."""

    start: datetime
    at: datetime

    @classmethod
    def of(cls, first: date, last: date, now: datetime):
        return cls(midnight(first), min(now, midnight(last + timedelta(days=1))))

    @property
    def first(self):
        return local_day(self.start)

    @property
    def last(self):
        return local_day(self.at - timedelta(microseconds=1))

    def holds(self, name):
        """That a moment lies in the period, as a filter on the column `name`."""
        return Q(**{f"{name}__gte": self.start, f"{name}__lte": self.at})


def _events(model, at, **more):
    """What had happened with each row by then, to be filtered further or asked of."""
    return Event.objects.filter(target_label=label_of(model), target_id=OuterRef("pk"), at__lte=at, **more)


def as_they_were(rows, at):
    """Rows with `state_then`: the state their events had brought them to by then."""
    states = _events(rows.model, at).exclude(state_to="").order_by("-id").values("state_to")
    return rows.annotate(state_then=Subquery(states[:1]))


def _of_region(rows, region, path):
    return rows.filter(**{path: region}) if region else rows


def first_raised():
    """The day of the first innmelding of all; None where there is none."""
    first = Issue.objects.order_by("pk").values_list("raised_at", flat=True).first()
    return local_day(first) if first else None


def issue_figures(region, period):
    """{raised, answered, open, new}: innmeldinger from the region (None: from all), as numbers."""
    came = Issue.objects.filter(raised_at__lte=period.at)
    rows = as_they_were(_of_region(came, region, "organisation__region"), period.at)
    answered = _events(Issue, period.at, at__gte=period.start, state_to=IssueState.ANSWERED)
    return rows.annotate(was_answered=Exists(answered)).aggregate(
        raised=Count("pk", filter=period.holds("raised_at")),
        answered=Count("pk", filter=Q(was_answered=True)),
        open=Count("pk", filter=~Q(state_then__in=OVER)),
        new=Count("pk", filter=Q(state_then=IssueState.NEW)),
    )


def _escalations(region, at):
    rows = Escalation.objects.filter(drafted_at__lte=at)
    if region:
        linked = Escalation.issues.through.objects.filter(
            escalation=OuterRef("pk"), issue__organisation__region=region
        )
        rows = rows.filter(Exists(linked))
    return as_they_were(rows, at)


def case_figures(region, period):
    """{lifted, answered}: how many cases were lifted in the period, and how many got all their answers."""
    seen = {"at__gte": period.start}
    lifted = _events(Escalation, period.at, verb="escalation.lift", **seen)
    came_back = _events(Escalation, period.at, state_to=State.ANSWERED, **seen)
    rows = _escalations(region, period.at).annotate(was_lifted=Exists(lifted), came_back=Exists(came_back))
    return rows.aggregate(
        lifted=Count("pk", filter=Q(was_lifted=True)), answered=Count("pk", filter=Q(came_back=True))
    )


def lifted_cases(region, period):
    """Cases that were lifted or answered in the period, newest first, each with `n_sent` and `n_answered` as
    it was then."""
    moved = _events(Escalation, period.at, at__gte=period.start)
    moved = moved.filter(Q(verb="escalation.lift") | Q(state_to=State.ANSWERED))
    sent = Referral.objects.filter(escalation=OuterRef("pk"), sent_at__lte=period.at).order_by()
    gave = Exists(Answer.objects.filter(referral=OuterRef("pk"), at__lte=period.at))
    count = lambda rows: Coalesce(  # noqa: E731 - said twice below
        Subquery(rows.values("escalation").annotate(n=Count("pk")).values("n")), 0
    )
    rows = _escalations(region, period.at).filter(READ_BY_ALL).filter(Exists(moved))
    return rows.annotate(n_sent=count(sent), n_answered=count(sent.filter(gave))).order_by("-pk")


@dataclass(frozen=True)
class Waits:
    """One thing that stands with somebody: what, with whom, and since when."""

    title: str
    whom: str
    since: date


def what_waits(region, period):
    """Cases that are lifted or proposed, and with whom they were at the end of the period; oldest first."""
    at = period.at
    cases = _escalations(region, at).filter(READ_BY_ALL)
    asked = _events(Escalation, at, state_to=State.PROPOSED).order_by("-id").values("at")
    proposed = cases.filter(state_then=State.PROPOSED).select_related("lifting_body")
    waits = [
        Waits(case.title, case.lifting_body.name, local_day(case.asked_at))
        for case in proposed.annotate(asked_at=Subquery(asked[:1]))
    ]
    newest = _events(Referral, at).order_by("-id")
    came = newest.filter(verb__in=HANDED_ON).exclude(data__before=F("data__holder"))
    came_at = Coalesce(Subquery(came.values("at")[:1]), F("sent_at"))
    sent = as_they_were(Referral.objects.filter(escalation__in=cases.values("pk"), sent_at__lte=at), at)
    sent = sent.exclude(state_then__in=[ReferralState.ANSWERED, ReferralState.WITHDRAWN])
    sent = sent.annotate(told_in=Subquery(newest.values("pk")[:1]), came_at=came_at)
    sent = list(sent.select_related("escalation", "holder"))
    # Its events say who had it: the row says who has it today.
    told = Event.objects.filter(pk__in=[row.told_in for row in sent]).values_list("pk", "data")
    holders = {pk: (data or {}).get("holder") for pk, data in told}
    names = dict(Body.objects.filter(pk__in=set(holders.values()) - {None}).values_list("pk", "name"))
    for row in sent:
        whom = names.get(holders.get(row.told_in), row.holder.name)
        waits.append(Waits(row.escalation.title, whom, local_day(row.came_at)))
    return sorted(waits, key=lambda one: (one.since, one.title, one.whom))


def changes_of(region, period):
    """«Hva det førte til»: what was registered in the period, or came to another state in it; newest first."""
    rows = Change.objects.filter(registered_at__lte=period.at, restricted=False)
    if region:
        linked = Change.issues.through.objects.filter(
            change=OuterRef("pk"), issue__organisation__region=region
        )
        rows = rows.filter(Exists(linked))
    moved = _events(Change, period.at, at__gte=period.start).exclude(state_to="")
    rows = as_they_were(rows, period.at).filter(Exists(moved) | period.holds("registered_at"))
    return rows.order_by("-registered_at", "-pk")


def projects_by_phase(region, period):
    """How many AI projects were in each phase at the end of the period: [(phase's name, number)]."""
    phases = PhaseChange.objects.filter(project=OuterRef("pk"), at__lte=period.at).order_by("-at", "-pk")
    rows = Project.objects.norwegian().filter(registered_at__lte=period.at)
    rows = _of_region(rows, region, "organisation__region")
    rows = rows.annotate(phase_then=Coalesce(Subquery(phases.values("phase")[:1]), F("phase")))
    counts = dict(rows.order_by().values_list("phase_then").annotate(n=Count("pk")))
    return [(phase.label, counts.get(phase.value, 0)) for phase in Phase]


def next_meetings(body, now):
    """The next meetings of the network and of the body that lifts for it."""
    bodies = [body.pk, *([body.lifting_body_id] if body.lifting_body_id else [])]
    return Meeting.objects.filter(body__in=bodies).upcoming(now).select_related("body")[:MEETINGS_SHOWN]
