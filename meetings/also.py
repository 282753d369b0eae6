"""One case on the agendas of two bodies: each decides what was sent to it, and each line says where else it stands.

A body has a case on one of its agendas at a time (ADR 9); that is about one body, and says nothing of two.
"""

from collections import defaultdict

from django.db.models import Q

from escalation.models import Referral
from meetings.models import AgendaItem, Meeting
from meetings.restricted import hidden_from

ESCALATION, REFERRAL = "escalation.escalation", "escalation.referral"


def also_on(items, meeting, viewer):
    """{a line's id: lines about the same case on other bodies' planned agendas}, the earliest meeting first.

    Only agendas and cases this viewer may see. A constant number of queries.
    """
    case_of = _cases_of(items)
    if not case_of:
        return {}
    referrals = dict(Referral.objects.filter(escalation__in=case_of.values()).values_list("pk", "escalation"))
    about = Q(target_label=ESCALATION, target_id__in=case_of.values())
    about |= Q(target_label=REFERRAL, target_id__in=referrals)
    others = list(
        AgendaItem.objects.filter(
            about,
            why_not="",
            removed=False,
            meeting__state=Meeting.State.PLANNED,
            meeting__in=Meeting.objects.visible_to(viewer),
        )
        .exclude(meeting__body=meeting.body_id)
        .select_related("meeting__body")
        .order_by("meeting__starts_at", "meeting")
    )
    hidden = hidden_from(viewer, others) if others else ()
    elsewhere = defaultdict(dict)  # a meeting once for each case, however many of its lines are about it
    for other in others:
        case = other.target_id if other.target_label == ESCALATION else referrals[other.target_id]
        if other.pk not in hidden:
            elsewhere[case].setdefault(other.meeting_id, other)
    return {pk: list(elsewhere[case].values()) for pk, case in case_of.items() if case in elsewhere}


def _cases_of(items):
    """{a line's id: the id of its løftede sak}, of those that have one."""
    sent = [item.target_id for item in items if item.target_label == REFERRAL]
    referrals = dict(Referral.objects.filter(pk__in=sent).values_list("pk", "escalation")) if sent else {}
    cases = {item.pk: item.target_id for item in items if item.target_label == ESCALATION}
    return cases | {item.pk: referrals[item.target_id] for item in items if item.target_label == REFERRAL}
