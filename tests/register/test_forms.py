from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from network.language import choose_language
from network.registries import waiting_on
from network.viewer import Viewer
from register import upkeep
from register.forms.experiences import EXPERIENCE_FORMS
from register.forms.fields import KronerField
from register.forms.projects import ProjectForm
from register.models import Project
from register.vocabulary import COUNTRIES, country_of, country_read

REQUIRED_AT_MOST = 6


def test_a_project_asks_for_at_most_six_things(cast, viewer):
    form = ProjectForm(viewer=viewer(cast.member))
    asked = [field.name for field in form.visible_fields() if field.field.required]
    assert asked == ["title", "phase", "clinical_area", "purpose"]
    required = [name for name, field in form.fields.items() if field.required and name != "token"]
    assert len(required) <= REQUIRED_AT_MOST


def test_an_experience_asks_for_at_most_five_fields_and_folds_the_rest():
    for kind, form in EXPERIENCE_FORMS.items():
        assert len(form().first) <= 5, kind


@pytest.mark.parametrize(
    "written",
    [
        "2000000",
        "2 000 000",
        "2\u00a0000\u00a0000",
        "2.000.000",
        "2 000 000 kr",
        "kr 2 000 000,-",
        "2000000 kroner",
    ],
)
def test_kroner_are_read_as_people_write_them(written):
    assert KronerField().clean(written) == Decimal(2_000_000)


@pytest.mark.parametrize("written", ["mye", "2,50", "2.5", "9" * 13, "1e99", "NaN"])
def test_what_is_not_whole_kroner_is_refused_in_norwegian(written):
    with pytest.raises(Exception, match=r"(?i)kroner|større|siffer|tall"):
        KronerField().clean(written)


ABROAD = {
    "title": "Stockholms slagpiloten",
    "phase": "in_use",
    "clinical_area": "Nevrologi",
    "purpose": "Finne slag tidligere.",
    "country": "sweden",
    "token": "t",
}


def test_a_project_abroad_is_told_with_its_country_and_source(cast, organisations, client_for):
    browser, given = client_for(cast.member), ABROAD | {"organisation": organisations.vestre_viken.pk}
    page = browser.post("/prosjekter/ny/", given).content.decode()
    assert 'id="id_organisation_name_error"' in page
    assert 'id="id_source_url_error"' in page
    given |= {"organisation_name": "Region Stockholm", "source_url": "https://a.example/slag"}
    browser.post("/prosjekter/ny/", given)
    project = Project.objects.get()
    assert (project.country, project.whose, project.organisation) == ("Sverige", "Region Stockholm", None)
    seen = client_for(cast.member_west)
    page = seen.get(f"/prosjekter/{project.pk}/").content.decode()
    assert "Region Stockholm (Sverige)" in page
    assert "https://a.example/slag" in page
    assert ABROAD["title"] not in seen.get("/prosjekter/").content.decode()
    assert ABROAD["title"] in seen.get("/prosjekter/?land=andre").content.decode()
    edit = f"/prosjekter/{project.pk}/rediger/"
    assert seen.get(edit).status_code == 404
    client_for(cast.member).post(edit, given | {"title": "Slagpiloten", "organisation": ""})
    project.refresh_from_db()
    assert (project.title, project.country, project.organisation) == ("Slagpiloten", "Sverige", None)


def test_nobody_is_asked_to_keep_true_what_is_told_abroad(chain, cast, now):
    project = chain.registered(organisation=None, organisation_name="Region Stockholm", country="Sverige")
    Project.objects.filter(pk=project.pk).update(confirmed_at=now - timedelta(days=300))
    assert upkeep.ask_due(now) == 0
    assert not [one for one in waiting_on(Viewer(cast.member, now)) if "Stemmer" in one.what]


def test_one_clinical_area_is_not_two_by_its_first_letter(chain, cast, client_for):
    chain.registered(clinical_area="Radiologi")
    client = client_for(cast.member)
    page = client.get("/prosjekter/ny/").content.decode()
    assert '<datalist id="omrader"><option value="Radiologi"></option></datalist>' in page
    told = {
        "token": "one",
        "title": "Ny",
        "phase": "research",
        "clinical_area": "radiologi",
        "purpose": "Brudd.",
    }
    client.post("/prosjekter/ny/", told)
    assert set(Project.objects.values_list("clinical_area", flat=True)) == {"Radiologi"}


