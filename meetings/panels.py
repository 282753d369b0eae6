from django.template.loader import render_to_string

from meetings.models import AgendaItem, Meeting
from network.registries import panel


@panel("home")
def next_meetings(_people, viewer):
    """The next meeting of each body the reader sits in."""
    meetings = Meeting.objects.visible_to(viewer).next_of_each_body(viewer.at)[:6]
    if not meetings:
        return {}
    return {
        viewer.person_id: render_to_string(
            "meetings/_panel.html", {"meetings": meetings, "title": "Neste møter"}
        )
    }


@panel("body")
def meetings_of(bodies, viewer):
    """The meetings of a body, for those who sit there."""
    found = {}
    meetings = Meeting.objects.visible_to(viewer).filter(body__in=bodies).select_related("body")
    for meeting in meetings.order_by("-starts_at")[:20]:
        found.setdefault(meeting.body_id, []).append(meeting)
    return {
        pk: render_to_string("meetings/_panel.html", {"meetings": rows, "title": "Møter"})
        for pk, rows in found.items()
    }


def _on_agendas(label, cases, viewer):
    items = AgendaItem.objects.filter(
        target_label=label,
        target_id__in=[case.pk for case in cases],
        why_not="",
        removed=False,
        meeting__state=Meeting.State.PLANNED,
        meeting__in=Meeting.objects.visible_to(viewer),
    ).select_related("meeting__body")
    found = {}
    for item in items.order_by("meeting__starts_at"):
        found.setdefault(item.target_id, []).append(item)
    return {pk: render_to_string("meetings/_on_agendas.html", {"items": rows}) for pk, rows in found.items()}


@panel("issue")
def issue_on_agendas(issues, viewer):
    return _on_agendas("issues.issue", issues, viewer)


@panel("escalation")
def escalation_on_agendas(escalations, viewer):
    return _on_agendas("escalation.escalation", escalations, viewer)
