"""What stands around an innmelding on its page: what was tried first, projects, and companies' responses."""

from issues.models import Issue, NeedProject, NeedResponse
from issues.models.needs import ANSWERING_PHASES
from issues.rules import may_link, may_respond, may_tell_first_line
from register.models import Project


def around(issue, viewer):
    """One question for the first line, and two more for a need."""
    found = {
        "first_line": issue.first_lines.order_by("-event").first(),
        "may_tell_first_line": may_tell_first_line(viewer, issue),
    }
    if issue.kind != Issue.Kind.NEED:
        return found
    links = NeedProject.objects.standing().visible_to(viewer).filter(issue=issue)
    responses = NeedResponse.objects.visible_to(viewer).filter(issue=issue)
    return found | {
        "links": links.select_related("project").order_by("pk"),
        "may_link": may_link(viewer, issue),
        "owns_project": Project.objects.filter(owner=viewer.person_id, phase__in=ANSWERING_PHASES).exists(),
        "responses": responses.select_related("organisation").order_by("pk"),
        "may_respond": may_respond(viewer, issue),
    }
