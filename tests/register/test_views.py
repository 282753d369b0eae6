import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.deadlines import local_day
from network.forms import has_national_id
from network.membership import seat
from network.models import Event, Organisation, Seat
from register.models import Experience, Phase, Project
from register.urls import KINDS

GIVEN = {
    "token": "abc",
    "title": "KI i poliklinikken",
    "phase": "development",
    "clinical_area": "Øyesykdommer",
    "purpose": "Finne diabetisk øyesykdom tidlig.",
}
NEW = "/prosjekter/ny/"


@pytest.fixture
def given(organisations):
    return GIVEN | {"organisation": organisations.vestre_viken.pk}


@pytest.fixture
def project(chain):
    return chain.registered(supplier="Gleamer", product="BoneView")


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def without_tokens(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def a_national_id():
    return next(number for n in range(10_000) if has_national_id(number := f"0101900{n:04}"))


# Registering


def test_a_member_registers_with_the_fields_that_are_asked_for(client_for, cast, organisations, given):
    client = client_for(cast.member)
    page = client.get(NEW).content.decode()
    assert "Hvor langt er dere kommet?" in page

    response = client.post(NEW, given)
    project = Project.objects.get()
    assert response.url == reverse("project-detail", args=[project.pk])
    assert (project.organisation, project.owner) == (organisations.vestre_viken, cast.member)
    assert (project.reach, project.care_level) == ("network", "specialist")
    assert not project.phase_changes.exists()  # nobody has said when it began
    event = Event.objects.get(verb="project.registered")
    assert event.seat.organisation == organisations.vestre_viken
    assert "KI i poliklinikken" in client.get("/prosjekter/").content.decode()


@pytest.mark.parametrize("kind", ["municipal", "ks"])
def test_the_level_nobody_was_asked_for_is_the_organisations_own(
    client_for, cast, organisations, given, kind
):
    Organisation.objects.filter(pk=organisations.vestre_viken.pk).update(kind=kind)
    client = client_for(cast.member)
    client.post(NEW, given)
    assert Project.objects.get().care_level == "municipal"
    assert '<option value="municipal" selected>' in client.get(NEW).content.decode()
    assert "KI i poliklinikken" in client.get("/prosjekter/?niva=municipal").content.decode()
    client.post(NEW, given | {"token": "both", "title": "Begge", "care_level": "both"})
    assert Project.objects.get(title="Begge").care_level == "both"


def test_who_speaks_at_several_levels_is_asked_which(client_for, cast, bodies, organisations, given, now):
    seat(
        cast.member,
        bodies.national,
        organisation=organisations.ks,
        role=Seat.Role.MEMBER,
        actor=cast.admin,
        now=now,
    )
    client = client_for(cast.member)
    asked_first, folded = client.get(NEW).content.decode().split("Mer om prosjektet")
    assert 'name="care_level"' in asked_first
    assert 'name="care_level"' not in folded
    client.post(NEW, given | {"organisation": organisations.ks.pk})
    assert Project.objects.get().care_level == "municipal"


def test_a_registration_that_says_no_level_gets_the_organisations_own(chain, organisations):
    assert chain.registered(organisation=organisations.ks).care_level == "municipal"
    assert chain.registered(organisation=organisations.bergen).care_level == "specialist"


def test_the_same_form_sent_twice_registers_once(client_for, cast, given):
    client = client_for(cast.member)
    first, second = client.post(NEW, given), client.post(NEW, given)
    assert first.url == second.url
    assert Project.objects.count() == 1
    assert Event.objects.filter(verb="project.registered").count() == 1


def test_an_empty_form_says_what_is_missing_beside_each_field(client_for, cast):
    page = client_for(cast.member).post(NEW, {"token": "x", "clinical_area": "Hud"}).content.decode()
    for name in ("title", "phase", "purpose"):
        assert f'id="id_{name}_error"' in page
    assert 'value="Hud"' in page, "what was typed is still there"
    assert not Project.objects.exists()


@pytest.mark.parametrize("field", ["title", "clinical_area", "purpose", "product"])
def test_too_long_a_text_is_refused_beside_its_field(client_for, cast, given, field):
    page = client_for(cast.member).post(NEW, given | {field: "å" * 100_000}).content.decode()
    assert f'id="id_{field}_error"' in page
    assert "å" * 100_000 in page
    assert not Project.objects.exists()


@pytest.mark.parametrize("field", ["title", "purpose", "technique"])
def test_a_national_identity_number_is_stopped(client_for, cast, given, field):
    page = client_for(cast.member).post(NEW, given | {field: f"Pasienten er {a_national_id()}"})
    assert "ser ut som et fødselsnummer" in page.content.decode()
    assert f'id="id_{field}_error"' in page.content.decode()
    assert not Project.objects.exists()


def test_a_mistake_in_what_is_folded_away_unfolds_it(client_for, cast, given):
    page = client_for(cast.member).post(NEW, given | {"phase_on": "i går"}).content.decode()
    assert '<details class="ds-details" open>' in page


def test_a_decision_that_is_not_made_yet_is_refused_by_its_field(client_for, cast, given, now, chain):
    ahead = {"phase": "in_use", "implementation_decided_on": local_day(now) + timedelta(days=1)}
    project = chain.registered()
    for address in (NEW, reverse("project-edit", args=[project.pk])):
        page = client_for(cast.member).post(address, given | ahead).content.decode()
        assert "Datoen er frem i tid. Registrer beslutningen når den er tatt." in page
        assert 'id="id_implementation_decided_on_error"' in page
    assert Project.objects.get().implementation_decided_on is None


def test_nobody_registers_for_another_organisation(client_for, cast, organisations, given):
    other = given | {"organisation": organisations.bergen.pk}
    page = client_for(cast.member).post(NEW, other)
    assert page.status_code == 200
    assert not Project.objects.exists()


def test_with_several_organisations_one_is_chosen_and_the_event_says_which(
    client_for, cast, bodies, organisations, system, given, now
):
    Seat.objects.create(
        person=cast.member, body=bodies.west, organisation=organisations.bergen, role="member", starts_at=now
    )
    client = client_for(cast.member)
    page = client.get(NEW).content.decode()
    assert "Helse Bergen HF" in page
    assert "Vestre Viken HF" in page
    client.post(NEW, given | {"organisation": organisations.bergen.pk})
    assert Project.objects.get().organisation == organisations.bergen
    assert Event.objects.get(verb="project.registered").seat.organisation == organisations.bergen


@pytest.mark.parametrize("who", ["outsider", "industry", "admin"])
def test_without_a_members_seat_one_is_told_how_to_become_one(client_for, cast, given, who):
    client = client_for(getattr(cast, who))
    response = client.post(NEW, given)
    assert response.status_code == 403
    assert ("Bare medlemmer av et nettverk" in response.text) == (who != "industry")
    assert ("Næringslivet registrerer ikke prosjekter" in response.text) == (who == "industry")
    assert ('href="/bli-med/soknad/"' in response.text) == (who != "industry")  # it has a role already
    assert not Project.objects.exists()


# Reading


def test_what_one_may_not_see_is_like_what_does_not_exist(client_for, cast, project):
    client = client_for(cast.outsider)
    hidden = client.get(f"/prosjekter/{project.pk}/")
    missing = client.get("/prosjekter/999999/")
    huge = client.get("/prosjekter/99999999999999999999999/")
    assert (hidden.status_code, missing.status_code, huge.status_code) == (404, 404, 404)
    assert without_tokens(hidden) == without_tokens(missing)
    assert project.title not in client.get("/prosjekter/").content.decode()


def test_the_page_of_a_project_tells_and_offers_what_its_reader_may(client_for, cast, project, chain):
    chain.experience(project)
    page = client_for(cast.member).get(f"/prosjekter/{project.pk}/").content.decode()
    assert "2\xa0000\xa0000 kroner" in page
    assert f"/innmeldinger/meld-inn/?prosjekt={project.pk}" in page
    for kind in Experience.Kind.values:
        assert f"/prosjekter/{project.pk}/erfaring/{KINDS[kind]}/" in page
    assert '<li data-state="now" aria-current="step">I bruk' in page

    page = client_for(cast.member_west).get(f"/prosjekter/{project.pk}/").content.decode()
    assert "kroner" in page
    assert "/erfaring/" not in page
    assert "/rediger/" not in page


def test_issues_raised_from_the_project_stand_on_its_page(client_for, cast, project, chain):
    issue = chain.raised(project=project)
    page = client_for(cast.member_west).get(f"/prosjekter/{project.pk}/").content.decode()
    assert issue.title in page


def test_companies_see_neither_costs_nor_suppliers(client_for, cast, chain):
    public = chain.registered(reach="public", supplier="Gleamer", funding="2 mill. kroner")
    cost = chain.experience(public)
    lesson = chain.experience(public, kind="lesson", title="Ta med IKT tidlig", cost_of="", amount_nok=None)
    client = client_for(cast.industry)
    page = client.get(f"/prosjekter/{public.pk}/").content.decode()
    assert lesson.title in page
    for hidden in (cost.title, "Gleamer", "2 mill. kroner", "2\xa0000\xa0000"):
        assert hidden not in page
    assert client.get(f"/prosjekter/erfaringer/{cost.pk}/").status_code == 404
    assert client.get(f"/prosjekter/erfaringer/{lesson.pk}/").status_code == 200
    assert client_for(cast.member).get(f"/prosjekter/erfaringer/{cost.pk}/").status_code == 200


def test_the_list_is_narrowed_by_the_address(client_for, cast, chain, organisations):
    eye = chain.registered(title="Netthinnen", clinical_area="ØYESYKDOMMER", phase="research")
    heart = chain.registered(title="Hjerterytme", clinical_area="Kardiologi")
    client = client_for(cast.member)

    def shown(query):
        page = client.get(f"/prosjekter/?{query}").content.decode()
        return {project for project in (eye, heart) if project.title in page}

    assert shown("") == {eye, heart}
    assert shown("ord=øyesykdom") == {eye}
    assert shown("fase=in_use") == {heart}
    assert shown("fase=in_use&ord=øye") == set()
    assert shown(f"region={organisations.bergen.region_id}") == set()
    assert "Det du valgte, står ikke i listen." in client.get("/prosjekter/?fase=tull").content.decode()


def test_projects_are_found_by_level_municipal_use_organisation_and_product(
    client_for, cast, chain, organisations
):
    organisations.bergen.name = "Ålesund kommune"
    organisations.bergen.save()
    alarm = chain.registered(
        title="Fallalarm", care_level="municipal", municipal_use="safety", organisation=organisations.bergen
    )
    both = chain.registered(
        title="Hjemmeoppfølging", care_level="both", municipal_use="home", product="BoneView"
    )
    x_ray = chain.registered(title="Brudd", product="Rayvolve")
    client = client_for(cast.member)

    def shown(query):
        page = client.get(f"/prosjekter/?{query}").content.decode().split("<table")
        return {one.title for one in (alarm, both, x_ray) if len(page) > 1 and one.title in page[1]}

    assert shown("niva=municipal") == {"Fallalarm", "Hjemmeoppfølging"}
    assert shown("niva=specialist") == {"Hjemmeoppfølging", "Brudd"}
    assert shown("bruk=safety") == {"Fallalarm"}
    assert shown("virksomhet=ålesund") == {"Fallalarm"}
    assert shown("virksomhet=vestre") == {"Hjemmeoppfølging", "Brudd"}
    assert shown("produkt=boneview") == {"Hjemmeoppfølging"}
    assert shown("produkt=boneview&bruk=safety") == set()
    assert 'value="ålesund"' in client.get("/prosjekter/?virksomhet=ålesund").content.decode()
    Project.objects.filter(pk=x_ray.pk).update(organisation=None, organisation_name="Øygruppen legesenter")
    assert shown("virksomhet=øygruppen") == {"Brudd"}


def test_pages_of_the_list_keep_the_filter(client_for, cast, chain):
    for n in range(27):
        chain.registered(title=f"Prosjekt {n:02}")
    client = client_for(cast.member)
    first = client.get("/prosjekter/?fase=in_use").content.decode()
    assert "Prosjekt 26" in first
    assert "Prosjekt 01" not in first
    assert "?fase=in_use&amp;side=2" in first
    assert "Prosjekt 01" in client.get("/prosjekter/?fase=in_use&side=2").content.decode()
    for odd in ("0", "-1", "²", "abc", "9" * 30):
        assert client.get("/prosjekter/", {"side": odd}).status_code == 200, odd


def test_the_list_costs_the_same_with_one_row_and_with_two_hundred(client_for, cast, chain, organisations):
    client = client_for(cast.member)
    project = chain.registered()
    one = queries_of(client, "/prosjekter/?ord=brudd&fase=in_use")
    Project.objects.bulk_create(
        Project(
            title=f"Brudd {n}",
            organisation=organisations.vestre_viken,
            owner=cast.member,
            phase="in_use",
            clinical_area="Radiologi",
            purpose="Se brudd",
            registered_at=project.registered_at,
            changed_at=project.changed_at,
        )
        for n in range(199)
    )
    assert queries_of(client, "/prosjekter/?fase=in_use") <= one
    assert queries_of(client, "/prosjekter/?ord=brudd&fase=in_use") == one


def test_the_page_of_a_project_costs_the_same_with_many_experiences(client_for, cast, chain, project):
    client = client_for(cast.member)
    chain.experience(project)
    chain.raised(project=project)
    one = queries_of(client, f"/prosjekter/{project.pk}/")
    for n in range(20):
        chain.experience(project, title=f"Kostnad {n}")
        chain.raised(project=project, title=f"Innmelding {n}")
    assert queries_of(client, f"/prosjekter/{project.pk}/") == one


# Changing


def test_a_colleague_moves_the_project_to_a_new_phase(client_for, cast, project):
    address = f"/prosjekter/{project.pk}/rediger/"
    client = client_for(cast.colleague)
    assert "BoneView" in client.get(address).content.decode()
    given = {name: getattr(project, name) for name in ("title", "clinical_area", "purpose")}
    given |= {"token": "t", "phase": "ended", "organisation": project.organisation_id, "product": "BoneView"}
    client.post(address, given)
    project.refresh_from_db()
    assert (project.phase, project.product.name) == ("ended", "BoneView")
    assert [change.phase for change in project.phase_changes.order_by("pk")] == [Phase.IN_USE, Phase.ENDED]
    assert Event.objects.filter(verb="project.edited", actor=cast.colleague).count() == 1


@pytest.mark.parametrize("who", ["member_west", "outsider", "industry"])
def test_others_do_not_change_it_or_report_on_it(client_for, cast, project, who):
    client = client_for(getattr(cast, who))
    for address in (f"/prosjekter/{project.pk}/rediger/", f"/prosjekter/{project.pk}/erfaring/kostnad/"):
        assert client.get(address).status_code == 404
        assert client.post(address, GIVEN).status_code == 404
    project.refresh_from_db()
    assert project.title != GIVEN["title"]


# Experiences

COST = {"token": "c", "title": "Lisens", "cost_of": "operating", "amount_nok": "1 500 000 kr", "year": "2026"}
EXPERIENCES = {
    "cost": COST,
    "benefit": {"token": "b", "title": "Kortere kø", "measure": "ventetid i døgn", "achieved": "3"},
    "infrastructure": {"token": "i", "title": "GPU i Norsk helsenett"},
    "lesson": {"token": "l", "title": "Ta med IKT tidlig", "text": "Integrasjonen tok et halvt år."},
}


@pytest.mark.parametrize("kind", EXPERIENCES)
def test_an_experience_is_reported_once_and_read_by_others(client_for, cast, project, kind):
    client = client_for(cast.member)
    address = f"/prosjekter/{project.pk}/erfaring/{KINDS[kind]}/"
    assert client.get(address).status_code == 200
    client.post(address, EXPERIENCES[kind])
    client.post(address, EXPERIENCES[kind])
    experience = Experience.objects.get()
    assert (experience.kind, experience.project, experience.reported_by) == (kind, project, cast.member)
    assert experience.organisation == project.organisation
    page = client_for(cast.member_west).get(f"/prosjekter/{project.pk}/").content.decode()
    assert experience.title in page
    if kind == "cost":
        assert "1\xa0500\xa0000 kroner, drift per år (2026)" in page


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("cost", {"amount_nok": "mye"}, "amount_nok"),
        ("cost", {"amount_nok": "-1"}, "amount_nok"),
        ("cost", {"cost_of": ""}, "cost_of"),
        ("cost", {"year": "1850"}, "year"),
        ("benefit", {"achieved": ""}, "achieved"),
        ("lesson", {"text": "x" * 100_000}, "text"),
    ],
)
def test_a_wrong_experience_is_refused_beside_its_field(client_for, cast, project, kind, wrong, field):
    address = f"/prosjekter/{project.pk}/erfaring/{KINDS[kind]}/"
    page = client_for(cast.member).post(address, EXPERIENCES[kind] | wrong).content.decode()
    assert f'id="id_{field}_error"' in page
    assert EXPERIENCES[kind]["title"] in page
    assert not Experience.objects.exists()


def test_there_are_only_four_kinds_of_experience(client_for, cast, project):
    client = client_for(cast.member)
    assert client.get(f"/prosjekter/{project.pk}/erfaring/rykte/").status_code == 404
