"""What people seated in a body want taken up. It waits for an agenda with room until it is treated or declined."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings.models import ItemType, Proposal
from network.attachments import attach
from network.audit import record
from network.membership import sits_in
from network.models import Event
from network.workflow import NotAllowed
from network.writing import writing


@writing()
def propose(
    body, *, actor, now, title, minutes=10, text="", item_type=ItemType.DISCUSSION, file=None, token=None
):
    """Anyone seated in the body may propose something for its next agenda. Returns the proposal; the same
    token gives the same one. `minutes` is how long it takes, `file` a paper that has passed the gate.

    Raises NotAllowed.
    """
    seat = sits_in(actor, body, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(_("Bare de som har en rolle i {body}, foreslår saker her."), body=body.name)
        )
    key = f"proposed:{actor.pk}:{token}" if token else None
    if key and (first := Event.objects.filter(key=key).first()):
        return Proposal.objects.get(pk=first.data["proposal"])
    proposal = Proposal.objects.create(
        body=body,
        title=title.strip(),
        text=text.strip(),
        type=item_type,
        minutes=minutes,
        seat=seat,
        proposed_at=now,
    )
    if file:
        attach(proposal, file, body=body, actor=actor, seat=seat, now=now)
    record(
        "meeting.item_proposed",
        actor=actor,
        seat=seat,
        at=now,
        target=body,
        key=key,
        title=proposal.title,
        body=body.name,
        proposal=proposal.pk,
    )
    return proposal
