"""Projects as lines of phases over the years: something to look at, and the same in words."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.utils.translation import gettext

from network.deadlines import date_text, local_day
from network.plots import table
from register.models import Phase, PhaseChange

LABEL = 110  # what a year takes, of the width, on a telephone
WIDTH = 1000  # whole numbers: a decimal comma would be no place in a drawing


@dataclass(frozen=True)
class Stretch:
    """A phase that a project was in: its words, and where it is drawn."""

    label: str
    order: int
    began: str
    x: int
    width: int


def timeline(projects, day):
    """{"years": [(year, x, whether it has room for its number)], "lines": [(project, [Stretch])]} of projects on a page, from the first year any of
    them came to a phase to the end of the year of `day`. {} where no phase is dated."""
    changes = _changes_of(projects)
    if not any(changes.values()):
        return {}
    first = min(local_day(change.at).year for rows in changes.values() for change in rows)
    start, end = date(first, 1, 1), date(day.year + 1, 1, 1)
    scale = WIDTH / (end - start).days
    years = range(first, end.year)
    each = ceil(LABEL * len(years) / WIDTH)
    return {
        "years": [
            (year, round((date(year, 1, 1) - start).days * scale), (year - first) % each == 0)
            for year in years
        ],
        "lines": [(project, _stretches(changes[project.pk], start, day, scale)) for project in projects],
    }


def table_of(drawn):
    """The lines as a table: when each project came to each phase."""
    phases = [(phase.label, phase.label.capitalize()) for phase in Phase]
    rows = [
        (
            project.title,
            [
                (gettext("Virksomhet"), project.whose),
                *(
                    (column, ", ".join(stretch.began for stretch in stretches if stretch.label == label))
                    for label, column in phases
                ),
            ],
        )
        for project, stretches in drawn.get("lines", ())
    ]
    return table(gettext("Prosjekt"), rows)


def _changes_of(projects):
    changes = {project.pk: [] for project in projects}
    for change in PhaseChange.objects.filter(project__in=changes).order_by("at", "pk"):
        changes[change.project_id].append(change)
    return changes


def _stretches(changes, start, day, scale):
    days = [local_day(change.at) for change in changes]
    ends = [*days[1:], day + timedelta(days=1)] if days else []
    return [
        Stretch(
            label=change.get_phase_display(),
            order=Phase.values.index(change.phase),
            began=date_text(began),
            x=round((began - start).days * scale),
            # What ended is over; a day is still seen.
            width=8 if change.phase == Phase.ENDED else max(round((end - began).days * scale), 8),
        )
        for change, began, end in zip(changes, days, ends, strict=True)
        if change.phase in Phase.values
    ]
