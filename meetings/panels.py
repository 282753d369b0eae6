from functools import partial

from django.template.loader import render_to_string
from django.utils.translation import gettext

from escalation.models import Referral
from meetings.boards import boards_of, groups_of, lately_decided
from meetings.models import AgendaItem, Meeting
from meetings.queue import passed_over
from meetings.reading import DECIDED_BY
from meetings.settled import settled_among
from network.registries import panel

SHOWN = 5


@panel("board")
def before_the_groups(people, viewer):
    """For those who sit in a group that decides."""
    context = {"boards": boards_of(viewer), "decisions": lately_decided(viewer)}
    return {person.pk: render_to_string("meetings/_group_board.html", context) for person in people}


@panel("home")
def next_meetings(_people, viewer):
    """The next meeting of each body the reader sits in; those of groups that decide have a board of their own."""
    others = Meeting.objects.visible_to(viewer).exclude(body__in=groups_of(viewer))
    meetings = others.next_of_each_body(viewer.at)[:6]
    if not meetings:
        return {}
    return {
        viewer.person_id: render_to_string(
            "meetings/_panel.html", {"meetings": meetings, "title": gettext("Neste møter")}
        )
    }


@panel("body")
def meetings_of(bodies, viewer):
    """The next meetings of a body and its latest, for those who sit there."""
    seen = Meeting.objects.visible_to(viewer).filter(body__in=bodies).select_related("body")
    parts = (
        (gettext("Neste møter"), seen.filter(starts_at__gte=viewer.at).order_by("starts_at")),
        (gettext("Tidligere møter"), seen.filter(starts_at__lt=viewer.at).order_by("-starts_at")),
    )
    found = {}
    for title, meetings in parts:
        shown = list(meetings[:SHOWN])
        for body in bodies:
            here = [one for one in shown if one.body_id == body.pk]
            context = {"meetings": here, "title": title, "of_one_body": True}
            found[body.pk] = found.get(body.pk, "") + render_to_string("meetings/_panel.html", context)
    return found


@panel("body")
def status_of(bodies, viewer):
    """For those inside: the way to the one-page status of a network."""
    if not viewer.is_inside:
        return {}
    return {
        body.pk: render_to_string("meetings/_status_link.html", {"body": body})
        for body in bodies
        if body.is_network
    }


def _lines_about(label, ids, viewer):
    """Lines of planned meetings about the cases with these ids, the earliest meeting first."""
    items = AgendaItem.objects.planned_about(label, ids).filter(
        meeting__in=Meeting.objects.visible_to(viewer)
    )
    return items.select_related("meeting__body").order_by("meeting__starts_at")


def _ids(cases):
    return {case.pk: case.pk for case in cases}


def _on_agendas(label, cases, viewer):
    """`cases`: for the id of each case, that of the one whose page shows it."""
    lines, found = list(_lines_about(label, cases, viewer)), {}
    settled = settled_among(lines)
    for item in lines:
        item.settled = settled.get(item.pk, "")
        found.setdefault(cases[item.target_id], []).append(item)
    return {pk: render_to_string("meetings/_on_agendas.html", {"items": rows}) for pk, rows in found.items()}


@panel("first_look")
def passed_over_in_the_queue(bodies, viewer):
    """Once for all the networks, whose lines stand in one part of the queue."""
    lines = passed_over(bodies, viewer.at) if bodies else []
    if not lines:
        return {}
    return {bodies[0].pk: render_to_string("meetings/_passed_over.html", {"lines": lines})}


@panel("issue")
def issue_on_agendas(issues, viewer):
    return _on_agendas("issues.issue", _ids(issues), viewer)


@panel("escalation")
def escalation_on_agendas(escalations, viewer):
    return _on_agendas("escalation.escalation", _ids(escalations), viewer)


@panel("escalation")
def referrals_of_case_on_agendas(escalations, viewer):
    """Also where it stands with one of its recipients."""
    referrals = Referral.objects.filter(escalation__in=escalations)
    return _on_agendas("escalation.referral", dict(referrals.values_list("pk", "escalation")), viewer)


@panel("referral")
def referral_on_agendas(referrals, viewer):
    return _on_agendas("escalation.referral", _ids(referrals), viewer)


def _decide_there(label, step, cases, viewer):
    """On the page of a decision: the line it can be recorded on, so that the agenda has it. A meeting that has
    begun is planned until its minutes are written: the last of those comes before the next one."""
    lines = AgendaItem.objects.to_decide(label, [case.pk for case in cases])
    ours = lines.filter(meeting__body__in=viewer.run_body_ids).select_related("meeting__body")
    found = {}
    for item in ours.order_by("meeting__starts_at"):
        if item.meeting.starts_at <= viewer.at or item.target_id not in found:
            found[item.target_id] = item
    return {
        pk: render_to_string("meetings/_decide_there.html", {"item": item, "step": step, "now": viewer.at})
        for pk, item in found.items()
    }


for case_label, steps in DECIDED_BY.items():
    for step_name, _ in steps:
        panel(f"{case_label}:{step_name}")(partial(_decide_there, case_label, step_name))
