from django.template.loader import render_to_string

from issues.models import Issue, NeedProject
from issues.prioritise import with_blindness
from issues.rules import weighs
from network.registries import panel


@panel("project")
def raised_from(projects, viewer):
    """The innmeldinger raised from each project, for its page."""
    found = {}
    issues = Issue.objects.visible_to(viewer).filter(project__in=projects).for_lists().order_by("-pk")
    issues = with_blindness(issues, viewer, weighs(viewer))
    for issue in issues:
        found.setdefault(issue.project_id, []).append(issue)
    return {pk: render_to_string("issues/_panel.html", {"issues": rows}) for pk, rows in found.items()}


@panel("project")
def answers_needs(projects, viewer):
    """The needs each project works on, of those the viewer may see."""
    found = {}
    links = NeedProject.objects.standing().visible_to(viewer).filter(project__in=projects)
    for link in links.select_related("issue").order_by("-pk"):
        found.setdefault(link.project_id, []).append(link)
    return {
        pk: render_to_string("issues/_needs_of_project.html", {"links": rows}) for pk, rows in found.items()
    }
