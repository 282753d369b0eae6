"""Addresses are in Norwegian, and the English ones that mails were sent with lead there."""

import re

import pytest
from django.core import mail
from django.urls import URLResolver, get_resolver, reverse

from network.addresses import word_for, words_of_steps
from network.workflow import SYSTEM, workflows

ELSEWHERE = ("admin/", "")  # Django's own; the last has what addresses were before
# Words of ours that are the same in English, or names of files.
SAME = set("import data status plan journal demo csv pdf atom xml ics docx json word send to over".split())
ENGLISH = set(
    "new edit delete list detail search help project issue case meeting member agenda minutes step decide answer "
    "join language team file day week export upload settings about user login draft kind cost benefit lesson "
    "validation propose lift close review source link feedback news home page report error".split()
)


def by_hand():
    """The steps that people take: {id: step} of each table."""
    for table in workflows.values():
        yield {name: step for name, step in table.steps.items() if step.who not in (SYSTEM, None)}


def words(resolver=None, above=""):
    """Every word that stands in an address of ours."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = str(entry.pattern)
        if not above and (route.startswith(ELSEWHERE[0]) or "(?P" in route):
            continue
        yield from re.findall(r"[a-zæøå]+", re.sub(r"<[^>]*>", "", route))
        if isinstance(entry, URLResolver):
            yield from words(entry, above + route)
        for converter in getattr(entry.pattern, "converters", {}).values():
            if hasattr(converter, "words"):
                yield from re.findall(r"[a-z_]+", " ".join(converter.words().values()))


def test_each_step_that_people_take_has_a_word_and_each_word_is_one_step():
    assert get_resolver().url_patterns, "the tables are there"
    for steps in by_hand():
        assert [name for name, step in steps.items() if not re.fullmatch("[a-z]+(-[a-z]+)*", step.word)] == []
        for name, step in steps.items():
            assert word_for(name) == step.word  # tables that share an id share its word
    assert len(set(words_of_steps().values())) == len(words_of_steps())


def test_no_address_has_an_english_word():
    found = set(words())
    assert {"innmeldinger", "hjalp", "kostnad", "validering"} <= found
    ids = {part for name in words_of_steps() for part in name.split("_")}
    assert found & (ENGLISH | ids) - SAME == set()


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("/innmeldinger/12/not_helped/?del=nye", "/innmeldinger/12/hjalp-ikke/?del=nye"),
        ("/innmeldinger/tiltak/3/conclude/", "/innmeldinger/tiltak/3/hva-ble-endret/"),
        (
            "/loftede-saker/hos-mottaker/7/settle/?entry=2",
            "/loftede-saker/hos-mottaker/7/avgjor-og-svar/?entry=2",
        ),
        ("/loftede-saker/hva-det-forte-til/7/drop/", "/loftede-saker/hva-det-forte-til/7/ikke-gjennomfort/"),
        ("/moter/5/saker/8/not_lift/", "/moter/5/saker/8/ikke-loft/"),
        ("/prosjekter/4/erfaring/lesson/", "/prosjekter/4/erfaring/laerdom/"),
    ],
)
def test_what_mails_were_sent_with_leads_to_what_it_is_called_now(before, now, client):
    for ask in (client.get, client.post):
        answer = ask(before)
        assert (answer.status_code, answer.headers["Location"]) == (308, now)


@pytest.mark.parametrize("address", ["/innmeldinger/12/wake_up/", "/moter/5/noe/", "/veiledning/5/lift/"])
def test_what_never_was_an_address_leads_nowhere(address, client):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("login/?next=/meg/", "logg-inn/?next=/meg/"),
        ("password/reset/key/1-c9x-set_key/", "passord/glemt/lenke/1-c9x-set_key/"),
        ("2fa/webauthn/keys/3/edit/", "totrinn/tilgangsnokler/nokkel/3/endre/"),
        ("sessions/", "innlogginger/"),
    ],
)
def test_the_pages_of_signing_in_are_found_where_they_were(before, now, client):
    for ask in (client.get, client.post):
        answer = ask(f"/konto/{before}")
        assert (answer.status_code, answer.headers["Location"]) == (308, f"/konto/{now}")
    assert client.get(f"/konto/{now}").status_code in (200, 302)


@pytest.mark.parametrize("address", ["/konto/logg-inn", "/konto/login", "/konto/passord/glemt"])
def test_a_page_of_signing_in_is_found_without_the_last_slash(address, client):
    assert client.get(address).headers["Location"] == f"{address}/"


@pytest.mark.parametrize("address", ["/konto/noe/", "/konto/oidc/oidc/noe/"])
def test_what_never_was_a_page_of_signing_in_leads_nowhere(address, client):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_link_sent_before_still_gives_a_new_password(cast, client):
    client.post(reverse("account_reset_password"), {"email": cast.member.email})
    link = re.search(r"/konto/passord/glemt/lenke/\S+", mail.outbox[0].body)[0]
    before = link.replace("/passord/glemt/lenke/", "/password/reset/key/")
    assert "Lag et nytt passord" in client.get(before, follow=True).text


@pytest.mark.django_db
def test_a_step_is_taken_at_its_word(chain, cast, client_for):
    issue = chain.raised()
    page = client_for(cast.lead).get(reverse("issue-detail", args=[issue.pk])).text
    assert f'href="/innmeldinger/{issue.pk}/henvis/"' in page
    opened = client_for(cast.lead).get(f"/innmeldinger/{issue.pk}/refer/", follow=True)
    assert opened.request["PATH_INFO"] == f"/innmeldinger/{issue.pk}/henvis/"
    assert "Hvor hører saken hjemme?" in opened.text
