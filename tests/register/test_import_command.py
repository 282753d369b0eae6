"""`manage.py import_projects`: what it takes, what it refuses, and what it says."""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from network.audit import breaches, seal
from network.deadlines import local_day
from network.models import Event
from network.search import matching
from register import importing, tallies
from register.models import ImportRun, PhaseChange, Product, Project, SourceMap

REGISTERS = Path(os.environ.get("LOFT_SHARED", "/work/shared")) / "data" / "register"
NUMBER = "01019000083"
pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(tmp_path, capsys, system):
    """`bring(content, *options)`: the lines the command prints, the last one first taken apart."""

    def run(content, *options, name="fil.csv"):
        path = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        call_command("import_projects", str(path), *options)
        return capsys.readouterr().out.strip().split("\n")

    return run


def counts(new=0, changed=0, unchanged=0, refused=0):
    return f"{new} new, {changed} changed, {unchanged} unchanged, {refused} refused"


def stored():
    fields = [
        field.name for field in Project._meta.fields if field.name not in ("registered_at", "changed_at")
    ]
    return (
        sorted(map(str, Project.objects.values_list(*fields))),
        Event.objects.count(),
        PhaseChange.objects.count(),
    )


NORWEGIAN = (
    "Prosjektnavn;Virksomhet;Fase;Fagområde;Formål\n"
    "Bruddpåvisning;Vestre Viken HF;i bruk;Radiologi;Svar på minutter\n"
    "Hudscreening;Sykehuset i Fjellheimen;pilot;Hud;\n"
)


def test_projects_come_in_with_their_words(bring, organisations):
    assert bring(NORWEGIAN)[-1] == counts(new=2)
    ours, other = Project.objects.order_by("pk")
    assert (ours.organisation, ours.organisation_name) == (organisations.vestre_viken, "")
    assert (ours.phase, ours.clinical_area, ours.purpose) == ("in_use", "Radiologi", "Svar på minutter")
    assert (other.organisation, other.organisation_name) == (None, "Sykehuset i Fjellheimen")
    assert (other.phase, other.country, other.owner) == ("introduction", "Norge", None)
    assert list(Project.objects.filter(pk__in=matching("register.project", "bruddpåvisning"))) == [ours]


def test_an_area_comes_in_as_areas_are_listed(bring, organisations):
    small = NORWEGIAN.replace(";Radiologi;", ";radiologi;")
    bring(small)
    assert Project.objects.order_by("pk")[0].clinical_area == "Radiologi"
    assert bring(small)[-1] == counts(unchanged=2)


def test_the_same_file_twice_changes_nothing(bring, organisations):
    bring(NORWEGIAN)
    before = stored()
    assert bring(NORWEGIAN, name="et annet navn.csv")[-1] == counts(unchanged=2)
    after = stored()
    assert (after[0], after[2]) == (before[0], before[2])
    assert after[1] == before[1] + 1  # that somebody brought a file in


def test_a_change_is_dated_and_told_and_an_empty_cell_takes_nothing_away(bring, organisations):
    bring(NORWEGIAN)
    changed = NORWEGIAN.replace("pilot;Hud;", "i bruk;;Finne føflekker")
    assert bring(changed)[-1] == counts(changed=1, unchanged=1)
    project = Project.objects.get(title="Hudscreening")
    assert (project.phase, project.clinical_area, project.purpose) == ("in_use", "Hud", "Finne føflekker")
    assert [change.phase for change in project.phase_changes.all()] == ["in_use"]
    assert Event.objects.get(verb="project.import_changed").data["fields"] == ["phase", "purpose"]
    assert list(Project.objects.filter(pk__in=matching("register.project", "føflekker"))) == [project]


@pytest.mark.parametrize(
    ("country", "told", "began"),
    [
        ("Norge", "15.03.2021", date(2021, 3, 15)),
        ("Norge", "3/4/2021", date(2021, 4, 3)),
        ("USA", "3/4/2021", date(2021, 3, 4)),
        ("USA", "03/04/2021 00:00:00", date(2021, 3, 4)),
        ("USA", "Oct-24", date(2024, 10, 1)),
        ("Norge", "2021-02", date(2021, 2, 1)),
        ("Norge", "2021", None),
        ("Norge", "snart", None),
        ("Norge", "01.01.2999", None),
        ("Norge", "", None),
    ],
)
def test_a_phase_is_dated_by_the_source_or_not_at_all(country, told, began, bring, client_for, cast):
    bring(f"Prosjektnavn;Land;Fase;Oppstart\nBrudd;{country};i bruk;{told}\n")
    project = Project.objects.get()
    assert [local_day(change.at) for change in project.phase_changes.all()] == ([began] if began else [])
    years = {year for *_, year, _came in tallies.count(Project.objects.all()) if year}
    assert years == ({began.year} if began else set())
    page = client_for(cast.lead).get("/prosjekter/tidslinje/?land=alle").content.decode()
    assert ("I bruk fra" in page) is bool(began)
    assert client_for(cast.lead).get(f"/prosjekter/{project.pk}/").status_code == 200


