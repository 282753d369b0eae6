"""A passkey, made and used in a real browser, with an authenticator that Chromium plays."""

import os
import re

import pytest

PLAYED = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def address(site):
    """Passkeys belong to a name, never to a number."""
    return site.address.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser):
    page = browser.new_context(locale="nb-NO").new_page()
    yield page
    page.context.close()


@pytest.fixture
def finger(page):
    """`finger(True)`: whoever holds it is the right one; False: it is not, and the browser gives up."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    played = session.send("WebAuthn.addVirtualAuthenticator", {"options": PLAYED})

    def holds(is_right):
        session.send("WebAuthn.setUserVerified", played | {"isUserVerified": is_right})

    return holds


def comes_to_add(page, address, name):
    page.goto(f"{address}/demo/")
    page.locator(f'form:has(input[value="{name}@loft.example"]) button').click()
    page.goto(f"{address}/meg/")
    page.get_by_role("link", name="Totrinnsinnlogging og tilgangsnøkler").click()
    page.get_by_role("link", name="Legg til").click()


def makes(page):
    page.get_by_role("button", name="Lag nøkkelen").click()
    page.wait_for_url(re.compile(r"koder-i-reserve|tilgangsnokler/$"))
    page.get_by_role("button", name="Logg ut").first.click()


@pytest.mark.chain
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a browser's keys know no database")
def test_a_passkey_alone_signs_one_in(page, address, finger):
    comes_to_add(page, address, "medlem")
    makes(page)
    page.goto(f"{address}/konto/logg-inn/")
    page.get_by_role("button", name="Logg inn med tilgangsnøkkel").click()
    page.wait_for_url(f"{address}/")
    page.get_by_role("heading", name="Venter på deg").wait_for()
    page.goto(f"{address}/konto/innlogginger/")
    assert page.get_by_text("her og nå").count() == 1


@pytest.mark.chain
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a browser's keys know no database")
def test_a_passkey_that_is_not_given_is_told_of_on_the_page(page, address, finger):
    told = page.get_by_role("alert")
    comes_to_add(page, address, "medlem-ahus")
    assert told.inner_text() == ""
    finger(False)
    page.get_by_role("button", name="Lag nøkkelen").click()
    told.filter(has_text="Tilgangsnøkkelen ble ikke laget.").wait_for()
    finger(True)
    makes(page)
    page.goto(f"{address}/konto/logg-inn/")
    finger(False)
    page.get_by_role("button", name="Logg inn med tilgangsnøkkel").click()
    told.filter(has_text="Du ble ikke logget inn med tilgangsnøkkelen.").wait_for()
    assert page.url == f"{address}/konto/logg-inn/"
    finger(True)
    page.get_by_role("button", name="Logg inn med tilgangsnøkkel").click()
    page.wait_for_url(f"{address}/")
