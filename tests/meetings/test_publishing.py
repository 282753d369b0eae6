"""What leaves when an agenda is sent: to whom, once, frozen, and with what is new."""

from datetime import timedelta
from io import BytesIO

import docx
import pikepdf
import pytest
from django.db import connection

from config.invariants import breaches
from escalation.document_pdf import pdf_of
from escalation.document_word import word_of
from meetings import planning
from meetings.compiling import compile_due, compile_meeting
from meetings.frozen import frozen, laid_out, newest_sent
from meetings.models import AgendaItem, AgendaVersion, Meeting
from meetings.overview import new_since
from meetings.proposing import propose
from meetings.publishing import publish, sending
from network import audit
from network.membership import end_seat, seat
from network.models import Event, Mail, Notice, Seat
from network.outbox import send_due
from network.viewer import Viewer
from network.workflow import NotAllowed, NotPossible, Refused
from tests.escalation.test_races import at_once, on_postgresql


@pytest.fixture
def meeting(chain, bodies, cast, now):
    """The region's next meeting, with one innmelding on its agenda."""
    chain.taken_up()
    meeting = planning.plan(
        bodies.south_east,
        actor=cast.lead,
        now=now,
        starts_at=now + timedelta(days=5),
        capacity_minutes=60,
        place="Møterom 3, Grev Wedels plass",
    )
    compile_meeting(meeting, now=now)
    return Meeting.objects.select_related("body", "facilitator").get(pk=meeting.pk)


def added(meeting, now, title="En sak til?"):
    """What somebody proposes after the agenda was sent."""
    lead = meeting.body.seats.get(role="lead").person
    return propose(meeting.body, actor=lead, now=now, title=title)


def told(verb):
    notices = Notice.objects.filter(event__verb=verb).select_related("person")
    return sorted(notice.person.name for notice in notices)


def test_the_page_says_who_will_be_written_to_and_exactly_they_are(meeting, cast, client_for, mailoutbox):
    browser, address = client_for(cast.lead), f"/moter/{meeting.pk}/send-ut/"
    page = browser.get(address).content.decode()
    assert "2 personer får e-post" in page
    names = page.partition("Hvem får e-post?")[2].partition("</details>")[0]
    assert cast.member.name in names
    assert cast.colleague.name in names
    assert cast.lead.name not in names
    assert not mailoutbox
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    assert browser.post(address, {"seen": seen}).url == f"/moter/{meeting.pk}/"
    send_due()
    sent = [m.to[0] for m in mailoutbox if m.subject.startswith("Innkalling")]
    assert sorted(sent) == [cast.colleague.email, cast.member.email]


def test_with_nobody_else_there_the_page_does_not_offer_to_write_to_them(meeting, cast, client_for):
    Seat.objects.filter(body=meeting.body).exclude(role=Seat.Role.LEAD).delete()
    page = client_for(cast.lead).get(f"/moter/{meeting.pk}/send-ut/").content.decode()
    assert "0 personer" not in page
    assert "ingen får e-post" in page
    assert "Før sakslisten som sendt</button>" in page


def test_when_those_who_get_it_have_changed_it_is_shown_again_and_not_sent(
    meeting, cast, bodies, organisations, system, now, client_for
):
    browser, address = client_for(cast.lead), f"/moter/{meeting.pk}/send-ut/"
    seen = sending(meeting, cast.lead, now).seen
    seat(
        cast.outsider,
        bodies.south_east,
        organisation=organisations.hso,
        role="member",
        actor=system,
        now=now - timedelta(minutes=1),
    )
    page = browser.post(address, {"seen": seen}).content.decode()
    assert "er endret siden du åpnet siden" in page
    assert "3 personer får e-post" in page
    assert not Notice.objects.filter(event__verb="meeting.published").exists()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    assert browser.post(address, {"seen": seen}).status_code == 302
    assert len(told("meeting.published")) == 3


def test_what_came_since_it_was_compiled_is_shown_and_sent_at_once(meeting, chain, cast, client_for):
    chain.taken_up(chain.raised(title="Kom til i mellomtiden"))
    browser, address = client_for(cast.lead), f"/moter/{meeting.pk}/send-ut/"
    assert browser.post(f"/moter/{meeting.pk}/oppdater/", {"then": "send"}).url == address
    seen = browser.get(address).text.partition('name="seen" value="')[2].partition('"')[0]
    assert browser.post(address, {"seen": seen}).status_code == 302
    titles = [line["title"] for line in newest_sent(meeting).content["published"]["lines"]]
    assert "Kom til i mellomtiden" in titles


