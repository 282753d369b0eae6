"""An agenda as people read it: sections in order, each line linked to its case."""

from dataclasses import dataclass

from django.db.models import Prefetch

from escalation.models import Answer
from meetings.agenda import SECTIONS, TITLES
from meetings.difference import difference
from meetings.models import AgendaItem, Invitation, ItemType
from meetings.sources.history import History
from network.links import url_for

# What a line is about has a page by this label; people's own proposals have none.
WITHOUT_PAGE = ("", "meetings.proposal", "meetings.action", "meetings.standingitem")
DECIDED_BY = {
    "escalation.escalation": (("lift", "Løft saken"), ("not_lift", "Ikke løft saken")),
    "escalation.referral": (("decide", "Registrer beslutningen"),),
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
    sections = [(TITLES[name], [line for line in lines if line.item.source == name]) for name in SECTIONS]
    return [(title, rows) for title, rows in sections if rows]


def agenda_page(meeting):
    """All that a reader of the agenda sees: what is on it, what is not and why, and what has changed since it
    was sent out."""
    asked = Prefetch("invitations", Invitation.objects.standing().with_names(), to_attr="invited")
    items = meeting.items.select_related("decision", "comes_from").prefetch_related(asked)
    items = list(items.order_by("position", "pk"))
    on = [item for item in items if item.is_on]
    versions = meeting.versions.order_by("-number")
    newest, sent = versions.first(), versions.filter(published_at__isnull=False).first()
    used = sum(item.planned_minutes for item in on)
    return {
        "sections": sections_of(on),
        "reserve": [item for item in items if item.why_not and not item.removed and not item.outcome],
        "removed": [item for item in items if item.removed],
        "undecided": [item for item in items if item.is_undecided],
        "laid_aside": laid_aside(meeting) if meeting.is_open else [],
        "used": used,
        "over": max(0, used - meeting.capacity_minutes - meeting.buffer_minutes),
        "version": newest,
        "sent": sent,
        "changed": difference(sent.content, newest.content) if sent and newest != sent else [],
    }


def laid_aside(meeting):
    """What the body has laid aside or declined and not taken up since; the newest first, at most twenty."""
    return sorted(
        History.of(meeting).laid_aside.values(), key=lambda item: (-item.meeting_id, item.position)
    )[:20]


def _line(item, position, referrals):
    decided = item.decision_id is not None or item.type != AgendaItem.Type.DECISION
    return Line(
        item=item,
        number=f"Sak {item.number}" if item.number else str(position),
        type=ItemType(item.shown_type).label,
        url=_url(item, referrals),
        decisions=() if decided else DECIDED_BY.get(item.target_label, ()),
    )


def _url(item, referrals):
    if item.target_label in WITHOUT_PAGE:
        return ""
    if item.target_label == "escalation.answer":
        return url_for("escalation.referral", referrals[item.target_id])
    return url_for(item.target_label, item.target_id)