def test_a_phase_that_is_told_later_is_the_first_and_not_a_change(bring, system):
    header = "ID;Prosjektnavn;Fase;Oppstart\n"
    bring(f"{header}1;Brudd;;\n2;Sepsis;;\n")
    bring(f"{header}1;Brudd;i bruk;\n2;Sepsis;i bruk;1.2.2020\n")
    [change] = PhaseChange.objects.all()
    assert (change.project.title, local_day(change.at)) == ("Sepsis", date(2020, 2, 1))


def test_a_decision_ahead_is_told_and_left_out(bring, system):
    lines = bring("Prosjektnavn;Gjennomføring besluttet\nBrudd;01.01.2999\n")
    assert "«01.01.2999» er frem i tid." in lines[0]
    assert Project.objects.get().implementation_decided_on is None


def test_a_product_stands_once_however_it_is_spelled_and_its_supplier_is_filled_in(bring, organisations):
    header = "Prosjektnavn;Virksomhet;Produkt;Leverandør\n"
    file = header + "Brudd;Vestre Viken HF;BoneView;\nBrudd igjen;Ahus;boneview;Gleamer\nUten;Ahus;;Telenor\n"
    assert bring(file)[-1] == counts(new=3)
    assert set(Product.objects.values_list("name", "supplier")) == {("BoneView", "Gleamer"), ("", "Telenor")}
    assert bring(file)[-1] == counts(unchanged=3)
    assert bring(header + "Brudd;Vestre Viken HF;;AZmed\n")[-1] == counts(changed=1)
    project = Project.objects.get(title="Brudd")
    assert (project.product_name, project.supplier) == ("BoneView", "AZmed")
    assert Project.objects.get(title="Brudd igjen").supplier == "Gleamer"


def test_a_supplier_that_a_file_fills_in_is_a_version_of_all_that_use_the_product(bring, chain):
    """Of those the file is about, and those it is not; each told once, whichever row tells it."""
    chain.registered(title="Her", product="BoneView", purpose="")
    header = "Prosjektnavn;Virksomhet;Produkt;Leverandør;Formål\n"
    rows = "Med;Vestre Viken HF;BoneView;{};\nUten;Ahus;BoneView;;{}\n"
    bring(header + rows.format("", ""))
    bring(header + rows.format("Gleamer", "Finne brudd"))
    versions = {
        one.title: [(v.told["supplier"], v.told["purpose"]) for v in one.versions.order_by("number")]
        for one in Project.objects.all()
    }
    assert versions["Her"] == [("", ""), ("Gleamer", "")]
    assert versions["Med"] == [("", ""), ("Gleamer", "")]
    assert versions["Uten"] == [("", ""), ("Gleamer", ""), ("Gleamer", "Finne brudd")]


def test_a_changed_project_keeps_what_it_said_before(bring, organisations):
    bring(NORWEGIAN)
    bring(NORWEGIAN.replace("pilot;Hud;", "i bruk;Hud;Finne føflekker"))
    bring(NORWEGIAN.replace("pilot;Hud;", "i bruk;Hud;Finne kreft"))
    versions = Project.objects.get(title="Hudscreening").versions.order_by("number")
    assert [(one.number, one.told.get("purpose", "")) for one in versions] == [
        (1, ""),
        (2, "Finne føflekker"),
        (3, "Finne kreft"),
    ]


def test_a_decision_in_the_file_is_an_event_with_its_own_date(bring, organisations):
    bring("Prosjektnavn;Virksomhet;Gjennomføring besluttet\nBrudd;Vestre Viken HF;01.03.2024\n")
    assert Event.objects.get(verb="project.decided").data["on"] == "2024-03-01"


