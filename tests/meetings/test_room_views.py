"""The page of a meeting that goes on: it works without JavaScript, and never writes over what another has noted."""

import re
from datetime import timedelta

import pytest

from meetings import notes, room
from meetings.models import Invitation, Meeting
from meetings.room import present_in
from network.deadlines import local_day

pytestmark = pytest.mark.django_db
# Made up, with valid check digits.
NATIONAL_ID = "01019000083"


def fields_of(page):
    """What a browser would send back: the values of the form as it stands on the page."""
    page = page.partition('id="rom"')[2].partition("</form>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        is_off = 'type="checkbox"' in tag and " checked" not in tag
        if name and not is_off:
            found.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?([^<]*)</textarea>', page):
        found[name] = [text.removeprefix("\r\n")]
    for name, options in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = [chosen[1] if chosen else ""]
    return found


@pytest.fixture
def address(meeting):
    return f"/moter/{meeting.pk}/fore/"


@pytest.fixture
def opened(client_for, address, cast):
    """`opened(person)`: the fields of the page as that person has it before them."""
    return lambda person=cast.lead: fields_of(client_for(person).get(address).content.decode())


@pytest.fixture
def send(client_for, address, cast):
    def act(fields, person=cast.lead, do="save", **changed):
        return client_for(person).post(address, fields | changed | {"do": do})

    return act


def test_one_press_saves_all_that_was_typed(opened, send, line, chain, cast, bodies, meeting):
    issue, member = line("issue"), chain.seat(cast.member, bodies.south_east)
    given = {
        f"text_{issue.pk}": "Sagt i møtet.",
        f"used_{issue.pk}": "12",
        f"outcome_{issue.pk}": "parked",
        f"why_{issue.pk}": "Vi venter.",
        "text_0": "Om det hele.",
        "present": [member.pk],
    }
    sent = send(opened(), **given)
    assert (sent.status_code, sent["Location"]) == (302, f"/moter/{meeting.pk}/fore/")
    issue = line("issue")
    assert (issue.notes, issue.used_minutes, issue.outcome, issue.outcome_why) == (
        "Sagt i møtet.", 12, "parked", "Vi venter.",
    )  # fmt: skip
    assert Meeting.objects.get(pk=meeting.pk).minutes_text == "Om det hele."
    assert present_in(meeting) == {member.pk}


def test_an_old_page_writes_over_nothing(opened, send, line, chain, cast, bodies, meeting):
    issue, proposed = line("issue"), line("proposed")
    member, colleague = (chain.seat(p, bodies.south_east).pk for p in (cast.member, cast.colleague))
    old = opened(cast.secretariat)
    given = {f"text_{issue.pk}": "Lederens linje.", f"outcome_{issue.pk}": "done", "present": [member]}
    send(opened(), **given)
    typed = {f"text_{issue.pk}": "Sekretariatets linje.", f"used_{proposed.pk}": "5", "present": [colleague]}
    send(old, person=cast.secretariat, **typed)
    assert set(line("issue").notes.split("\n")) == {"Lederens linje.", "Sekretariatets linje."}
    assert line("issue").outcome == "done"
    assert line("proposed").used_minutes == 5
    assert present_in(meeting) == {member, colleague}


def test_what_is_refused_stands_beside_its_field_and_the_rest_is_saved(opened, send, line):
    issue = line("issue")
    given = {f"text_{issue.pk}": "Sagt.", f"outcome_{issue.pk}": "parked", f"used_{issue.pk}": "mange"}
    page = send(opened(), **given).content.decode()
    assert "Skriv hvorfor" in page
    assert line("issue").notes == "Sagt."
    assert (line("issue").outcome, line("issue").used_minutes) == ("", None)
    # Sent again with a reason, the text that was saved is not written twice.
    again = fields_of(page)
    assert send(again, **{f"why_{issue.pk}": "Vi venter.", f"used_{issue.pk}": "3"}).status_code == 302
    assert (line("issue").notes, line("issue").outcome, line("issue").used_minutes) == ("Sagt.", "parked", 3)


def test_a_national_identity_number_is_stopped_and_the_other_texts_are_saved(
    opened, send, line, client_for, cast
):
    issue, proposed = line("issue"), line("proposed")
    given = {f"text_{issue.pk}": f"Gjelder {NATIONAL_ID}.", f"text_{proposed.pk}": "Fint."}
    assert "ser ut som et fødselsnummer" in send(opened(), **given).content.decode()
    assert (line("issue").notes, line("proposed").notes) == ("", "Fint.")
    note = {"item": issue.pk, "base": 0, "text": f"Gjelder {NATIONAL_ID}."}
    answer = client_for(cast.lead).post(f"/moter/{issue.meeting_id}/fore/notat/", note)
    assert answer.status_code == 422
    assert NATIONAL_ID not in answer.content.decode()


def test_the_clock_is_a_button(opened, send, line, meeting):
    issue = line("issue")
    send(opened(), do=f"start:{issue.pk}")
    assert room.running(meeting).item_id == issue.pk
    send(opened(), do="stop")
    assert room.running(meeting) is None
    assert line("issue").used_minutes == 1


@pytest.mark.parametrize(
    ("do", "goes"),
    [
        ("aside:{item}", "/moter/{meeting}/saker/{item}/inhabil/"),
        ("action:{item}", "/moter/{meeting}/fore/oppfolging/?sak={item}"),
        ("item", "/moter/{meeting}/fore/ny-sak/"),
        ("close", "/moter/{meeting}/fore/avslutt/"),
        ("https://example.org", "/moter/{meeting}/fore/"),
    ],
)
def test_a_button_that_leads_on_saves_first(do, goes, opened, send, line, meeting):
    ids = {"item": line("issue").pk, "meeting": meeting.pk}
    sent = send(opened(), do=do.format(**ids), text_0="Skrevet rett før.")
    assert sent["Location"] == goes.format(**ids)
    assert Meeting.objects.get(pk=meeting.pk).minutes_text == "Skrevet rett før."


def test_who_has_said_they_come_is_there_to_begin_with(
    opened, send, meeting, chain, cast, bodies, now, client_for
):
    member, colleague = (chain.seat(p, bodies.south_east) for p in (cast.member, cast.colleague))
    for seat, reply in ((member, "yes"), (colleague, "no")):
        Invitation.objects.filter(meeting=meeting, seat=seat).update(reply=reply)
    assert opened()["present"] == [str(member.pk)]
    assert present_in(meeting) == set()
    send(opened())
    assert present_in(meeting) == {member.pk}
    send(opened() | {"present": []})
    assert present_in(meeting) == set()


def test_who_sits_for_one_that_raised_it_is_asked_about(
    meeting, chain, cast, bodies, now, client_for, address
):
    ask = "Spør om noen er inhabile"
    browser = client_for(cast.lead)
    assert ask not in browser.get(address).content.decode()
    room.attend(meeting, actor=cast.lead, now=now, arrived=[chain.seat(cast.colleague, bodies.south_east)])
    page = browser.get(address).content.decode()
    assert page.count(ask) == 1
    assert f"{cast.colleague.name} (Vestre Viken HF)" in page.partition(ask)[2]


def test_the_quorum_is_shown_as_people_are_ticked(meeting, chain, cast, bodies, client_for):
    lead, member = (chain.seat(p, bodies.south_east).pk for p in (cast.lead, cast.member))
    browser = client_for(cast.lead)
    address = f"/moter/{meeting.pk}/fore/til-stede/"
    assert "Ikke beslutningsdyktig" in browser.post(address, {"present": [lead]}).content.decode()
    page = browser.post(address, {"present": [lead, member], "before": [lead]}).content.decode()
    assert "Ikke beslutningsdyktig" not in page
    assert "Beslutningsdyktig" in page
    assert page.count('name="before"') == 2


def test_saved_as_one_types_the_answer_is_what_stands(meeting, line, cast, client_for, now):
    issue = line("issue")
    notes.save(meeting, issue, actor=cast.secretariat, now=now, base=0, text="Før.")
    given = {"item": issue.pk, "base": 0, "text": "Etter."}
    answer = client_for(cast.lead).post(f"/moter/{meeting.pk}/fore/notat/", given).json()
    assert set(answer["text"].split("\n")) == {"Før.", "Etter."}
    assert answer["version"] == answer["typed_version"] + 1
    wrong = client_for(cast.lead).post(f"/moter/{meeting.pk}/fore/notat/", given | {"item": 10**6})
    assert wrong.status_code == 404


def test_why_a_line_is_there_is_said_until_it_has_its_outcome(meeting, cast, now, client_for):
    def page():
        return client_for(cast.lead).get(f"/moter/{meeting.pk}/").content.decode()

    assert "Hvorfor den er her" in page()
    for item in meeting.items.select_related("meeting__body"):
        room.conclude(item, actor=cast.lead, now=now, outcome="done")
    assert "Hvorfor den er her" not in page()


def test_a_decision_begins_with_who_is_there_and_who_stands_aside(
    chain, cast, bodies, now, sent_out, client_for
):
    chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    meeting = sent_out(bodies.steering, cast.coord_secretary, now - timedelta(minutes=30))
    item = meeting.items.select_related("meeting__body").get(source="decision")
    lead, member, aside = (
        chain.seat(p, bodies.steering) for p in (cast.steering_lead, cast.steering_member, cast.aside)
    )
    who = {"actor": cast.coord_secretary, "now": now}
    room.attend(meeting, arrived=[lead, aside], **who)
    room.stand_aside(item, why={aside: "Helse Vest har levert løsningen."}, **who)
    page = (
        client_for(cast.coord_secretary).get(f"/moter/{meeting.pk}/saker/{item.pk}/beslutt/").content.decode()
    )

    def chosen(seat):
        select = page.partition(f'<select name="part_{seat.pk}"')[2].partition("</select>")[0]
        return re.search(r'value="([^"]*)" selected', select)[1]

    assert [chosen(seat) for seat in (lead, member, aside)] == ["took_part", "absent", "stood_aside"]
    assert "Helse Vest har levert løsningen." in page
    assert '<details class="ds-details" open>' in page


def test_the_whole_is_closed_from_the_page_and_leads_to_the_minutes(meeting, client_for, cast):
    browser = client_for(cast.lead)
    page = browser.post(f"/moter/{meeting.pk}/fore/avslutt/", {}).content.decode()
    assert "Si hva som ble utfallet av" in page
    closed = browser.post(f"/moter/{meeting.pk}/fore/avslutt/", {"rest_to_next": "on"}, follow=True)
    assert closed.redirect_chain[-1][0] == f"/moter/{meeting.pk}/referat/skriv/"
    assert "## Til stede" in closed.content.decode()
    assert browser.get(f"/moter/{meeting.pk}/fore/").status_code == 302


def test_minutes_saved_without_javascript_merge_too(meeting, client_for, cast, now):
    browser = client_for(cast.lead)
    browser.post(f"/moter/{meeting.pk}/fore/avslutt/", {"rest_to_next": "on"})
    meeting.refresh_from_db()
    base, text = meeting.minutes_version, meeting.minutes_text
    notes.save(meeting, actor=cast.secretariat, now=now, base=base, text=f"Øverst.\n{text}")
    sent = browser.post(f"/moter/{meeting.pk}/referat/skriv/", {"base": base, "text": f"{text}\nNederst."})
    assert sent.status_code == 302
    meeting.refresh_from_db()
    assert meeting.minutes_text == f"Øverst.\n{text}\nNederst."


def test_an_action_is_added_and_done_on_its_pages(meeting, client_for, cast, now, line):
    due = local_day(now) + timedelta(days=7)
    given = {"token": "t", "what": "Spørre REK", "owner": cast.member.pk, "due_on": due.isoformat()}
    browser = client_for(cast.lead)
    browser.post(f"/moter/{meeting.pk}/fore/oppfolging/?sak={line('issue').pk}", given)
    action = meeting.actions.get()
    assert action.item == line("issue")
    assert "Spørre REK" in browser.get(f"/moter/{meeting.pk}/fore/").content.decode()
    owner = client_for(cast.member)
    assert f'href="/moter/oppfolging/{action.pk}/"' in owner.get("/").content.decode()
    owner.post(f"/moter/oppfolging/{action.pk}/", {})
    action.refresh_from_db()
    assert action.ended_by == cast.member
