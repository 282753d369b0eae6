from collections import Counter

from django.template.loader import render_to_string

from issues.models import Issue, NeedProject, Spared
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


@panel("body")
def spared_duplicates(bodies, viewer):
    """How many found their case among the suggestions instead of raising it again, for those who run the network."""
    own = [body for body in bodies if body.is_network and body.pk in viewer.run_body_ids]
    if not own:
        return {}
    found = Spared.objects.filter(issue__home_body__in=own).values_list("issue__home_body", "how")
    counts = Counter(found)
    return {
        body.pk: render_to_string(
            "issues/_spared.html",
            {"read": counts[body.pk, Spared.How.READ], "joined": counts[body.pk, Spared.How.JOINED]},
        )
        for body in own
    }


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
