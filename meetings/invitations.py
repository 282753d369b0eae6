"""Who is asked to come, and what they answer.

A body's people are invited to the meeting when its agenda is sent out; a deputy is called when the one it
stands in for says no, and let go again; an agency's people are invited to the line that touches them.
Each change locks the meeting first.
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings.frozen import start_times
from meetings.models import Invitation, ItemType, Meeting
from meetings.restricted import restricted_among
from meetings.rules import runs_meeting
from network.audit import label_of, record
from network.deadlines import OSLO, local_day
from network.models import Event, Seat
from network.workflow import Missing, NotAllowed, NotPossible, Refused
from network.writing import writing

Reply = Invitation.Reply
# Deputies are called when they are needed; observers come when they like.
MEMBERS = (Seat.Role.LEAD, Seat.Role.DEPUTY_LEAD, Seat.Role.MEMBER, Seat.Role.SECRETARY)
NO_CAPACITY = _("Vi har ikke kapasitet denne gangen.")


def _locked(meeting_id):
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body", "facilitator")
        .get(pk=meeting_id)
    )


def about(meeting, **more):
    """What every mail of a meeting says: whose, when and where."""
    when = local_day(meeting.starts_at)
    clock = f"{meeting.starts_at.astimezone(OSLO):%H.%M}"
    return {"body": meeting.body.name, "when": when, "clock": clock, "place": meeting.place} | more


# To the whole meeting -----------------------------------------------------------------------------------


def invite_members(meeting, *, now):
    """An invitation for each of the body's people: once, whatever number of seats they hold. Those who have
    left are no longer asked. In the transaction of what calls them. Returns the ids of those asked now."""
    seats = Seat.objects.at(now).filter(body=meeting.body_id, role__in=MEMBERS)
    seat_of = {}
    for seat in sorted(seats, key=lambda seat: (MEMBERS.index(seat.role), seat.pk)):
        seat_of.setdefault(seat.person_id, seat)
    known = {row.person_id: row for row in meeting.invitations.to_meetings()}
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person_id=person, seat=seat, invited_at=now)
        for person, seat in seat_of.items()
        if person not in known
    )
    anew = {"invited_at": now, "reply": Reply.NONE, "why": "", "replied_at": None}
    for person, row in known.items():
        if person in seat_of:
            own = {"seat": seat_of[person], "called_for": None, "withdrawn_at": None}
            Invitation.objects.filter(pk=row.pk).update(**own | (anew if row.withdrawn_at else {}))
        elif row.called_for_id is None and row.withdrawn_at is None:
            Invitation.objects.filter(pk=row.pk).update(withdrawn_at=now)
    return {person for person in seat_of if person not in known or known[person].withdrawn_at}


@writing()
def reply(invitation, answer, *, actor, now, why=""):
    """Say that one comes («yes») or not («no», with why if one likes). It can be changed until the meeting
    starts. Answering the same again changes nothing. A no calls the deputy; a later yes lets it go.

    Returns the invitation. Raises NotAllowed, NotPossible.
    """
    meeting = _locked(invitation.meeting_id)
    invitation = Invitation.objects.with_names().get(pk=invitation.pk)
    _check_answers(invitation, meeting, actor, now)
    why = why.strip()[:300] if answer == Reply.NO else ""
    before = invitation.reply
    if (before, invitation.why) == (answer, why):
        return invitation
    given = {"reply": answer, "why": why, "replied_at": now}
    outside = meeting.invitations.from_outside()
    rows = meeting.invitations.standing().filter(person=actor)
    # One who sits there and must decide on a line is there for that line when they are there.
    same = rows.filter(pk=invitation.pk) if invitation in outside else rows.exclude(pk__in=outside)
    must_decide = same.filter(must_decide=True).exists()
    same.update(**given)
    event = record(
        "invitation.replied",
        actor=actor,
        seat=invitation.seat,
        at=now,
        target=invitation,
        about=[meeting],
        states=(before, answer),
        **about(
            meeting,
            person_name=invitation.person.name,
            of=invitation.seat.organisation.called if invitation.seat else "",
            why=why,
            is_missed=answer == Reply.NO and bool(invitation.item_id or must_decide),
            bodies=[meeting.body_id, *filter(None, [meeting.facilitator_id])],
        ),
    )
    call_deputies(meeting, actor=actor, now=now, cause=event)
    invitation.refresh_from_db(fields=["reply", "why", "replied_at"])
    return invitation


def _check_answers(invitation, meeting, actor, now):
    if invitation.person_id != actor.pk or not actor.is_active:
        raise NotAllowed(_("Innkallingen er til en annen."))
    if invitation.seat and not Seat.objects.at(now).filter(pk=invitation.seat_id).exists():
        raise NotAllowed(_("Du har ikke lenger rollen du ble innkalt i."))
    if invitation.withdrawn_at or not meeting.published_at:
        raise NotPossible(_("Innkallingen gjelder ikke lenger."))
    if not can_answer(meeting, now):
        raise NotPossible(_("Møtet har begynt eller er avlyst. Du kan ikke lenger svare her."))


def can_answer(meeting, now):
    return meeting.is_open and meeting.published_at is not None and meeting.starts_at > now


def call_deputies(meeting, *, actor, now, cause):
    """Let the called deputies be those who are needed now: for each who has said no, the first of their
    deputies who can. One who stands in for two is asked once, and is let go when neither needs it."""
    rows = list(meeting.invitations.to_meetings().select_related("seat"))
    of_person = {row.person_id: row for row in rows}
    absent = {row.seat_id: row for row in rows if _is_away(row)}
    needed = _needed_deputies(absent, of_person, now)
    for row in rows:
        # One who could not either may still change their mind, as long as the other is away.
        waits = row.reply == Reply.NO and row.called_for_id in {away.pk for away in absent.values()}
        if row.called_for_id and not row.withdrawn_at and row.person_id not in needed and not waits:
            Invitation.objects.filter(pk=row.pk).update(withdrawn_at=now)
            if row.reply != Reply.NO:
                _tell("invitation.deputy_off", row, meeting, actor=actor, now=now, cause=cause)
    for person, (seat, away) in needed.items():
        row, is_called = of_person.get(person), False
        if row is None:
            row = Invitation(meeting=meeting, person_id=person, invited_at=now)
            is_called = True
        elif row.withdrawn_at:
            row.withdrawn_at, row.invited_at, row.reply, row.replied_at = None, now, Reply.NONE, None
            is_called = True
        row.seat, row.called_for = seat, away
        row.save()
        if is_called:
            _tell("invitation.deputy_called", row, meeting, actor=actor, now=now, cause=cause)


def _is_away(row):
    return bool(row.seat_id and row.reply == Reply.NO and not row.withdrawn_at and not row.called_for_id)


def _needed_deputies(absent, of_person, now):
    """{person: (their seat as deputy, whose invitation they fill)}; `absent` is by the seat of who is away."""
    deputies = Seat.objects.at(now).filter(deputises_for__in=absent, person__is_active=True)
    needed, filled = {}, set()
    for seat in deputies.select_related("person").order_by("pk"):
        row = of_person.get(seat.person_id)
        is_member = row is not None and not row.called_for_id and not row.withdrawn_at
        said_no = row is not None and row.reply == Reply.NO
        is_free = not is_member and not said_no and seat.person_id not in needed
        if is_free and seat.deputises_for_id not in filled:
            filled.add(seat.deputises_for_id)
            needed[seat.person_id] = (seat, absent[seat.deputises_for_id])
    return needed


# To one line of it --------------------------------------------------------------------------------------


def standing_from_outside(meeting):
    """Those from outside who are asked to a line and will hear of the agenda: lines that are on it; and once
    told of one, also that it fell out."""
    asked = list(meeting.invitations.standing().from_outside().select_related("item", "person"))
    told = _told_before(asked)
    return [row for row in asked if row.item.is_on or row.pk in told]


def _told_before(rows):
    events = Event.objects.filter(
        verb="invitation.to_item", target_label=label_of(Invitation), target_id__in=[row.pk for row in rows]
    )
    return set(events.values_list("target_id", flat=True))


@writing()
def invite_to_item(item, seat, *, actor, now, must_decide=False):
    """Ask someone to one line of the agenda, by the seat that says on whose behalf: an agency's people, or
    (when they must be there to decide it) someone of the body itself. They hear of it when the line is
    sent out; at once where it is sent already. Asking the same person again only changes `must_decide`.

    Returns the invitation. Raises NotAllowed, NotPossible, Refused.
    """
    meeting = _locked(item.meeting_id)
    item = meeting.items.get(pk=item.pk)
    own = _runs(meeting, actor, now)
    if not meeting.is_open or meeting.starts_at <= now:
        raise NotPossible(_("Møtet har begynt, er holdt eller er avlyst. Ingen flere kan innkalles."))
    if not item.is_on:
        raise NotPossible(_("Saken står ikke på sakslisten."))
    if must_decide and item.shown_type != ItemType.DECISION:
        raise Refused(_("Bare en sak til beslutning har noen som må beslutte."), field="must_decide")
    sits_here = seat.body_id == meeting.body_id
    if sits_here and not must_decide:
        raise Missing(
            format_lazy(_("{person} er innkalt til hele møtet."), person=seat.person.name), field="seat"
        )
    row = item.invitations.filter(person=seat.person_id).first()
    if row and not row.withdrawn_at and row.must_decide == must_decide:
        return row
    is_asked = row is None or row.withdrawn_at is not None
    row = row or Invitation(meeting=meeting, item=item, person=seat.person)
    row.seat, row.must_decide = seat, must_decide
    if is_asked:
        row.withdrawn_at, row.invited_at, row.reply, row.why = None, now, Reply.NONE, ""
    whole = meeting.invitations.to_meetings().standing().filter(person=seat.person_id).first()
    if sits_here and whole:
        row.reply, row.why, row.replied_at = whole.reply, whole.why, whole.replied_at
    row.save()
    event = record(
        "invitation.made",
        actor=actor,
        seat=own,
        at=now,
        target=row,
        about=[meeting],
        person_name=seat.person.name,
        must_decide=must_decide,
    )
    times = start_times([meeting])
    if is_asked and not sits_here and item.pk in times:
        _tell_of_item(row, meeting, times, verb="invitation.to_item", actor=actor, now=now, cause=event)
    return row


@writing()
def withdraw(invitation, *, actor, now):
    """Take back an invitation to a line. Those who have heard of it hear that too. Returns it; taking it back
    twice changes nothing. Raises NotAllowed."""
    meeting = _locked(invitation.meeting_id)
    seat = _runs(meeting, actor, now)
    row = meeting.invitations.select_related("item").get(pk=invitation.pk, item__isnull=False)
    if row.withdrawn_at:
        return row
    Invitation.objects.filter(pk=row.pk).update(withdrawn_at=now)
    row.withdrawn_at = now
    event = record("invitation.unmade", actor=actor, seat=seat, at=now, target=row, about=[meeting])
    if row.pk in _told_before([row]):
        times = start_times([meeting])
        _tell_of_item(row, meeting, times, verb="invitation.off", actor=actor, now=now, cause=event)
    return row


def _runs(meeting, actor, now):
    seat = runs_meeting(actor, meeting, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet i {body} som innkaller til saker."),
                body=meeting.body.name,
            )
        )
    return seat


def tell_from_outside(meeting, *, actor, seat, now, cause):
    """Those who are asked to a line hear when it is about to be, each time the agenda is sent; and when the
    line has fallen out, that they need not come. In the transaction of what publishes, moves or cancels."""
    rows = standing_from_outside(meeting)
    told = _told_before(rows)
    times = start_times([meeting])
    for row in rows:
        if row.item_id not in times and row.pk not in told:
            continue  # their line is not sent out yet
        verb = "invitation.again" if row.pk in told else "invitation.to_item"
        if not (row.item.is_on and meeting.is_open):
            verb = "invitation.off"
            Invitation.objects.filter(pk=row.pk).update(withdrawn_at=now)
        _tell_of_item(row, meeting, times, verb=verb, actor=actor, now=now, cause=cause, seat=seat)


def _tell_of_item(row, meeting, times, *, verb, actor, now, cause, seat=None):
    starts = times.get(row.item_id)
    clock = f"{starts.astimezone(OSLO):%H.%M}" if starts else ""
    title = "" if restricted_among([row.item]) else row.item.title
    _tell(
        verb,
        row,
        meeting,
        actor=actor,
        now=now,
        cause=cause,
        seat=seat,
        number=row.item.number,
        title=title,
        clock=clock,
        minutes=row.item.planned_minutes,
        must_decide=row.must_decide,
    )


def _tell(verb, row, meeting, *, actor, now, cause, seat=None, **more):
    record(
        verb,
        actor=actor,
        seat=seat,
        at=now,
        target=row,
        about=[meeting],
        cause=cause,
        **about(meeting, person=row.person_id, **more),
    )


def ask_again(meeting, *, actor, now, cause):
    """After a meeting that was sent out has moved: what people answered was about another time, and no deputy
    is needed yet. In the transaction of what moves it."""
    unanswered = {"reply": Reply.NONE, "why": "", "replied_at": None}
    meeting.invitations.filter(called_for__isnull=True).update(**unanswered)
    call_deputies(meeting, actor=actor, now=now, cause=cause)
    meeting.invitations.update(**unanswered)
