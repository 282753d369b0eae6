from django import template

from register.upkeep_links import address_for

register = template.Library()


@register.simple_tag
def still_true_link(event, person):
    """The address by which the one who was asked confirms a project."""
    return address_for(event.target_id, person.pk)
