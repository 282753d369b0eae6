"""The member's time is a figure: what ten everyday tasks ask for, counted in a browser and printed as a table.

«Transaksjonskrevende og komplekse overbygninger» is what the owners warn against. The limits below are promises.
"""

import os
import re
import sys
from dataclasses import dataclass

import pytest

from tests.chain.person import Person

pytestmark = [
    pytest.mark.chain,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a task asks for the same on both engines"),
]

ONE_SCREEN = 900  # pixels high, at 1280 wide


@dataclass
class Counted:
    task: str
    fields: int = 0
    clicks: int = 0
    pages: int = 0

    def line(self):
        return f"{self.task:<46}{self.fields:>8}{self.clicks:>8}{self.pages:>8}"


class Clocked(Person):
    """Counts clicks, the pages they lead to, and the fields one must fill in before pressing a button."""

    def starts(self, task):
        self.count = Counted(task)
        return self

    def clicks(self, something):
        self.count.clicks += 1
        self.count.pages += 1
        form = something.evaluate_handle("element => element.form ?? null")
        self.count.fields += form.evaluate(
            """form => form === null ? 0 : new Set([...form.querySelectorAll('[required]')]
                .filter(field => field.checkVisibility()).map(field => field.name)).size"""
        )
        return super().clicks(something)

    def checked(self):
        return self  # the crawl looks for barriers; here one only counts


@pytest.fixture
def clocked(browser, site):
    def sits_down(name):
        context = browser.new_context(locale="nb-NO", viewport={"width": 1280, "height": ONE_SCREEN})
        person = Clocked(context.new_page(), site.address).starts("")
        return person.signs_in(name)

    return sits_down


def registers_a_project(clocked):
    member = clocked("medlem").starts("Registrere et prosjekt")
    member.follows("Registrer KI-prosjekt")
    member.writes(title="KI på hudbilder", clinical_area="Hud", purpose="Sortere henvisninger.")
    member.picks(phase="utvikling").presses("Registrer")
    return member


def test_choosing_a_phase_opens_its_questions_and_keeps_what_is_typed(clocked):
    member = clocked("medlem").follows("Registrer KI-prosjekt")
    member.writes(title="KI på hudbilder").picks(phase="anskaffelse")
    member.page.get_by_label("Leverandør").wait_for()
    member.checked().writes(supplier="Hudsyn")
    member.page.locator("#fasen").evaluate("part => { part.dataset.before = 'yes' }")
    member.picks(phase="i bruk").page.locator("#fasen:not([data-before])").wait_for()
    assert member.page.get_by_label("Leverandør").input_value() == "Hudsyn"
    assert member.page.locator('[name="title"]').input_value() == "KI på hudbilder"


def tells_a_cost(member):
    member.starts("Melde hva et prosjekt kostet").follows("Meld kostnad")
    member.writes(title="Innkjøp", amount_nok="100000", year="2026").picks(cost_of="establishing")
    return member.presses("Lagre")


def raises_an_issue(clocked):
    member = clocked("medlem").starts("Melde inn en hindring")
    member.follows("Meld inn", exact=True).writes(
        text="Hvem kan svare om lagring av hudbilder hos leverandøren?"
    )
    member.picks(kind="barrier").presses("Meld inn")
    return member


def says_it_concerns_them_too(clocked, issue):
    west = clocked("medlem-vest").opens(issue).starts("«Gjelder oss også», fra saken")
    return west.presses("Gjelder oss også")


def takes_it_up(clocked, issue):
    lead = clocked("leder-sorost").opens(issue).starts("Ta inn i nettverket, fra saken")
    return lead.presses("Ta inn i nettverket")


def assesses(clocked, issue):
    expert = clocked("fagrad-jus").opens(issue).starts("Vurdere en innmelding, fra saken")
    expert.follows("Vurder", exact=True)
    height = expert.page.evaluate("document.querySelector('main form').getBoundingClientRect().bottom")
    for criterion, score in zip(("severity", "resources", "benefit"), "435", strict=True):
        expert.picks(**{criterion: score}).writes(**{f"{criterion}_reason": "Prosjekter står stille."})
    expert.presses("Lagre vurderingen")
    return expert, height


def proposes_it_lifted(clocked, issue):
    lead = clocked("leder-sorost").opens(issue).starts("Foreslå å løfte saken, fra saken")
    lead.follows("Foreslå å løfte saken").writes(ask="Avklar hvem som kan godkjenne lagringen.")
    return lead.ticks("Innholdsansvarlig i Helsedirektoratet").presses("Foreslå å løfte saken")


def tells_they_are_away(clocked):
    lead = clocked("leder-vest").starts("Melde fravær")
    lead.follows("Meld fravær").writes(last="2027-01-29")
    return lead.presses("Meld fravær")


def says_how_often(clocked):
    member = clocked("medlem").starts("Velge hvor ofte e-post kommer")
    member.follows(re.compile("^Varsler")).follows(re.compile("[Hh]vor ofte")).picks(choice="needed")
    return member.presses("Lagre")


def finds_a_colleague_to_ring(clocked):
    member = clocked("medlem").starts("Finne noen å ringe om noe")
    return member.follows("Erfaringer").follows(re.compile("[Rr]essurspersoner"))


def test_ten_everyday_tasks_ask_for_little(clocked, capsys):
    done = [registers_a_project(clocked)]
    tasks = [done[0].count]
    tasks.append(tells_a_cost(done[0]).count)
    member = raises_an_issue(clocked)
    tasks.append(member.count)
    issue = re.search(r"/innmeldinger/\d+/", member.page.url)[0]
    tasks.append(says_it_concerns_them_too(clocked, issue).count)
    tasks.append(takes_it_up(clocked, issue).count)
    expert, height = assesses(clocked, issue)
    tasks.append(expert.count)
    tasks.append(proposes_it_lifted(clocked, issue).count)
    tasks.append(tells_they_are_away(clocked).count)
    tasks.append(says_how_often(clocked).count)
    tasks.append(finds_a_colleague_to_ring(clocked).count)
    with capsys.disabled():
        heading = f"{'Oppgave, fra forsiden':<46}{'felt':>8}{'klikk':>8}{'sider':>8}"
        sys.stdout.write("\n".join(["", heading, *(task.line() for task in tasks), ""]))
    register, _, raising, endorsing, *_ = tasks
    assert len(tasks) == 10
    for task in (register, raising):
        assert task.fields <= 6
        assert task.pages <= 3
    assert (endorsing.clicks, endorsing.fields) == (1, 0)
    assert height <= ONE_SCREEN
    assert all(task.pages <= 3 for task in tasks)
