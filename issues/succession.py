"""When a network ends, what it had on its desk goes to whoever took over."""

from issues.models import Issue
from issues.workflow import WORKFLOW
from network.deadlines import local_day
from network.models import Body, Person
from network.workflow import take


def hand_over_issues(now):
    """Move open innmeldinger from networks that have ended by today. Returns how many."""
    day = local_day(now)
    heirs = [body.pk for body in Body.objects.filter(ends_on__lte=day) if body.heir(day)]
    system = Person.objects.system()
    still_here = WORKFLOW.steps["succeed"].sources
    left_behind = Issue.objects.filter(state__in=still_here, home_body__in=heirs).order_by("pk")
    for issue in left_behind:
        take(issue, "succeed", actor=system, now=now)
    return len(left_behind)
