"""What other networks arrange: listed and linked here, run by them."""

from django.utils.translation import gettext_lazy as _

from meetings.models import OutsideEvent
from meetings.rules import lists_events
from network.audit import record
from network.viewer import Viewer
from network.workflow import NotAllowed, Refused
from network.writing import writing


@writing()
def list_event(*, actor, now, event=None, **given):
    """List what others arrange, or correct what is listed. Returns it; the same address and date are the same
    event. `given` are the fields of OutsideEvent.

    Raises NotAllowed, and Refused when it ends before it starts, or another is listed with that address and date.
    """
    seat = lists_events(Viewer(actor, now))
    if seat is None:
        raise NotAllowed(
            _("Det er de som leder et nettverk eller er sekretariat for det, som fører opp arrangementer.")
        )
    if given.get("ends_on") and given["ends_on"] < given["starts_on"]:
        raise Refused(_("Arrangementet slutter før det begynner."), field="ends_on")
    same = OutsideEvent.objects.filter(url=given["url"], starts_on=given["starts_on"]).first()
    if event is None and same:
        return same
    if same and same.pk != event.pk:
        raise Refused(_("Arrangementet er ført opp fra før, med samme lenke og dato."), field="url")
    verb = "event.corrected" if event else "event.listed"
    event = event or OutsideEvent()
    for name, value in given.items():
        setattr(event, name, value)
    event.save()
    record(verb, actor=actor, seat=seat, at=now, target=event, title=event.title, organiser=event.organiser)
    return event
