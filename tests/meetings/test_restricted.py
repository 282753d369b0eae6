"""A restricted case on an agenda: its parties read it there, others see that something is, and nothing more."""

from datetime import timedelta

import pytest

from escalation.document_word import word_of
from meetings import closing, planning, room
from meetings.compiling import compile_meeting
from meetings.frozen import laid_out, newest_sent
from meetings.minutes import draft
from meetings.publishing import publish
from network.viewer import Viewer
from network.workflow import take
from tests.meetings.test_publishing import text_of_word

pytestmark = pytest.mark.django_db
SECRET = "Hvem så på pasientens bilder uten grunn?"


@pytest.fixture
def meeting(chain, cast, bodies, now):
    chain.taken_up(chain.raised(title=SECRET, restricted=True))
    chain.taken_up(chain.raised(title="Hvordan måler vi nytten?"))
    meeting = planning.plan(
        bodies.south_east, actor=cast.lead, now=now, starts_at=now + timedelta(days=4), capacity_minutes=60
    )
    compile_meeting(meeting, now=now)
    return meeting


def test_only_those_of_the_case_read_its_line(meeting, cast, client_for):
    address = f"/moter/{meeting.pk}/"
    for person, sees in ((cast.lead, True), (cast.member, True), (cast.colleague, False)):
        page = client_for(person).get(address).content.decode()
        assert (SECRET in page) == sees, person
        assert ("Skjermet sak" in page) != sees
        assert "Hvordan måler vi nytten?" in page


def test_in_reserve_too(meeting, cast, client_for):
    meeting.items.update(why_not="0 minutter igjen.")
    assert SECRET not in client_for(cast.colleague).get(f"/moter/{meeting.pk}/").content.decode()


def test_documents_name_it_by_number_alone_whoever_asks(meeting, cast, now, client_for):
    publish(meeting, actor=cast.lead, now=now)
    sent = newest_sent(meeting)
    text = text_of_word(word_of(laid_out(sent, Viewer(cast.lead, now)), now))
    assert "Skjermet sak" in text
    assert SECRET not in text
    page = client_for(cast.colleague).get(f"/moter/{meeting.pk}/versjon/{sent.number}/").content.decode()
    assert "Skjermet sak" in page
    assert SECRET not in page


def test_the_minutes_say_its_number_and_outcome(meeting, cast, now):
    publish(meeting, actor=cast.lead, now=now)
    then = meeting.starts_at + timedelta(minutes=5)
    for item in meeting.items.select_related("meeting__body"):
        room.conclude(item, actor=cast.lead, now=then, outcome="done")
    closing.close(meeting, actor=cast.lead, now=then)
    meeting.refresh_from_db()
    written = draft(meeting, then)
    assert SECRET not in written
    assert SECRET not in meeting.minutes_text
    assert "Skjermet sak" in written


def test_a_company_reads_no_title_of_what_it_may_not_open(
    cast, bodies, organisations, chain, now, client_for
):
    title = "Hvem svarer kommunene?"
    issue = chain.raised(title=title, kind="question", organisation=organisations.ks)
    take(issue, "take_up", actor=cast.secretariat, now=now)
    meeting = planning.plan(
        bodies.national, actor=cast.secretariat, now=now, starts_at=now + timedelta(days=4)
    )
    compile_meeting(meeting, now=now)
    assert meeting.items.get(source="issue").is_on
    for person, sees in ((cast.secretariat, True), (cast.industry, False)):
        assert (title in client_for(person).get(f"/moter/{meeting.pk}/").text) == sees
