"""Keeping the minutes in a real browser: with the keyboard alone, with the line cut, and by two at once."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.chain

BODY = "nettverk-sorost"
# A meeting that has begun, sent out, with three things to talk about: the pages cannot plan one in the past.
BEGIN = """
from datetime import timedelta
from django.utils import timezone
from meetings.models import Meeting
from meetings.planning import plan
from meetings.proposing import propose
from meetings.publishing import publish
from network.models import Body, Person
now = timezone.now() - timedelta(minutes={ago})
body = Body.objects.get(slug="{body}")
lead = Person.objects.get(email="leder-sorost@loft.example")
body.proposals.open().update(ended_at=now)  # what other meetings of the site had, they keep
for title in ("Felles opplæring", "Nye retningslinjer", "Neste samling"):
    propose(body, actor=lead, now=now - timedelta(hours=1), title=title)
meeting = plan(body, actor=lead, now=now - timedelta(days=1), starts_at=now, capacity_minutes=600)
publish(meeting, actor=lead, now=now - timedelta(minutes=1))
print(meeting.pk)
"""


@pytest.fixture
def begun(site):
    """`begun(ago)`: the address of a meeting that began so many minutes ago."""

    def make(ago):
        printed = site.manage("shell", "--no-imports", "-c", BEGIN.format(body=BODY, ago=ago)).stdout
        return f"/moter/{printed.split()[-1]}/"

    return make


def line_of(person, title):
    return person.page.get_by_role("region", name=re.compile(title))


def notes_of(person, title):
    return line_of(person, title).get_by_label("Notater")


def is_saved(person):
    expect(person.page.locator("#lagring")).to_have_text("Alt er lagret.")
    expect(person.page.locator("#lagring")).to_have_attribute("data-state", "")
    assert person.page.evaluate("Object.keys(localStorage)") == []


def lines(area):
    return area.input_value().split("\n")


class Keyboard:
    """Someone without a mouse: on with Tab until they are where they want to be."""

    def __init__(self, person):
        self.page, self.person = person.page, person

    def reaches(self, selector):
        for _ in range(300):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return self
        raise AssertionError(f"no way to {selector} with the keyboard on {self.page.url}")

    def types(self, text):
        self.page.keyboard.type(text)
        return self

    def goes_on(self, key="Enter"):
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.person.checked()
        return self


def test_a_meeting_is_kept_and_closed_with_the_keyboard_alone(person, begun):
    lead = person("leder-sorost")
    lead.opens(begun(60) + "fore/")
    keys = Keyboard(lead)
    for _ in range(3):
        keys.reaches("[name=present]:not(:checked)").page.keyboard.press("Space")
    expect(lead.page.locator("#beslutningsdyktig")).to_contain_text("3 av 5 som beslutter, er her")
    keys.reaches("textarea[data-note]:not([data-note=''])").types("Vi er enige.")
    keys.reaches("[name^=used_]").types("12")
    keys.reaches("[name^=outcome_]").types("b")
    keys.reaches("[name^=why_]").goes_on()  # Enter in a field saves
    lead.sees("12 brukt", "behandlet")
    keys.reaches("button[value^='start:']").goes_on()
    lead.sees("Går siden kl.")
    keys.reaches("button[value='stop']").goes_on()
    keys.reaches("button[value^='aside:']").goes_on()
    keys.reaches("[name^=seat_]").types("Har skrevet saken.").goes_on()
    lead.sees("Har skrevet saken.")
    keys.reaches("button[value^='action:']").goes_on()
    keys.reaches("[name=what]").types("Sende ut notatet").reaches("[name=owner]").types("Ing")
    keys.reaches("[name=due_on]").types("05052099")
    keys.goes_on()
    lead.sees("Sende ut notatet")
    keys.reaches("button[value='item']").goes_on()
    keys.reaches("[name=title]").types("Noe som haster").goes_on()
    lead.sees("Noe som haster")
    keys.reaches("button[value='close']").goes_on()
    keys.reaches("[name=rest_to_next]").page.keyboard.press("Space")
    keys.reaches("main button").goes_on()
    text = lead.page.get_by_label("Referat").input_value()
    for part in ("Vi er enige.", "Har skrevet saken.", "Sende ut notatet", "Noe som haster", "3 av 5"):
        assert part in text
    keys.reaches("[name=text]")
    lead.page.keyboard.press("Control+End")
    keys.types("\nTakk for i dag.")
    is_saved(lead)
    keys.reaches("main button").goes_on()
    lead.sees("Takk for i dag.", "Utkast. Referatet er ikke godkjent ennå.")


def test_what_is_typed_without_a_connection_comes_when_it_is_back(person, begun):
    lead, other = person("leder-sorost"), person("sekretariat")
    room = begun(50) + "fore/"
    lead.opens(room)
    other.opens(room)
    lead.page.context.set_offline(True)
    notes_of(lead, "Felles opplæring").fill("Skrevet uten nett.")
    expect(lead.page.locator("#lagring")).to_contain_text("uten forbindelse")
    lead.page.get_by_role("button", name="Lagre", exact=True).click()
    expect(notes_of(lead, "Felles opplæring")).to_have_value("Skrevet uten nett.")  # and stays on the page
    notes_of(other, "Felles opplæring").fill("Skrevet med nett.")
    is_saved(other)
    lead.page.context.set_offline(False)
    is_saved(lead)
    assert sorted(lines(notes_of(lead, "Felles opplæring"))) == ["Skrevet med nett.", "Skrevet uten nett."]


def test_a_page_that_closed_without_a_connection_offers_its_text_again(person, begun):
    lead, other = person("leder-sorost"), person("sekretariat")
    room = begun(40) + "fore/"
    lead.opens(room)
    context = lead.page.context
    context.set_offline(True)
    notes_of(lead, "Felles opplæring").fill("Det siste jeg skrev.")
    expect(lead.page.locator("#lagring")).to_contain_text("uten forbindelse")
    lead.page.close()
    context.set_offline(False)
    notes_of(other.opens(room), "Felles opplæring").fill("Fra sekretariatet.")
    is_saved(other)
    lead.page = context.new_page()
    lead.opens(room)
    expect(lead.page.get_by_role("region", name="Tekst som ikke er lagret")).to_contain_text(
        "Det siste jeg skrev."
    )
    expect(notes_of(lead, "Felles opplæring")).to_have_value("Fra sekretariatet.")
    notes_of(lead, "Nye retningslinjer").fill("Skrevet før jeg så det gamle.")
    lead.page.get_by_role("button", name="Lagre teksten").click()
    expect(lead.page.get_by_role("region", name="Tekst som ikke er lagret")).to_be_hidden()
    is_saved(lead)
    lead.opens(room)
    assert sorted(lines(notes_of(lead, "Felles opplæring"))) == ["Det siste jeg skrev.", "Fra sekretariatet."]
    expect(notes_of(lead, "Nye retningslinjer")).to_have_value("Skrevet før jeg så det gamle.")


def test_what_waits_for_the_button_is_not_called_saved_and_not_left_without_a_warning(person, begun):
    lead = person("leder-sorost")
    address = begun(35)
    lead.opens(address + "fore/")
    line, told = line_of(lead, "Felles opplæring"), lead.page.locator("#lagring")
    is_saved(lead)
    fields = {
        line.get_by_label("Brukte minutter"): "7",
        line.get_by_label("Begrunnelse"): "Vi venter på svar.",
        lead.page.get_by_label("Andre til stede"): "Kari Gjest",
    }
    for field, value in fields.items():
        field.fill(value)
        expect(told).to_have_text("Ikke lagret ennå. Trykk «Lagre».")
        field.fill("")
        is_saved(lead)  # nothing is changed any more
    for field, value in fields.items():
        field.fill(value)
    line.get_by_label("Utfall").select_option("parked")
    notes_of(lead, "Felles opplæring").fill("Lagret mens jeg skriver.")
    expect(line.locator("[name^=base_]")).to_have_value("1")  # the note is with the server
    expect(told).to_have_text("Ikke lagret ennå. Trykk «Lagre».")
    lead.page.once("dialog", lambda warning: warning.dismiss())  # and stays
    with lead.page.expect_event("dialog") as asked:
        lead.page.evaluate("setTimeout(() => location.assign('/moter/'))")
    assert asked.value.type == "beforeunload"
    with lead.page.expect_navigation():
        lead.page.get_by_role("button", name="Lagre", exact=True).click()
    is_saved(lead)
    for field, value in fields.items():
        expect(field).to_have_value(value)
    lead.opens(address)  # and nothing is warned of


def test_two_who_type_in_the_same_notes_at_once_lose_no_line(person, begun):
    lead, other = person("leder-sorost"), person("sekretariat")
    room = begun(30) + "fore/"
    typists = {"lederen": lead, "sekretariatet": other}
    for typist in typists.values():
        notes_of(typist.opens(room), "Felles opplæring").click()
    expected = []
    for number in range(4):
        for name, typist in typists.items():
            line = f"Linje {number} fra {name}"
            notes_of(typist, "Felles opplæring").press_sequentially(f"{line}\n", delay=35)
            expected.append(line)
    for typist in typists.values():
        notes_of(typist, "Felles opplæring").blur()
        is_saved(typist)
    lead.opens(room)
    written = lines(notes_of(lead, "Felles opplæring"))
    assert sorted(line for line in written if line) == sorted(expected)
    for name in typists:
        assert [line for line in written if name in line] == [line for line in expected if name in line]


def test_the_cursor_stays_when_others_text_comes(person, begun):
    lead, other = person("leder-sorost"), person("sekretariat")
    room = begun(20) + "fore/"
    area, theirs = (notes_of(one.opens(room), "Felles opplæring") for one in (lead, other))
    area.fill("Først\nSist")
    is_saved(lead)
    theirs.focus()
    expect(theirs).to_have_value("Først\nSist")
    theirs.fill("Helt øverst\nFørst\nSist")
    is_saved(other)
    area.press("End")
    area.evaluate("area => area.setSelectionRange(10, 10)")
    area.press_sequentially("!")
    is_saved(lead)
    assert area.input_value() == "Helt øverst\nFørst\nSist!"
    place = area.evaluate("area => area.selectionStart")
    assert place == len("Helt øverst\nFørst\nSist!")
