"""What the site answers is told to those who do not see it, and stands there without scripts."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.chain
SAVED = "Valget er lagret."
# Each text that the status comes to hold, from when the page began to be read.
LISTENS = """addEventListener("DOMContentLoaded", () => {
    const status = document.querySelector("main [role=status]");
    window.heard = [status.textContent];
    new MutationObserver(() => window.heard.push(status.textContent)).observe(status, {childList: true});
})"""


def test_what_was_done_is_read_out_after_the_page_has_opened(person):
    member = person("medlem")
    member.page.add_init_script(LISTENS)
    member.opens("/varsler/e-post/").presses("Lagre").sees(SAVED)
    expect(member.page.get_by_role("status").first).to_have_text(SAVED)
    assert member.page.evaluate("window.heard") == ["", SAVED]
    assert member.page.evaluate("document.activeElement === document.body")  # and nobody is moved


def test_what_is_hidden_is_not_read_out(person):
    page = person("medlem").opens("/varsler/e-post/").presses("Lagre").sees(SAVED).page
    expect(page.get_by_role("status").first).to_have_text(SAVED)
    page.evaluate("""() => {
        document.querySelector("main").insertAdjacentHTML("beforeend", "<p class=ds-alert hidden>Ikke lagret</p>");
        document.querySelector("[data-told]").textContent = "";
        document.body.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
    }""")
    expect(page.get_by_role("status").first).to_have_text(SAVED)


def test_without_scripts_it_stands_at_the_top(browser, site):
    page = browser.new_context(locale="nb-NO", java_script_enabled=False).new_page()
    page.goto(f"{site.address}/demo/")
    page.locator('form:has(input[value="medlem@loft.example"]) button').click()
    page.goto(f"{site.address}/varsler/e-post/")
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.locator("main .ds-alert")).to_have_text(SAVED)
    told, heading = page.locator("main .ds-alert").bounding_box(), page.locator("h1").bounding_box()
    assert told["y"] < heading["y"]
    page.context.close()
