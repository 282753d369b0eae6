"""A file from upload to the last row, as people and workers take it."""

import csv
import io
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from network.membership import end_seat
from network.models import Event
from network.registries import waiting_on
from register import claims, importing, runs
from register.models import ImportFile, ImportNote, ImportRun, Project, SourceMap
from register.tasks import run_imports

NUMBER = "01019000083"
CONTENT = (
    "Prosjektnavn;Virksomhet;Fase;Merknad\n"
    "Bruddpåvisning;Vestre Viken HF;i bruk;x\n"
    "Sepsisvarsling;Helse Bergen HF;på månen;\n"
    ";Helse Bergen HF;pilot;\n"
    "Bruddpåvisning;Vestre Viken HF;pilot;\n"
)


@pytest.fixture
def uploaded(client_for, cast):
    """`uploaded(content, person)`: the run made by uploading a file, and the browser it was done in."""

    def upload(content=CONTENT, person=cast.lead, name="liste.csv"):
        browser = client_for(person)
        content = content.encode() if isinstance(content, str) else content
        page = browser.post("/prosjekter/import/", {"file": SimpleUploadedFile(name, content), "source": ""})
        return browser, page

    return upload


def columns_of(run, **more):
    given = {f"kolonne_{place}": name for place, name in run.columns.items()}
    return {"source": "Listen", "country": "Norge", **given, **more}


@pytest.fixture
def checked(uploaded):
    browser, _ = uploaded()
    run = ImportRun.objects.get()
    browser.post(f"/prosjekter/import/{run.pk}/kolonner/", columns_of(run))
    run_imports()
    run.refresh_from_db()
    return browser, run


def test_columns_are_guessed_from_the_headers(uploaded):
    browser, page = uploaded()
    run = ImportRun.objects.get()
    assert page.url == f"/prosjekter/import/{run.pk}/kolonner/"
    assert run.columns == {"0": "title", "1": "organisation", "2": "phase"}
    shown = browser.get(page.url).content.decode()
    assert "A: Prosjektnavn" in shown
    assert "«Bruddpåvisning»" in shown
    assert Project.objects.count() == 0


def test_the_preview_says_what_would_happen_with_row_and_column(checked):
    browser, run = checked
    assert (run.stage, run.counts, run.total) == (
        "checked",
        {"new": 2, "changed": 0, "unchanged": 0, "refused": 2},
        4,
    )
    assert Project.objects.count() == 0
    told = set(ImportNote.objects.values_list("kind", "row", "column"))
    assert told == {
        ("new", 2, ""),
        ("new", 3, ""),
        ("vocabulary", 3, "Fase"),
        ("refused", 4, "Prosjektnavn"),
        ("duplicate", 5, ""),
    }
    page = browser.get(f"/prosjekter/import/{run.pk}/?vis=vocabulary").content.decode()
    assert "«på månen» er ikke en fase vi kjenner." in page
    assert '<td data-label="Rad">3</td>' in page


def test_a_word_we_do_not_know_can_be_explained_and_is_remembered(checked):
    browser, run = checked
    assert "«på månen»" in browser.get(f"/prosjekter/import/{run.pk}/kolonner/").content.decode()
    browser.post(f"/prosjekter/import/{run.pk}/kolonner/", columns_of(run, ord_0="research"))
    run_imports()
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    run_imports()
    assert Project.objects.get(title="Sepsisvarsling").phase == "research"
    assert SourceMap.objects.get(name="Listen").words == {"på månen": "research"}


def test_it_is_brought_in_when_asked_and_once(checked, cast, organisations):
    browser, run = checked
    for _ in range(2):
        browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
        run_imports()
    run.refresh_from_db()
    assert (run.stage, run.new, run.refused) == ("done", 2, 2)
    assert Project.objects.get(title="Bruddpåvisning").organisation == organisations.vestre_viken
    event = Event.objects.get(verb="projects.imported")
    assert (event.actor, event.seat.body.slug) == (cast.lead, "south-east")
    assert not ImportFile.objects.exists()
    assert Event.objects.filter(verb="project.imported").count() == 2
    page = browser.get(f"/prosjekter/{Project.objects.get(title='Bruddpåvisning').pk}/").content.decode()
    assert "Hentet inn fra Listen" in page


def test_the_rows_that_were_left_out_come_as_a_file(checked):
    browser, run = checked
    answer = browser.get(f"/prosjekter/import/{run.pk}/utelatt.csv")
    table = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert table[0] == ["Rad", "Kolonne", "Hvorfor"]
    assert [row[0] for row in table[1:]] == ["4", "5"]


