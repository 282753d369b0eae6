"""Needs and projects: linking them, companies' responses, and how many needs have a project (figure 1)."""

from django.utils.translation import gettext_lazy as _

from issues.models import Issue, NeedProject, NeedResponse
from issues.models.needs import ANSWERING_PHASES
from network.audit import record
from network.once import twice_is_once
from network.workflow import Refused
from network.writing import writing


@writing()
def link(issue, project, *, actor, seat, now):
    """Say that a project works on a need. Twice is once. Refused unless it is a need, and the project in
    research, development or procurement."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.kind != Issue.Kind.NEED:
        raise Refused(_("Bare behov kan kobles til prosjekter."))
    if project.phase not in ANSWERING_PHASES:
        raise Refused(_("Velg et prosjekt i forskning, utvikling eller anskaffelse."), field="project")
    if found := NeedProject.objects.standing().filter(issue=issue, project=project).first():
        return found
    made = NeedProject.objects.create(issue=issue, project=project, linked_by=actor, at=now)
    _tell("issue.project_linked", made, actor, seat, now)
    return made


@writing()
def unlink(linked, *, actor, seat, now):
    """The project no longer works on the need: the row is ended, and stands. Twice is once."""
    changed = NeedProject.objects.standing().filter(pk=linked.pk).update(ended_at=now)
    if changed:
        _tell("issue.project_unlinked", linked, actor, seat, now)


def _tell(verb, linked, actor, seat, now):
    # Without the project's name: not all who see the need may see the project.
    record(verb, actor=actor, seat=seat, at=now, target=linked.issue, title=linked.issue.title)


@twice_is_once
def respond(issue, *, actor, seat, now, text, contact, token=None):
    """A company says what it can do about a published need. The event is about the response and not about the
    need: other companies read the need's timeline."""
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := NeedResponse.objects.filter(token=key).first()):
        return first
    made = NeedResponse.objects.create(
        issue=issue,
        person=actor,
        organisation=seat.organisation,
        text=text.strip(),
        contact=contact.strip(),
        at=now,
        token=key,
    )
    record(
        "needresponse.given",
        actor=actor,
        seat=seat,
        at=now,
        target=made,
        title=issue.title,
        organisation=seat.organisation.name,
        home=issue.home_body_id,
        raiser=issue.raised_by_id,
    )
    return made
