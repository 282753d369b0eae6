"""Minutes: drafted from what was noted, edited until a later meeting approves them, then locked for everyone."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from docx import Document

from meetings import actions, closing, minutes, notes, room
from meetings.models import Meeting, NoteRevision
from meetings.planning import plan
from meetings.publishing import publish
from network.deadlines import date_text, local_day
from network.models import Event
from network.workflow import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(meeting, chain, cast, bodies, now, line):
    """Closed, after a meeting in which everything was noted."""
    who = {"actor": cast.lead, "now": now}
    member = chain.seat(cast.member, bodies.south_east)
    room.attend(meeting, arrived=[member, chain.seat(cast.lead, bodies.south_east)], **who)
    notes.save(meeting, base=0, text="Møtet begynte sent.", **who)
    issue = line("issue")
    notes.save(meeting, issue, base=0, text="Vestre Viken fortalte.\nFlere kjente det igjen.", **who)
    room.stand_aside(issue, why={member: "Meldte saken."}, **who)
    room.conclude(issue, outcome="parked", why="Vi venter på svar.", **who)
    due = local_day(now) + timedelta(days=14)
    actions.add(meeting, item=issue, what="Spørre REK", owner=cast.colleague, due_on=due, **who)
    closing.close(meeting, rest_to_next=True, **who)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


@pytest.fixture
def later(held, cast, bodies, now, sent_out):
    return sent_out(bodies.south_east, cast.lead, now - timedelta(minutes=10))


def approve(later, cast, now):
    item = later.items.select_related("meeting__body").get(source="minutes")
    room.conclude(item, actor=cast.lead, now=now, outcome="done")


def test_all_that_was_noted_stands_in_the_draft(held, line, cast, now):
    text = held.minutes_text
    due = date_text(local_day(now) + timedelta(days=14))
    for part in (
        f"- {cast.member.name} (på vegne av Vestre Viken HF), medlem",
        f"Forfall: {cast.colleague.name}.",
        "Gruppen var beslutningsdyktig: 2 av 3",
        "## Om møtet\nMøtet begynte sent.",
        f"## Sak {line('issue').number}: {line('issue').title}\nVestre Viken fortalte.\nFlere kjente det igjen.",
        f"Inhabil: {cast.member.name} (på vegne av Vestre Viken HF). Meldte saken.",
        "Utfall: lagt bort. Vi venter på svar.",
        f"- Spørre REK: {cast.colleague.name}, innen {due}",
        "Utfall: til neste møte",
    ):
        assert part in text
    newest = NoteRevision.objects.filter(meeting=held, item=None).latest("version")
    assert (newest.text, newest.version) == (text, held.minutes_version)


@pytest.fixture
def before_steering(chain, bodies, sent_out, cast, now):
    """A case before the steering group, and its line in a meeting that goes on."""
    escalation = chain.lifted(recipients=[bodies.coordinating])
    referral = chain.laid_before(chain.acknowledged(chain.referral(escalation, bodies.coordinating)))
    meeting = sent_out(bodies.steering, cast.coord_secretary, now - timedelta(hours=1))
    return referral, meeting.items.select_related("meeting__body").get(source="decision")


def decide(before_steering, chain, cast, now, **given):
    referral, item = before_steering
    given = chain.decision_input(referral, **given)
    room.record_decision(item, "decide", actor=cast.coord_secretary, now=now, version=None, **given)
    return minutes.draft(item.meeting, now)


def test_a_decision_stands_with_its_grounds_who_stood_aside_and_who_does_it(
    before_steering, chain, bodies, cast, organisations, now
):
    body = before_steering[0].deciding_body
    aside, *others = [part["seat"] for part in chain.participations(body)]
    who = {"actor": cast.coord_secretary, "now": now}
    room.attend(before_steering[1].meeting, arrived=others, left=[], **who)
    due = local_day(now) + timedelta(days=30)
    text = decide(
        before_steering, chain, cast, now, aside=aside.person, executor=organisations.hdir, executor_due=due
    )
    assert (
        f"Inhabil: {aside.signature}. Egen virksomhet meldte inn.\n"
        "Beslutning: Følges opp. Helsedirektoratet avklarer innen 1. mars.\n"
        "Begrunnelse: Ulik praksis stopper prosjekter.\n"
        f"{organisations.hdir.name} skal gjøre det innen {date_text(due)}.\n"
    ) in text
    assert "Forfall" not in text


def test_whoever_is_noted_as_partial_and_so_in_the_decision_stands_once(before_steering, chain, cast, now):
    aside = chain.participations(before_steering[0].deciding_body)[0]["seat"]
    room.stand_aside(before_steering[1], actor=cast.coord_secretary, now=now, why={aside: "Eier studien."})
    text = decide(before_steering, chain, cast, now, aside=aside.person)
    assert text.count("Inhabil:") == 1
    assert f"Inhabil: {aside.signature}. Eier studien." in text
    assert "Ingen skal gjøre noe nå." in text


def test_a_draft_can_be_edited_and_approved_minutes_cannot(held, later, cast, now):
    notes.save(held, actor=cast.secretariat, now=now, base=held.minutes_version, text="Rettet.")
    approve(later, cast, now)
    held.refresh_from_db()
    assert (held.approved_at, held.approved_in) == (now, later)
    assert held.minutes_text == "Rettet."
    for person in (cast.lead, cast.secretariat):
        with pytest.raises(Refused, match="godkjent og låst"):
            notes.save(held, actor=person, now=now, base=held.minutes_version, text="For sent.")
    with pytest.raises(NotAllowed):
        notes.save(held, actor=cast.member, now=now, base=held.minutes_version, text="Nei.")
    assert Meeting.objects.get(pk=held.pk).minutes_text == "Rettet."


def test_approved_twice_is_approved_once_and_not_taken_back(held, later, cast, now):
    approve(later, cast, now)
    approve(later, cast, now + timedelta(minutes=1))
    assert Event.objects.filter(verb="meeting.minutes_approved").count() == 1
    item = later.items.select_related("meeting__body").get(source="minutes")
    with pytest.raises(Refused, match="avgjort"):
        room.conclude(item, actor=cast.lead, now=now, outcome="next")
    assert Meeting.objects.get(pk=held.pk).approved_at == now


def test_minutes_are_approved_later_by_who_runs_that_meeting(held, later, meeting, cast, now):
    with pytest.raises(NotAllowed):
        minutes.approve(held, actor=cast.member, now=now, at_meeting=later)
    with pytest.raises(Refused):
        minutes.approve(held, actor=cast.lead, now=now, at_meeting=held)
    with pytest.raises(Refused):
        minutes.approve(later, actor=cast.lead, now=now, at_meeting=held)
    assert not Meeting.objects.filter(approved_at__isnull=False).exists()


def test_page_pdf_and_word_say_the_same(held, cast, client_for):
    browser = client_for(cast.member)
    page = browser.get(f"/moter/{held.pk}/referat/").content.decode()
    pdf = browser.get(f"/moter/{held.pk}/referat/pdf/")
    word = browser.get(f"/moter/{held.pk}/referat/word/")
    assert "attachment" in pdf["Content-Disposition"]
    document = Document(BytesIO(word.content))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    with pikepdf.open(BytesIO(pdf.content)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang).startswith("nb")
        assert str(file.docinfo["/Title"]) == headings[0]
    for heading in headings:
        assert heading in page
    assert "Til stede" in headings
    assert "Utkast" in page
    assert any("Flere kjente det igjen." in p.text for p in document.paragraphs)
    assert "Flere kjente det igjen." in page


def test_the_page_says_when_it_was_approved(held, later, cast, now, client_for):
    approve(later, cast, now)
    browser = client_for(cast.lead)
    page = browser.get(f"/moter/{held.pk}/referat/").content.decode()
    assert f"Godkjent i møtet {date_text(local_day(later.starts_at))}" in page
    assert "Rett i referatet" not in page
    assert browser.get(f"/moter/{held.pk}/referat/skriv/").status_code == 302


@pytest.fixture
def page_of(client_for, cast):
    return lambda held: client_for(cast.lead).get(f"/moter/{held.pk}/referat/").content.decode()


def test_a_draft_says_that_it_comes_with_the_next_agenda_and_need_not_be_sent(held, cast, now, page_of):
    coming = plan(held.body, actor=cast.lead, now=now, starts_at=now + timedelta(days=30))
    page = page_of(held)
    assert f"Det skal opp til godkjenning på møtet {date_text(local_day(coming.starts_at))}." in page
    assert "Du trenger ikke å sende det ut." in page
    publish(coming, actor=cast.lead, now=now)
    assert "Du trenger ikke å sende det ut." in page_of(held)
    assert coming.items.get(source="minutes").target_id == held.pk


def test_a_draft_without_a_next_meeting_asks_to_plan_one(held, page_of):
    page = page_of(held)
    assert "Møtet er ikke planlagt ennå." in page
    assert f'href="/moter/nytt/{held.body_id}/"' in page


def test_a_draft_that_the_sent_agenda_lacks_asks_to_send_it_anew(
    meeting, cast, bodies, now, sent_out, page_of
):
    coming = sent_out(bodies.south_east, cast.lead, now + timedelta(days=30))
    closing.close(meeting, actor=cast.lead, now=now, rest_to_next=True)
    address = f'action="/moter/{coming.pk}/oppdater/"'
    assert address in page_of(meeting)
    publish(coming, actor=cast.lead, now=now)
    assert address not in page_of(meeting)


def test_minutes_that_were_approved_are_called_so(held, later, cast, now, client_for):
    page = client_for(cast.lead).get(f"/moter/{later.pk}/fore/").content.decode()
    item = later.items.get(source="minutes")
    choices = page.partition(f'name="outcome_{item.pk}"')[2].partition("</select>")[0]
    assert '<option value="done">godkjent</option>' in choices
    assert "behandlet</option>" not in choices.replace("ikke behandlet", "")
    approve(later, cast, now)
    closing.close(later, actor=cast.lead, now=now, rest_to_next=True)
    text = Meeting.objects.get(pk=later.pk).minutes_text
    assert f"{item.title}\nUtfall: godkjent" in text