def test_the_same_file_is_read_the_same_way_next_time(checked, uploaded):
    browser, run = checked
    browser.post(f"/prosjekter/import/{run.pk}/kolonner/", columns_of(run, kolonne_3="purpose"))
    run_imports()
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    run_imports()
    uploaded()
    again = ImportRun.objects.latest("pk")
    assert (again.source, again.country, again.columns["3"]) == ("Listen", "Norge", "purpose")
    browser.post(f"/prosjekter/import/{again.pk}/kolonner/", columns_of(again))
    run_imports()
    again.refresh_from_db()
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert "Det er ingenting nytt i filen." in browser.get(f"/prosjekter/import/{again.pk}/").content.decode()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "tom.csv", "Filen er tom."),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "liste.csv", "Dette er et bilde"),
        (CONTENT, f"{NUMBER}.csv", "Navnet på filen"),
        (f"Navn {NUMBER};Fase\na;b\n", "liste.csv", "fødselsnummer"),
    ],
)
def test_a_file_we_cannot_take_is_refused_on_the_spot(content, name, said, uploaded):
    _, page = uploaded(content, name=name)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert NUMBER not in page.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_without_known_headers_can_be_mapped_by_hand(uploaded):
    browser, page = uploaded("Kol1;Kol2\nBrudd;i bruk\n")
    run = ImportRun.objects.get()
    without = browser.post(page.url, {"source": "X", "country": "Norge", "kolonne_1": "phase"})
    assert "Velg hvilken kolonne som har navnet på prosjektene." in without.content.decode()
    browser.post(page.url, {"source": "X", "country": "Norge", "kolonne_0": "title", "kolonne_1": "phase"})
    run_imports()
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    run_imports()
    assert Project.objects.get().title == "Brudd"


def test_examples_never_show_a_national_identity_number(uploaded):
    browser, page = uploaded(f"Navn;Fase\nBrudd {NUMBER};x\nSepsis;y\n")
    shown = browser.get(page.url).content.decode()
    assert NUMBER not in shown
    assert "«Sepsis»" in shown


def test_progress_is_seen_while_it_is_read(checked, monkeypatch):
    browser, run = checked
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    ImportRun.objects.filter(pk=run.pk).update(read=3)
    page = browser.get(f"/prosjekter/import/{run.pk}/").content.decode()
    assert "3 av 4 rader er lest." in page
    assert "Vis hvor langt det er kommet" in page
    seen, true = [], runs.still_mine
    monkeypatch.setattr(
        runs, "still_mine", lambda run, **given: (seen.append(given.get("read")), true(run, **given))
    )
    run_imports()
    assert 4 in seen


# Workers


def test_a_run_that_is_claimed_is_left_alone_until_its_worker_is_silent(checked, now):
    browser, run = checked
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    soon = timezone.now() + timedelta(minutes=1)
    ImportRun.objects.filter(pk=run.pk).update(claim="another", claimed_until=soon)
    assert runs.work(run.pk, timezone.now()) is False
    assert Project.objects.count() == 0
    assert runs.work(run.pk, soon + timedelta(seconds=1)) is True
    assert Project.objects.count() == 2


def test_a_worker_that_dies_leaves_nothing_and_another_does_it_whole(checked, monkeypatch):
    browser, run = checked
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    write = importing.Import.write

    def die(self, *args, **given):
        write(self, *args, **given)
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(importing.Import, "write", die)
        with pytest.raises(SystemExit):
            runs.work(run.pk, timezone.now())
    run.refresh_from_db()
    assert (run.stage, Project.objects.count(), ImportFile.objects.count()) == ("importing", 0, 1)
    later = timezone.now() + claims.LEASE * 2
    runs.work_due(later)
    run.refresh_from_db()
    assert (run.stage, Project.objects.count()) == ("done", 2)


