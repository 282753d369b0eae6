"""«Ukens time»: what a lead or secretary does first with the little time there is."""

from dataclasses import dataclass
from datetime import date, timedelta

from network.registries import Stops, Waiting, waiting_on

MOST = 7
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One thing to do, and why it stands where it stands."""

    waiting: Waiting
    stops: Stops

    @property
    def why(self):
        return self.stops.why


def has_week(viewer):
    """For those who lead a body, are its secretary, or stand in for one who is away."""
    return bool(viewer.run_body_ids)


def week_of(viewer, today):
    """The lines of this week, and how many things wait besides."""
    lines = in_order(waiting_on(viewer), today)
    return lines[:MOST], max(0, len(lines) - MOST)


def in_order(waiting, today: date) -> list[Line]:
    """By what stops others most; then what is due first, what has waited longest, and the title. Pure.

    A date that is near or past stops somebody, whatever it is for: minutes are due when the meeting was, so
    for them it says nothing.
    """
    lines = [Line(one, _stops(one, today)) for one in waiting]
    return sorted(lines, key=_place)


def _stops(one, today):
    # A first reply is always due soon: only one that is due today or overdue goes before what others wait for.
    soon = today if one.stops == Stops.FIRST_LOOK else today + SOON
    is_near = one.due is not None and one.due <= soon
    own = one.stops in (Stops.AGENDA, Stops.MINUTES)  # their date is the meeting's
    return Stops.DEADLINE if is_near and not own and one.stops > Stops.DEADLINE else one.stops


def _place(line):
    one = line.waiting
    return (line.stops, one.due or date.max, one.since or date.max, one.title, one.url, one.what, one.stops)
