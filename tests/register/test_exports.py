"""A list too long to wait for: ordered, made by a worker, found again, fetched by whoever ordered it, and erased."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from config import daily
from config.celery import app
from network import wake
from network.language import choose_language
from network.membership import end_seat
from network.registries import waiting_on
from register import claims, exports
from register.models import Experience, ExportPart, ExportRun, Project
from register.tasks import run_exports

LONG = exports.AT_A_PAGE + 1
ADDRESS = "/prosjekter/eksport.csv"


def copies(thing, count):
    """Many rows that are like one."""
    thing.pk = None
    type(thing).objects.bulk_create([type(thing)(**_values(thing)) for _ in range(count)], batch_size=500)


def _values(thing):
    return {
        field.attname: getattr(thing, field.attname)
        for field in thing._meta.concrete_fields
        if not field.primary_key
    }


def table_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture
def long_list(chain, cast):
    """A project that all see, and as many as make a list long, that only its organisation sees."""
    copies(chain.registered(title="Vårt", reach="organisation"), LONG - 1)
    chain.registered(title="Alles", reach="public")
    Project.objects.update(owner=cast.colleague)


@pytest.fixture
def ordered(long_list, client_for, cast):
    browser = client_for(cast.member)
    browser.post(ADDRESS)
    return browser, ExportRun.objects.get()


def test_a_long_list_is_ordered_and_made_by_a_worker(long_list, client_for, cast):
    browser = client_for(cast.member)
    asked = browser.get(ADDRESS)
    assert "Listen er lang" in asked.content.decode()
    assert not ExportRun.objects.exists()
    page = browser.post(ADDRESS + "?rekkefolge=navn")
    run = ExportRun.objects.get()
    assert page.url == f"/prosjekter/filer/{run.pk}/"
    assert browser.post(ADDRESS + "?rekkefolge=navn").url == page.url  # sent twice, it is the same file
    assert "lages" in browser.get(page.url).content.decode()
    assert browser.get(f"{page.url}last-ned/").status_code == 404
    run_exports()
    assert "Last ned" in browser.get(page.url).content.decode()
    header, *rows = table_of(browser.get(f"{page.url}last-ned/"))
    assert (header[:2], len(rows), rows[0][1]) == (["Løft-nummer", "Navn på prosjektet"], LONG + 1, "Alles")


def test_a_short_list_comes_at_once_and_so_does_a_long_one_narrowed(long_list, client_for, cast):
    assert len(table_of(client_for(cast.member_west).get(ADDRESS))) == 2
    assert len(table_of(client_for(cast.member).post(ADDRESS + "?ord=alles"))) == 2
    assert not ExportRun.objects.exists()


def test_experiences_are_made_in_the_language_of_whoever_orders(chain, client_for, cast):
    copies(chain.experience(chain.registered(), title="Lærdom"), LONG)
    choose_language(cast.member, "en")
    browser = client_for(cast.member)
    page = browser.post("/erfaringer/eksport.xlsx")
    run_exports()
    run = ExportRun.objects.get()
    assert (run.stage, run.total) == ("done", Experience.objects.count())
    file = browser.get(f"{page.url}last-ned/")
    assert "Experiences.xlsx" in file["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    assert (sheet["A1"].value, sheet.max_row) == ("Project", run.total + 1)


def test_it_is_found_again_by_whoever_ordered_it_and_by_nobody_else(ordered, client_for, cast, viewer):
    browser, run = ordered
    address = f"/prosjekter/filer/{run.pk}/"
    assert address in browser.get("/prosjekter/filer/").content.decode()
    run_exports()
    waiting = lambda person: [line.url for line in waiting_on(viewer(person))]  # noqa: E731
    assert address in waiting(cast.member)
    for person in (cast.colleague, cast.lead, cast.secretariat, cast.admin):
        other = client_for(person)
        assert other.get(address).status_code == other.get(f"{address}last-ned/").status_code == 404
        assert address not in other.get("/prosjekter/filer/").content.decode()
        assert address not in waiting(person)
    assert table_of(client_for(cast.member).get(f"{address}last-ned/"))
    assert address not in waiting(cast.member)


def test_what_one_may_see_is_asked_when_it_is_made_and_again_when_it_is_fetched(ordered, cast, system):
    browser, run = ordered
    seat = cast.member.seats.get()
    run_exports()
    end_seat(seat, actor=system, now=timezone.now())
    address = f"/prosjekter/filer/{run.pk}/"
    assert browser.get(f"{address}last-ned/").url == address
    assert "Rollene dine er endret siden filen ble laget" in browser.get(address).content.decode()
    ExportRun.objects.update(stage="making")
    ExportPart.objects.all().delete()
    run_exports()
    assert [row[1] for row in table_of(browser.get(f"{address}last-ned/"))[1:]] == ["Alles"]


def test_how_far_it_has_come_is_read_aloud_ten_times_on_the_way(ordered):
    browser, run = ordered
    said = set()
    for read in range(1000):
        run.read, run.total = read, 1000
        said.add(run.percent)
    assert said == set(range(0, 100, 10))
    ExportRun.objects.update(read=777, total=1000)
    page = browser.get(f"/prosjekter/filer/{run.pk}/").content.decode()
    aloud = page.split('role="status" id="sagt"')[1].split("</p>")[0]
    assert "70 prosent av radene er lest." in aloud
    assert "777 av 1\N{NO-BREAK SPACE}000 rader er lest." in page
    assert "777" not in aloud
    # htmx stops asking when there is no more to ask for.
    asking = {"HTTP_HX_REQUEST": "true"}
    assert browser.get(f"/prosjekter/filer/{run.pk}/", **asking).status_code == 200
    run_exports()
    assert browser.get(f"/prosjekter/filer/{run.pk}/", **asking).status_code == 286


# Workers


def test_it_is_kept_when_the_broker_is_down_and_the_sweep_finds_it(
    broker_down, long_list, client_for, cast, django_capture_on_commit_callbacks, caplog
):
    with django_capture_on_commit_callbacks(execute=True):
        assert client_for(cast.member).post(ADDRESS).status_code == 302
    assert "could not wake exports" in caplog.text
    asked = {beat["task"] for beat in app.conf.beat_schedule.values()}
    assert wake.TASKS["exports"] in asked
    app.tasks[wake.TASKS["exports"]]()
    assert ExportRun.objects.get().stage == "done"


def test_a_file_is_one_workers_at_a_time_and_taken_up_when_that_worker_is_silent(ordered):
    _, run = ordered
    soon = timezone.now() + claims.LEASE
    ExportRun.objects.update(claim="another", claimed_until=soon)
    run_exports()
    assert not ExportPart.objects.exists()
    exports.work_due(soon + timedelta(seconds=1))
    run.refresh_from_db()
    assert (run.stage, run.read, run.total) == ("done", LONG + 1, LONG + 1)


def test_a_worker_that_has_lost_its_claim_keeps_nothing(ordered, monkeypatch):
    keep = exports._keep

    def too_late(*args):
        ExportRun.objects.update(claim="another")
        keep(*args)

    monkeypatch.setattr(exports, "_keep", too_late)
    run_exports()
    assert not ExportPart.objects.exists()


def test_what_goes_wrong_is_said_and_can_be_ordered_again(ordered, monkeypatch):
    browser, run = ordered
    with monkeypatch.context() as wrong:
        wrong.setattr(exports, "_keep", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run_exports()
    page = browser.get(f"/prosjekter/filer/{run.pk}/").content.decode()
    assert "Noe gikk galt, og ingenting er lagret." in page
    assert browser.post(ADDRESS).url != f"/prosjekter/filer/{run.pk}/"


# Erasing


def test_it_is_erased_after_a_week_and_no_more_than_ten_are_kept(ordered, cast, now):
    run_exports()
    assert ExportPart.objects.exists()
    daily.forget_exports(now + timedelta(days=6))
    assert ExportRun.objects.exists()
    daily.forget_exports(now + timedelta(days=8))
    assert not ExportRun.objects.exists()
    assert not ExportPart.objects.exists()
    made = [exports.order("projects", "csv", f"ord={n}", actor=cast.member, now=now) for n in range(11)]
    assert set(ExportRun.objects.all()) == set(made[1:])
