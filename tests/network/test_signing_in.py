"""What one reads on the way in: our own words, plain, in the reader's language."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from network import admission
from network.models import Admission

PASSWORD = "blåklokke under fjellet"
LANGUAGES = ["nb", "nn", "en"]


@pytest.fixture(autouse=True)
def no_earlier_attempts(db):
    cache.clear()


def said(sentence, code):
    """As the page says it: the catalogue may not have it yet, and then it is in bokmål, whole."""
    with translation.override(code):
        return translation.gettext(sentence)


def page_of(response):
    return " ".join(response.content.decode().split())


def link_for(email, now):
    admission.ask(email=email, name="Ane Moe", now=now)
    return reverse("join-with", args=[admission.code_for(Admission.objects.latest("pk"))])


# A page left open


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_form_sent_from_a_page_left_open_too_long_says_what_to_do(code, cast):
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": code})
    answer = browser.post("/prosjekter/ny/", {"title": "Noe"})
    assert answer.status_code == 403
    assert said("Siden var åpen for lenge", code) in page_of(answer)
    assert 'href="/"' in page_of(answer)


# A password that will not do


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kort", "Passordet er for kort. Det må ha minst {length} tegn."),
        ("password123", "Mange bruker dette passordet, så det er lett å gjette. Velg et annet."),
        ("anemoe@ukjent.no", "Passordet ligner for mye på navnet eller e-postadressen din. Velg et annet."),
    ],
)
def test_what_is_wrong_with_a_password_is_said_in_the_readers_language(
    code, password, sentence, cast, client, now
):
    link = link_for("anemoe@ukjent.no", now)
    given = {"password": password, "workplace": "Et sted"}
    page = page_of(client.post(link, given, headers={"accept-language": code}))
    assert said(sentence, code).format(length=8) in page
    assert "This password" not in page


def test_a_weak_password_and_a_missing_workplace_are_said_at_once(cast, client, now):
    page = page_of(client.post(link_for("ane@ukjent.no", now), {"password": "kort"}))
    assert "Passordet er for kort" in page
    assert 'id="id_workplace_error"' in page
