"""Changes from before the first case: what came from above, by the dates it happened. Read from `changes.json`."""

from config.seed.files import read
from config.seed.past import Act
from config.seed.steps import person
from escalation.changes import register
from escalation.models import Change
from network.deadlines import local_day
from network.viewer import Viewer
from network.workflow import take

WORKING = 10


def registered(past):
    """Only what has happened by the day of the story."""
    acts = []
    for change in read("changes"):
        acts.append(_on(past, change["on"], lambda now, given=change: _register(given, now)))
        acts += [
            _on(past, step["on"], lambda now, given=change, step=step: _take(given, step, now))
            for step in change["steps"]
        ]
    return [act for act in acts if act.at < past.now]


def _on(past, day, does):
    return Act(past.at(day, WORKING), does)


def _register(given, now):
    who = person(given["who"])
    register(
        actor=who,
        now=now,
        viewer=Viewer(who, now),
        follower=who,
        issues=[],
        status_on=local_day(now),
        **{name: given[name] for name in ("kind", "what", "link")},
    )


def _take(given, step, now):
    change = Change.objects.get(what=given["what"])
    take(
        change,
        step["step"],
        actor=person(given["who"]),
        now=now,
        on=local_day(now),
        note=step["note"],
        link="",
    )
