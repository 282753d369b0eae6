"""The agenda: one pure function from what stands to an ordered list with a reserve, each line explained.

The order of choice: (1) what must be treated, even over time; (2) for each region not yet on it, its
best case that fits, and what has been passed over three times; (3) the choice of greatest value in
the minutes that are left, exactly. Page, PDF, mail and calendar render what comes out.
"""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from meetings.models import PASSED_OVER_LIMIT
from network.telling import Telling, telling

SECTIONS = (
    "minutes",
    "action",
    "standing",
    "decision",
    "discussion",
    "milestone",
    "referral",
    "issue",
    "proposed",
    "information",
    "decided",
    "answer",
    "news",
    "closing",
)
TITLES = {
    "minutes": _("Referat"),
    "action": _("Oppfølgingspunkter"),
    "standing": _("Faste saker"),
    "decision": _("Saker til beslutning"),
    "discussion": _("Saker til drøfting"),
    "milestone": _("Planer og milepæler"),
    "referral": _("Saker hos oss"),
    "issue": _("Innmeldinger"),
    "proposed": _("Foreslått av medlemmer"),
    "information": _("Saker til orientering"),
    "decided": _("Besluttet siden sist, uten møte"),
    "answer": _("Svar som har kommet"),
    "news": _("Nytt siden sist"),
    "closing": _("Til slutt"),
}


def section_of(source, item_type):
    """The name of the section a line stands in. What is put before a body for decision stands with the decisions
    only as long as it is there to be decided: what came late is told of, or talked over."""
    return str(item_type) if source == "decision" else source


@dataclass(frozen=True)
class Candidate:
    """Something that could stand on the agenda, as its source sees it.

    `value` is comparable within one agenda (an issue's rank score); `region` is the one it comes from;
    `comes_from` the line it was put off on; `remark` and `place` are what a person has said of it.
    """

    source: str
    label: str
    pk: int
    type: str
    title: str
    minutes: int
    why: Telling
    value: int = 0
    must: bool = False
    region: str = ""
    passed_over: int = 0
    late: bool = False
    owner: str = ""
    presenter: str = ""
    comes_from: int | None = None
    remark: str = ""
    place: int = 0

    @property
    def key(self):
        return (self.source, self.label, self.pk)


@dataclass(frozen=True)
class Line:
    candidate: Candidate
    why: Telling
    why_not: Telling = field(default_factory=Telling)


@dataclass(frozen=True)
class Agenda:
    items: tuple[Line, ...]
    reserve: tuple[Line, ...]
    capacity: int

    @property
    def minutes(self):
        return sum(line.candidate.minutes for line in self.items)

    @property
    def over_time(self):
        return max(0, self.minutes - self.capacity)


def compile_agenda(candidates, *, capacity, pinned=frozenset(), removed=frozenset()):
    """Choose and order. Deterministic: the same candidates give the same agenda, whatever their order.

    `capacity` is in minutes; `pinned` and `removed` are keys of what people have put on or taken off.
    """
    standing = sorted(
        (c for c in candidates if c.key not in removed), key=lambda c: (-c.value, c.label, c.pk, c.source)
    )
    chosen = {c.key: Line(c, c.why) for c in standing if c.must}
    for candidate in standing:
        if candidate.key in pinned:
            chosen.setdefault(
                candidate.key, Line(candidate, candidate.why + telling(_("Satt på av lederen.")))
            )
    for pick in (_best_of_each_region, _passed_over, _most_value):
        left = capacity - sum(line.candidate.minutes for line in chosen.values())
        rest = [c for c in standing if c.key not in chosen]
        chosen |= pick(rest, left, {line.candidate.region for line in chosen.values()})
    reserve = tuple(Line(c, c.why, _why_not(c, capacity, chosen)) for c in standing if c.key not in chosen)
    return Agenda(tuple(sorted(chosen.values(), key=_place)), reserve, capacity)


def _place(line):
    candidate = line.candidate
    placed = candidate.place or len(SECTIONS) * 1000
    section = section_of(candidate.source, candidate.type)
    return (SECTIONS.index(section), placed, -candidate.value, candidate.label, candidate.pk)


def _best_of_each_region(rest, left, regions_on):
    picked = {}
    for candidate in rest:
        if candidate.region and candidate.region not in regions_on and candidate.minutes <= left:
            first = telling(_("Høyest prioritert fra {region}."), region=candidate.region)
            picked[candidate.key] = Line(candidate, candidate.why + first)
            regions_on = regions_on | {candidate.region}
            left -= candidate.minutes
    return picked


def _passed_over(rest, left, _regions_on):
    picked = {}
    for candidate in rest:
        if candidate.passed_over >= PASSED_OVER_LIMIT and candidate.minutes <= left:
            times = telling(_("Forbigått {times} ganger."), times=candidate.passed_over)
            picked[candidate.key] = Line(candidate, candidate.why + times)
            left -= candidate.minutes
    return picked


def _most_value(rest, left, _regions_on):
    """The exact 0/1 choice by value in the minutes left: best[m] is the best value within m minutes."""
    if left <= 0:
        return {}
    best = [(0, ())] * (left + 1)
    for index, candidate in enumerate(rest):
        if candidate.minutes > left:
            continue
        for room in range(left, candidate.minutes - 1, -1):
            value, picks = best[room - candidate.minutes]
            # Everything is worth a little: an agenda with room left for a case takes it.
            if value + candidate.value + 1 > best[room][0]:
                best[room] = (value + candidate.value + 1, (*picks, index))
    return {rest[i].key: Line(rest[i], rest[i].why) for i in best[left][1]}


def _why_not(candidate, capacity, chosen):
    if candidate.minutes > capacity:
        return telling(
            _("Trenger {minutes} minutter; møtet har {all}."), minutes=candidate.minutes, all=capacity
        )
    used = sum(line.candidate.minutes for line in chosen.values())
    left = max(0, capacity - used)
    lowest = min(
        (line.candidate.value for line in chosen.values() if line.candidate.source == candidate.source),
        default=0,
    )
    if candidate.value and lowest > candidate.value:
        return telling(_("{left} minutter igjen; sakene som kom med, er vurdert høyere."), left=left)
    return telling(_("{left} minutter igjen; saken trenger {minutes}."), left=left, minutes=candidate.minutes)


def with_own(candidates, own):
    """The candidates with what a person has said of them: `own` has what replaces what, by key."""
    return [replace(c, **own.get(c.key, {})) for c in candidates]
