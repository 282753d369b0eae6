"""The plan of the network, from the source's timeline: what was put before the steering group, and what is left."""

from config.seed.files import read
from config.seed.past import Act
from config.seed.steps import Part, body, person
from escalation import plan
from escalation.decisions import deciding_seats
from escalation.models import Milestone

ADDING, DECIDING = 9, 13


def planned(past):
    acts = []
    for milestone in read("plan"):
        acts.append(
            Act(past.at(milestone["days"], ADDING), lambda at, given=milestone: _add(given, at, past))
        )
        if decided := milestone.get("decided"):
            acts.append(
                Act(past.at(decided["days"], DECIDING), lambda at, given=milestone: _decide(given, at))
            )
    return acts


def _add(given, at, past):
    plan.add(
        body=body(given["body"]),
        actor=person(given["who"]),
        now=at,
        title=given["title"],
        put_before=body(given["put_before"]),
        due_on=past.ahead(given["due_in"]) if "due_in" in given else past.day(given["due_days"]),
    )


def _decide(given, at):
    said = given["decided"].copy()
    del said["days"]
    plan.decide(
        Milestone.objects.get(title=given["title"]),
        actor=person(said.pop("who")),
        now=at,
        decided_on=at.date(),
        participations=[
            {"seat": seat, "part": Part.TOOK_PART} for seat in deciding_seats(body(given["put_before"]), at)
        ],
        **said,
    )
