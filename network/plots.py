"""Bars to look at, with the table that says the same in numbers."""

LONGEST = 130  # of a plot that is 320 wide, beside its label and its number
STEP = 22


def bars(first, columns, rows, drawn):
    """What `parts/plot.html` draws. `rows`: [(name, [(column, text)])], under a heading `first` for the names;
    `drawn`: [(label, number)], a bar for each. {} without rows."""
    if not rows:
        return {}
    most = max(number for _, number in drawn) or 1
    drawings = [_bar(place, label, number, most) for place, (label, number) in enumerate(drawn)]
    return {
        "first": first,
        "columns": columns,
        "rows": rows,
        "bars": drawings,
        "height": STEP * len(drawings),
    }


def _bar(place, label, number, most):
    width = round(LONGEST * number / most)
    top = STEP * place + 4
    return {
        "label": label,
        "value": number,
        "width": width,
        "y": top,
        "text_y": top + 11,
        "value_x": 150 + width + 6,
    }
