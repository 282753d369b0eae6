"""Bars to look at, with the table that says the same in numbers, and that table as a file."""

from decimal import Decimal

from django.http import Http404
from django.template.defaultfilters import floatformat

from network.exports import csv_file
from network.language import Written

LONGEST = 240  # of a plot that is 320 wide, beside its number
STEP = 42


def bars(first, rows, drawn):
    """What `parts/plot.html` draws. `rows`: [(name, [(column, text)])], under a heading `first` for the names;
    `drawn`: [(label, number)], a bar for each. {} without rows."""
    if not rows:
        return {}
    most = max(number for _, number in drawn) or 1
    drawings = [_bar(place, label, number, most) for place, (label, number) in enumerate(drawn)]
    return table(first, rows) | {"bars": drawings, "height": height_of(drawings)}


def table(first, rows):
    """What `parts/plot_table.html` shows and `table_file` gives out: `rows` as for `bars`. {} without rows."""
    columns = [column for column, _ in rows[0][1]] if rows else []
    return {"first": first, "columns": columns, "rows": rows} if rows else {}


def table_file(request, plots):
    """The table of one of a page's plots as a file for a spreadsheet, where the address asks for it
    (`?format=csv&figur=NAME`); else None. `plots`: what has a table, by that name."""
    if request.GET.get("format") != "csv":
        return None
    name = request.GET.get("figur")
    plot = plots.get(name)
    if not plot:
        raise Http404
    rows = [[of, *(value for _, value in values)] for of, values in plot["rows"]]
    return csv_file(f"{name}.csv", [plot["first"], *plot["columns"]], rows)


def heights(place):
    """Where a bar stands, and the text that stands over it: beside it, a long name is in its way on a telephone."""
    top = STEP * place
    return {"text_y": top + 14, "y": top + 20, "value_y": top + 32}


def named(label):
    """The text of a bar: in a drawing there is no place for the mark that a page gives what somebody wrote."""
    return {"label": str(label), "is_written": isinstance(label, Written)}


def height_of(bars):
    return STEP * len(bars)


def tall(value):
    """A number as people write it, «–» for none, and other things as they are."""
    if value is None:
        return "–"
    return floatformat(value, "-2g") if isinstance(value, int | Decimal) else value


def _bar(place, label, number, most):
    width = round(LONGEST * number / most)
    return {**named(label), "value": number, "width": width, "value_x": width + 6, **heights(place)}
