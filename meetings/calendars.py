"""Meetings as calendar entries (RFC 5545, and RFC 5546 for invitations).

What leaves the site is the body's name, the time, the place and a link: never what is on the agenda.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from meetings.frozen import start_times
from meetings.models import Invitation, Meeting
from network.deadlines import OSLO

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
ANSWERS = {"": "NEEDS-ACTION", "yes": "ACCEPTED", "no": "DECLINED"}


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar. `uid` is what calendars know it by, through every change."""

    uid: str
    meeting: Meeting
    starts_at: datetime
    ends_at: datetime
    title: str
    address: str
    is_cancelled: bool
    invitation: Invitation | None = None


def of_meeting(meeting, invitation=None):
    withdrawn = invitation is not None and invitation.withdrawn_at is not None
    return Entry(
        uid=f"mote-{meeting.pk}",
        meeting=meeting,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=meeting.body.name,
        address=reverse("meeting-detail", args=[meeting.pk]),
        is_cancelled=withdrawn or meeting.state == Meeting.State.CANCELLED,
        invitation=invitation,
    )


def of_item(invitation, starts_at):
    """The line someone is invited to, about when it is treated. Its title is not said."""
    meeting, item = invitation.meeting, invitation.item
    starts_at = starts_at or meeting.starts_at
    return Entry(
        uid=f"innkalling-{invitation.pk}",
        meeting=meeting,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=item.planned_minutes),
        title=_title(meeting.body, item.number),
        address=reverse("invitation-detail", args=[invitation.pk]),
        is_cancelled=invitation.withdrawn_at is not None or meeting.state == Meeting.State.CANCELLED,
        invitation=invitation,
    )


def _title(body, number):
    if not number:
        return body.name
    return gettext("{body}: sak {number}").format(body=body.name, number=number)


def calendar(entries, *, method, made_at):
    """The entries as an iCalendar file."""
    file = icalendar.Calendar()
    file.add("prodid", "-//Løft//Møter//NB")
    file.add("version", "2.0")
    file.add("method", method)
    if method == PUBLISH:
        file.add("x-wr-calname", gettext("Møter i Løft"))
    file.add_component(_oslo())
    for entry in entries:
        file.add_component(_event(entry, method, made_at))
    return file.to_ical(sorted=False)


def _event(entry, method, made_at):
    event = icalendar.Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", made_at)
    event.add("sequence", entry.meeting.sequence)
    event.add("dtstart", entry.starts_at.astimezone(OSLO))
    event.add("dtend", entry.ends_at.astimezone(OSLO))
    event.add("summary", entry.title)
    if entry.meeting.place:
        event.add("location", entry.meeting.place)
    event.add("url", settings.SITE_URL + entry.address)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if method != PUBLISH:
        event.add("organizer", _address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], entry.meeting.body.name))
        event.add("attendee", _attendee(entry.invitation))
    return event


def _address(email, name):
    address = icalendar.vCalAddress(f"mailto:{email}")
    address.params["cn"] = name
    return address


def _attendee(invitation):
    """Answers go by the link in the mail: nobody reads what a calendar would send back."""
    address = _address(invitation.person.email, invitation.person.name)
    address.params["role"] = "REQ-PARTICIPANT"
    address.params["partstat"] = ANSWERS[invitation.reply]
    address.params["rsvp"] = "FALSE"
    return address


def _oslo():
    """Norwegian time by the rule of 1996: summer from the last Sunday of March, winter from that of October."""
    zone = icalendar.Timezone()
    zone.add("tzid", OSLO.key)
    for part, name, before, after, starts in (
        (icalendar.TimezoneDaylight(), "CEST", 1, 2, datetime(1996, 3, 31, 2)),  # noqa: DTZ001 - local, by definition
        (icalendar.TimezoneStandard(), "CET", 2, 1, datetime(1996, 10, 27, 3)),  # noqa: DTZ001
    ):
        part.add("dtstart", starts)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": starts.month, "byday": "-1SU"})
        zone.add_component(part)
    return zone


def of_event(event, person):
    """What a mail of this event carries for a person: an invitation, its update or its cancellation. Nothing
    for those who are only told."""
    invitations = Invitation.objects.select_related("meeting__body", "person", "item")
    if event.target_label == Invitation._meta.label_lower:
        row = invitations.filter(pk=event.target_id, person=person).first()
    else:
        row = invitations.to_meetings().filter(meeting=event.target_id, person=person).first()
    if row is None:
        return
    entry = entry_of(row)
    method = CANCEL if entry.is_cancelled else REQUEST
    content = calendar([entry], method=method, made_at=event.at)
    yield "mote.ics", content.decode(), f"text/calendar; method={method}"


def entry_of(invitation):
    if invitation.item_id is None:
        return of_meeting(invitation.meeting, invitation)
    return of_item(invitation, start_times([invitation.meeting]).get(invitation.item_id))
