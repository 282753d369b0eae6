"""What has happened before today: obstacles raised, first looks, weighing, proposals, decisions, answers.

Read from `cases.json`: for each case its innmeldinger and the steps people took with them, `days`
working days before the first run. Each step is one call to the job function a page would have called.
"""

from config.seed.files import read, rows
from config.seed.past import Act
from config.seed.reference import phases_of
from config.seed.steps import STEPS, Taken, body, in_meeting, person, sits_for
from guidance.publishing import publish
from issues.models import Issue
from issues.raising import raise_issue
from register.models import Project

RAISING, WORKING, DECIDING = 8, 10, 13


def raised(past):
    """The real obstacles that nobody has raised here yet."""
    known = set(Issue.objects.values_list("source_key", flat=True))
    return [
        Act(past.at(int(row["virkedager_siden"]), RAISING), lambda at, row=row: _raise(row, at))
        for row in rows("saker")
        if row["id"] not in known
    ]


def _raise(row, at):
    raiser = person(row["meldt_av"])
    seat = sits_for(raiser)
    raise_issue(
        actor=raiser,
        seat=seat,
        now=at,
        title=row["tittel"],
        text=row["beskrivelse"],
        kind=row["slag"],
        organisation=seat.organisation,
        project=Project.with_withdrawn.filter(source_key=row["prosjekt"]).first()
        if row["prosjekt"]
        else None,
        phases=phases_of(row["fase"]),
        topics=row["tema"].split(";"),
        source_url=row["kilde"],
        source_key=row["id"],
    )


def published(past):
    return [
        Act(past.at(entry["days"], WORKING), lambda at, entry=entry: _publish(entry, at, past))
        for entry in read("guidance")
    ]


def _publish(entry, at, past):
    given = entry.copy()
    for name in ("days", "who", "desk", "review_in"):
        del given[name]
    given["issues"] = list(Issue.objects.filter(source_key__in=given.pop("issues", [])))
    publish(
        desk=body(entry["desk"]),
        actor=person(entry["who"]),
        now=at,
        review_on=past.ahead(entry["review_in"]),
        **given,
    )


def told(past):
    """Every step of every case."""
    return [
        Act(
            past.at(step["days"], DECIDING if in_meeting(step) else WORKING),
            lambda at, case=case, step=step: STEPS[step["step"]](Taken(past, case["issues"], step, at)),
        )
        for case in [*read("cases"), *read("first_look")]
        for step in case["steps"]
    ]
