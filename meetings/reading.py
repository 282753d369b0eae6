"""An agenda as people read it: sections in order, each line linked to its case."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.models import Answer
from meetings.agenda import SECTIONS, TITLES, section_of
from meetings.models import AgendaItem, ItemType
from network.links import url_for

# What a line is about has a page by this label; people's own proposals have none.
WITHOUT_PAGE = ("", "meetings.proposal", "meetings.action", "meetings.standingitem")
DECIDED_BY = {
    "escalation.escalation": (("lift", _("Løft saken")), ("not_lift", _("Ikke løft saken"))),
    "escalation.referral": (("decide", _("Registrer beslutningen")),),
}


@dataclass(frozen=True)
class Line:
    item: AgendaItem
    number: str
    type: str
    url: str
    decisions: tuple


def sections_of(items):
    """[(title, lines)] of what is on the agenda, numbered from 1 until numbers are given."""
    referrals = dict(
        Answer.objects.filter(
            pk__in=[item.target_id for item in items if item.target_label == "escalation.answer"]
        ).values_list("pk", "referral_id")
    )
    lines = [_line(item, position, referrals) for position, item in enumerate(items, start=1)]
    found = {name: [] for name in SECTIONS}
    for line in lines:
        found[section_of(line.item.source, line.item.shown_type)].append(line)
    return [(TITLES[name], rows) for name, rows in found.items() if rows]


def _line(item, position, referrals):
    is_over = item.decision_id is not None or getattr(item, "settled", "")
    decided = is_over or item.type != AgendaItem.Type.DECISION
    return Line(
        item=item,
        number=gettext("Sak {number}").format(number=item.number) if item.number else str(position),
        type=ItemType(item.shown_type).label,
        url=_url(item, referrals),
        decisions=() if decided else DECIDED_BY.get(item.target_label, ()),
    )


def _url(item, referrals):
    if item.target_label in WITHOUT_PAGE or getattr(item, "is_hidden", False):
        return ""
    if item.target_label == "escalation.answer":
        return url_for("escalation.referral", referrals[item.target_id])
    return url_for(item.target_label, item.target_id)
