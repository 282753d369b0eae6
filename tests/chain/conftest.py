"""One running site for all that is tried in a browser."""

import pytest

from tests.chain.person import Person
from tests.chain.site import Site, fresh_database


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with fresh_database() as database_url:
        site = Site(tmp_path_factory.mktemp("var"), database_url)
        site.manage("prepare")
        with site.running():
            yield site


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture
def person(browser, site):
    def sits_down(name):
        context = browser.new_context(locale="nb-NO", viewport={"width": 1280, "height": 900})
        return Person(context.new_page(), site.address).signs_in(name)

    return sits_down
