"""Every body has met, and one that still runs meets again soon: most of them in a series, whose first date is
their next meeting. Read from `meetings.json`; what others arrange, from `outside_events.csv`."""

from datetime import datetime, time, timedelta
from functools import partial

from config.seed.files import read, rows
from config.seed.past import Act
from config.seed.steps import person
from issues.models import Issue, State
from meetings import actions, closing, notes, room
from meetings.compiling import compile_meeting
from meetings.facilitating import facilitate
from meetings.models import PASSED_OVER_LIMIT, Action, AgendaItem, Meeting, OutsideEvent, Series
from meetings.planning import plan
from meetings.proposing import propose
from meetings.publishing import publish
from meetings.series import start_series
from meetings.standing import add_standing
from network.deadlines import OSLO, local_day
from network.models import Body, Seat

STARTS, ENDS = "12:00", timedelta(hours=3)  # where the series says no other
PUBLISHED_BEFORE, PLANNED_BEFORE = 5, 15
# What is noted of a line, by where it came from.
WHAT_WAS_SAID = {
    "minutes": "Ingen merknader til referatet.",
    "decision": "Saken ble lagt frem. Forslaget til beslutning ble gjennomgått punkt for punkt.",
    "referral": "Status ble gjennomgått. Saken følges opp i neste møte.",
    "issue": "Innmeldingen ble gjennomgått. Medlemmene fortalte hvordan det er hos dem.",
    "answer": "Svaret ble lest opp.",
    "news": "Lederen viste hva som er nytt i oversikten.",
}


def held(past):
    """The meetings that were, each planned when the one before it ended, and what is proposed to the next."""
    acts = []
    for series in read("meetings"):
        days = [past.day(meeting.get("on") or meeting["days"]) for meeting in series["held"]]
        acts.append(_planning(series, _at(series, past.before(days[0], PLANNED_BEFORE)), days[0]))
        for number, (day, meeting) in enumerate(zip(days, series["held"], strict=True)):
            acts.append(_publishing(series, _at(series, past.before(day, PUBLISHED_BEFORE)) + ENDS))
            acts.append(_holding(series, _at(series, day) + ENDS, meeting))
            done = [action for action in meeting.get("actions", ()) if "done" in action]
            acts += [_finishing(series, day, action, past) for action in done]
            after = _at(series, day) + ENDS + timedelta(minutes=30)
            if day != days[-1]:
                acts.append(_planning(series, after, days[number + 1]))
            elif "series" in series:
                acts += [Act(after, does) for does in _meeting_regularly(series, past)]
            elif "next" in series:
                acts.append(_planning(series, after, past.ahead(series["next"])))
        acts += [_proposing(series, item, past) for item in series.get("proposed", ())]
    return acts


def make_outside_events(past):
    """What other networks arrange: facts with their address; and one that is to come, some days ahead."""
    for row in rows("outside_events"):
        if days := row.pop("starts_in"):
            if OutsideEvent.objects.filter(url=row["url"]).exists():
                continue
            row["starts_on"] = past.ahead(int(days))
        found = {name: value or None for name, value in row.items() if name != "place"}
        OutsideEvent.objects.get_or_create(
            url=found.pop("url"), starts_on=found.pop("starts_on"), defaults=found | {"place": row["place"]}
        )


def compile_next(now):
    """The agendas of the next meetings, so that a new site has something to read."""
    for meeting in Meeting.objects.next_of_each_body(now):
        compile_meeting(meeting, now=now)


def _at(series, day):
    return datetime.combine(day, _clock(series), OSLO)


def _clock(series):
    """When the body meets. Bodies of one secretariat each have an hour of their own: whatever day the story is
    told, nobody sits in two meetings at once."""
    return time.fromisoformat(series.get("starts", STARTS))


def _meeting_regularly(series, past):
    """A series from the next meeting on, its standing items, and for some another that holds it at first."""
    first = past.ahead(series["next"])
    weekly = series["series"]["cadence"] == Series.Cadence.WEEKS
    week = (first.day - 1) // 7 + 1
    body = lambda slug=series["body"]: Body.objects.get(slug=slug)  # noqa: E731

    def start(now):
        start_series(
            body(),
            actor=person(series["runner"]),
            now=now,
            starts_on=first,
            weekday=first.weekday(),
            nth=None if weekly else (week if week < 5 else -1),
            time=_clock(series),
            capacity_minutes=series["minutes"],
            buffer_minutes=10,
            place=series.get("place", ""),
            **series["series"],
        )

    def add(item, now):
        add_standing(body(), actor=person(series["runner"]), now=now, **item)

    def let(now):
        held_by = series["facilitated"]
        facilitate(
            body().series.get(),
            actor=person(series["runner"]),
            now=now,
            facilitator=body(held_by["by"]),
            wish=held_by["wish"],
            until=past.ahead(held_by["until"]),
        )

    items = [partial(add, item) for item in series.get("standing", ())]
    return [start, *items, *([let] if "facilitated" in series else [])]


def _planning(series, at, day):
    def does(now):
        plan(
            Body.objects.get(slug=series["body"]),
            actor=person(series["runner"]),
            now=now,
            starts_at=_at(series, day),
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


def _holding(series, at, said):
    def does(now):
        meeting, runner = _coming(series), person(series["runner"])
        who = {"actor": runner, "now": now}
        room.attend(meeting, arrived=Seat.objects.at(now).filter(body=meeting.body), **who)
        notes.save(meeting, base=0, text=said["text"], **who)
        for item in meeting.items.filter(why_not="", removed=False).order_by("position"):
            item.meeting = meeting
            _treating(item, who)
        for action in said.get("actions", ()):
            actions.add(
                meeting,
                what=action["what"],
                owner=person(action["owner"]),
                due_on=local_day(now) + timedelta(days=action["within"]),
                **who,
            )
        closing.close(meeting, **who)

    return Act(at, does)


def _treating(item, who):
    if item.source in WHAT_WAS_SAID:
        notes.save(item.meeting, item, base=0, text=WHAT_WAS_SAID[item.source], **who)
    room.note_minutes(item, used=item.planned_minutes, **who)
    if not item.outcome:
        room.conclude(item, outcome=_outcome(item), **who)


def _finishing(series, day, action, past):
    """Done, some working days after the meeting."""

    def does(now):
        owner = person(action["owner"])
        promised = Action.objects.open().filter(meeting__body__slug=series["body"], what=action["what"])
        actions.finish(promised.get(), actor=owner, now=now, how=action["how"])

    return Act(datetime.combine(past.after(day, action["done"]), time(10), OSLO), does)


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
    if item.passed_over >= PASSED_OVER_LIMIT:
        return AgendaItem.Outcome.DONE
    open_still = Issue.objects.filter(pk=item.target_id, state__in=[State.NEW, State.WITH_NETWORK]).exists()
    return AgendaItem.Outcome.NEXT if open_still else AgendaItem.Outcome.DONE
