from django.template.loader import render_to_string

from issues.models import Issue
from network.registries import panel


@panel("project")
def raised_from(projects, viewer):
    """The innmeldinger raised from each project, for its page."""
    found = {}
    issues = Issue.objects.visible_to(viewer).filter(project__in=projects).for_lists().order_by("-pk")
    for issue in issues:
        found.setdefault(issue.project_id, []).append(issue)
    return {pk: render_to_string("issues/_panel.html", {"issues": rows}) for pk, rows in found.items()}


@panel("similar project")
def open_in_similar(projects, viewer):
    """A line of what was raised from each project, beside a purpose that is being written."""
    found = {}
    issues = Issue.objects.visible_to(viewer).filter(project__in=projects).only("pk", "title", "project_id")
    for issue in issues.order_by("-pk"):
        found.setdefault(issue.project_id, []).append(issue)
    return {
        pk: render_to_string("issues/_of_project.html", {"issues": rows[:2]}) for pk, rows in found.items()
    }
