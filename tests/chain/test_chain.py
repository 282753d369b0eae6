"""From a member's obstacle to an answer that comes home, person by person, in a real browser, by keyboard alone.

Against the site as it really runs; nothing here reaches into its database but the checks at the end.
"""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.chain.person import Person

pytestmark = pytest.mark.chain

PROJECT = "KI som prioriterer røntgenbilder av lunger"
TITLE = "Hvem kan godkjenne deling av lungebilder for å trene modellen?"
ANSWER = "Personvernombudet ved eget sykehus kan godkjenne delingen. Dere trenger ikke søke REK."
ENTRY = "Slik deler dere bilder for trening av modeller"


def a_member_registers_and_reports(person):
    member = person("medlem")
    member.follows("Registrer KI-prosjekt")
    member.writes(title=PROJECT, clinical_area="Radiologi", purpose="Bilder med funn skal beskrives først.")
    member.picks(phase="i bruk").presses("Registrer")
    member.sees(PROJECT, "i bruk")

    member.follows("Meld kostnad").writes(title="Innkjøp og oppsett", amount_nok="1200000", year="2026")
    member.picks(cost_of="establishing").presses("Lagre")
    member.follows("Meld gevinst").writes(
        title="Kortere ventetid", measure="døgn til svar", planned="2", achieved="3"
    )
    member.presses("Lagre")
    member.follows("Meld infrastruktur").writes(title="Egen server med skjermkort").presses("Lagre")
    member.sees("kroner", "Kortere ventetid", "Egen server med skjermkort")
    return member


def the_member_raises(member):
    member.follows("Meld inn", exact=True)
    member.keyboard.reaches(member.page.locator('form [name="text"]'))
    member.page.keyboard.type("Dispensasjon fra taushetsplikten for å utvikle KI")
    expect(member.page.locator("#lignende")).to_contain_text("Hvordan søker vi dispensasjon")
    member.writes(text=f"{TITLE}\nREK og personvernombudet svarer ulikt.").picks(kind="barrier")
    member.presses("Meld inn")
    member.sees(TITLE, "Hvor er saken min?", PROJECT)
    return re.search(r"/innmeldinger/(\d+)/", member.page.url)[0]


def the_network_takes_it_up(person, issue):
    person("medlem-vest").opens(issue).presses("Gjelder oss også").sees("Helse Bergen HF")
    lead = person("leder-sorost")
    lead.sees(TITLE)
    lead.opens(issue).presses("Ta inn i nettverket").sees("tok saken inn")
    for name, scores in (("leder-vest", "435"), ("fagrad-jus", "325")):
        assessor = person(name).opens(issue).follows("Vurder", exact=True)
        for criterion, score in zip(("severity", "resources", "benefit"), scores, strict=True):
            assessor.picks(**{criterion: score}).writes(**{f"{criterion}_reason": "Prosjekter står stille."})
        assessor.presses("Lagre vurderingen").sees("Vurderingene er råd")
    lead.next_meeting_of("Regionalt KI-nettverk Helse Sør-Øst")
    lead.waits_for_agenda(TITLE).sees("Gjelder 2 virksomheter")
    return lead


def it_is_proposed_and_lifted(person, lead, issue):
    lead.opens(issue).follows("Foreslå å løfte saken")
    lead.writes(ask="Avklar hvem som kan godkjenne deling av bilder for trening.")
    lead.ticks("Koordineringsgruppen for Felles KI-plan", "Innholdsansvarlig i Helsedirektoratet")
    lead.presses("Foreslå å løfte saken").sees("foreslått løftet")
    escalation = re.search(r"/loftede-saker/(\d+)/", lead.page.url)[0]

    lifting = person("styring-leder").next_meeting_of("Nettverkets styringsgruppe")
    lifting.waits_for_agenda(TITLE).sees("foreslår at saken løftes")
    lifting.opens(escalation).follows("Løft saken", exact=True).writes(reason="Alle regioner trenger svaret.")
    lifting.picks(lead_recipient="Koordineringsgruppen for Felles KI-plan", how="meeting")
    lifting.presses("Løft saken")
    lifting.opens(escalation).sees("Løftet til", "Slik saken sto da den ble løftet")
    return escalation


