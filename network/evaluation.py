"""The simple evaluation of a network after its first year (recommendation 5)."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.deadlines import local_day
from network.models import Body, Evaluation, Event, Person
from network.workflow import Missing, Refused
from network.writing import writing

ASKED_BEFORE = timedelta(days=30)
OVERDUE_AFTER = timedelta(days=14)


def a_year_after(day):
    """The same date next year; 28 February for one that began on the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def ask_due(now):
    """Ask for the evaluation of each network that has soon been a year, and remind of those that are not done:
    a month before, on the day, and two weeks after, each once. Returns how many reminders were new."""
    today = local_day(now)
    networks = Body.objects.on(today).filter(kind__in=Body.NETWORKS, starts_on__lte=today, evaluation=None)
    for body in networks.order_by("pk"):
        due_on = a_year_after(body.starts_on)
        if today >= due_on - ASKED_BEFORE:
            Evaluation.objects.create(body=body, starts_on=body.starts_on, due_on=due_on)
    system = Person.objects.system()
    running = Evaluation.objects.open().filter(body__in=Body.objects.on(today))
    return sum(_remind(one, today, system, now) for one in running.select_related("body").order_by("pk"))


@writing()
def _remind(evaluation, today, system, now):
    when = _which(evaluation.due_on, today)
    key = f"evaluation:{evaluation.pk}:{when}"
    if Event.objects.filter(key=key).exists():
        return False
    record(
        "evaluation.reminded",
        actor=system,
        at=now,
        target=evaluation,
        about=[evaluation.body],
        key=key,
        title=evaluation.body.name,
        body_id=evaluation.body_id,
        when=when,
        due_text=evaluation.due_on,
    )
    return True


def _which(due, today):
    if today >= due + OVERDUE_AFTER:
        return "after"
    return "at" if today >= due else "before"


@writing()
def finish(evaluation, *, actor, seat, now, text="", link=""):
    """Mark the evaluation as done, with what was seen or a link to where it stands. Once. Returns it."""
    if not (text.strip() or link):
        raise Missing(_("Skriv kort hva dere så, eller lim inn lenken til evalueringen."), field="text")
    done = Evaluation.objects.filter(pk=evaluation.pk, done_at__isnull=True)
    if not done.update(text=text.strip(), link=link, done_at=now, done_by=seat):
        raise Refused(_("Evalueringen er alt ført som gjort."))
    record(
        "evaluation.done", actor=actor, seat=seat, at=now, target=evaluation, about=[evaluation.body],
        title=evaluation.body.name,
    )  # fmt: skip
    return evaluation
