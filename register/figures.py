"""The register in numbers: where projects are, how far they have come, and when they came there."""

from collections import Counter

from django.db.models import Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.collation import sort_key
from network.deadlines import OSLO
from network.plots import bars
from network.search import MOST
from register.filters import ProjectFilter
from register.models import Phase, Project, Tally

OUTSIDE = _("Uten helseregion")
TOTAL = _("I alt")
# What the tally tells projects apart by, and what is no question of which they are. By anything else they are counted
# one by one, and of very many only the newest.
KEPT = {"fase", "region", "niva", "bruk", "land", "rekkefolge"}
BY = ("organisation__region__name", "phase")


def counted(shown):
    """What the figures are made of, for a list as it is narrowed (`shown`): {(region, phase, year, phase they came
    to): number}, and whether only the newest `MOST` are counted."""
    if {name for name in shown.filters if shown.data.get(name)} <= KEPT:
        return _kept(shown), False
    shown.is_whole = False
    counts = _one_by_one(Project.objects.filter(pk__in=shown.rows.values("pk")[:MOST]))
    number = sum(number for (*_, came), number in counts.items() if not came)
    return counts, number == MOST or shown.has_more


def _kept(shown):
    """From the tally, and those that a viewer sees only because they are their own."""
    data = {name: value for name, value in shown.data.items() if name != "rekkefolge"}
    kept = ProjectFilter(data, queryset=Tally.objects.visible_to(shown.viewer), viewer=shown.viewer)
    rows = kept.qs.values_list(*BY, "year", "came").annotate(number=Sum("number"))
    counts = Counter({tuple(sort): number for *sort, number in rows})
    own = Project.objects.shown_to_owner_only(shown.viewer).values("pk")
    return counts + _one_by_one(shown.qs.filter(pk__in=own))


def _one_by_one(projects):
    """The same from the projects themselves: each as it stands, and once for each phase it came to in a year."""
    changes = projects.order_by().annotate(year=ExtractYear("phase_changes__at", tzinfo=OSLO))
    rows = set(changes.values_list("pk", *BY, "year", "phase_changes__phase"))
    counts = Counter(tuple(sort) for _pk, *sort in rows if sort[-1])
    return counts + Counter((*sort, None, "") for _pk, *sort in {row[:-2] for row in rows})


def by_region(counts):
    """Projects of each health region, by phase."""
    standing = Counter()
    for (region, phase, year, _came), number in counts.items():
        if not year:
            standing[region or OUTSIDE, phase] += number
    held = {name for (name, _phase), number in standing.items() if number}
    names = sorted(held - {OUTSIDE}, key=sort_key) + [OUTSIDE] * (OUTSIDE in held)
    return _by_phase(gettext("Helseregion"), names, standing)


def by_year(counts, day):
    """How many came to each phase in each of the last ten years, until `day`: years as they are here. A project
    that came to several phases counts in each."""
    came = Counter()
    for (_region, _phase, year, phase), number in counts.items():
        if year and day.year - 10 < year <= day.year:
            came[year, phase] += number
    return _by_phase(gettext("År"), sorted({year for (year, _phase), number in came.items() if number}), came)


def _by_phase(first, names, counts):
    phases = [phase for phase in Phase if any(counts.get((name, phase.value)) for name in names)]
    rows, drawn = [], []
    for name in names:
        numbers = [(phase.label.capitalize(), counts.get((name, phase.value), 0)) for phase in phases]
        total = sum(number for (one, _phase), number in counts.items() if one == name)
        rows.append((name, [*numbers, (TOTAL, total)]))
        drawn.append((str(name), total))
    return bars(first, rows, drawn)
