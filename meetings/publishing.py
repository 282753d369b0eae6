"""Sending an agenda out: frozen, numbered, and with the head of the audit chain printed on it."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings.compiling import compile_meeting, lock_planned
from meetings.editing import undecided
from meetings.frozen import changes, frozen, newest_sent
from meetings.invitations import about, invite_members, standing_from_outside, tell_from_outside
from meetings.models import AgendaItem, AgendaVersion, Meeting
from meetings.numbering import highest
from meetings.rules import runs_meeting
from network import search
from network.audit import canonical, head, record, sha256
from network.collation import by_name
from network.deadlines import local_day
from network.membership import ids_in
from network.models import Person
from network.workflow import NotAllowed, NotPossible, Refused
from network.writing import writing


@dataclass(frozen=True)
class Sending:
    """What would be sent now, and to whom: what the page shows before anything leaves."""

    people: list[Person]
    changes: list[str]
    is_new: bool
    is_update: bool
    seen: str


def sending(meeting, actor, now):
    """What publishing would do at `now`, written nowhere."""
    agenda, last = frozen(meeting), newest_sent(meeting)
    people = list(_audience(meeting, actor, now))
    before = last.content.get("published") if last else None
    return Sending(
        people=people,
        changes=changes(before, agenda) if before and before != agenda else [],
        is_new=before != agenda,
        is_update=last is not None,
        seen=sha256(canonical([agenda, [person.pk for person in people]])),
    )


def _audience(meeting, actor, now):
    """Everyone seated in the body, observers aside, and those from outside who are asked to a line. Never
    the one who sends."""
    seated = ids_in([meeting.body_id], now)
    asked = {invitation.person_id for invitation in standing_from_outside(meeting)}
    people = Person.objects.filter(pk__in=(seated | asked) - {actor.pk}, is_active=True, is_system=False)
    return people.order_by(by_name(), "pk")


def publish(meeting, *, actor, now, seen=None):
    """Freeze the agenda as a numbered version, number its new lines by body and year, and send it: the first
    time as an invitation, later as an update that says what is new. What is already sent as it stands is not
    sent again. `seen` is what the sender was shown (`sending(…).seen`): when the agenda or those who get it
    have changed since, nothing is sent.

    The head of the audit chain is printed on it, so that a cut tail can be seen. It is sealed before
    the transaction: the chain's lock is never held while business is done.

    Returns the meeting. Raises NotAllowed, NotPossible, Refused.
    """
    _runs(meeting, actor, now)
    compile_meeting(meeting, now=now, actor=actor)
    return _publish(meeting, actor=actor, now=now, seen=seen, anchor=head())


@writing()
def _publish(meeting, *, actor, now, seen, anchor):
    meeting = lock_planned(meeting) or Meeting.objects.select_related("body", "facilitator").get(
        pk=meeting.pk
    )
    seat = _runs(meeting, actor, now)
    _is_to_come(meeting, now)
    # Once more under the lock: what another of the body's agendas has got meanwhile is not on this one too.
    compile_meeting(meeting, now=now, actor=actor)
    plan = sending(meeting, actor, now)
    if not plan.is_new:
        return meeting
    _is_seen_over(meeting, plan, seen)
    _give_numbers(meeting)
    version = _freeze(meeting, anchor, now)
    meeting.published_at = meeting.published_at or now
    meeting.sequence += plan.is_update
    meeting.save(update_fields=["published_at", "sequence"])
    event = record(
        "meeting.updated" if plan.is_update else "meeting.published",
        actor=actor,
        seat=seat,
        at=now,
        target=meeting,
        body_id=meeting.body_id,
        version=version.number,
        digest=sha256(canonical(version.content["published"])),
        changes=plan.changes,
        **about(meeting),
    )
    search.index(meeting)
    invite_members(meeting, now=now)
    tell_from_outside(meeting, actor=actor, seat=seat, now=now, cause=event)
    return meeting


def _is_to_come(meeting, now):
    if not meeting.is_open:
        raise NotPossible(_("Møtet er holdt eller avlyst. Da sendes det ikke ut noen saksliste."))
    if meeting.published_at and meeting.starts_at <= now:
        raise NotPossible(_("Møtet har begynt. Det som endres nå, føres i møtet."))


def _is_seen_over(meeting, plan, seen):
    if undecided(meeting):
        raise Refused(
            _(
                "Noen saker har blitt forbigått tre ganger eller mer. Sett dem på sakslisten, legg dem bort eller avvis dem før sakslisten sendes ut."
            )
        )
    if seen is not None and seen != plan.seen:
        raise Refused(
            _("Sakslisten eller hvem som får den, er endret siden du åpnet siden. Se over en gang til.")
        )


def _runs(meeting, actor, now):
    seat = runs_meeting(actor, meeting, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet i {body} som sender ut sakslisten."),
                body=meeting.body.name,
            )
        )
    return seat


def _give_numbers(meeting):
    """New lines get the body's next numbers of the year; those that have one keep it. All the body's planned
    meetings are locked, so that two of them sent at once share none."""
    year = local_day(meeting.starts_at).year
    number = highest(meeting.body_id, year)
    for one in frozen(meeting)["lines"]:
        if not one["number"]:
            number += 1
            AgendaItem.objects.filter(pk=one["item"]).update(number=f"{number}/{year}")


def _freeze(meeting, anchor, now):
    """The newest compiled version, or one more where that has been sent already."""
    newest = meeting.versions.order_by("-number").first()
    if newest.published_at:
        newest = AgendaVersion(
            meeting=meeting,
            number=newest.number + 1,
            content=newest.content,
            digest=newest.digest,
            compiled_at=now,
        )
    newest.content = newest.content | {"published": frozen(meeting)}
    newest.anchor, newest.published_at = anchor, now
    newest.save()
    return newest
