"""Takes the pictures of the help pages and the README from the site itself, with the demo's people: script/pictures."""

import re
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.chain.site import ROOT, Site

OUT = ROOT / "static" / "help"
FIRST_CASE = (
    r"[...document.querySelectorAll('main a')].find(a => /innmeldinger\/\d+\/$/.test(a.pathname)).click()"
)
SIZE = {"width": 1120, "height": 960}


def sits_down(browser, address, name):
    page = browser.new_context(locale="nb-NO", viewport=SIZE, color_scheme="light").new_page()
    page.goto(f"{address}/demo/")
    page.locator(f'form:has(input[value="{name}@loft.example"]) button').click()
    return page


def keep(page, name):
    """As few colours as the pages have: a picture is some tens of kilobytes."""
    page.evaluate("document.querySelector('.demo')?.remove()")
    page.evaluate("document.activeElement?.blur()")
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(64).save(OUT / f"{name}.png", optimize=True)


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()


def take_all(browser, address):
    member = sits_down(browser, address, "medlem")
    member.goto(f"{address}/innmeldinger/meld-inn/")
    member.locator('form [name="text"]').press_sequentially(
        "Dispensasjon fra taushetsplikten for å utvikle KI"
    )
    member.locator("#lignende").get_by_text("Hvordan søker vi dispensasjon").wait_for()
    keep(member, "meld-inn")
    member.goto(f"{address}/innmeldinger/?mine=1")
    with member.expect_navigation():
        member.evaluate(FIRST_CASE)
    keep(member, "innmelding")
    member.goto(f"{address}/prosjekter/sammenlign/")
    member.locator("main select").first.select_option(label="Nevroradiologi")
    member.get_by_role("button", name="Vis").click()
    member.locator("main svg").first.scroll_into_view_if_needed()
    keep(member, "sammenlign")
    lead = sits_down(browser, address, "leder-sorost")
    keep(lead, "ukens-time")
    lead.goto(f"{address}/moter/")
    follow(lead, re.compile("^Regionalt KI-nettverk Helse Sør-Øst"))
    lead.get_by_role("heading", name="Saksliste").evaluate("heading => heading.scrollIntoView()")
    keep(lead, "saksliste")
    member.goto(f"{address}/nettverk/")
    keep(member, "nettverk")
    keep(sits_down(browser, address, "styringsgruppe-vest"), "beslutter")
    keep(sits_down(browser, address, "innhold-hdir"), "innhold")
    group = sits_down(browser, address, "koordinering-leder")
    group.goto(f"{address}/loftede-saker/ko/?whose=ours&state=sent")
    follow(group, re.compile("^KI i skytjenester"))
    keep(group, "loftet-sak")


def main():
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as var, sync_playwright() as play:
        site = Site(Path(var))
        site.manage("prepare")
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with site.running():
            take_all(browser, site.address)
        browser.close()


if __name__ == "__main__":
    main()
