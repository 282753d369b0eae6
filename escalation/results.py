"""What came of it, counted: for the plot and its table."""

from collections import Counter

from escalation.models import Change

LONGEST = 130  # of a plot that is 320 wide, beside its label and its number
STEP = 22


def by_year_and_kind(changes):
    """{"years", "rows": [(kind, [(year, count)], sum)], "bars", "height"}, in order; {} without any."""
    pairs = changes.order_by().values_list("status_on__year", "kind", "pk").distinct()
    counts = Counter((year, kind) for year, kind, _ in pairs)
    years = sorted({year for year, _ in counts})
    if not years:
        return {}
    kinds = [kind for kind in Change.Kind if any(counts[year, kind] for year in years)]
    rows = []
    for kind in kinds:
        numbers = [(year, counts[year, kind]) for year in years]
        rows.append((kind.label.capitalize(), numbers, sum(number for _, number in numbers)))
    drawn = [(year, kind, counts[year, kind]) for year in years for kind in kinds if counts[year, kind]]
    bars = [_bar(place, *bar, most=max(counts.values())) for place, bar in enumerate(drawn)]
    return {"years": years, "rows": rows, "bars": bars, "height": STEP * len(bars)}


def _bar(place, year, kind, number, *, most):
    width = round(LONGEST * number / most)
    top = STEP * place + 4
    return {
        "label": f"{year} {kind.label}",
        "value": number,
        "width": width,
        "y": top,
        "text_y": top + 11,
        "value_x": 150 + width + 6,
    }