def test_a_run_that_goes_wrong_says_so_and_can_be_started_again(checked, monkeypatch):
    browser, run = checked
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    with monkeypatch.context() as wrong:
        wrong.setattr(importing.Import, "write", lambda *args, **given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run_imports()
    page = browser.get(f"/prosjekter/import/{run.pk}/").content.decode()
    assert "Noe gikk galt, og ingenting er lagret." in page
    browser.post(f"/prosjekter/import/{run.pk}/kolonner/", columns_of(run))
    run_imports()
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    run_imports()
    assert Project.objects.count() == 2


def test_a_worker_that_has_lost_its_claim_writes_nothing(checked, monkeypatch):
    browser, run = checked
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    true = runs._write

    def too_late(run, *args):
        ImportRun.objects.filter(pk=run.pk).update(claim="another")
        true(run, *args)

    monkeypatch.setattr(runs, "_write", too_late)
    assert runs.work(run.pk, timezone.now()) is False
    assert Project.objects.count() == 0


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_two_workers_bring_a_file_in_once(guarded, checked, monkeypatch):
    browser, run = checked
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    done, together = [], threading.Barrier(2, timeout=20)
    if not guarded:
        monkeypatch.setattr(runs, "still_mine", lambda run, **given: None)
        monkeypatch.setattr(ImportRun.objects.due(timezone.now()).__class__, "due", lambda self, now: self)
    moment = timezone.now()

    def work():
        try:
            together.wait()
            done.append(runs.work(run.pk, moment))
        except Exception as error:  # noqa: BLE001 - the unguarded ones fall over each other
            done.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    once = (sorted(map(str, done)), Event.objects.filter(verb="projects.imported").count()) == (
        ["False", "True"],
        1,
    )
    assert once is guarded


def test_whoever_has_lost_the_role_brings_nothing_in(checked, cast, system):
    browser, run = checked
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    for seat in cast.lead.seats.all():
        end_seat(seat, actor=system, now=timezone.now())
    runs.work_due(timezone.now() + timedelta(seconds=1))
    run.refresh_from_db()
    assert (run.stage, Project.objects.count()) == ("failed", 0)
    assert "ikke lenger en rolle" in run.sentence


# Who may


def test_what_has_a_contact_elsewhere_is_not_changed(uploaded, chain, cast):
    project = chain.registered(title="Bruddpåvisning", phase="introduction")
    browser, _ = uploaded(person=cast.lead_west)
    run = ImportRun.objects.get()
    browser.post(f"/prosjekter/import/{run.pk}/kolonner/", columns_of(run))
    run_imports()
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    run_imports()
    project.refresh_from_db()
    assert project.phase == "introduction"
    assert "har en kontakt i en annen virksomhet" in ImportNote.objects.get(row=2).text


def test_what_one_may_not_see_is_neither_found_nor_told_of(uploaded, chain, cast):
    hidden = chain.registered(title="Bruddpåvisning", reach="organisation", phase="introduction")
    browser, _ = uploaded(
        f"Løft-nummer;Navn;Virksomhet\n{hidden.pk};Nytt navn;Vestre Viken HF\n;Bruddpåvisning;Vestre Viken HF\n",
        person=cast.lead_west,
    )
    run = ImportRun.objects.get()
    browser.post(f"/prosjekter/import/{run.pk}/kolonner/", columns_of(run))
    run_imports()
    run.refresh_from_db()
    assert (run.new, run.changed, run.refused) == (1, 0, 1)
    assert "Finner ikke" in ImportNote.objects.get(kind="refused").text


def test_a_run_is_for_those_who_run_the_same_network(checked, client_for, cast):
    _, run = checked
    for person, seen in (
        (cast.secretariat, 200),
        (cast.lead_west, 404),
        (cast.member, 404),
        (cast.admin, 404),
    ):
        assert client_for(person).get(f"/prosjekter/import/{run.pk}/").status_code == seen


def test_the_button_is_for_those_who_may(client_for, cast):
    for person, shown in (
        (cast.lead, True),
        (cast.secretariat, True),
        (cast.member, False),
        (cast.council_chair, False),
    ):
        assert ("Hent inn fra fil" in client_for(person).get("/prosjekter/").content.decode()) is shown


# Beside Norwegian lists and figures


def test_projects_from_abroad_stand_outside_norwegian_lists(client_for, cast, chain):
    chain.registered(title="Norsk")
    chain.registered(title="Utenlandsk", country="USA", source="FDA")
    browser = client_for(cast.member)
    for address, seen in (
        ("", {"Norsk"}),
        ("?land=andre", {"Utenlandsk"}),
        ("?land=alle", {"Norsk", "Utenlandsk"}),
    ):
        page = browser.get(f"/prosjekter/{address}").content.decode()
        assert {title for title in ("Norsk", "Utenlandsk") if f">{title}</a>" in page} == seen
    page = browser.get(f"/prosjekter/{Project.objects.get(country='USA').pk}/").content.decode()
    assert "FDA, USA" in page
    assert "Utenlandsk" not in browser.get("/").content.decode()


def test_a_checked_file_waits_on_whoever_sent_it(checked, cast, viewer):
    browser, run = checked
    asked = lambda person: [line.url for line in waiting_on(viewer(person))]  # noqa: E731
    assert f"/prosjekter/import/{run.pk}/" in asked(cast.lead)
    assert f"/prosjekter/import/{run.pk}/" not in asked(cast.secretariat)
    browser.post(f"/prosjekter/import/{run.pk}/hent-inn/")
    assert f"/prosjekter/import/{run.pk}/" not in asked(cast.lead)
