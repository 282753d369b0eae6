from django import template
from django.utils import timezone

from network.viewer import Viewer
from register import asking
from register.models import Question

register = template.Library()


@register.simple_tag
def question_of(event, person):
    """The question of an event, for a mail to one of the two; None in lists, where it is not shown."""
    if person is None:
        return None
    seen = Question.objects.visible_to(Viewer(person, event.at))
    return seen.select_related("asker", "asked", "organisation").filter(pk=event.target_id).first()


@register.filter
def reach(question, reader):
    """How whoever answered it wishes to talk on."""
    return asking.reach_of(question, Viewer(reader, timezone.now()))