def test_to_open_the_page_writes_nothing(meeting, chain, cast, client_for):
    chain.taken_up(chain.raised(title="Kom til i mellomtiden"))
    page = client_for(cast.lead).get(f"/moter/{meeting.pk}/send-ut/")
    assert page.status_code == 200
    assert meeting.versions.count() == 1


def test_what_is_new_since_the_page_was_opened_is_told_also_when_the_job_was_first(
    meeting, chain, cast, now, client_for
):
    browser = client_for(cast.lead)
    seen = browser.get(f"/moter/{meeting.pk}/").text.partition('name="seen" value="')[2].partition('"')[0]
    chain.taken_up(chain.raised(title="Kom til i mellomtiden"))
    compile_due(now)

    def updated(seen):
        return browser.post(f"/moter/{meeting.pk}/oppdater/", {"seen": seen}, follow=True).content.decode()

    assert "Ny på sakslisten: «Kom til i mellomtiden»." in updated(seen)
    newest = meeting.versions.latest("number").number
    assert "Sakslisten er den samme som før." in updated(newest)


def test_what_is_new_and_restricted_is_not_named_to_who_may_not_read_it(
    meeting, chain, cast, now, client_for
):
    seen = meeting.versions.get().number
    case = chain.taken_up(chain.raised(title="Kom til i mellomtiden"))
    compile_due(now)
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    hidden = new_since(meeting, seen, Viewer(cast.outsider, now))
    assert hidden == ["Ny på sakslisten: En skjermet sak."]


def test_a_stale_page_does_not_send_another_agenda(meeting, chain, cast, now):
    seen = sending(meeting, cast.lead, now).seen
    chain.taken_up(chain.raised(title="Kom til i mellomtiden"))
    with pytest.raises(Refused):
        publish(meeting, actor=cast.lead, now=now, seen=seen)
    assert newest_sent(meeting) is None


@pytest.mark.parametrize("person", ["member", "lead_west", "outsider"])
def test_only_those_who_run_it_send_it(person, meeting, cast, now):
    with pytest.raises(NotAllowed):
        publish(meeting, actor=getattr(cast, person), now=now)
    assert newest_sent(meeting) is None


def test_once_begun_an_agenda_that_was_forgotten_can_be_sent_and_is_not_changed_after(meeting, cast, now):
    publish(meeting, actor=cast.lead, now=meeting.starts_at)
    added(meeting, now)
    with pytest.raises(NotPossible, match="føres i møtet"):
        publish(meeting, actor=cast.lead, now=meeting.starts_at + timedelta(minutes=1))
    assert meeting.versions.filter(published_at__isnull=False).count() == 1


def test_sent_twice_it_goes_out_once(meeting, cast, now):
    seen = sending(meeting, cast.lead, now).seen
    for _ in range(2):
        publish(meeting, actor=cast.lead, now=now, seen=seen)
    assert Event.objects.filter(verb__in=["meeting.published", "meeting.updated"]).count() == 1
    assert meeting.versions.filter(published_at__isnull=False).count() == 1
    meeting.refresh_from_db()
    assert meeting.sequence == 0


def test_an_update_keeps_the_numbers_and_says_what_is_new(meeting, cast, now):
    publish(meeting, actor=cast.lead, now=now)
    first = meeting.items.get(source="issue")
    added(meeting, now)
    Meeting.objects.filter(pk=meeting.pk).update(place="Teams")
    AgendaItem.objects.filter(pk=first.pk).update(own_minutes=25)
    publish(meeting, actor=cast.lead, now=now)
    meeting.refresh_from_db()
    first.refresh_from_db()
    new = meeting.items.get(source="proposed")
    year = meeting.starts_at.year
    assert (first.number, new.number, meeting.sequence) == (f"1/{year}", f"2/{year}", 1)
    event = Event.objects.get(verb="meeting.updated")
    assert event.data["changes"] == [
        "Nytt sted: Teams.",
        "Ny på sakslisten: «En sak til?».",
        f"Endret: Sak 1/{year}, «{first.title}» (nytt antall minutter).",
    ]
    assert [v.number for v in meeting.versions.filter(published_at__isnull=False).order_by("number")] == [
        1,
        2,
    ]
    assert told("meeting.updated") == [cast.colleague.name, cast.member.name]


