"""Long work is followed without being read aloud all the time, and without the focus being taken."""

import os

import pytest
from django.utils import timezone

from register.models import ExportRun, ImportRun

LISTEN = """() => {
    window.heard = []; window.swapped = 0;
    const changes = { childList: true, subtree: true, characterData: true };
    const line = document.querySelector("#sagt");
    new MutationObserver(() => window.heard.push(line.innerText)).observe(line, changes);
    new MutationObserver(() => window.swapped++).observe(document.querySelector("#resten"), changes);
}"""


pytestmark = [
    pytest.mark.chain,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="pages look the same on both engines"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def sits_down(browser, settings, live_server):
    """`sits_down(name)`: a page of someone of the cast who is signed in."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    context = browser.new_context(locale="nb-NO", base_url=live_server.url)

    def sign_in(name):
        page = context.new_page()
        page.goto("/demo/")
        page.locator(f'form:has(input[value="{name}@loft.example"]) button').click()
        return page

    yield sign_in
    context.close()


def test_what_is_followed_speaks_seldom_and_leaves_the_focus_where_it_is(sits_down, cast):
    run = ExportRun.objects.create(
        by=cast.member, what="projects", ending="csv", started_at=timezone.now(), read=100, total=1000
    )
    page = sits_down("member")
    page.goto(f"/prosjekter/filer/{run.pk}/")
    page.evaluate(LISTEN)
    page.get_by_role("link", name="Filene dine").focus()

    def asks_again(**told):
        ExportRun.objects.update(**told)
        for _ in range(2):  # the first may have been answered before
            with page.expect_response(lambda answer: answer.url.endswith(f"/filer/{run.pk}/")):
                pass

    asks_again(read=190)
    page.locator("#lest p", has_text="190 av").wait_for()
    assert page.evaluate("[window.heard.length, window.swapped]") == [0, 0]
    asks_again(read=310)
    page.locator("#lest p", has_text="310 av").wait_for()
    assert [said.endswith("30 prosent av radene er lest.") for said in page.evaluate("window.heard")] == [
        True
    ]
    assert page.evaluate("window.swapped") == 0
    answers = []
    page.on("response", lambda answer: answers.append(answer.status))
    ExportRun.objects.update(stage="done", read=1000, ended_at=timezone.now())
    page.get_by_role("link", name="Last ned").wait_for()
    assert page.evaluate("window.heard.at(-1)") == "klar"
    assert page.evaluate("document.activeElement.innerText") == "Filene dine"
    assert answers[-1] == 286  # after which htmx asks no more


def test_an_import_that_is_followed_leaves_the_focus_where_it_is(sits_down, cast):
    run = ImportRun.objects.create(
        by=cast.lead, file_name="a.csv", stage="checking", started_at=timezone.now(), read=100, total=1000
    )
    page = sits_down("lead")
    page.goto(f"/prosjekter/import/{run.pk}/")
    page.evaluate(LISTEN)
    page.get_by_role("link", name="Hent inn fra fil").focus()
    ImportRun.objects.update(read=310)
    page.locator("#lest p", has_text="310 av").wait_for()
    ImportRun.objects.update(stage="checked", read=1000, new=3)
    page.get_by_role("button", name="Hent inn").wait_for()
    assert page.evaluate("window.heard.at(-1)") == "klar til å hentes inn"
    assert page.evaluate("document.activeElement.innerText") == "Hent inn fra fil"


def test_a_link_to_what_is_wrong_also_shows_what_it_is_called(sits_down, cast):
    page = sits_down("member")
    page.set_viewport_size({"width": 640, "height": 450})  # twice as large as on 1280
    page.goto("/prosjekter/ny/")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Registrer", exact=True).press("Enter")
    assert page.evaluate("document.activeElement.className") == "ds-error-summary"
    page.get_by_role("link", name="Svar på «Hva skal det hjelpe med?»").press("Enter")
    assert page.evaluate("document.activeElement.labels[0].getBoundingClientRect().top") >= 0
