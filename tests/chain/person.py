"""Someone at a screen, without a mouse: all that they do, they do by keyboard."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.chain.keyboard import Keyboard


class Person:
    """Someone at a screen, by keyboard alone. Every page they come to is checked for barriers."""

    def __init__(self, page, address):
        self.page, self.address, self.keyboard = page, address, Keyboard(page)
        page.set_default_timeout(15_000)

    def signs_in(self, name):
        self.opens("/demo/")
        self.page.locator(f'form:has(input[value="{name}@loft.example"]) button').click()
        expect(self.page.get_by_role("heading", name="Venter på deg")).to_be_visible()
        return self

    def opens(self, path):
        self.page.goto(self.address + path)
        return self.checked()

    def follows(self, text, exact=False):
        return self.clicks(self.page.get_by_role("link", name=text, exact=exact).first)

    def presses(self, text):
        return self.clicks(self.page.get_by_role("button", name=text, exact=True))

    def clicks(self, something):
        """On to another page: a check must not begin on the one that is being left."""
        with self.page.expect_navigation():
            self.keyboard.presses(something)
        return self.checked()

    def writes(self, **fields):
        """Fill fields by the names of their inputs."""
        for name, value in fields.items():
            self.keyboard.writes(self.page.locator(f'[name="{name}"]'), value)
        return self

    def picks(self, **fields):
        """Choose in a select, or tick the radio button or checkbox with that value or label."""
        for name, value in fields.items():
            field = self.page.locator(f'[name="{name}"]')
            if field.first.evaluate("field => field.tagName") == "SELECT":
                self.keyboard.chooses(field, label=value)
            else:
                self.keyboard.ticks(self.page.locator(f'[name="{name}"][value="{value}"]'))
        return self

    def ticks(self, *labels):
        for label in labels:
            self.keyboard.ticks(self.page.get_by_label(label, exact=True))
        return self

    def sees(self, *texts):
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)
        return self

    def checked(self):
        found = Axe().run(self.page)
        barriers = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found.response["violations"]]
        assert barriers == [], f"{self.page.url}: {barriers}"
        return self

    def waits_for_agenda(self, text):
        """Ask for the agenda, and look again until the worker has made it."""
        self.presses("Oppdater sakslisten")
        main = self.page.locator("main")
        for _ in range(40):
            if text in main.inner_text():
                return self.checked()
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"«{text}» never came on the agenda at {self.page.url}")

    def next_meeting_of(self, body):
        return self.opens("/moter/").follows(re.compile(f"^{re.escape(body)}"))
