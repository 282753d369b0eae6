"""What one can take from others: tools, competence, and how often it saved work."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register import experiences, sharing
from register.models import Adoption, Competence, Tool, ToolVersion
from tests.test_queries import plan_of, statements

TOOL = {
    "name": "ROS-mal for KI",
    "kind": "template",
    "purpose": "Risiko ved innføring.",
    "url": "https://a.example/ros",
}
PLACES = ("/erfaringer/verktoy/", "/erfaringer/kompetanse/", "/erfaringer/ressurspersoner/")
pytestmark = pytest.mark.django_db


def text(client, address):
    return client.get(address).content.decode()


def test_a_tool_shows_who_uses_it_each_once(cast, client_for):
    client_for(cast.member).post("/erfaringer/verktoy/del/", TOOL)
    tool = Tool.objects.get()
    for _ in range(2):
        client_for(cast.member_west).post(f"/erfaringer/verktoy/{tool.pk}/vi-bruker-dette/")
    page = text(client_for(cast.member), "/erfaringer/verktoy/")
    assert '2 virksomheter bruker det<span class="ds-sr-only">: ROS-mal for KI</span>' in page
    assert "Helse Bergen HF" in page
    assert Adoption.objects.count() == 2
    again = client_for(cast.member_west).post("/erfaringer/verktoy/del/", TOOL | {"name": "ros-MAL for KI"})
    assert "er alt delt" in again.content.decode()


def test_what_nobody_offers_stands_first_and_needs_are_counted_by_organisation(cast, client_for):
    need = {"group": "clinicians", "topic": "use"}
    for person in (cast.member, cast.colleague, cast.member_west, cast.member):
        client_for(person).post("/erfaringer/kompetanse/behov/", need)
    client_for(cast.member).post("/erfaringer/kompetanse/behov/", {"group": "leaders", "topic": "basics"})
    offer = {"group": "clinicians", "topic": "use", "title": "Kurs i trygg bruk", "url": "https://a.example"}
    page = text(client_for(cast.member), "/erfaringer/kompetanse/")
    assert page.index("Klinikere") < page.index("Ledere")
    client_for(cast.member_west).post("/erfaringer/kompetanse/tilbud/", offer)
    page = text(client_for(cast.member), "/erfaringer/kompetanse/")
    assert page.index("Ledere") < page.index("Klinikere")
    assert "Kurs i trygg bruk" in page
    assert Competence.objects.filter(is_offer=False).count() == 3
    row = page.split("Klinikere")[1].split("</tr>")[0]
    assert '<td data-label="Virksomheter som trenger det">2</td>' in row


def test_companies_and_visitors_see_none_of_it(cast, client_for):
    for address in PLACES:
        assert client_for(cast.industry).get(address).status_code == 404
        assert client_for(cast.outsider).get(address).status_code == 404


def test_experiences_are_found_and_the_work_they_saved_is_counted(chain, cast, client_for, now):
    lesson = chain.experience(
        chain.registered(), kind="lesson", title="Bruk malen fra start", cost_of="", amount_nok=None
    )
    other = chain.registered(title="Et annet")
    experiences.use(lesson, actor=cast.member, now=now, project=other, hours_avoided=40)
    page = text(client_for(cast.member), "/erfaringer/?type=lesson&q=malen")
    assert "Bruk malen fra start" in page
    assert "1 gang har et prosjekt brukt en annens erfaring. Det sparte omtrent 40 timer." in page
    assert "0 ganger" not in page
    assert "Ingen erfaringer her" in text(client_for(cast.member), "/erfaringer/?type=cost")


def test_experiences_are_narrowed_by_region_and_area_and_the_largest_amount_comes_first(
    chain, cast, organisations, client_for
):
    x_ray = chain.registered()
    eye = chain.registered(clinical_area="Øyesykdommer", organisation=organisations.bergen)
    chain.experience(x_ray, title="Dyrt oppsett", amount_nok=9_000_000)
    chain.experience(eye, title="Billig oppsett", amount_nok=10_000)
    chain.experience(eye, title="En lærdom", kind="lesson", cost_of="", amount_nok=None)
    browser = client_for(cast.member)

    def shown(query):
        page = text(browser, f"/erfaringer/?{query}")
        return re.findall(r'href="/prosjekter/erfaringer/\d+/">([^<]+)<', page)

    west = organisations.bergen.region_id
    assert shown("") == ["En lærdom", "Billig oppsett", "Dyrt oppsett"]
    assert shown(f"region={west}") == ["En lærdom", "Billig oppsett"]
    assert shown("fagomrade=øyesyk") == ["En lærdom", "Billig oppsett"]
    assert shown("rekkefolge=belop") == ["Dyrt oppsett", "Billig oppsett"]
    assert shown(f"region={west}&fagomrade=radiologi") == []
    page = text(browser, f"/erfaringer/?region={west}&fagomrade=øye&rekkefolge=belop")
    assert f'<option value="{west}" selected>' in page
    assert 'value="øye"' in page
    assert '<option value="belop" selected>' in page
    assert "9\xa0000\xa0000" in text(browser, "/erfaringer/")


def test_experiences_take_as_few_statements_however_they_are_narrowed(chain, cast, client_for):
    chain.experience(chain.registered())
    browser = client_for(cast.member)

    def statements(address):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    assert statements("/erfaringer/") <= 7
    narrowed = "/erfaringer/?q=oppsett&type=cost&fagomrade=radiologi&rekkefolge=belop"
    with_one = statements(narrowed)
    for _ in range(20):
        chain.experience(chain.registered())
    found_first = 2  # what the words hit, and which areas are called so
    assert statements(narrowed) == with_one == statements("/erfaringer/") + found_first


def test_the_largest_amounts_are_read_from_an_index(chain, cast, client_for):
    chain.experience(chain.registered())
    with CaptureQueriesContext(connection) as asked:
        client_for(cast.member).get("/erfaringer/?rekkefolge=belop")
    lists = [q["sql"] for q in asked if q["sql"].startswith('SELECT "register_experience"')]
    plan = plan_of(lists[0])
    assert "ORDER BY" not in plan
    assert "Sort" not in plan


def test_a_tool_shows_who_is_on_an_older_version(cast, client_for):
    client_for(cast.member).post("/erfaringer/verktoy/del/", TOOL)
    address = f"/erfaringer/verktoy/{Tool.objects.get().pk}/"
    assert "Ingen versjoner er ført" in text(client_for(cast.member_west), address)
    first = {"label": "1.0", "dated_on": "2026-01-01"}
    client_for(cast.member).post(address, first)
    client_for(cast.member_west).post(f"{address}vi-bruker-dette/")  # on the list: the newest
    assert "eldre versjon" not in text(client_for(cast.member), address)
    again = client_for(cast.member).post(address, first | {"dated_on": "2026-02-01"})
    assert "Versjon 1.0 står alt her" in again.content.decode()
    client_for(cast.member).post(
        address, {"label": "2.0", "dated_on": "2026-03-01", "changed": "Nye spørsmål."}
    )
    page = text(client_for(cast.member_west), address)
    bergen, vestre = page.split("Helse Bergen HF, ")[1], page.split("Vestre Viken HF, ")[1]
    assert bergen.split("</li>")[0].startswith("versjon 1.0")
    assert "eldre versjon" in bergen.split("</li>")[0]
    assert vestre.split("</li>")[0] == "versjon 2.0"
    newest = ToolVersion.objects.get(label="2.0")
    client_for(cast.member_west).post(f"{address}vi-bruker-dette/", {"version": newest.pk})
    assert "eldre versjon" not in text(client_for(cast.member), address)
    assert client_for(cast.member_west).post(address, first | {"label": "3.0"}).status_code == 404


def test_benefits_measured_by_different_versions_are_not_compared_unsaid(chain, cast, client_for, now):
    seat = chain.seat(cast.member, cast.member.seats.get().body)
    by = {"actor": cast.member, "seat": seat, "now": now}
    tool = sharing.share_tool(**by, **TOOL)
    day = now.date()
    one, two = (sharing.tell_version(tool, **by, label=label, dated_on=day) for label in ("1", "2"))
    given = {
        "kind": "benefit",
        "cost_of": "",
        "amount_nok": None,
        "measure": "ventetid",
        "achieved": "30 prosent",
    }
    first = chain.experience(chain.registered(), **given, procedure=one)
    chain.experience(chain.registered(), **given, procedure=one)
    alike = text(client_for(cast.member), "/prosjekter/sammenlign/?omrade=Radiologi")
    assert "(målt etter ROS-mal for KI, versjon 1)" in alike
    warning = "Gevinstene er ikke målt etter samme versjon"
    assert warning not in alike
    chain.experience(chain.registered(), **given, procedure=two)
    assert warning in text(client_for(cast.member), "/prosjekter/sammenlign/?omrade=Radiologi")
    told = client_for(cast.member).get("/prosjekter/sammenlign.csv?omrade=Radiologi").content.decode()
    assert "ROS-mal for KI, versjon 2" in told
    assert "Målt etter ROS-mal for KI, versjon 1" in text(
        client_for(cast.member), f"/prosjekter/{first.project_id}/"
    )
    form = client_for(cast.member).get(f"/prosjekter/{first.project_id}/erfaring/gevinst/").content.decode()
    assert "ROS-mal for KI, versjon 2" in form


def test_who_uses_the_newest_version_is_not_asked_again(cast, client_for, now):
    client_for(cast.member).post("/erfaringer/verktoy/del/", TOOL)
    tool = Tool.objects.get()
    address, west = f"/erfaringer/verktoy/{tool.pk}/", client_for(cast.member_west)
    asks = lambda: "Vi bruker dette" in west.get(address).content.decode()  # noqa: E731
    assert asks()
    west.post(f"{address}vi-bruker-dette/")
    assert not asks()
    told = {"label": "2", "dated_on": now.date(), "told_by": cast.member, "told_at": now}
    ToolVersion.objects.create(tool=tool, **told)
    assert asks()


def test_a_tool_asks_as_often_with_many_users_as_with_one(cast, organisations, client_for, now):
    client_for(cast.member).post("/erfaringer/verktoy/del/", TOOL)
    tool, asked = Tool.objects.get(), []
    address, browser = f"/erfaringer/verktoy/{tool.pk}/", client_for(cast.member_west)
    for name in ("hso", "hv", "ks", "hdir"):
        version = ToolVersion.objects.create(
            tool=tool, label=name, dated_on=now.date(), told_by=cast.member, told_at=now
        )
        by = {"told_by": cast.member, "told_at": now, "version": version}
        Adoption.objects.create(tool=tool, organisation=getattr(organisations, name), **by)
        asked.append(statements(browser, address))
    assert len(set(asked)) == 1


def test_a_benefit_lists_what_the_organisation_uses_and_the_newest_of_the_rest(chain, cast, client_for, now):
    seat = chain.seat(cast.member_west, cast.member_west.seats.get().body)
    by, day = {"actor": cast.member_west, "seat": seat, "now": now}, now.date()
    for name, labels in (("Annen mal", "12"), ("Brukt mal", "34")):
        tool = sharing.share_tool(**by, **TOOL | {"name": name})
        for ago, label in enumerate(reversed(labels)):
            sharing.tell_version(tool, **by, label=label, dated_on=day - timedelta(days=ago))
    client_for(cast.member).post(f"/erfaringer/verktoy/{tool.pk}/vi-bruker-dette/")
    project = chain.registered()
    address = f"/prosjekter/{project.pk}/erfaring/gevinst/"
    listed = re.findall(r"<option[^>]*>([^<]*, versjon \d)</option>", text(client_for(cast.member), address))
    assert listed == ["Brukt mal, versjon 4", "Brukt mal, versjon 3", "Annen mal, versjon 2"]

    older = ToolVersion.objects.get(label="1")
    given = {"token": "t", "title": "Svartid", "measure": "døgn", "achieved": "2", "procedure": older.pk}
    assert 'id="id_procedure_error"' in client_for(cast.member).post(address, given).content.decode()
    told = chain.experience(
        project, kind="benefit", cost_of="", amount_nok=None, measure="døgn", achieved="2", procedure=older
    )
    correcting = text(client_for(cast.member), f"/prosjekter/erfaringer/{told.pk}/rett/")
    assert f'<option value="{older.pk}" selected>' in correcting, "what was told stays"
