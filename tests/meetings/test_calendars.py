"""What calendars get, read back by a library that did not write it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from meetings import feeds, planning
from meetings.calendars import PUBLISH, calendar, of_meeting
from meetings.compiling import compile_meeting
from meetings.invitations import invite_to_item, reply
from meetings.models import Feed, Invitation, Meeting
from meetings.proposing import propose
from meetings.publishing import publish
from network.audit import record
from network.language import choose_language
from network.membership import end_seat
from network.outbox import send_due

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def meeting(chain, bodies, cast, now):
    chain.taken_up(chain.raised(title="Hemmelig sak", restricted=True))
    meeting = planning.plan(
        bodies.south_east,
        actor=cast.lead,
        now=now,
        starts_at=now.replace(microsecond=0) + timedelta(days=5),
        place="Rom 3; Grev Wedels plass, 2. etg.",
    )
    compile_meeting(meeting, now=now)
    return Meeting.objects.select_related("body", "facilitator").get(pk=meeting.pk)


def read(text):
    return vobject.readOne(text if isinstance(text, str) else text.decode())


def files_to(mailoutbox, person):
    """(the method in the mail's header, the calendar) of each, in the order they were sent."""
    send_due()
    found = []
    for message in mailoutbox:
        for part in message.message().walk():
            if part.get_content_type() == "text/calendar" and message.to == [person.email]:
                text = part.get_payload(decode=True).decode()
                found.append((part.get_param("method"), read(text)))
    return found


def test_the_mail_carries_an_invitation_and_then_an_update_of_the_same(meeting, cast, now, mailoutbox):
    publish(meeting, actor=cast.lead, now=now)
    send_due()
    Meeting.objects.filter(pk=meeting.pk).update(place="Teams")
    publish(meeting, actor=cast.lead, now=now)
    (method, first), (again, second) = files_to(mailoutbox, cast.member)
    assert (method, again) == ("REQUEST", "REQUEST")
    assert first.method.value == "REQUEST"
    assert first.vevent.uid.value == second.vevent.uid.value
    assert (first.vevent.sequence.value, second.vevent.sequence.value) == ("0", "1")
    assert first.vevent.location.value == "Rom 3; Grev Wedels plass, 2. etg."
    assert second.vevent.location.value == "Teams"
    assert first.vevent.summary.value == "Regionalt KI-nettverk Helse Sør-Øst"
    assert first.vevent.dtstart.value == meeting.starts_at
    assert first.vevent.dtend.value == meeting.ends_at
    assert first.vevent.url.value.endswith(f"/moter/{meeting.pk}/")
    assert first.vevent.attendee.value == f"mailto:{cast.member.email}"
    assert first.vevent.organizer.params["CN"] == ["Regionalt KI-nettverk Helse Sør-Øst"]


def test_a_cancelled_meeting_leaves_the_calendars(meeting, cast, system, now, mailoutbox):
    from django.db import transaction

    publish(meeting, actor=cast.lead, now=now)
    with transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", sequence=1)
        told = {"before": meeting.body_id, "body": meeting.body.name, "when": "i morgen"}
        record("meeting.cancelled", actor=system, at=now, target=meeting, **told)
    method, file = files_to(mailoutbox, cast.member)[-1]
    assert (method, file.method.value, file.vevent.status.value) == ("CANCEL", "CANCEL", "CANCELLED")
    assert file.vevent.uid.value.startswith(f"mote-{meeting.pk}@")


def test_what_stands_on_the_agenda_never_leaves(meeting, cast, now, client_for, mailoutbox):
    item = meeting.items.get(title="Hemmelig sak")
    invite_to_item(item, cast.owner_dmp.seats.get(), actor=cast.lead, now=now)
    publish(meeting, actor=cast.lead, now=now)
    secret = feeds.start_feed(cast.owner_dmp, now=now)
    files = [
        client_for(cast.member).get(f"/moter/{meeting.pk}/kalender.ics").content.decode(),
        client_for(cast.member).get(f"/moter/kalender/{secret}.ics").content.decode(),
        *(file.serialize() for _, file in files_to(mailoutbox, cast.owner_dmp)),
        *(file.serialize() for _, file in files_to(mailoutbox, cast.member)),
    ]
    assert len(files) == 4
    assert all("BEGIN:VEVENT" in file and "Hemmelig" not in file for file in files)
    sent = [m.body for m in mailoutbox if m.to == [cast.owner_dmp.email] and "én sak" in m.subject]
    assert len(sent) == 1
    assert "Hemmelig" not in sent[0]


def test_the_line_has_its_own_entry_about_when_it_is_treated(meeting, cast, now, mailoutbox):
    item = meeting.items.get(title="Hemmelig sak")
    row = invite_to_item(item, cast.owner_dmp.seats.get(), actor=cast.lead, now=now)
    publish(meeting, actor=cast.lead, now=now)
    item.refresh_from_db()
    ((method, file),) = files_to(mailoutbox, cast.owner_dmp)
    assert method == "REQUEST"
    assert file.vevent.uid.value.startswith(f"innkalling-{row.pk}@")
    assert file.vevent.summary.value == f"Regionalt KI-nettverk Helse Sør-Øst: sak {item.number}"
    assert file.vevent.dtend.value - file.vevent.dtstart.value == timedelta(minutes=item.planned_minutes)


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2026, 10, 23, 12), datetime(2026, 10, 23, 10, tzinfo=UTC)),
        (datetime(2026, 10, 26, 12), datetime(2026, 10, 26, 11, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        (datetime(2027, 3, 27, 12), datetime(2027, 3, 27, 11, tzinfo=UTC)),
        (datetime(2027, 3, 29, 12), datetime(2027, 3, 29, 10, tzinfo=UTC)),
        (datetime(2027, 3, 28, 3, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_the_hour_is_right_on_both_sides_of_the_clock_changes(local, utc, meeting, now):
    meeting.starts_at = local.replace(tzinfo=OSLO)
    file = read(calendar([of_meeting(meeting)], method=PUBLISH, made_at=now))
    start = file.vevent.dtstart
    # What the file itself says of its zone, not what this machine knows of Oslo.
    zone = file.vtimezone.tzinfo
    assert start.params.get("X-VOBJ-ORIGINAL-TZID", [""]) == ["Europe/Oslo"]
    assert start.value.replace(tzinfo=zone).astimezone(UTC) == utc


# The feed ----------------------------------------------------------------------------------------------


def test_the_address_is_shown_once_and_only_its_digest_kept(cast, client_for):
    browser = client_for(cast.member)
    page = browser.post("/moter/kalender/", {"make": "1"}).content.decode()
    address = page.partition('<p class="digest">')[2].partition("</p>")[0]
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) >= 40
    assert secret not in browser.get("/moter/kalender/").content.decode()
    assert secret not in str(list(Feed.objects.values()))
    browser.logout()
    answer = browser.get(f"/moter/kalender/{secret}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert "X-WR-CALNAME:Møter i Løft" in answer.content.decode()
    choose_language(cast.member, "en")
    assert "X-WR-CALNAME:Meetings in Løft" in browser.get(f"/moter/kalender/{secret}.ics").content.decode()


def test_a_new_address_ends_the_old_and_an_ended_one_is_not_found(cast, client, client_for, now):
    old, new = (feeds.start_feed(cast.member, now=now) for _ in range(2))
    assert client.get(f"/moter/kalender/{old}.ics").status_code == 404
    assert client.get(f"/moter/kalender/{new}.ics").status_code == 200
    assert client.get("/moter/kalender/finnes-ikke.ics").status_code == 404
    client_for(cast.member).post("/moter/kalender/", {"end": "1"})
    assert client.get(f"/moter/kalender/{new}.ics").status_code == 404


def test_nobody_who_may_not_sign_in_has_a_feed(cast, client, now):
    secret = feeds.start_feed(cast.member, now=now)
    cast.member.is_active = False
    cast.member.save()
    assert client.get(f"/moter/kalender/{secret}.ics").status_code == 404


def test_it_serves_what_may_be_seen_when_it_is_fetched(meeting, cast, system, client, now):
    secret = feeds.start_feed(cast.member, now=now)
    address = f"/moter/kalender/{secret}.ics"
    file = read(client.get(address).content)
    assert file.method.value == "PUBLISH"
    assert file.vevent.dtstart.value == meeting.starts_at
    end_seat(cast.member.seats.get(), actor=system, now=now, ends_at=now)
    assert "BEGIN:VEVENT" not in client.get(address).content.decode()


def test_it_shows_a_cancelled_meeting_as_cancelled(meeting, cast, client, now):
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
    secret = feeds.start_feed(cast.member, now=now)
    assert read(client.get(f"/moter/kalender/{secret}.ics").content).vevent.status.value == "CANCELLED"


def test_a_feed_asks_as_often_for_one_line_as_for_many(
    meeting, bodies, cast, now, client, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    secret = feeds.start_feed(cast.owner_dmp, now=now)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/moter/kalender/{secret}.ics").status_code == 200
        return len(queries)

    def invite(to):
        invite_to_item(to.items.first(), cast.owner_dmp.seats.get(), actor=cast.lead, now=now)
        publish(to, actor=cast.lead, now=now)

    invite(meeting)
    one = asked()
    for hours in range(1, 5):
        other = planning.plan(
            bodies.south_east, actor=cast.lead, now=now, starts_at=meeting.starts_at + timedelta(hours=hours)
        )
        propose(bodies.south_east, actor=cast.member, now=now, title=f"Sak {hours}")
        compile_meeting(other, now=now)
        invite(other)
    assert asked() == one
    assert client.get(f"/moter/kalender/{secret}.ics").content.count(b"BEGIN:VEVENT") == 5


def test_the_answer_shows_in_what_is_sent_again(meeting, cast, now, mailoutbox):
    publish(meeting, actor=cast.lead, now=now)
    row = Invitation.objects.get(meeting=meeting, person=cast.member)
    reply(row, "yes", actor=cast.member, now=now)
    Meeting.objects.filter(pk=meeting.pk).update(place="Teams")
    publish(meeting, actor=cast.lead, now=now)
    _, file = files_to(mailoutbox, cast.member)[-1]
    assert file.vevent.attendee.params["PARTSTAT"] == ["ACCEPTED"]
