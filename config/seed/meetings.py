"""Every body has met, and one that still runs meets again soon. Read from `meetings.json`."""

from datetime import datetime, time, timedelta

from config.seed.files import read
from config.seed.past import Act
from config.seed.steps import person
from issues.models import Issue, State
from meetings.compiling import compile_meeting
from meetings.minutes import hold
from meetings.models import AgendaItem, Meeting
from meetings.planning import plan
from meetings.proposing import propose
from meetings.publishing import publish
from network.deadlines import OSLO
from network.models import Body, Seat

STARTS, ENDS = time(12), timedelta(hours=3)
PUBLISHED_BEFORE, PLANNED_BEFORE = 5, 15


def held(past):
    """The meetings that were, each planned when the one before it ended, and what is proposed to the next."""
    acts = []
    for series in read("meetings"):
        days = [past.day(meeting.get("on") or meeting["days"]) for meeting in series["held"]]
        acts.append(_planning(series, _at(past.before(days[0], PLANNED_BEFORE)), days[0]))
        for number, (day, meeting) in enumerate(zip(days, series["held"], strict=True)):
            acts.append(_publishing(series, _at(past.before(day, PUBLISHED_BEFORE)) + ENDS))
            acts.append(_holding(series, _at(day) + ENDS, meeting["text"]))
            if following := days[number + 1] if day != days[-1] else _next(past, series):
                acts.append(_planning(series, _at(day) + ENDS + timedelta(minutes=30), following))
        acts += [_proposing(series, item, past) for item in series.get("proposed", ())]
    return acts


def compile_next(now):
    """The agendas of the next meetings, so that a new site has something to read."""
    for meeting in Meeting.objects.next_of_each_body(now):
        compile_meeting(meeting, now=now)


def _at(day):
    return datetime.combine(day, STARTS, OSLO)


def _next(past, series):
    return past.ahead(series["next"]) if "next" in series else None


def _planning(series, at, day):
    def does(now):
        plan(
            Body.objects.get(slug=series["body"]),
            actor=person(series["runner"]),
            now=now,
            starts_at=_at(day),
            capacity_minutes=series["minutes"],
            place=series.get("place", ""),
        )

    return Act(at, does)


def _publishing(series, at):
    def does(now):
        meeting = _coming(series)
        runner = person(series["runner"])
        publish(meeting, actor=runner, now=now)

    return Act(at, does)


def _holding(series, at, text):
    def does(now):
        meeting = _coming(series)
        hold(
            meeting,
            actor=person(series["runner"]),
            now=now,
            text=text,
            present=list(Seat.objects.at(now).filter(body=meeting.body)),
            outcomes={item.pk: _outcome(item) for item in meeting.items.all()},
        )

    return Act(at, does)


def _proposing(series, item, past):
    def does(now):
        propose(
            Body.objects.get(slug=series["body"]),
            actor=person(item["who"]),
            now=now,
            title=item["title"],
            minutes=item["minutes"],
        )

    return Act(past.at(item["days"], 10), does)


def _coming(series):
    return Meeting.objects.select_related("body").get(body__slug=series["body"], state=Meeting.State.PLANNED)


def _outcome(item):
    """What the network still works with comes back; the rest was dealt with."""
    if item.target_label != Issue._meta.label_lower:
        return AgendaItem.Outcome.DONE
    open_still = Issue.objects.filter(pk=item.target_id, state__in=[State.NEW, State.WITH_NETWORK]).exists()
    return AgendaItem.Outcome.NEXT if open_still else AgendaItem.Outcome.DONE
