"""Hands without a mouse: Tab until it is reached, and then the key that does it."""

MOST_TABS = 250
IS_HERE = "element => element === document.activeElement"
# A group of radio buttons is one stop; the arrows go on inside it.
IS_BESIDE = """element => element.type === 'radio' && document.activeElement?.type === 'radio'
    && element.name === document.activeElement.name && element.form === document.activeElement.form"""
IS_SEEN = """element => { const box = element.getBoundingClientRect(); const style = getComputedStyle(element);
    return box.width > 0 && (style.outlineStyle !== 'none' || style.boxShadow !== 'none') }"""


class Keyboard:
    def __init__(self, page):
        self.page, self.keys = page, page.keyboard

    def reaches(self, something):
        """Where it is, with the focus there to see."""
        element = something.first.element_handle()
        for _ in range(MOST_TABS):
            if element.evaluate(IS_HERE):
                return element
            self.keys.press("ArrowDown" if element.evaluate(IS_BESIDE) else "Tab")
        raise AssertionError(f"Tab never came to {element.evaluate('element => element.outerHTML')[:200]}")

    def presses(self, something):
        element = self.reaches(something)
        assert element.evaluate(IS_SEEN), f"no focus to see: {element.evaluate('e => e.outerHTML')[:200]}"
        self.keys.press("Enter")

    def ticks(self, something):
        element = self.reaches(something)
        if not element.is_checked():
            self.keys.press("Space")
        assert element.is_checked()

    def writes(self, something, text):
        element = self.reaches(something)
        if element.get_attribute("type") == "date":
            element.fill(text)  # in what order day, month and year are typed, the browser's language decides
            return
        self.keys.press("Control+A")
        self.keys.insert_text(text)

    def chooses(self, something, **which):
        """An option of a select, by label or value: the arrows, from the top."""
        element = self.reaches(something)
        name, sought = next(iter(which.items()))
        ask = f"(select, sought) => [...select.options].findIndex(one => one.{name}.trim() === sought)"
        index = element.evaluate(ask, sought)
        assert index >= 0, f"no option {sought}"
        self.keys.press("Home")
        for _ in range(index):
            self.keys.press("ArrowDown")
        assert element.evaluate("select => select.selectedIndex") == index
