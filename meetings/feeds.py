"""One person's own address for their meetings in a calendar: secret, and ended when they like.

Only a digest of the secret is kept, and it is looked up by that: what time the search takes tells nothing.
"""

import secrets
from datetime import timedelta

from meetings.calendars import of_item, of_meeting
from meetings.frozen import start_times
from meetings.models import Feed, Invitation, Meeting
from network.audit import record, sha256
from network.models import Person
from network.viewer import Viewer
from network.writing import writing

# How far back a calendar is filled, and how much of what is to come it gets.
SINCE = timedelta(days=90)
AT_MOST = 200


@writing()
def start_feed(person, *, now):
    """Make a new address and end the one before. Returns its secret part, which is never shown again."""
    secret = secrets.token_urlsafe(32)
    _end(person, now)
    feed = Feed.objects.create(person=person, digest=sha256(secret), made_at=now)
    record("feed.made", actor=person, at=now, target=feed)
    return secret


@writing()
def end_feed(person, *, now):
    """End the address. Without one, nothing happens."""
    _end(person, now)


def _end(person, now):
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two clicks at once: one address
    for feed in Feed.objects.filter(person=person, ended_at__isnull=True):
        Feed.objects.filter(pk=feed.pk).update(ended_at=now)
        record("feed.ended", actor=person, at=now, target=feed)


def standing_feed(person):
    return Feed.objects.filter(person=person, ended_at__isnull=True).first()


def person_of(secret):
    """Whose address it is, or None when there is none, or it is ended, or its person may not sign in."""
    feed = Feed.objects.filter(digest=sha256(secret), ended_at__isnull=True, person__is_active=True)
    found = feed.select_related("person").first()
    return found.person if found else None


def entries_for(person, now):
    """What this person may see at `now`: the meetings of their bodies, and the lines they are asked to."""
    viewer = Viewer(person, now)
    meetings = (
        Meeting.objects.visible_to(viewer)
        .filter(starts_at__gte=now - SINCE)
        .select_related("body")
        .order_by("starts_at")[:AT_MOST]
    )
    asked = (
        Invitation.objects.visible_to(viewer)
        .standing()
        .from_outside()
        .filter(person=person, meeting__starts_at__gte=now - SINCE)
        .select_related("meeting__body", "item", "person")
        .order_by("meeting__starts_at")[:AT_MOST]
    )
    times = start_times([row.meeting for row in asked])
    return [*map(of_meeting, meetings), *(of_item(row, times.get(row.item_id)) for row in asked)]
