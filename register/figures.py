"""The register in numbers: where projects are, how far they have come, and when they came there."""

from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.deadlines import OSLO
from network.models import Region
from network.plots import bars
from register.models import Phase, PhaseChange

OUTSIDE = _("Uten helseregion")
TOTAL = "I alt"


def by_region(projects):
    """Projects of each health region, by phase."""
    names = dict(Region.objects.order_by(by_name()).values_list("pk", "name")) | {None: OUTSIDE}
    rows = projects.order_by().values_list("organisation__region", "phase").annotate(Count("pk"))
    counts = {(names[region], phase): number for region, phase, number in rows}
    held = {name for name, _ in counts}
    return _by_phase(gettext("Helseregion"), [name for name in names.values() if name in held], counts)


def by_year(projects, day):
    """How many came to each phase in each of the last ten years, until `day`: years as they are here. A project
    that came to several phases counts in each."""
    years = range(day.year - 9, day.year + 1)
    counted = {
        f"in_{year}": Count(
            "project",
            distinct=True,
            filter=Q(at__gte=datetime(year, 1, 1, tzinfo=OSLO), at__lt=datetime(year + 1, 1, 1, tzinfo=OSLO)),
        )
        for year in years
    }
    changes = PhaseChange.objects.filter(project__in=projects.order_by().values("pk")).order_by()
    rows = changes.values("phase").annotate(**counted)
    counts = {(year, row["phase"]): row[f"in_{year}"] for row in rows for year in years if row[f"in_{year}"]}
    return _by_phase(gettext("År"), sorted({year for year, _ in counts}), counts)


def _by_phase(first, names, counts):
    phases = [phase for phase in Phase if any(counts.get((name, phase.value)) for name in names)]
    rows, drawn = [], []
    for name in names:
        numbers = [(phase.label.capitalize(), counts.get((name, phase.value), 0)) for phase in phases]
        total = sum(number for (one, _), number in counts.items() if one == name)
        rows.append((name, [*numbers, (TOTAL, total)]))
        drawn.append((str(name), total))
    return bars(first, rows, drawn)