def test_what_was_sent_before_reasons_had_parts_has_not_changed(meeting, cast, now):
    publish(meeting, actor=cast.lead, now=now)
    meeting.items.update(why_said=[], why_not_said=[])
    sent = newest_sent(meeting)
    for one in (*sent.content["published"]["lines"], *sent.content["published"]["reserve"]):
        for name in ("why_said", "why_not_said"):
            one.pop(name, None)
    assert frozen(meeting) == sent.content["published"]


def test_what_was_sent_stays_as_it_was(meeting, cast, now, client_for):
    publish(meeting, actor=cast.lead, now=now)
    title = meeting.items.get(source="issue").title
    meeting.items.update(title="Noe helt annet", own_text="Skrevet etterpå")
    page = client_for(cast.member).get(f"/moter/{meeting.pk}/versjon/1/").content.decode()
    assert title in page
    assert "Noe helt annet" not in page
    assert "Skrevet etterpå" not in page
    assert client_for(cast.member).get(f"/moter/{meeting.pk}/versjon/2/").status_code == 404


def test_a_number_is_never_given_twice_in_a_body_and_year(meeting, cast, bodies, now):
    publish(meeting, actor=cast.lead, now=now)
    AgendaItem.objects.filter(meeting=meeting).delete()
    later = planning.plan(
        bodies.south_east, actor=cast.lead, now=now, starts_at=meeting.starts_at + timedelta(hours=3)
    )
    publish(later, actor=cast.lead, now=now)
    assert later.items.get(source="issue").number == f"2/{meeting.starts_at.year}"


def test_what_is_restricted_is_named_by_number_alone_in_what_leaves(meeting, chain, cast, now, mailoutbox):
    publish(meeting, actor=cast.lead, now=now)
    chain.taken_up(chain.raised(title="Hemmelig sak", restricted=True))
    publish(meeting, actor=cast.lead, now=now)
    send_due()
    assert Event.objects.get(verb="meeting.updated").data["changes"] == ["Ny på sakslisten: En skjermet sak."]
    sent = "".join(f"{m.subject}{m.body}{m.attachments}" for m in mailoutbox if "saksliste" in m.subject)
    assert sent
    assert "Hemmelig" not in sent


def test_the_mail_asks_for_an_answer_and_says_when_and_where(meeting, cast, now, mailoutbox):
    publish(meeting, actor=cast.lead, now=now)
    send_due()
    message = next(m for m in mailoutbox if m.to == [cast.colleague.email])
    assert message.subject.startswith("Innkalling og saksliste: Regionalt KI-nettverk Helse Sør-Øst")
    assert "Sted: Møterom 3, Grev Wedels plass" in message.body
    assert "Kommer du? Svar her, uten å logge inn." in message.body


def test_the_published_agenda_holds_the_chains_head(meeting, cast, now):
    before = audit.head()
    publish(meeting, actor=cast.lead, now=now)
    version = newest_sent(meeting)
    number, _, _ = version.anchor.partition(":")
    assert int(number) > int(before.partition(":")[0]) - 1
    assert audit.breaches([version.anchor]) == []
    digest = Event.objects.get(verb="meeting.published").data["digest"]
    assert digest == audit.sha256(audit.canonical(version.content["published"]))


@pytest.fixture
def sent(meeting, chain, cast, now):
    meeting.items.update(own_presenter="Lead", own_text="Les dette først.")
    propose(meeting.body, actor=cast.member, now=now, title="Ikke plass til denne", minutes=120)
    publish(meeting, actor=cast.lead, now=now)
    return newest_sent(meeting)


def test_the_pdf_is_tagged_in_norwegian_and_says_it_all(sent, meeting, cast, now):
    with pikepdf.open(BytesIO(pdf_of(laid_out(sent, Viewer(cast.lead, now)), sent.published_at))) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).lower().startswith("nb")
        assert "/StructTreeRoot" in root
        assert pdf.docinfo.Title == "Saksliste: Regionalt KI-nettverk Helse Sør-Øst"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def text_of_word(content):
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