def test_what_is_registered_by_hand_is_found_by_organisation_and_title(bring, chain):
    project = chain.registered(title="Bruddpåvisning", phase="introduction")
    assert bring(NORWEGIAN)[-1] == counts(new=1, changed=1)
    project.refresh_from_db()
    assert (project.phase, project.owner) == ("in_use", chain.cast.member)


def test_the_sources_own_number_is_the_key(bring, organisations):
    bring("ID;Tittel;Virksomhet\n7;Gammelt navn;Helse Vest RHF\n8;Et annet;Helse Vest RHF\n")
    assert bring("ID;Tittel;Virksomhet\n7;Nytt navn;Helse Vest RHF\n")[-1] == counts(changed=1)
    assert set(Project.objects.values_list("title", flat=True)) == {"Nytt navn", "Et annet"}


def test_refused_rows_are_told_and_the_rest_goes_in(bring, organisations):
    lines = bring(
        f"Navn;Virksomhet;Formål\n;Helse Vest RHF;uten navn\nBrudd;Helse Vest RHF;Om {NUMBER}\nSepsis;Helse Vest RHF;Varsle\n"
    )
    assert lines[-1] == counts(new=1, refused=2)
    assert lines[0].startswith("rad 2, kolonne «Navn»: utelatt: Raden mangler navn")
    assert lines[1].startswith(
        "rad 3, kolonne «Formål»: utelatt: Cellen inneholder noe som ser ut som et fødselsnummer"
    )
    assert NUMBER not in "\n".join(lines)
    assert NUMBER not in str(list(Event.objects.values_list("data", flat=True)))


@pytest.mark.parametrize(
    "cell", [NUMBER, "010190 00083", NUMBER[1:], f'=HYPERLINK("https://a.example/{NUMBER}","x")']
)
def test_a_national_identity_number_never_comes_in(cell, bring, system):
    quoted = cell.replace('"', '""')
    assert bring(
        f'Navn;Virksomhet;Formål\n"{quoted}";Helse Vest RHF;\nSepsis;"{quoted}";\nHud;;"{quoted}"\n'
    )[-1] == counts(refused=3)


def test_the_same_project_twice_in_a_file(bring, organisations):
    lines = bring("Navn;Virksomhet;Formål\nA;KS;en\nA;KS;en\nA;KS;to\n")
    assert lines[-1] == counts(new=1, unchanged=1, refused=1)
    assert "rad 3: står flere ganger: Det samme står i rad 2." in lines
    assert Project.objects.get().purpose == "en"


def test_an_unknown_word_is_told_and_the_row_comes_in(bring, system):
    lines = bring("Navn;Virksomhet;Fase\nA;KS;på månen\n")
    assert lines == [
        "rad 2, kolonne «Fase»: ukjent ord: «på månen» er ikke en fase vi kjenner.",
        counts(new=1),
    ]
    assert (Project.objects.get().phase, PhaseChange.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("word", "phase"),
    [
        ("Klinisk bruk", "in_use"), ("Deployed", "in_use"), ("Operation and Maintenance", "in_use"), ("In gebruik", "in_use"),
        ("Pilot", "introduction"), ("Utprøving", "introduction"), ("Implementation and Assessment", "introduction"),
        ("Anskaffelse", "procurement"), ("Procurement", "procurement"), ("Acquisition and/or Development", "development"),
        ("Pre-deployment", "development"), ("Utvikling", "development"), ("Initiated", "research"), ("Forskning", "research"),
        ("Retired", "ended"), ("Avsluttet", "ended"), ("Buiten gebruik", "ended"), ("inactive", "ended"), ("Not in use", ""),
    ],
)  # fmt: skip
def test_phases_in_many_tongues(word, phase, bring, system):
    bring(f"Navn;Fase\nA;{word}\n")
    assert Project.objects.get().phase == phase


def test_a_dry_run_says_the_same_and_changes_nothing(bring, organisations):
    assert bring(NORWEGIAN, "--dry-run")[-1] == counts(new=2)
    assert (Project.objects.count(), ImportRun.objects.count(), SourceMap.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n" + bytes(99), "a;b\n1;2\n", b"PK\x03\x04 no", f"Navn {NUMBER};x\n1;2\n"],
)
def test_a_file_that_cannot_be_understood_ends_with_one_sentence(content, bring, capsys):
    with pytest.raises(SystemExit) as ended:
        bring(content)
    lines = capsys.readouterr().out.strip().split("\n")
    assert (ended.value.code, len(lines), lines[1]) == (1, 2, counts())
    assert lines[0].endswith(".")
    assert NUMBER not in lines[0]
    assert Project.objects.count() == 0


