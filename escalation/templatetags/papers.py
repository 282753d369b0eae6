from django import template
from django.conf import settings
from django.urls import reverse

from escalation.models import Referral
from escalation.paper_links import code_for
from escalation.rules import takes_part

register = template.Library()


@register.simple_tag
def paper_link(event, person):
    """The address that opens just this paper for one member, once; nothing for anyone else."""
    if person is None:
        return ""
    referral = Referral.objects.for_lists().get(pk=event.target_id)
    if takes_part(person, referral, event.at) is None:
        return ""
    return settings.SITE_URL + reverse("paper-link", args=[code_for(event, person)])