def test_word_says_it_all(sent, meeting, cast, now):
    content = word_of(laid_out(sent, Viewer(cast.lead, now)), sent.published_at)
    document, text = docx.Document(BytesIO(content)), text_of_word(content)
    item = meeting.items.get(source="issue")
    for said in (
        f"Sak {item.number}: {item.title}",
        "Drøfting, 10 minutter",
        f"Eier: {item.owner}",
        "Legges frem av: Lead",
        f"Hvorfor den er her: {item.why}",
        "Saken og papirene til sak",
        "Les dette først.",
        "Ikke plass denne gangen",
        "Ikke plass til denne: Trenger 120 minutter; møtet har 60.",
        "Sted: Møterom 3, Grev Wedels plass",
        f"Versjon {sent.number}, sendt ut",
        f"Kontrollnummer: {sent.anchor}",
    ):
        assert said in text
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [style for style, _ in headings] == ["Heading 1", "Heading 2", "Heading 3", "Heading 2"]


def test_the_files_are_for_those_who_see_the_meeting(sent, meeting, cast, client_for):
    for ending, kind in (("pdf", "application/pdf"), ("docx", "application/vnd.openxml")):
        address = f"/moter/{meeting.pk}/versjon/{sent.number}/saksliste.{ending}"
        assert client_for(cast.member).get(address)["Content-Type"].startswith(kind)
        assert client_for(cast.member_west).get(address).status_code == 404


def test_those_who_have_left_are_neither_invited_nor_told(meeting, cast, system, now):
    publish(meeting, actor=cast.lead, now=now)
    end_seat(cast.colleague.seats.get(), actor=system, now=now, ends_at=now)
    added(meeting, now)
    later = now + timedelta(minutes=1)
    assert [p.name for p in sending(meeting, cast.lead, later).people] == [cast.member.name]
    publish(meeting, actor=cast.lead, now=later)
    assert meeting.invitations.get(person=cast.colleague).withdrawn_at == later


def test_what_is_owed_can_be_reckoned_again(meeting, cast, now):
    publish(meeting, actor=cast.lead, now=now)
    added(meeting, now)
    publish(meeting, actor=cast.lead, now=now)
    audit.seal()
    assert breaches(now) == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_eight_who_send_at_once_send_once(meeting, cast, now):
    act = lambda: publish(meeting, actor=cast.lead, now=now).pk  # noqa: E731
    assert at_once(*[act] * 8) == [meeting.pk] * 8
    assert Event.objects.filter(verb__startswith="meeting.publ").count() == 1
    assert not Event.objects.filter(verb="meeting.updated").exists()
    people = {cast.member.pk, cast.colleague.pk}
    assert (
        set(Notice.objects.filter(event__verb="meeting.published").values_list("person", flat=True)) == people
    )
    assert Mail.objects.filter(notices__event__verb="meeting.published").count() == 2
    assert meeting.invitations.count() == 3
    audit.seal()
    assert breaches(now) == []


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_meetings_of_one_body_sent_at_once_share_no_number(meeting, chain, cast, bodies, now):
    other = planning.plan(
        bodies.south_east, actor=cast.lead, now=now, starts_at=meeting.starts_at + timedelta(hours=3)
    )
    added(meeting, now)
    compile_meeting(other, now=now)
    added(other, now, title="Enda en sak")
    at_once(*[lambda m=m: publish(m, actor=cast.lead, now=now) for m in (meeting, other)])
    numbers = list(AgendaItem.objects.exclude(number="").values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 3


@on_postgresql
@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_its_locks_the_same_agenda_would_go_out_more_than_once(meeting, cast, now):
    """Look, then write: what `publish` would be without its guards."""
    import threading

    looked = threading.Barrier(4)

    def unguarded():
        is_new = not AgendaVersion.objects.filter(meeting=meeting, published_at__isnull=False).exists()
        looked.wait()
        if is_new:
            AgendaVersion.objects.filter(meeting=meeting).update(published_at=now)
        return is_new

    assert at_once(*[unguarded] * 4).count(True) > 1
    assert connection.vendor == "postgresql"
