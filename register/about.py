"""What the page of a project tells, for one viewer: only the groups of fields that they may see."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from network.deadlines import running_of
from register.facts import answers_of, checklist_of
from register.groups import APPROVALS, DATA, PEOPLE, groups_seen
from register.models import Experience, Phase, Project
from register.similar import neighbours

MOST_OTHERS = 3
MOST_LESSONS = 3
Kind = Experience.Kind


def about(project, viewer):
    """The parts of the page that are of the project itself, as a dictionary for the template."""
    seen = groups_seen(viewer, project)
    approvals = APPROVALS in seen and not project.is_foreign  # our list says nothing of another country's
    changes = list(project.phase_changes.order_by("at", "pk"))
    parties = _parties(project)
    due = running_of("register.errorreport")
    reports = list(project.error_reports.open().annotate(due_on=due).order_by("pk"))
    boundary = project.boundary_checks.order_by("-pk").first() if approvals else None
    answers = answers_of(boundary) if boundary else []
    return {
        "groups": seen,
        "phase_line": phase_line(project, changes),
        "is_stale": project.is_stale(viewer.at),
        "others": _others(project, viewer),
        "parties": parties if PEOPLE in seen else [],
        "has_joined": any(party.person_id == viewer.person_id for party in parties if party.person_id),
        "call": _call(project, viewer.at) if PEOPLE in seen else None,
        "accesses": list(project.data_accesses.order_by("-pk")) if DATA in seen else [],
        "checklist": checklist_of(project) if approvals else [],
        "boundary": boundary,
        "boundary_answers": answers,
        "boundary_text": _asking(project, answers),
        "reports": reports if viewer.is_inside else [],
        "own_reports": [report for report in reports if report.reported_by_id == viewer.person_id],
    }


def stage_of(project, checklist, viewer):
    """What comes now in the phase a project is in, for those who work in it: what is open on the list, what the next
    phase will ask, and what others in the same phase have learned. None of what has ended or is told abroad."""
    order = Phase.values
    if project.is_foreign or project.phase == Phase.ENDED or project.phase not in order:
        return None
    following = order[order.index(project.phase) + 1]
    same_phase = Project.objects.filter(pk=OuterRef("project"), phase=project.phase)
    lessons = Experience.objects.visible_to(viewer).standing().filter(Exists(same_phase), kind=Kind.LESSON)
    return {
        "open": [row for row in checklist if row["is_due"] and row["approval"].is_open],
        "next": [row for row in checklist if row["phase"] == following and row["approval"].is_open],
        "next_phase": Phase(following).label,
        "lessons": list(lessons.exclude(project=project).for_lists().order_by("-pk")[:MOST_LESSONS]),
    }


def _asking(project, answers):
    """What is unclear about «Nye metoder», as the text of an innmelding: its title first, and what was answered."""
    title = gettext("Hører «{title}» til Nye metoder?").format(title=project.title[:150])
    intro = gettext("Vi har svart på fem spørsmål, og det er fortsatt uklart:")
    return "\n".join([title, "", intro, *(f"- {question} {answer}" for question, answer in answers)])


def phase_line(project, changes):
    """The phases from research to the end: when each began, which were skipped, and where it is now. What came before
    the first that was told is not known: bought products were never researched here. Between them
    stands the decision to carry it out, before the first phase that began after it."""
    began = {change.phase: change.at for change in changes}
    order = Phase.values
    now = order.index(project.phase) if project.phase in order else -1  # a source may not have told
    first = min((order.index(phase) for phase in began if phase in order), default=now)
    line = [
        {
            "label": phase.label,
            "state": _state(position, first, now, phase.value in began),
            "at": began.get(phase.value),
        }
        for position, phase in enumerate(Phase)
    ]
    if decided := project.implementation_decided_on:
        later = (n for n, step in enumerate(line) if step["at"] and step["at"].date() > decided and n <= now)
        place = next(later, now + 1)
        line.insert(place, {"label": gettext("gjennomføring besluttet"), "state": "decided", "at": decided})
    return line


def _state(position, first, now, has_been):
    if position == now:
        return "now"
    if has_been:
        return "done"
    if position < min(first, now):
        return "untold"
    return "skipped" if position < now else "next"


def _others(project, viewer):
    """A few other projects with the same product: the rest stands on the product's page."""
    if project.product_id is None:
        return []
    same = Project.objects.visible_to(viewer).for_lists().filter(product=project.product_id)
    return neighbours(list(same.exclude(pk=project.pk).order_by("-pk")[:MOST_OTHERS]), viewer)


def _parties(project):
    rows = project.parties.filter(ended_at__isnull=True).select_related("organisation", "person")
    return list(rows.order_by("pk"))


def _call(project, now):
    yeses = project.call_yeses.at(now)
    return yeses.select_related("person").order_by("-pk").first()
