"""A page asks the database the same number of times whatever there is: with a few rows, and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues.models import Issue

PAGES = [
    "/",
    "/innmeldinger/",
    "/innmeldinger/?mine=1",
    "/innmeldinger/?orden=vekt&state=with_network",
    "/sok/?q=røntgenbilder",
    "/loftede-saker/",
    "/prosjekter/",
    "/moter/",
    "/varsler/",
    "/nettverk/",
    "/veiledning/",
]


def statements(browser, address):
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(address)
        count = len(asked)
    assert page.status_code == 200
    return count


@pytest.fixture
def few_and_many(chain, cast, bodies):
    """Makes a few of everything, and then many more."""

    def make(times):
        for _ in range(times):
            project = chain.registered()
            issue = chain.taken_up(chain.raised(project=project))
            chain.endorsed(issue)
            chain.assessed(issue)
            chain.lifted(chain.proposed(chain.taken_up(chain.raised())))
            chain.published()

    return make


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_as_often_with_many_rows_as_with_few(address, few_and_many, client_for, cast):
    browser = client_for(cast.lead)
    few_and_many(2)
    before = statements(browser, address)
    few_and_many(6)
    assert statements(browser, address) == before


def test_a_case_asks_as_often_with_many_voices_as_with_few(chain, cast, organisations, client_for):
    issue = chain.taken_up()
    browser = client_for(cast.lead)
    chain.endorsed(issue)
    chain.assessed(issue)
    before = statements(browser, f"/innmeldinger/{issue.pk}/")
    for person in ("lead_west", "colleague", "council_chair", "aside"):
        chain.endorsed(issue, getattr(cast, person))
        chain.assessed(issue, cast.council_chair)
    assert statements(browser, f"/innmeldinger/{issue.pk}/") == before
    assert Issue.objects.get(pk=issue.pk).voices.count() == 6
