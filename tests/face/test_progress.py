"""Long work is followed without being read aloud all the time, and without the focus being taken."""

import os

import pytest
from django.utils import timezone

from register.models import ExportRun

LISTEN = """() => {
    window.heard = []; window.swapped = 0;
    const changes = { childList: true, subtree: true, characterData: true };
    const line = document.querySelector("#sagt");
    new MutationObserver(() => window.heard.push(line.innerText)).observe(line, changes);
    new MutationObserver(() => window.swapped++).observe(document.querySelector("#resten"), changes);
}"""


@pytest.mark.chain
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="pages look the same on both engines")
@pytest.mark.django_db(transaction=True)
def test_what_is_followed_speaks_seldom_and_leaves_the_focus_where_it_is(
    browser, settings, live_server, cast
):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    run = ExportRun.objects.create(
        by=cast.member, what="projects", ending="csv", started_at=timezone.now(), read=100, total=1000
    )
    page = browser.new_context(locale="nb-NO").new_page()
    page.goto(f"{live_server.url}/demo/")
    page.locator('form:has(input[value="member@loft.example"]) button').click()
    page.goto(f"{live_server.url}/prosjekter/filer/{run.pk}/")
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
    page.context.close()
