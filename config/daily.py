"""What happens once a day. Asked every quarter of an hour; each job claims its date in the database."""

from escalation import verdicts
from issues import waiting
from network.daily import once_a_day


@once_a_day
def close_answered_cases(now):
    verdicts.close_overdue(now)


@once_a_day
def wake_issues_on_hold(now):
    waiting.wake_due(now)


def run_daily(now):
    close_answered_cases(now)
    wake_issues_on_hold(now)
