"""«Hvor er saken min?» in mails: the same sentences as on the page, as it stands when the mail is sent."""

from django import template
from django.utils import timezone

from issues.models import Issue
from issues.where import where_is
from network.viewer import Viewer

register = template.Library()


@register.simple_tag
def where_now(event, person):
    """Where the innmelding of an event stands, for its reader; "" where there is none, as in lists."""
    ids = [event.target_id] if event.target_label == "issues.issue" else (event.data or {}).get("issues", [])
    if person is None or not ids:
        return ""
    now = timezone.now()
    viewer = Viewer(person, now)
    seen = Issue.objects.visible_to(viewer).filter(pk__in=ids).select_related("home_body").order_by("pk")
    issue = seen.filter(voices__person=person, voices__ended_event=None).first() or seen.first()
    if issue is None:
        return ""
    where = where_is(issue, now, viewer, list(issue.voices.standing()))
    return " ".join(filter(None, (where.sentence, where.you)))
