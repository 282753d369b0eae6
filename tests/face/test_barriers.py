"""No barriers, on any page, for anyone: the pages are found by following links, not from a list."""

import os

import pytest

from tests.face.crawler import NARROW, Crawler
from tests.face.written import written_on

PEOPLE = (
    None,
    "medlem",
    "leder-sorost",
    "sekretariat",
    "fagrad-leder",
    "styring-leder",
    "styring-hdir",
    "koordinering-leder",
    "koordinering-sekretar",
    "innhold-hdir",
    "industri",
    "utenfor",
    "kommune",
)


@pytest.mark.chain
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="pages look the same on both engines")
def test_axe_finds_nothing_on_any_page_for_anyone_wide_and_narrow_light_and_dark(browser, site):
    crawler = Crawler(browser, site.address)
    for person in PEOPLE:
        crawler.walks_as(person)
    for name, path in list(crawler.forms.values()):
        crawler.sends_empty(name, path)
    assert not crawler.barriers, "\n".join(crawler.barriers)
    assert len(crawler.routes) > 80  # it does find them


@pytest.mark.chain
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="pages look the same on both engines")
@pytest.mark.parametrize(("language", "person"), [("nn", "leder-sorost"), ("en", "sekretariat")])
def test_axe_finds_nothing_in_the_other_languages(language, person, browser, site):
    """A page of each kind, where words are longest for the room: colours and order are those of bokmål. On
    English ones, what people wrote says that it is Norwegian."""
    written = written_on(site) if language == "en" else ()
    crawler = Crawler(browser, site.address, language, most=1, sizes=((NARROW, "light"),), written=written)
    crawler.walks_as(person)
    assert not crawler.barriers, "\n".join(crawler.barriers)
    assert len(crawler.routes) > 50


@pytest.mark.chain
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="pages look the same on both engines")
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_where_there_is_nothing_yet(browser, settings, live_server, cast):
    """Everyone has a role, and nobody has done anything."""
    # The server of a test finds files by the names they have in the tree.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    crawler = Crawler(browser, live_server.url)
    for person in (None, "member", "lead", "owner_hdir", "steering_member", "outsider"):
        crawler.walks_as(person)
    assert not crawler.barriers, "\n".join(crawler.barriers)
    assert len(crawler.routes) > 40
