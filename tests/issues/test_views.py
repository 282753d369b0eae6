"""Bad input gets a clear sentence beside its field, and nothing that was typed is lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from issues.models import Issue
from network.models import Event
from network.workflow import take

# Made up, with valid check digits.
NATIONAL_ID = "01019000083"
GOOD = {
    "token": "t",
    "kind": "need",
    "text": "Kan vi dele bilder? Vi vil trene.",
    "reach": "network",
}


@pytest.fixture
def raising(cast, organisations, client_for):
    browser = client_for(cast.member)
    return lambda **more: browser.post(
        "/innmeldinger/meld-inn/", GOOD | {"organisation": organisations.vestre_viken.pk} | more
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"text": ""}, "Svar på «Hva trenger du hjelp med?»"),
        ({"kind": ""}, "Svar på «Hva slags innmelding er det?»"),
        ({"kind": "finnes-ikke"}, "Det du valgte, står ikke i listen."),
        ({"text": "x" * 8001}, "8000"),
        ({"text": f"Gjelder {NATIONAL_ID[:6]} {NATIONAL_ID[6:]}"}, "ser ut som et fødselsnummer"),
        ({"organisation": "999999"}, "Noe mangler i skjemaet."),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_kept(more, sentence, raising):
    page = raising(**more).content.decode()
    assert sentence in page
    assert (GOOD | more)["text"] in page
    assert not Issue.objects.exists()


def test_the_number_itself_never_stands_in_the_message(raising):
    form = raising(text=f"Hva med {NATIONAL_ID}?").context["form"]
    assert NATIONAL_ID not in str(form.errors)


def test_the_same_form_twice_is_one_innmelding(raising):
    raising()
    assert raising().status_code == 302
    assert Issue.objects.count() == Event.objects.filter(verb="issue.raised").count() == 1


def test_an_old_form_keeps_what_was_typed_and_says_what_happened(chain, cast, client_for):
    issue = chain.taken_up()
    form = {"token": "t", "version": issue.version - 1, "text": "Spør personvernombudet."}
    page = client_for(cast.lead).post(f"/innmeldinger/{issue.pk}/besvar/", form).content.decode()
    assert "Noen andre har endret saken" in page
    assert "Spør personvernombudet." in page
    issue.refresh_from_db()
    assert issue.state == "with_network"


def test_joining_says_what_is_wrong_and_keeps_what_was_typed(chain, cast, client_for):
    issue = chain.taken_up()
    text = f"Gjelder {NATIONAL_ID} hos oss."
    browser = client_for(cast.member_west)
    page = browser.post(f"/innmeldinger/{issue.pk}/gjelder-oss-ogsa/", {"text": text}).content.decode()
    assert "ser ut som et fødselsnummer" in page
    assert text in page
    assert "Ikke skriv om enkeltpasienter." in page
    assert issue.voices.count() == 1


def test_joining_what_was_answered_meanwhile_keeps_what_was_typed(chain, cast, client_for):
    issue = chain.taken_up()
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Spør personvernombudet.")
    browser = client_for(cast.member_west)
    address = f"/innmeldinger/{issue.pk}/gjelder-oss-ogsa/"
    page = browser.post(address, {"text": "Vi har ventet i to år."}).content.decode()
    assert "Saken er besvart." in page
    assert "Vi har ventet i to år." in page


def test_the_list_is_narrowed_by_words_in_either_order(chain, cast, client_for):
    told, other = chain.raised(title="Lydopptak fra legevakten"), chain.raised(title="Lydopptak i arkivet")
    silent = chain.raised(title="Deling av bilder")
    chain.assessed(chain.taken_up(other))
    browser = client_for(cast.member)

    def shown(**asked):
        page = browser.get("/innmeldinger/", asked)
        return [issue.title for issue in page.context["page"]]

    assert shown() == [silent.title, other.title, told.title]
    assert shown(ord="lydopptaket") == [other.title, told.title]
    assert shown(ord="lydopptak", state="new") == [told.title]
    assert shown(ord="lydopptak", orden="vekt") == [other.title]
    assert shown(ord="finnesikke") == []
    assert 'value="lydopptak"' in browser.get("/innmeldinger/", {"ord": "lydopptak"}).text


def test_a_step_that_is_not_possible_from_here_says_so(chain, cast, client_for):
    issue = chain.proposed().issues.get()
    form = {"token": "t", "version": issue.version, "text": "Spør."}
    page = client_for(cast.lead).post(f"/innmeldinger/{issue.pk}/besvar/", form).content.decode()
    assert "«Besvar i nettverket» går ikke nå" in page


def test_an_unknown_id_and_one_that_is_hidden_look_the_same(chain, cast, client_for):
    hidden = chain.raised(restricted=True)
    browser = client_for(cast.member_west)
    one, other = browser.get(f"/innmeldinger/{hidden.pk}/"), browser.get("/innmeldinger/999999/")
    assert one.status_code == other.status_code == 404
    assert without_token(one) == without_token(other)


def without_token(response):
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def test_a_step_says_what_is_done(chain, cast, client_for):
    issue = take(chain.taken_up(), "answer", actor=cast.lead, now=chain.tick(), text="Slik.")
    given = {"version": issue.version, "token": "t", "reason": "Gjelder ikke oss."}
    page = client_for(cast.member).post(f"/innmeldinger/{issue.pk}/hjalp-ikke/", given, follow=True).text
    assert "Takk for at du sa fra. Nettverket tar saken opp igjen." in page
    assert "er gjort." not in page


def one_main_action(page):
    return len(re.findall(r'data-variant="primary"', page)) == 1


def test_the_page_of_an_innmelding_has_one_heading_of_what_to_do_and_one_main_action(chain, cast, client_for):
    new, taken, held = chain.raised(), chain.taken_up(), chain.taken_up()
    until = timezone.localdate() + timedelta(days=9)
    take(held, "hold", actor=cast.lead, now=chain.tick(), until=until, reason="Vent.")
    for issue in (new, taken, held):
        page = client_for(cast.lead).get(f"/innmeldinger/{issue.pk}/").text
        assert page.count("Dette kan du gjøre") == 1
        assert "Gjelder oss også</button>" in page
        assert one_main_action(page)
    assert one_main_action(client_for(cast.member_west).get(f"/innmeldinger/{new.pk}/").text)


def test_whoever_answers_reads_what_they_answer(chain, cast, client_for):
    issue = chain.taken_up()
    client = client_for(cast.lead)
    assert issue.text in client.get(f"/innmeldinger/{issue.pk}/besvar/").content.decode()
    long = chain.taken_up(chain.raised(text="Vi får ulike svar. " * 60))
    page = client.get(f"/innmeldinger/{long.pk}/henvis/").content.decode()
    assert page.index("Les det som er meldt inn") < page.index("Vi får ulike svar.")
