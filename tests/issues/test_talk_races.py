"""At once: who is told is as if one had spoken after the other, and what is closed is closed."""

import threading
from datetime import timedelta

import pytest

from issues import measures, talk
from issues.models import Comment, Issue, Measure, MeasureReply
from network import notices
from network.deadlines import local_day
from network.models import Attachment, MailChoice, Seat
from network.uploads import Upload
from network.workflow import Refused, take
from tests.escalation.test_races import at_once, on_postgresql

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def speakers(chain, cast):
    """Those of whom each will say one thing about an innmelding, at the same moment."""
    # A digest is one row for all who tell a person something: the later would wait for the earlier there.
    for person in (cast.member, cast.colleague, cast.lead):
        notices.choose_mail(person, MailChoice.Choice.EACH, now=chain.now)
    issue, at = chain.raised(), chain.tick()
    seats = [Seat.objects.get(person=person) for person in (cast.colleague, cast.lead)]
    return [
        lambda seat=seat: talk.say(issue, actor=seat.person, seat=seat, now=at, text="Samtidig.")
        for seat in seats
    ]


def test_of_two_who_speak_at_once_the_later_is_heard_by_the_earlier(speakers):
    assert all(isinstance(outcome, Comment) for outcome in at_once(*speakers))
    earlier, later = Comment.objects.order_by("event")
    assert later.event.notices.filter(person=earlier.author).exists()
    assert not earlier.event.notices.filter(person=later.author).exists()
    assert notices.breaches() == []


@on_postgresql
def test_without_the_lock_neither_hears_the_other(speakers, monkeypatch):
    spoken, record = threading.Barrier(2, timeout=20), talk.record

    def then_wait(*args, **given):
        event = record(*args, **given)
        spoken.wait()
        return event

    monkeypatch.setattr(
        talk, "_locked", lambda issue: Issue.objects.select_related("home_body").get(pk=issue.pk)
    )
    monkeypatch.setattr(talk, "record", then_wait)
    at_once(*speakers)
    assert len(notices.breaches()) == 1


def test_the_same_form_twice_at_once_is_one_comment_with_one_file(chain, cast):
    issue, at, seat = chain.raised(), chain.tick(), Seat.objects.get(person=cast.member)
    file = Upload("Svar.pdf", Attachment.Kind.PDF, b"%PDF-", "")
    given = {"actor": cast.member, "seat": seat, "now": at, "text": "Takk!", "token": "t", "upload": file}
    outcomes = at_once(*[lambda: talk.say(issue, **given)] * 4)
    assert {outcome.pk for outcome in outcomes} == {Comment.objects.get().pk}
    assert Attachment.objects.count() == 1


def test_a_reply_and_the_closing_at_once_are_one_before_the_other(chain, cast, bodies):
    at = chain.tick()
    given = {
        "title": "Felles mal",
        "text": "En mal.",
        "kind": "guidance",
        "closes_on": local_day(at) + timedelta(days=9),
    }
    measure = measures.put_out(desk=bodies.desk_hdir, actor=cast.owner_hdir, now=at, **given)
    seat = Seat.objects.get(person=cast.member)
    outcomes = at_once(
        lambda: measures.reply(measure, actor=cast.member, seat=seat, now=at, text="Ta med kommunene."),
        lambda: take(measure, "close", actor=cast.owner_hdir, now=at),
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert Measure.objects.get().state == "closed"
    assert MeasureReply.objects.count() + len(refused) == 1
    assert notices.breaches() == []


def test_two_first_replies_of_one_person_at_once_are_one(chain, cast, bodies):
    at = chain.tick()
    given = {
        "title": "Felles mal",
        "text": "En mal.",
        "kind": "guidance",
        "closes_on": local_day(at) + timedelta(days=9),
    }
    measure = measures.put_out(desk=bodies.desk_hdir, actor=cast.owner_hdir, now=at, **given)
    seat = Seat.objects.get(person=cast.member)
    say = lambda text: measures.reply(measure, actor=cast.member, seat=seat, now=at, text=text)  # noqa: E731
    at_once(lambda: say("Ja."), lambda: say("Nei."))
    assert MeasureReply.objects.count() == 1
    assert notices.breaches() == []
