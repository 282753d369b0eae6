"""The lines of a meeting as it is held: in the agenda's order, each with all that hangs on it."""

from collections import defaultdict
from dataclasses import dataclass

from escalation.models import Referral
from issues.models import Voice
from meetings.agenda import PASSED_OVER_LIMIT
from meetings.also import also_on
from meetings.models import AgendaItem
from meetings.reading import sections_of
from meetings.settled import settled_among

CASES = {"issues.issue": "issue", "escalation.escalation": "issue__escalations"}


@dataclass(frozen=True)
class Line:
    """A line, and what is asked about it: `ask` are those who are there for an organisation that is a party."""

    item: AgendaItem
    number: str
    url: str
    decisions: tuple
    stood_aside: list
    ask: list
    actions: list
    must_end: bool


def lines_of(meeting, present, viewer):
    """The lines to go through; also what had no room for the fourth time, for it must end here. `present` are the
    seats that are there; `viewer` is who keeps the minutes. A constant number of queries."""
    items = meeting.items.filter(removed=False).select_related("decision")
    items = items.prefetch_related(
        "stood_aside__seat__person", "stood_aside__seat__organisation", "actions__owner"
    )
    on = [
        item
        for item in items.order_by("position", "pk")
        if not item.why_not or item.passed_over >= PASSED_OVER_LIMIT
    ]
    parties, settled, also = parties_of(on), settled_among(on), also_on(on, meeting, viewer)
    for item in on:
        item.settled = settled.get(item.pk, "")
        item.also_on = also.get(item.pk, [])
    return [_line(line, present, parties) for _title, rows in sections_of(on) for line in rows]


def _line(line, present, parties):
    item, aside = line.item, list(line.item.stood_aside.all())
    noted = {row.seat_id for row in aside}
    return Line(
        item=item,
        number=line.number,
        url=line.url,
        decisions=line.decisions,
        stood_aside=aside,
        ask=[s for s in present if s.organisation_id in parties[item.pk] and s.pk not in noted],
        actions=list(item.actions.all()),
        must_end=item.passed_over >= PASSED_OVER_LIMIT and not item.settled,
    )


def parties_of(items):
    """Ids of the organisations that raised or joined what each line is about, by the line's id."""
    behind = {label: defaultdict(set) for label in CASES}
    referrals = dict(
        Referral.objects.filter(pk__in=_targets(items, "escalation.referral")).values_list("pk", "escalation")
    )
    wanted = {label: set(_targets(items, label)) for label in CASES}
    wanted["escalation.escalation"] |= set(referrals.values())
    for label, path in CASES.items():
        voices = Voice.objects.standing().filter(**{f"{path}__in": wanted[label]})
        for case, organisation in voices.values_list(path, "organisation"):
            behind[label][case].add(organisation)
    found = {}
    for item in items:
        label, pk = item.target_label, item.target_id
        if label == "escalation.referral":
            label, pk = "escalation.escalation", referrals.get(pk)
        found[item.pk] = behind[label][pk] if label in behind else set()
    return found


def _targets(items, label):
    return [item.target_id for item in items if item.target_label == label]
