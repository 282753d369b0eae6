"""Reminders before, at and after a date: each once for each date, found again after any crash.

Advice to those who have the case. Nothing nags beyond the lead of the body that holds it.
"""

from datetime import timedelta

from escalation.models import Escalation, Referral
from network.audit import record
from network.deadlines import add_working_days, local_day
from network.models import Deadline, Event, Person
from network.writing import writing

# In working days from the due date. Only the newest that is due is sent, should the machine have slept.
BEFORE, AFTER = 5, 5
LOOK_BACK = timedelta(days=30)
KINDS = {
    "escalation.referral": (Referral, [Deadline.Kind.ANSWER, Deadline.Kind.AFTER_DECISION]),
    "escalation.escalation": (Escalation, [Deadline.Kind.VERDICT]),
}


def which(due, today):
    """«before», «at», «after», or None when nothing is due yet."""
    if today >= add_working_days(due, AFTER):
        return "after"
    if today >= due:
        return "at"
    return "before" if add_working_days(today, BEFORE) >= due else None


def remind_due(now):
    """Remind of what is near, due or overdue. Returns how many reminders were new.

    A clock that stands still reminds nobody; what is long overdue has had its reminders.
    """
    today = local_day(now)
    latest = add_working_days(today, BEFORE)
    running = Deadline.objects.filter(
        ended_at__isnull=True, paused_on__isnull=True, due_on__lte=latest, due_on__gte=today - LOOK_BACK
    )
    system = Person.objects.system()
    new = 0
    for label, (model, kinds) in KINDS.items():
        deadlines = running.filter(target_label=label, kind__in=kinds).order_by("pk")
        cases = model.objects.in_bulk(list(deadlines.values_list("target_id", flat=True)))
        for deadline in deadlines:
            new += _remind(cases[deadline.target_id], deadline, which(deadline.due_on, today), system, now)
    return new


@writing()
def _remind(case, deadline, when, system, now):
    key = f"reminded:{deadline.pk}:{deadline.due_on}:{when}"
    if Event.objects.filter(key=key).exists():
        return False
    record(
        f"{case._meta.model_name}.reminded",
        actor=system,
        at=now,
        target=case,
        key=key,
        title=case.title,
        when=when,
        kind=deadline.kind,
        due_text=deadline.due_on,
        holder=case.holder_id if isinstance(case, Referral) else None,
        round=case.round,
        officer_id=_officer(case),
    )
    return True


def _officer(case):
    return case.officer.person_id if isinstance(case, Referral) and case.officer else None