def test_a_file_that_is_not_there(bring, capsys, tmp_path):
    with pytest.raises(SystemExit):
        bring(tmp_path / "ingen.csv")
    assert capsys.readouterr().out.strip().split("\n")[-1] == counts()


def test_html_and_links_as_formulas_are_read_as_people_read_them(bring, system):
    bring(
        'Navn,Beskrivelse\n"=HYPERLINK(""https://a.example/1"";""Brudd &amp; fall"")","<p>Én</p><a href=\'https://b.example\'>to</a>"\n'
    )
    project = Project.objects.get()
    assert (project.title, project.purpose, project.source_url) == (
        "Brudd & fall",
        "Én\nto",
        "https://a.example/1",
    )


def test_of_publications_the_links_come_in_and_the_rest_is_told(bring, system):
    told = bring('Navn;Publikasjoner\nA;"https://a.example/1\nHansen, 2019\nhttps://a.example/2"\n')
    assert Project.objects.get().publications == "https://a.example/1\nhttps://a.example/2"
    assert any("«Hansen, 2019» er ikke en lenke." in line for line in told)


def test_dates_as_text_and_as_excel_has_them(bring, system):
    bring("Navn;Gjennomføring besluttet\nA;1.3.2024\nB;2024-03-01\n")
    book = Workbook()
    book.active.append(["Navn", "Gjennomføring besluttet"])
    book.active.append(["C", 45352])
    book.active["B2"].number_format = "dd.mm.yyyy"
    file = io.BytesIO()
    book.save(file)
    bring(file.getvalue(), name="bok.xlsx")
    assert {str(day) for day in Project.objects.values_list("implementation_decided_on", flat=True)} == {
        "2024-03-01"
    }


def test_long_texts_are_shortened_and_the_same_file_still_changes_nothing(bring, system):
    content = f"Navn;Formål\n{'A' * 250};{'b ' * 3000}\n"
    assert (bring(content)[-1], bring(content)[-1]) == (counts(new=1), counts(unchanged=1))
    project = Project.objects.get()
    assert (len(project.title), project.title[-1], len(project.purpose) <= 4000) == (200, "…", True)


FOREIGN = (
    "agency_name,id,use_case_name,agency_bureau,development_stage\n"
    "Department of Veterans Affairs,VA-1,Sepsis,VHA,Deployed\n"
    "Helse Vest RHF,VA-2,Namesake,VHA,Retired\n"
)


def test_a_foreign_row_is_marked_and_never_tied_to_an_organisation_of_ours(bring, organisations):
    bring(FOREIGN)
    seen = Project.objects.values_list("country", "source", "organisation", "organisation_name").order_by(
        "pk"
    )
    assert seen[0] == ("USA", "US OMB 2025", None, "Department of Veterans Affairs, VHA")
    assert seen[1][2] is None
    assert not Project.objects.norwegian().exists()


@pytest.mark.parametrize(
    ("content", "country"),
    [
        ("Name,Organisation,URL\nA,B,https://www.nhs.uk/a\n", "Storbritannia"),
        ("Name,Organisation\nA,Department of Health\n", "USA"),
        ("Naam,Organisatie\nA,B\n", "ukjent land"),
        ("Name,Organisation\nA,Helse Vest RHF\n", "Norge"),
        ("Navn,Fagområde\nA,B\n", "Norge"),
        ("Name,Country\nA,Sweden\n", "Sverige"),
    ],
)
def test_which_country_a_row_is_from(content, country, bring, organisations):
    bring(content)
    assert Project.objects.get().country == country


def test_the_map_of_a_source_is_remembered_by_its_name_and_by_its_headers(bring, system):
    bring("Navn;Fase\nA;pilot\n", "--map", "Listen")
    known = SourceMap.objects.get(name="Listen")
    known.columns, known.words = {"title": ["navn#1"], "purpose": ["annet#1"]}, {"på månen": "research"}
    known.save()
    bring("Annet;Navn;Fase\nDette;B;x\n", "--map", "Listen")
    assert Project.objects.get(title="B").purpose == "Dette"
    assert bring("Navn;Fase\nA;pilot\n", "--map", "Listen")[-1] == counts(unchanged=1)


