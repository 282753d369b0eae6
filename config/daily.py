"""What happens once a day. Asked every quarter of an hour; each job claims its date in the database."""

from escalation import handling, reminders, verdicts
from escalation.succession import hand_over_cases
from issues import measures, merging, shared_needs, waiting
from issues.succession import hand_over_issues
from meetings import actions
from meetings.series import plan_ahead
from meetings.succession import hand_over_meetings
from network import admission, evaluation
from network.daily import once_a_day
from network.succession import repoint_lifting_bodies
from register import asking, exports, reporting, tallies, upkeep


@once_a_day
def close_answered_cases(now):
    verdicts.close_overdue(now)


@once_a_day
def wake_issues_on_hold(now):
    waiting.wake_due(now)


@once_a_day
def close_measures(now):
    measures.close_due(now)


@once_a_day
def merge_issues(now):
    merging.merge_due(now)


@once_a_day
def hand_over_from_ended_bodies(now):
    repoint_lifting_bodies(now)
    hand_over_meetings(now)
    hand_over_issues(now)
    hand_over_cases(now)


@once_a_day
def go_on_without_reply(now):
    handling.go_on_without_reply(now)


@once_a_day
def remind(now):
    reminders.remind_due(now)
    actions.remind_overdue(now)


@once_a_day
def plan_meetings(now):
    plan_ahead(now)


@once_a_day
def ask_for_evaluations(now):
    evaluation.ask_due(now)


@once_a_day
def keep_the_register_true(now):
    upkeep.keep_for_those_who_left(now)
    upkeep.ask_due(now)
    upkeep.forget_visitors(now)
    reporting.ask_for_reports(now)


@once_a_day
def see_to_questions(now):
    asking.end_for_those_who_left(now)
    asking.close_due(now)
    asking.forget_old(now)


@once_a_day
def ask_about_shared_needs(now):
    shared_needs.ask_due(now)


@once_a_day
def forget_unused_admissions(now):
    admission.forget_unused(now)


@once_a_day
def forget_exports(now):
    exports.forget_old(now)


@once_a_day
def gather_tallies(now):
    tallies.gather()


def run_daily(now):
    """In this order: a case is with whoever has it today before anybody is reminded of it, and a series before
    its meetings are made."""
    hand_over_from_ended_bodies(now)
    close_answered_cases(now)
    wake_issues_on_hold(now)
    close_measures(now)
    merge_issues(now)
    go_on_without_reply(now)
    remind(now)
    plan_meetings(now)
    ask_for_evaluations(now)
    keep_the_register_true(now)
    see_to_questions(now)
    ask_about_shared_needs(now)
    forget_unused_admissions(now)
    forget_exports(now)
    gather_tallies(now)
