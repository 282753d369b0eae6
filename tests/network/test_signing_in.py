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
