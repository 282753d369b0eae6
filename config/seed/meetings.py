"""Every body has held a meeting, and has a next one with a compiled agenda."""

from datetime import datetime, time, timedelta

from config.seed.facts import person
from meetings.compiling import compile_meeting
from meetings.minutes import hold
from meetings.models import AgendaItem, Meeting
from meetings.planning import plan
from network.deadlines import OSLO, is_working_day
from network.models import Body, Seat

RUN_BY_SECRETARIAT = "sekretariat"
HOURS = {Body.Kind.REGIONAL_NETWORK: 90, Body.Kind.CONTENT_DESK: 60}
TEXT = (
    "Møtet gikk gjennom sakslisten. Referat fra forrige møte ble godkjent. "
    "Medlemmene oppfordres til å registrere prosjektene sine."
)


def make_meetings(now):
    if Meeting.objects.exists():
        return
    bodies = Body.objects.filter(ends_on=None).exclude(kind=Body.Kind.SECRETARIAT).order_by("pk")
    for number, body in enumerate(bodies):
        runner = _runner(body)
        minutes = HOURS.get(body.kind, 120)
        before = _day(now, -30 + number % 10)
        plan(body, actor=runner, now=before - timedelta(days=20), starts_at=before, capacity_minutes=minutes)
        held = Meeting.objects.get(body=body, starts_at=before)
        ended = before + timedelta(hours=2)
        compile_meeting(held, now=before)
        outcomes = {item.pk: AgendaItem.Outcome.DONE for item in held.items.all()}
        hold(held, actor=runner, now=ended, text=TEXT, present=_seats(body), outcomes=outcomes)
        plan(
            body,
            actor=runner,
            now=ended,
            starts_at=_day(now, 4 + 2 * (number % 8)),
            capacity_minutes=minutes,
            place="Digitalt møte",
        )


def compile_first(now):
    """The agendas of the next meetings, so that a new site has something to read."""
    for meeting in Meeting.objects.next_of_each_body(now):
        if not meeting.versions.exists():
            compile_meeting(meeting, now=now)


def _runner(body):
    seat = Seat.objects.filter(body=body, role__in=Seat.RUNNING).order_by("pk").first()
    return seat.person if seat else person(RUN_BY_SECRETARIAT)


def _seats(body):
    return list(Seat.objects.filter(body=body).order_by("pk"))


def _day(now, days):
    """Nine o'clock on the first working day from then."""
    day = (now + timedelta(days=days)).astimezone(OSLO).date()
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(9), OSLO)
