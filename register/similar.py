"""Projects like a purpose being written, and who else uses a product."""

from collections import defaultdict
from dataclasses import dataclass, field

from network.likeness import closest, words_behind
from network.registries import panels_for
from register.groups import APPROVALS, PEOPLE, PROCUREMENT, may_see
from register.models import Approval, CallYes, Experience, Project

LEAST_LETTERS = 15
Kind, Band = Experience.Kind, Project.CostBand


@dataclass
class Neighbour:
    """Another project, with what helps to decide whether to ring: never more than the viewer may see."""

    project: Project
    shared: list = field(default_factory=list)
    lessons: list = field(default_factory=list)
    benefits: list = field(default_factory=list)
    validation: str = ""
    cost: str = ""
    call: CallYes | None = None
    panels: list = field(default_factory=list)


def similar_projects(text, viewer, *, exclude=None, limit=4):
    """The projects most like a text, best first, each with the words it shares. Nothing for a few letters."""
    if len(text.strip()) < LEAST_LETTERS:
        return []
    seen = Project.objects.visible_to(viewer).exclude(pk=exclude).for_lists()
    alike = closest(seen, text)[:limit]
    found = neighbours([project for project, _ in alike], viewer)
    panels = panels_for("similar project", [project for project, _ in alike], viewer)
    for neighbour, (project, stems) in zip(found, alike, strict=True):
        neighbour.shared = words_behind(stems, text)
        neighbour.panels = panels[project.pk]
    return found


def neighbours(projects, viewer):
    """What a viewer may know of each project, in three questions however many there are."""
    experiences = defaultdict(list)
    told = Experience.objects.visible_to(viewer).standing().filter(project__in=projects)
    for row in told.order_by("-pk"):
        experiences[row.project_id, row.kind].append(row)
    validations = {
        row.project_id: row
        for row in Approval.objects.filter(project__in=projects, kind=Approval.Kind.VALIDATION)
    }
    calls = {}
    yeses = CallYes.objects.at(viewer.at).filter(project__in=projects)
    for row in yeses.select_related("person").order_by("-pk"):
        calls[row.project_id] = row
    return [_neighbour(project, viewer, experiences, validations, calls) for project in projects]


def _neighbour(project, viewer, experiences, validations, calls):
    validation = validations.get(project.pk)
    return Neighbour(
        project=project,
        lessons=experiences[project.pk, Kind.LESSON][:2],
        benefits=experiences[project.pk, Kind.BENEFIT][:2],
        validation=validation.get_state_display()
        if validation and may_see(viewer, project, APPROVALS)
        else "",
        cost=_cost(project, experiences[project.pk, Kind.COST])
        if may_see(viewer, project, PROCUREMENT)
        else "",
        call=calls.get(project.pk) if may_see(viewer, project, PEOPLE) else None,
    )


def _cost(project, costs):
    """A band, never the price itself: as told, else from what establishing it has cost."""
    if project.cost_band:
        return project.get_cost_band_display()
    spent = [
        row.amount_nok for row in costs if row.cost_of == Experience.CostOf.ESTABLISHING and row.amount_nok
    ]
    return band_of(sum(spent)).label if spent else ""


def band_of(amount_nok):
    """The band an amount in kroner falls in."""
    limits = ((500_000, Band.TO_HALF), (2_000_000, Band.TO_TWO), (10_000_000, Band.TO_TEN))
    return next((band for limit, band in limits if amount_nok < limit), Band.MORE)
