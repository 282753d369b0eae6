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


@pytest.mark.chain
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a browser's keys know no database")
def test_a_passkey_alone_signs_one_in(browser, site):
    # Passkeys belong to a name, never to a number.
    address = site.address.replace("127.0.0.1", "localhost")
    page = browser.new_context(locale="nb-NO").new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PLAYED})
    page.goto(f"{address}/demo/")
    page.locator('form:has(input[value="medlem@loft.example"]) button').click()
    page.goto(f"{address}/meg/")
    page.get_by_role("link", name="Totrinnsinnlogging og tilgangsnøkler").click()
    page.get_by_role("link", name="Legg til").click()
    page.get_by_role("button", name="Lag nøkkelen").click()
    page.wait_for_url(re.compile(r"koder-i-reserve|tilgangsnokler/$"))
    page.get_by_role("button", name="Logg ut").first.click()
    page.goto(f"{address}/konto/logg-inn/")
    page.get_by_role("button", name="Logg inn med tilgangsnøkkel").click()
    page.wait_for_url(f"{address}/")
    page.get_by_role("heading", name="Venter på deg").wait_for()
    page.goto(f"{address}/konto/innlogginger/")
    assert page.get_by_text("her og nå").count() == 1
    page.context.close()
