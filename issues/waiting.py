"""What was put on hold comes back by itself on its date."""

from issues.models import Issue, State
from network.deadlines import local_day
from network.models import Person
from network.workflow import take


def wake_due(now):
    """Take up again what was on hold until today. Returns how many."""
    system = Person.objects.system()
    due = Issue.objects.filter(state=State.ON_HOLD, hold_until__lte=local_day(now)).order_by("pk")
    for issue in due:
        take(issue, "wake_up", actor=system, now=now)
    return len(due)