def the_groups_decide_and_answer(person, escalation):
    group = person("koordinering-leder").opens(escalation)
    group.follows("Koordineringsgruppen for Felles KI-plan", exact=True)
    group.follows("Bekreft mottatt").picks(officer="Elisabeth Foss (på vegne av Helsedirektoratet)").presses(
        "Bekreft mottatt"
    )
    group.sees("under behandling").follows("Legg frem for en annen gruppe")
    group.writes(
        problem="Sykehusene får ulike svar.", proposal="1. Helsedirektoratet avklarer innen 1. mars."
    )
    group.presses("Legg frem for en annen gruppe")
    referral = group.page.url.removeprefix(group.address)

    secretary = person("koordinering-sekretar").next_meeting_of("Styringsgruppen for Felles KI-plan")
    secretary.waits_for_agenda(TITLE).sees("legger saken frem med forslag til beslutning")
    secretary.opens(referral).follows("Registrer beslutningen", exact=True)
    secretary.picks(outcome="følges opp", executor="Helsedirektoratet", how="meeting").writes(
        grounds="Ulik praksis stopper prosjekter.",
        executor_due=(date.today() + timedelta(days=90)).isoformat(),
    )
    secretary.keyboard.presses(secretary.page.get_by_text("Hvem deltok, og var noen inhabile?"))
    took_part = secretary.page.get_by_label("Berit Hovland (på vegne av Helse Vest RHF)", exact=True)
    secretary.keyboard.chooses(took_part, value="stood_aside")
    secretary.presses("Registrer beslutningen").sees("Skriv hvorfor den inhabile ikke deltok")
    why = secretary.page.get_by_label(re.compile("Hvorfor deltok ikke Berit Hovland"))
    secretary.keyboard.writes(why, "Eget foretak meldte inn.")
    secretary.presses("Registrer beslutningen").opens(referral)
    secretary.keyboard.presses(secretary.page.get_by_text("Hvem deltok"))
    secretary.sees("Berit Hovland (på vegne av Helse Vest RHF): inhabil, deltok ikke", "følges opp")

    group.opens(referral).follows("Send svaret hjem").writes(text=ANSWER).presses("Send svaret hjem")
    group.sees(ANSWER)


def the_content_owner_answers(person, escalation):
    owner = person("innhold-hdir").opens(escalation)
    owner.follows("Innholdsansvarlig i Helsedirektoratet", exact=True)
    owner.follows("Bekreft mottatt").picks(officer="Vilde Moen (på vegne av Helsedirektoratet)").presses(
        "Bekreft mottatt"
    )
    owner.follows("Avgjør og svar").presses("Skriv nytt innhold først")
    owner.writes(
        title=ENTRY,
        text="Spør personvernombudet først.",
        contact="ki@helsedir.example",
        source_url="https://www.helsedirektoratet.no/",
        review_on=(date.today() + timedelta(days=300)).isoformat(),
    )
    owner.ticks("utvikling").presses("Publiser")
    owner.writes(grounds="Veiledning manglet.", text="Vi har laget veiledning på informasjonssiden.")
    owner.presses("Avgjør og svar").sees("Vi har laget veiledning")


def the_answer_comes_home(person, site, issue, escalation):
    for name in ("medlem", "medlem-vest"):
        asker = person(name)
        asker.sees("Svaret har kommet: løste det saken?")
        asker.opens(issue).sees(ANSWER, "Vi har laget veiledning", ENTRY)
        asker.follows("Løste svaret saken?").picks(helped="yes").presses("Send tilbakemelding")
    asker.opens(escalation).sees("avsluttet: besvart")
    asker.sees(
        "Meldt inn", "Foreslått løftet", "Løftet til", "besluttet", "Svar fra", "Løste svaret saken? Ja"
    )

    visitor = Person(asker.page.context.browser.new_context(locale="nb-NO").new_page(), site.address)
    visitor.opens("/veiledning/").follows(ENTRY)
    visitor.sees(
        "Helsedirektoratet", "ki@helsedir.example", "Gjennomgås på nytt", "https://www.helsedirektoratet.no/"
    )


def the_mail_says_it(person, site):
    """Nobody waits for the clock: the command sends what the worker has not sent yet."""
    site.manage("outbox_run")
    reader = person("medlem").opens("/demo/utsendt-post/")
    reader.sees(f"Svar fra Koordineringsgruppen for Felles KI-plan: {TITLE}", "medlem-vest@loft.example")
    reader.follows(f"Svar fra Koordineringsgruppen for Felles KI-plan: {TITLE}").sees(ANSWER)


def test_from_a_members_obstacle_to_an_answer_that_comes_home(person, site):
    member = a_member_registers_and_reports(person)
    issue = the_member_raises(member)
    lead = the_network_takes_it_up(person, issue)
    escalation = it_is_proposed_and_lifted(person, lead, issue)
    the_groups_decide_and_answer(person, escalation)
    the_content_owner_answers(person, escalation)
    the_answer_comes_home(person, site, issue, escalation)
    the_mail_says_it(person, site)
    site.manage("verify_audit")
    assert site.manage("check_invariants").stdout == ""
