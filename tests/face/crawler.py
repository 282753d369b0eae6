"""Finds the pages itself, as one person after the other, and shows each new kind of page to axe."""

import re
from collections import Counter, defaultdict
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from tests.face.written import Unsaid

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
BOTH = ((WIDE, "light"), (NARROW, "dark"))
# What stands in a drawing is drawn smaller where the screen is: in pixels of the screen.
TOO_SMALL = """() => [...document.querySelectorAll("main svg text")].filter(text => {
    const svg = text.ownerSVGElement, scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    return scale > 0 && parseFloat(getComputedStyle(text).fontSize) * scale < 11 }).map(text => text.textContent)"""
# Where one is, said twice: the last crumb repeats the one before it.
SAID_TWICE = """() => { const crumbs = [...document.querySelectorAll(".ds-breadcrumbs li")].map(li => li.textContent);
    const [before, here] = crumbs.slice(-2); return crumbs.length > 1 && here.includes(before) }"""
# Leaves the site, or the person: files, feeds, what signs out, and the demo's copies of others' mail, whose links are
# for them.
NOT_PAGES = re.compile(r"\.(csv|xlsx|pdf|docx|ics|xml|json)$|/logg-ut/|/i18n/|/admin/|/demo/utsendt-post/")
MOST_OF_A_KIND = 4  # pages of one route that are fetched for one person


class Parts(HTMLParser):
    """The links of a page, and which elements it is made of: tag, class, role and how it looks, each once."""

    def __init__(self, html):
        super().__init__()
        self.links, self.parts, self.has_form = [], set(), False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "a" and told.get("href"):
            self.links.append(told["href"])
        self.has_form = self.has_form or (tag == "form" and told.get("method") == "post")
        looks = (
            told.get(name) for name in ("class", "role", "type", "data-variant", "data-color", "data-state")
        )
        self.parts.add((tag, *looks))


class Crawler:
    def __init__(self, browser, address, language="nb", most=MOST_OF_A_KIND, sizes=BOTH, written=()):
        self.browser, self.address, self.language = browser, address, language
        self.most, self.sizes = most, sizes
        self.written = written  # what must say that it is in another language
        self.known = defaultdict(set)  # the parts of each route that axe has seen
        self.barriers = []
        self.shown = 0
        self.routes = set()
        self.forms = {}  # a page with a form, for each route: (person, path)

    def walks_as(self, name):
        """Everything within reach of one person; None is a visitor."""
        page = self._sits_down(name)
        waiting, met, fetched = ["/"], {"/"}, Counter()
        while waiting:
            path = waiting.pop(0)
            route = _route_of(path)
            fetched[route] += 1
            if route is None or fetched[route] > self.most:
                continue
            for link in self._links_of(page, path, route, name):
                if link not in met:
                    met.add(link)
                    waiting.append(link)
        page.context.close()

    def _sits_down(self, name):
        told = {"Accept-Language": self.language}
        page = self.browser.new_context(extra_http_headers=told, viewport=WIDE).new_page()
        if name:
            page.goto(f"{self.address}/demo/")
            page.locator(f'form:has(input[value="{name}@loft.example"]) button').click()
        return page

    def _links_of(self, page, path, route, name):
        """Fetch a page, look at it when it is made of something new, and say where it leads on this site."""
        answer = page.context.request.get(self.address + path)
        if "text/html" not in answer.headers.get("content-type", ""):
            return []
        if answer.status >= HTTPStatus.BAD_REQUEST:
            self.barriers.append(f"{name}: {path} answers {answer.status}")
            return []
        parts = Parts(answer.text())
        if f'<html lang="{self.language}"' not in answer.text():
            self.barriers.append(f"{name}: {path} is not in the language asked for")
        if self.written:
            unsaid = Unsaid(answer.text(), self.written).found
            self.barriers += [
                f"{name}: {path} does not say which language this is in: {one}" for one in unsaid
            ]
        self.routes.add(route)
        if parts.has_form:
            self.forms.setdefault(route, (name, path))
        if parts.parts - self.known[route]:
            self.known[route] |= parts.parts
            page.goto(self.address + path)
            self._look(page, path, name)
        targets = [urlsplit(urljoin(self.address + path, link)) for link in parts.links]
        return [
            target._replace(scheme="", netloc="", fragment="").geturl()
            for target in targets
            if f"{target.scheme}://{target.netloc}" == self.address and not NOT_PAGES.search(target.path)
        ]

    def sends_empty(self, name, path):
        """The page with its form sent as it stands, without the browser's own help: its errors, if it has any."""
        page = self._sits_down(name)
        page.goto(self.address + path)
        form = page.locator('main form[method="post"]:has([required])')
        if form.count():
            with page.expect_navigation():
                form.first.evaluate("form => { form.noValidate = true; form.submit() }")
            self._look(page, f"{path} with errors", name)
        page.context.close()

    def _look(self, page, path, name):
        self.shown += 1
        if page.evaluate(SAID_TWICE):
            self.barriers.append(f"{name}: {path} says in its last crumb what stands in the one before")
        for size, scheme in self.sizes:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page).response["violations"]
            self.barriers += [
                f"{name}: {path} at {size['width']} {scheme}: {one['id']}: {one['nodes'][0]['html'][:160]}"
                for one in found
            ]
            if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                self.barriers.append(f"{name}: {path} scrolls sideways at {size['width']}")
            if small := page.evaluate(TOO_SMALL):
                self.barriers.append(f"{name}: {path} at {size['width']} is too small to read: {small[:3]}")


def _route_of(path):
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None