def test_products_to_pick_from_are_ours_first_and_none_that_are_hidden(chain, cast, viewer):
    abroad = {"organisation": None, "organisation_name": "NHS", "country": "Storbritannia"}
    chain.registered(product="Aidoc", **abroad)
    chain.registered(product="Transpara")
    chain.registered(product="Hemmelig", reach="organisation")
    form = ProjectForm(viewer=viewer(cast.member_west), initial={"phase": "in_use"})
    assert form.products == ["Transpara", "Aidoc"]


def test_publications_are_links_but_what_stands_may_stay(chain, cast, client_for):
    project = chain.registered()
    Project.objects.filter(pk=project.pk).update(publications="Hansen, 2019")
    browser, edit = client_for(cast.member), f"/prosjekter/{project.pk}/rediger/"
    given = {"token": "p1", "title": project.title, "phase": "in_use", "clinical_area": "Radiologi"}
    given |= {"purpose": project.purpose, "organisation": project.organisation_id}
    page = browser.post(edit, given | {"publications": "Hansen, 2019\r\nOlsen, 2020"}).content.decode()
    assert "«Olsen, 2020» er ikke en lenke." in page.partition('id="id_publications_error"')[2][:300]
    told = "Hansen, 2019\r\nhttps://a.example/olsen"
    assert browser.post(edit, given | {"publications": told}).status_code == 302
    assert Project.objects.get().publications.splitlines() == told.splitlines()


def test_a_source_that_is_no_address_stands_while_the_rest_is_changed(chain, cast, client_for):
    project, source = chain.registered(), "https://a.example/ki; https://b.example/ki"
    Project.objects.filter(pk=project.pk).update(source_url=source)
    browser, edit = client_for(cast.member), f"/prosjekter/{project.pk}/rediger/"
    given = {"token": "s1", "title": "KI i bruk", "phase": "in_use", "clinical_area": "Radiologi"}
    given |= {"purpose": project.purpose, "organisation": project.organisation_id}
    assert 'id="id_source_url_error"' in browser.post(edit, given | {"source_url": "vår side"}).text
    assert browser.post(edit, given | {"source_url": source}).status_code == 302
    project.refresh_from_db()
    assert (project.title, project.source_url) == ("KI i bruk", source)


@pytest.mark.parametrize(
    ("language", "sweden", "germany"), [("en", "Sweden", "Germany"), ("nn", "Sverige", "Tyskland")]
)
def test_a_country_is_read_in_the_readers_language_and_kept_as_one(
    language, sweden, germany, chain, cast, client_for
):
    place = {
        "organisation": None,
        "organisation_name": "Region Stockholm",
        "source_url": "https://a.example/",
    }
    project = chain.registered(country="Sverige", owner=cast.member, **place)
    choose_language(cast.member, language)
    browser = client_for(cast.member)
    for address in (f"/prosjekter/{project.pk}/", "/prosjekter/?land=andre", "/sok/?q=bruddpåvisning"):
        assert f"Region Stockholm ({sweden})" in browser.get(address).content.decode(), address
    form = browser.get(f"/prosjekter/{project.pk}/rediger/").context["form"]
    assert form["country"].value() == sweden
    assert germany in form.countries
    given = {field.name: field.value() or "" for field in form} | {"country": germany}
    browser.post(f"/prosjekter/{project.pk}/rediger/", given)
    project.refresh_from_db()
    assert project.country == "Tyskland"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_country_is_known_again_by_what_it_is_called(language):
    with override(language):
        assert {country_of(country_read(name)) for name in COUNTRIES} == set(COUNTRIES)
        assert country_of(country_read("Spania")) == "Spania"


def test_every_country_has_a_name_in_english():
    with override("en"):
        same = {name for name in COUNTRIES if country_read(name) == name}
    assert same == {"Finland", "USA", "Canada", "Australia"}
