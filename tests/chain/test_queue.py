"""The queue by keyboard: letters that do something, where they do it and nowhere else (WCAG 2.1.4)."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.chain


def test_letters_go_from_line_to_line_and_do_nothing_elsewhere(person):
    page = person("leder-sorost").opens("/innmeldinger/forste-gjennomgang/").page
    lines = page.locator("[data-line]")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    lines.first.focus()
    page.keyboard.press("j")
    expect(lines.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(lines.first).to_be_focused()
