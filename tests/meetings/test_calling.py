"""Those who sit in a body when its meeting comes are called to it, also when the agenda was sent before."""

from datetime import timedelta

import pytest

from config.invariants import breaches
from meetings.calling import call_as_seated
from meetings.invitations import reply
from meetings.models import Invitation
from meetings.publishing import publish
from network import audit
from network.membership import end_seat, seat
from network.models import Event, Notice
from network.outbox import send_due
from network.registries import waiting_on
from network.viewer import Viewer

A_DAY = timedelta(days=1)


@pytest.fixture
def meeting(chain, cast, bodies, now, sent_out):
    chain.taken_up()
    return sent_out(bodies.south_east, cast.lead, now + 5 * A_DAY)


@pytest.fixture
def join(bodies, cast, organisations, system, now):
    def join(role="member", **details):
        given = {"organisation": organisations.vestre_viken, "role": role, "actor": system}
        return seat(cast.outsider, bodies.south_east, now=now, **given, **details)

    return join


def row_of(meeting, person):
    return Invitation.objects.to_meetings().filter(meeting=meeting, person=person).first()


def times_called(person):
    return Notice.objects.filter(event__verb="meeting.called", person=person).count()


def test_a_newcomer_gets_the_mail_the_others_got_once(meeting, cast, join, now, mailoutbox):
    join()
    for _again in range(2):
        call_as_seated(now)
    assert Event.objects.filter(verb="meeting.called").count() == 1
    send_due()
    sent = {m.to[0]: m for m in mailoutbox if m.subject.startswith("Innkalling og saksliste")}
    new, old = sent[cast.outsider.email], sent[cast.member.email]
    assert new.subject == old.subject
    assert "Kommer du? Svar her" in new.body
    assert new.attachments
    assert "Svar på innkalling" in [one.what for one in waiting_on(Viewer(cast.outsider, now))]
    audit.seal()
    assert breaches(now) == []


def test_a_seat_that_begins_later_is_called_when_it_begins(meeting, cast, join, now):
    join(starts_at=now + A_DAY)
    call_as_seated(now)
    assert row_of(meeting, cast.outsider) is None
    call_as_seated(now + A_DAY)
    assert row_of(meeting, cast.outsider).invited_at == now + A_DAY
    assert times_called(cast.outsider) == 1


def test_an_observer_is_not_called(meeting, cast, join, now):
    join(role="observer")
    call_as_seated(now)
    assert row_of(meeting, cast.outsider) is None
    assert times_called(cast.outsider) == 0


def test_a_deputy_gets_the_agenda_and_no_invitation(meeting, cast, join, now):
    join(role="deputy", deputises_for=cast.member.seats.get())
    call_as_seated(now)
    assert row_of(meeting, cast.outsider) is None
    assert times_called(cast.outsider) == 1


def test_whoever_heard_of_it_when_it_was_sent_again_is_not_called_too(meeting, chain, cast, join, now):
    join()
    chain.taken_up(chain.raised(title="En sak til?"))
    publish(meeting, actor=cast.lead, now=now + A_DAY)
    call_as_seated(now + A_DAY)
    assert row_of(meeting, cast.outsider)
    assert times_called(cast.outsider) == 0


def test_nobody_is_called_to_what_is_not_sent_out_or_has_begun(meeting, cast, join, now):
    join(starts_at=meeting.starts_at)
    call_as_seated(meeting.starts_at)
    assert row_of(meeting, cast.outsider) is None
    assert times_called(cast.outsider) == 0


def test_whoever_has_left_is_not_awaited_and_their_deputy_is_let_go(meeting, cast, join, system, now):
    join(role="deputy", deputises_for=cast.member.seats.get())
    reply(row_of(meeting, cast.member), "no", actor=cast.member, now=now)
    assert row_of(meeting, cast.outsider).withdrawn_at is None
    for person in (cast.member, cast.colleague):
        end_seat(person.seats.get(), actor=system, now=now)
    call_as_seated(now)
    assert {row.person for row in meeting.invitations.standing()} == {cast.lead}
    assert "Svar på innkalling" not in [one.what for one in waiting_on(Viewer(cast.colleague, now))]
    assert Notice.objects.filter(person=cast.outsider, event__verb="invitation.deputy_off").count() == 1


def test_whoever_comes_back_is_asked_anew(meeting, cast, organisations, bodies, system, now):
    reply(row_of(meeting, cast.member), "no", actor=cast.member, now=now)
    end_seat(cast.member.seats.get(), actor=system, now=now)
    call_as_seated(now)
    seat(
        cast.member, bodies.south_east, organisation=organisations.hso, role="member", actor=system,
        now=now + A_DAY,
    )  # fmt: skip
    call_as_seated(now + A_DAY)
    row = row_of(meeting, cast.member)
    assert (row.withdrawn_at, row.reply) == (None, "")
    assert times_called(cast.member) == 1
