from django.template.loader import render_to_string

from issues.models import Issue
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
