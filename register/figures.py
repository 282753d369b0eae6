"""The register in numbers: where projects are, how far they have come, and when they came there."""

from collections import Counter

from django.db.models import Count

from network.collation import by_name
from network.deadlines import OSLO
from network.plots import bars
from register.models import Phase, PhaseChange

OUTSIDE = "Uten helseregion"
TOTAL = "I alt"


def by_region(projects):
    """Projects of each health region, by phase."""
    region = "organisation__region__name"
    rows = projects.order_by(by_name(region)).values_list(region, "phase").annotate(Count("pk"))
    counts = {(name or OUTSIDE, phase): number for name, phase, number in rows}
    names = sorted(dict.fromkeys(name for name, _ in counts), key=lambda name: name == OUTSIDE)
    return _by_phase("Helseregion", names, counts)


def by_year(projects, day):
    """How many came to each phase in each of the last ten years, until `day`. A project that came to several
    phases counts in each."""
    first = day.year - 9
    changes = PhaseChange.objects.filter(project__in=projects.order_by().values("pk"), at__year__gte=first)
    reached = changes.order_by().values_list("project", "phase", "at").distinct()
    # Once for each project, phase and year, by the calendar here.
    once = {(project, phase, at.astimezone(OSLO).year) for project, phase, at in reached.iterator()}
    counts = Counter((year, phase) for _, phase, year in once)
    return _by_phase("År", sorted({year for year, _ in counts}), counts)


def _by_phase(first, names, counts):
    phases = [phase for phase in Phase if any(counts.get((name, phase.value)) for name in names)]
    rows, drawn = [], []
    for name in names:
        numbers = [(phase.label.capitalize(), counts.get((name, phase.value), 0)) for phase in phases]
        total = sum(number for (one, _), number in counts.items() if one == name)
        rows.append((name, [*numbers, (TOTAL, total)]))
        drawn.append((str(name), total))
    return bars(first, [*(phase.label.capitalize() for phase in phases), TOTAL], rows, drawn)
