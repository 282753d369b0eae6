from django import template

from meetings.models import Invitation
from meetings.reply_links import address_for

register = template.Library()


@register.simple_tag
def reply_link(event, person):
    """Where one person answers what a mail is about; nothing for those who are not asked."""
    if person is None:
        return ""
    rows = Invitation.objects.standing().filter(person=person)
    if event.target_label == Invitation._meta.label_lower:
        row = rows.filter(pk=event.target_id).first()
    else:
        row = rows.to_meetings().filter(meeting=event.target_id).first()
    return address_for(row) if row else ""


@register.simple_tag
def must_decide(event, person):
    """The numbers of the lines that one person must be there to decide on."""
    if person is None:
        return ""
    rows = Invitation.objects.standing().filter(
        meeting=event.target_id, person=person, item__isnull=False, must_decide=True
    )
    return ", ".join(filter(None, rows.order_by("item__position").values_list("item__number", flat=True)))
