"""What people seated in a body want taken up. It waits for an agenda with room until it is treated or declined."""

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.compiling import compile_meeting
from meetings.models import AgendaItem, ItemType, Meeting, Proposal
from network.attachments import attach
from network.audit import record
from network.deadlines import date_text, local_day
from network.membership import sits_in
from network.models import Event
from network.workflow import NotAllowed
from network.writing import writing


@writing()
def propose(
    body, *, actor, now, title, minutes=10, text="", item_type=ItemType.DISCUSSION, file=None, token=None
):
    """Anyone seated in the body may propose something for its next agenda. The next that is not sent out is
    compiled with it; one that is sent waits for those who run it. Returns the proposal; the same token gives
    the same one. `minutes` is how long it takes, `file` a paper that has passed the gate.

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
    draft = Meeting.objects.upcoming(now).filter(body=body, published_at__isnull=True).first()
    if draft:
        compile_meeting(draft, now=now)
    return proposal


def line_of(proposal):
    """Its line in the first planned meeting that has one, or None."""
    lines = AgendaItem.objects.filter(
        target_label=Proposal._meta.label_lower,
        target_id=proposal.pk,
        meeting__state=Meeting.State.PLANNED,
    )
    return lines.select_related("meeting").order_by("meeting__starts_at", "pk").first()


def when_taken_up(line):
    """What to say to whoever proposed it, of its line (or None): where it stands, or what it waits for."""
    if line is None:
        return gettext("Saken er foreslått. Den tas opp i det neste møtet som planlegges.")
    day = date_text(local_day(line.meeting.starts_at))
    if line.is_on:
        return gettext("Saken er foreslått, og står på utkastet til sakslisten for møtet {day}.").format(
            day=day
        )
    return gettext(
        "Saken er foreslått, men har ikke plass på møtet {day} slik sakslisten er nå. Da tas den med videre til neste møte."
    ).format(day=day)
