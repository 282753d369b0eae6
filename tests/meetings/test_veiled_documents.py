"""Every document of a meeting is veiled for its reader: a company reads no title of what it may not open."""

from datetime import timedelta

import pypdfium2
import pytest

from meetings import actions, closing, planning, room
from meetings.compiling import compile_meeting
from meetings.models import Meeting
from meetings.publishing import publish
from network.workflow import take
from tests.meetings.test_publishing import text_of_word

pytestmark = pytest.mark.django_db
TITLE, LEFT_OUT, DOES = "Hvem svarer kommunene?", "Hvem eier dataene?", "Ringe kommunene"


@pytest.fixture
def meeting(chain, cast, bodies, organisations, now):
    """A meeting of the national network, where a company observes, sent out twice: one case on it, one with no
    room."""
    for title in (TITLE, LEFT_OUT):
        take(
            chain.raised(title=title, kind="question", organisation=organisations.ks),
            "take_up",
            actor=cast.secretariat,
            now=chain.tick(),
        )
    meeting = planning.plan(
        bodies.national,
        actor=cast.secretariat,
        now=chain.tick(),
        starts_at=now + timedelta(days=4),
        capacity_minutes=15,
    )
    compile_meeting(meeting, now=chain.tick())
    publish(meeting, actor=cast.secretariat, now=chain.tick())
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


@pytest.fixture
def held(meeting, cast):
    then = meeting.starts_at + timedelta(minutes=5)
    for item in meeting.items.select_related("meeting__body").filter(why_not=""):
        room.conclude(item, actor=cast.secretariat, now=then, outcome="done")
        actions.add(
            meeting, item=item, what=DOES, owner=cast.secretariat, due_on=then.date() + timedelta(9),
            actor=cast.secretariat, now=then,
        )  # fmt: skip
    closing.close(meeting, actor=cast.secretariat, now=then, rest_to_next=True)
    return Meeting.objects.get(pk=meeting.pk)


def text_of_pdf(content):
    pdf = pypdfium2.PdfDocument(content)
    return " ".join(page.get_textpage().get_text_range() for page in pdf)


KINDS = {
    "": lambda answer: answer.content.decode(),
    "pdf": lambda answer: text_of_pdf(answer.content),
    "docx": lambda answer: text_of_word(answer.content),
}


AGENDA = {"": "", "pdf": "saksliste.pdf", "docx": "saksliste.docx"}
MINUTES = {"": "", "pdf": "pdf/", "docx": "word/"}


def read(client_for, person, address, kind):
    answer = client_for(person).get(address)
    assert answer.status_code == 200
    return " ".join(KINDS[kind](answer).split())


@pytest.mark.parametrize("kind", KINDS)
def test_the_agenda_that_was_sent_out(kind, meeting, cast, client_for):
    address = f"/moter/{meeting.pk}/versjon/{meeting.versions.get(published_at__isnull=False).number}/"
    for person, sees in ((cast.secretariat, True), (cast.industry, False)):
        said = read(client_for, person, address + AGENDA[kind], kind)
        for title in (TITLE, LEFT_OUT):
            assert (title in said) == sees, (kind, person, title)
        assert ("Skjermet sak" in said) != sees


@pytest.mark.parametrize("kind", KINDS)
def test_the_minutes(kind, held, cast, client_for):
    for person, sees in ((cast.secretariat, True), (cast.industry, False)):
        said = read(client_for, person, f"/moter/{held.pk}/referat/{MINUTES[kind]}", kind)
        for text in (TITLE, DOES):
            assert (text in said) == sees, (kind, person, text)
        assert "Til stede" in said


def test_a_part_that_somebody_has_given_another_heading(held, cast, client_for):
    Meeting.objects.filter(pk=held.pk).update(
        minutes_text="## Om kommunene\nDe spurte.\n\n## Om møtet\nKort."
    )
    said = read(client_for, cast.industry, f"/moter/{held.pk}/referat/", "")
    assert "De spurte." not in said
    assert "Kort." in said
    assert "De spurte." in read(client_for, cast.secretariat, f"/moter/{held.pk}/referat/", "")


def test_what_somebody_promised_about_it(held, cast, client_for):
    action = held.actions.first()
    for person, status in ((cast.secretariat, 200), (cast.industry, 404)):
        assert client_for(person).get(f"/moter/oppfolging/{action.pk}/").status_code == status
        listed = client_for(person).get(f"/moter/{held.pk}/").content.decode()
        assert (DOES in listed) == (status == 200)


def test_what_has_changed_since_it_was_sent(meeting, cast, chain, client_for):
    meeting.items.filter(why_not="").update(own_presenter="En annen")
    for person, sees in ((cast.secretariat, True), (cast.industry, False)):
        said = client_for(person).get(f"/moter/{meeting.pk}/").content.decode()
        assert "Endret: " in said
        assert any(title in said for title in (TITLE, LEFT_OUT)) == sees


def test_the_calendar_names_no_case_to_anyone(meeting, cast, client_for):
    for person in (cast.secretariat, cast.industry):
        said = client_for(person).get(f"/moter/{meeting.pk}/kalender.ics").content.decode()
        assert "BEGIN:VEVENT" in said
        assert TITLE not in said


def test_what_is_stored_stays_as_it_was(held, cast, client_for):
    before = held.versions.get(published_at__isnull=False).content, held.minutes_text
    client_for(cast.industry).get(f"/moter/{held.pk}/referat/")
    held.refresh_from_db()
    assert (held.versions.get(published_at__isnull=False).content, held.minutes_text) == before
