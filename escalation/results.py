"""What came of it, counted: for plots and their tables.

A change is counted in the year it was registered, which never moves; where it stands may.
"""

from collections import Counter

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.models import Change
from network.collation import by_name
from network.plots import bars

TOTAL = _("I alt")
BELOW, ABOVE, SHARE = _("Nedenfra"), _("Ovenfra"), _("Andel nedenfra")


def by_year_and_kind(changes):
    counts = Counter(_of_each(changes, "registered_at__year", "kind"))
    years = sorted({year for year, _ in counts})
    kinds = [kind for kind in Change.Kind if any(counts[year, kind] for year in years)]
    rows = []
    for kind in kinds:
        numbers = [(year, counts[year, kind]) for year in years]
        rows.append((kind.label.capitalize(), [*numbers, (TOTAL, sum(number for _, number in numbers))]))
    drawn = [
        (f"{year} {kind.label}", counts[year, kind]) for year in years for kind in kinds if counts[year, kind]
    ]
    return bars(gettext("Type endring"), rows, drawn)


def by_region(changes):
    """A change that came of innmeldinger from several regions counts in each; of none, outside them."""
    region = "issues__organisation__region__name"
    rows = list(dict.fromkeys(changes.order_by(by_name(region)).values_list("pk", region)))
    counts = Counter(name for _pk, name in rows if name)
    outside = {pk for pk, _name in rows} - {pk for pk, name in rows if name}
    if counts and outside:
        counts[gettext("Uten helseregion")] = len(outside)
    rows = [(name, [(gettext("Endringer"), number)]) for name, number in counts.items()]
    return bars(gettext("Helseregion"), rows, list(counts.items()))


def by_year_and_origin(changes):
    """From below, out of what members raised; or from above, registered by those who decide (S56)."""
    raised = Exists(Change.issues.through.objects.filter(change=OuterRef("pk")))
    counts = Counter(_of_each(changes.annotate(raised=raised), "registered_at__year", "raised"))
    rows, drawn = [], []
    for year in sorted({year for year, _raised in counts}):
        below, above = counts[year, True], counts[year, False]
        share = round(100 * below / (below + above))
        rows.append((year, [(BELOW, below), (ABOVE, above), (SHARE, f"{share} %")]))
        drawn.append((gettext("{year}, prosent").format(year=year), share))
    return bars(gettext("År"), rows, drawn)


def _of_each(changes, *names):
    """These values of each change, once, however many innmeldinger it came of."""
    return [row[1:] for row in dict.fromkeys(changes.order_by().values_list("pk", *names))]
