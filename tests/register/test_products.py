"""The list of products: found, read, and put right by those who keep what is the same for everyone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from network.models import Event
from network.workflow import Refused
from register import products
from register.models import Product
from register.products import correct, product_of
from register.projects import edit

LIST = "/prosjekter/produkter/"


@pytest.fixture
def project(chain):
    return chain.registered(product="BoneView", supplier="Gleamer", device_class="mdr_2a")


@pytest.fixture
def address(project):
    return f"{LIST}{project.product_id}/rett/"


GIVEN = {"token": "r", "supplier": "Gleamer", "device_class": "mdr_2b", "reason": "Står i EUDAMED."}


def test_who_keeps_the_national_network_puts_a_wrong_class_right(project, address, cast, client_for):
    client = client_for(cast.secretariat)
    assert address in client.get(f"{LIST}{project.product_id}/").content.decode()
    unsaid = client.post(address, GIVEN | {"reason": ""}).content.decode()
    assert 'id="id_reason_error"' in unsaid
    for _ in range(2):
        client.post(address, GIVEN)
    project.product.refresh_from_db()
    assert project.product.device_class == "mdr_2b"
    event = Event.objects.get(verb="product.corrected")
    assert (event.actor, event.data["reason"]) == (cast.secretariat, "Står i EUDAMED.")
    page = client_for(cast.member).get(f"{LIST}{project.product_id}/").content.decode()
    for said in ("MDR klasse IIa", "MDR klasse IIb", "Står i EUDAMED."):
        assert said in page
    assert address not in page
    newest, first = project.versions.order_by("-number")
    assert (first.told["device_class"], newest.told["device_class"]) == ("MDR klasse IIa", "MDR klasse IIb")


def test_a_supplier_is_put_right_but_not_into_another_product(project, address, chain, cast, client_for):
    other = chain.registered(product="BoneView", supplier="Annet firma")
    client = client_for(cast.secretariat)
    page = client.post(address, GIVEN | {"supplier": "ANNET firma"}).content.decode()
    assert 'id="id_supplier_error"' in page
    client.post(address, GIVEN | {"supplier": "Gleamer SAS"})
    project.product.refresh_from_db()
    assert project.product.supplier == "Gleamer SAS"
    assert other.product.supplier == "Annet firma"


@pytest.mark.parametrize("who", ["member", "lead", "industry", "outsider"])
def test_nobody_else_puts_it_right(who, address, cast, client_for):
    client = client_for(getattr(cast, who))
    assert client.get(address).status_code == client.post(address, GIVEN).status_code == 404
    assert Product.objects.get().device_class == "mdr_2a"


def test_the_refusal_says_whom_to_ask(project, chain):
    with pytest.raises(Refused) as refused:
        chain.registered(product="BoneView", supplier="Gleamer", device_class="mdr_3")
    assert "sekretariatet i det nasjonale nettverket" in refused.value.sentence


def test_products_are_listed_with_how_many_projects_one_sees(project, chain, cast, client_for):
    chain.registered(product="BoneView", reach="organisation")
    chain.registered(product="Åpen modell")
    assert LIST in client_for(cast.member).get("/prosjekter/").content.decode()
    page = client_for(cast.member).get(LIST).content.decode()
    row = page.split(f'href="{LIST}{project.product_id}/"')[1].split("</tr>")[0]
    for said in ("BoneView", "Gleamer", "MDR klasse IIa", ">2<"):
        assert said in row
    assert page.index("BoneView") < page.index("Åpen modell")
    elsewhere = client_for(cast.member_west).get(LIST).content.decode()
    assert ">1<" in elsewhere.split("BoneView")[1].split("</tr>")[0]


def told(project, name):
    return [one.told[name] for one in project.versions.order_by("number")]


def test_what_is_filled_in_is_a_version_of_each_project_that_uses_it(chain, cast, now):
    one, two, other = (chain.registered(product=name) for name in ("Transpara", "Transpara", "Aidoc"))
    given = {"product": "Transpara", "supplier": "ScreenPoint", "device_class": "mdr_2b"}
    edit(one, actor=cast.member, now=now, **given)
    for project in (one, two):
        assert told(project, "supplier") == ["", "ScreenPoint"]
        assert told(project, "device_class") == ["", "MDR klasse IIb"]
    assert told(other, "supplier") == [""]
    assert two.versions.get(number=2).by == cast.member


def test_also_when_a_new_project_tells_it(chain, cast):
    first = chain.registered(product="Transpara")
    new = chain.registered(product="transpara", supplier="ScreenPoint")
    assert new.product == first.product
    assert (told(first, "supplier"), told(new, "supplier")) == (["", "ScreenPoint"], ["ScreenPoint"])


def test_a_product_in_very_many_projects_is_said_to_be(project, chain, cast, client_for, monkeypatch):
    monkeypatch.setattr(products, "MOST_COUNTED", 2)
    shown = lambda: client_for(cast.member).get(LIST).content.decode().split("BoneView")[1].split("</tr>")[0]  # noqa: E731
    assert ">1<" in shown()
    for _ in range(2):
        chain.registered(product="BoneView")
    assert "2 eller flere" in shown()


def test_who_may_not_see_the_supplier_does_not_read_it_in_the_list(project, chain, cast, client_for):
    chain.registered(product="Skjermet", supplier="Hemmelig AS", group_reach={"procurement": "organisation"})
    chain.registered(product="Åpen", supplier="Bare for oss AS", reach="public")
    west, company = (client_for(who).get(LIST).content.decode() for who in (cast.member_west, cast.industry))
    assert "Skjermet" in west
    assert "Hemmelig AS" not in west
    assert "Bare for oss AS" in west
    assert "Åpen" in company
    assert "Bare for oss AS" not in company
    assert "Leverandør</th>" not in company
    assert "Leverandør</th>" in west
    assert "BoneView" not in company
    assert "Hemmelig AS" in client_for(cast.colleague).get(LIST).content.decode()


def test_a_project_links_to_its_product_also_when_nobody_else_uses_it(project, cast, client_for):
    page = client_for(cast.member).get(f"/prosjekter/{project.pk}/").content.decode()
    assert f'href="{LIST}{project.product_id}/"' in page


def test_the_list_asks_as_often_with_many_products_as_with_few(project, chain, cast, client_for):
    client = client_for(cast.member)
    asked = []
    for number in (1, 7):
        for n in range(number):
            chain.registered(product=f"Produkt {number} {n}", supplier="Gleamer")
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_correction_is_kept_in_bokmal_whatever_language_it_is_made_in(project, cast, now):
    with translation.override("en"):
        correct(
            project.product,
            actor=cast.secretariat,
            now=now,
            supplier="Gleamer",
            device_class="not_device",
            reason="Se brev.",
        )
    assert Event.objects.get(verb="product.corrected").data["class_text"] == "ikke medisinsk utstyr"
    assert project.versions.order_by("-number")[0].told["device_class"] == "ikke medisinsk utstyr"


def test_the_list_is_of_what_is_used_here_and_is_searched_by_name(project, chain, cast, client_for):
    chain.registered(product="Transpara")
    chain.registered(product="Aidoc", organisation=None, organisation_name="NHS", country="Storbritannia")
    client = client_for(cast.member)
    shown = lambda asked: client.get(LIST + asked).content.decode().split("<tbody>")[-1]  # noqa: E731
    assert "Aidoc" not in shown("")
    assert "BoneView" in shown("")
    assert "Aidoc" in shown("?land=alle")
    assert "BoneView" not in shown("?q=transp")
    assert "Transpara" in shown("?q=transp")


def test_a_product_without_a_name_is_not_told_as_one(chain, cast, client, client_for):
    unnamed = chain.registered(supplier="Telenor", reach="public")
    assert "produkt uten navn" not in client.get(f"/prosjekter/apne/{unnamed.pk}/").content.decode()
    page = client_for(cast.member).get(f"/prosjekter/{unnamed.pk}/").content.decode()
    assert "produkt uten navn" not in page
    assert "Telenor" in page


def test_what_a_neighbour_gained_says_what_was_measured(project, chain, cast, client_for):
    chain.experience(
        project, kind="benefit", title="Legetid", cost_of="", amount_nok=None,
        measure="konsultasjoner per dag", achieved="15",
    )  # fmt: skip
    page = client_for(cast.member).get(f"{LIST}{project.product_id}/").content.decode()
    assert "Gevinst: Legetid (konsultasjoner per dag: 15)" in page


@pytest.mark.parametrize("supplier", ["Gleamer AS", "gleamer", "GLEAMER, Inc.", "Gleamer A/S"])
def test_a_firm_is_the_same_whatever_its_form(supplier, cast, now):
    first = product_of("BoneView", "Gleamer", actor=cast.member, now=now)
    assert product_of("boneview", supplier, actor=cast.member, now=now) == first
    assert product_of("BoneView", "Gleam", actor=cast.member, now=now) != first