def test_a_crash_leaves_nothing_behind(bring, organisations, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    write, seen = importing.Import.write, []

    def crash_at_the_second(self, *args, **given):
        if seen:
            raise MemoryError
        seen.append(1)
        write(self, *args, **given)

    monkeypatch.setattr(importing.Import, "write", crash_at_the_second)
    before = stored()
    with pytest.raises(MemoryError):
        bring(NORWEGIAN)
    assert (seen, stored(), ImportRun.objects.count()) == ([1], before, 0)


def test_the_chain_of_events_holds_after_an_import(bring, system):
    bring(NORWEGIAN)
    seal()
    assert list(breaches()) == []


def test_many_rows_take_few_statements(bring, system):
    def asked(rows):
        body = "".join(f"Prosjekt {rows}-{n};i bruk\n" for n in range(rows))
        with CaptureQueriesContext(connection) as seen:
            bring(f"Navn;Fase\n{body}")
        return len(seen)

    asked(1)
    few = asked(2)
    # SQLite takes a thousand values in a statement: some thirty projects at a time.
    assert asked(500) - few <= 500 / 15


@pytest.mark.skipif(not REGISTERS.is_dir(), reason="the registers in shared/ are not on this machine")
@pytest.mark.parametrize(
    ("name", "rows", "country"),
    [
        ("fda_ki_utstyr.csv", 902, "USA"),
        ("uk_atrs.csv", 68, "Storbritannia"),
        ("us_omb_2023_helse.csv", 99, "USA"),
        ("us_omb_2024_helse_cp1252.csv", 268, "USA"),
        ("us_omb_2025_helse.csv", 418, "USA"),
        ("us_omb_2025_hyllevare_helse.csv", 40, "USA"),
        ("samsvar_2024_2025.csv", 106, "USA"),
    ],
)
def test_the_real_registers_come_in(name, rows, country, bring, organisations):
    line = bring(REGISTERS / name)[-1].split(", ")
    new, _, unchanged, refused = (int(part.split()[0]) for part in line)
    assert new + unchanged + refused == rows
    assert new >= 0.9 * rows
    assert set(Project.objects.values_list("country", flat=True)) == {country}
    assert not Project.objects.filter(source="").exists()
    assert (
        not any(
            "\ufffd" in title or "â€" in title for title in Project.objects.values_list("title", flat=True)
        )
        or "2023" in name
    )
    again = [int(part.split()[0]) for part in bring(REGISTERS / name)[-1].split(", ")]
    assert (again[0], again[1], again[3]) == (0, 0, refused)


def test_a_row_of_every_difficulty_at_once(bring, organisations):
    content = (
        "Oversikt over KI;;;;\n\nNavn;Navn;Virksomhet;Kommentar;Kommentar\n"
        'Br\u00f8dd \u2013 \u00abtest\u00bb;;"Vestre Viken HF\n(Drammen)";;\n;Bare i den andre;;;\n;;;x;\n'
    ).encode("cp1252")
    assert bring(content)[-1] == counts(new=2, refused=1)
    assert set(Project.objects.values_list("title", "organisation__slug")) == {
        ("Brødd – «test»", "vestre_viken"),
        ("Bare i den andre", None),
    }


def test_what_is_known_of_an_import_is_kept(bring, organisations):
    bring(NORWEGIAN)
    run = ImportRun.objects.get()
    assert (run.stage, run.counts) == ("done", {"new": 2, "changed": 0, "unchanged": 0, "refused": 0})
    assert Event.objects.get(verb="projects.imported").target_id == run.pk


def test_an_id_in_nye_metoder_is_read_as_it_is_written_there_or_left_out(bring, organisations):
    header = "Prosjektnavn;Virksomhet;ID i Nye metoder\n"
    said = bring(f"{header}Brudd;Vestre Viken HF;id2024_012 \nSepsis;Vestre Viken HF;sak 12/2024\n")
    assert any("«sak 12/2024» er ikke en ID hos Nye metoder." in line for line in said)
    told = dict(Project.objects.values_list("title", "method_id"))
    assert told == {"Brudd": "ID2024_012", "Sepsis": ""}
    assert bring(header + "Brudd;Vestre Viken HF;ID2024_012\n")[-1] == counts(unchanged=1)
    assert bring(header + "Brudd;Vestre Viken HF;ID2025_001\n")[-1] == counts(changed=1)
