"""Who sees which part of a project, what is public without login, neighbours, and what is missing."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from network.deadlines import local_day
from network.models import Event
from network.reach import Reach
from network.registries import waiting_on
from network.viewer import Viewer
from register import experiences, facts, projects, reporting
from register.groups import GROUPS, may_see, reach_of
from register.models import Experience, Project, ReportDuty
from register.similar import band_of, similar_projects

ATOM = "{http://www.w3.org/2005/Atom}"
SECRET = {"product": "BoneView", "supplier": "Gleamer", "cost_band": "to_2", "funding": "Innovasjonsmidler"}


def page_of(client, project):
    return client.get(f"/prosjekter/{project.pk}/").content.decode()


# Parts


@pytest.mark.parametrize(
    ("chosen", "seers"),
    [
        ("organisation", {"member", "colleague"}),
        ("region", {"member", "colleague", "lead"}),
        ("network", {"member", "colleague", "lead", "member_west"}),
        ("public", {"member", "colleague", "lead", "member_west", "industry", "outsider"}),
    ],
)
def test_each_part_has_its_own_reach(chosen, seers, chain, cast, viewer):
    project = chain.registered(reach="public", group_reach=dict.fromkeys(GROUPS, chosen))
    people = ("member", "colleague", "lead", "member_west", "industry", "outsider")
    for group in GROUPS:
        assert {name for name in people if may_see(viewer(getattr(cast, name)), project, group)} == seers


def test_no_part_is_seen_further_than_the_project(chain):
    project = chain.registered(reach="region", group_reach={"data": "public"})
    assert reach_of(project, "data") == "region"
    assert reach_of(chain.registered(reach="public"), "procurement") == "network", "the default is careful"


def test_prices_and_suppliers_are_hidden_from_companies_until_the_owner_opens_them(chain, cast, client_for):
    project = chain.registered(reach="public", **SECRET)
    hidden = ("Gleamer", "0,5–2 millioner", "Innovasjonsmidler")
    inside, company = (
        page_of(client_for(cast.member_west), project),
        page_of(client_for(cast.industry), project),
    )
    assert all(said in inside for said in hidden)
    assert not any(said in company for said in hidden)
    product = f"/prosjekter/produkter/{project.product_id}/"
    assert "Gleamer" not in client_for(cast.industry).get(product).content.decode()
    client_for(cast.member).post(f"/prosjekter/{project.pk}/synlig/", {"token": "s", "procurement": "public"})
    company = page_of(client_for(cast.industry), project)
    assert all(said in company for said in hidden)


@pytest.mark.parametrize("reach", Reach.values)
@pytest.mark.parametrize("prices", ["", *Reach.values])
def test_what_it_cost_is_seen_no_further_than_the_project_and_its_prices(reach, prices, chain, cast, viewer):
    project = chain.registered(reach="public", group_reach={"procurement": prices} if prices else {})
    told = [chain.experience(project), chain.experience(project, kind="lesson", cost_of="", amount_nok=None)]
    Project.objects.filter(pk=project.pk).update(reach=reach)
    project.refresh_from_db()
    for name, person in vars(cast).items():
        who = viewer(person)
        sees = Project.objects.visible_to(who).filter(pk=project.pk).exists()
        priced = sees and who.is_inside and may_see(who, project, "procurement")
        found = Experience.objects.visible_to(who).order_by("pk")
        assert list(found) == [one for one, seen in zip(told, (priced, sees), strict=True) if seen], name


def test_prices_that_are_closed_stand_nowhere_for_others(chain, cast, client_for):
    project = chain.registered(clinical_area="Radiologi")
    told = chain.experience(project, amount_nok=1_234_567, title="Kjøp av Gleamer", year=2024)
    pages = (
        f"/prosjekter/{project.pk}/",
        "/erfaringer/?type=cost",
        "/erfaringer/?q=gleamer",
        "/sok/?q=gleamer",
        f"/prosjekter/sammenlign/?prosjekt={project.pk}",
        "/prosjekter/sammenlign/?omrade=Radiologi",
        "/prosjekter/sammenlign.csv?omrade=Radiologi",
    )
    client = client_for(cast.member_west)
    assert all(
        b"Gleamer" in client.get(page).content or b"1234567" in client.get(page).content for page in pages
    )
    client = client_for(cast.outsider)
    Project.objects.filter(pk=project.pk).update(reach="public")
    Experience.objects.filter(pk=told.pk).update(reach="public")
    for page in pages:
        said = client.get(page).content.decode().replace("\xa0", "").replace(" ", "")
        assert "1234567" not in said, f"without a role: {page}"
    client_for(cast.member).post(
        f"/prosjekter/{project.pk}/synlig/", {"token": "s", "procurement": "organisation"}
    )
    client = client_for(cast.member_west)
    for page in (*pages, f"/prosjekter/erfaringer/{told.pk}/"):
        said = client.get(page).content.decode().replace("\xa0", "").replace(" ", "")
        assert "1234567" not in said, page
        assert "KjøpavGleamer" not in said, page
    assert client.get(f"/prosjekter/erfaringer/{told.pk}/").status_code == 404


def test_the_story_of_a_project_does_not_say_what_was_used_of_another(chain, cast, client_for, organisations):
    told = chain.experience(chain.registered(reach="organisation"), title="Kjøp av Gleamer")
    other = chain.registered(organisation=organisations.bergen, owner=cast.member_west)
    experiences.use(told, actor=cast.member, now=chain.tick(), project=other)
    assert "Gleamer" not in page_of(client_for(cast.member_west), other)


def test_companies_read_what_happened_and_not_who_did_it(chain, cast, client_for):
    seat = chain.seat(cast.member, chain.bodies.south_east)
    project = chain.registered(reach="public", seat=seat)
    assert cast.member.name in page_of(client_for(cast.member_west), project)
    company = page_of(client_for(cast.industry), project)
    assert cast.member.name not in company
    assert "Prosjektet ble registrert" in company
    assert "Vestre Viken" in company.split('id="historikk"')[1]


# Without login


def test_the_public_list_page_and_feed_need_no_login_and_tell_only_what_is_public(chain, client):
    shown = chain.registered(title="For alle", reach="public", **SECRET)
    hidden = [
        chain.registered(title="For nettverket"),
        chain.registered(title="Under anskaffelse", reach="public", phase="procurement"),
        chain.registered(title="Fra utlandet", reach="public", country="Danmark"),
    ]
    listed = client.get("/prosjekter/apne/").content.decode()
    feed = ET.fromstring(client.get("/prosjekter/apne/atom.xml").content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["For alle"]
    page = client.get(entries[0].find(f"{ATOM}link").get("href")).content.decode()
    assert "For alle" in listed
    assert "BoneView" in page
    for project in hidden:
        assert project.title not in listed
        assert client.get(f"/prosjekter/apne/{project.pk}/").status_code == 404
    for secret in ("Gleamer", "0,5–2 millioner", "Innovasjonsmidler", "Member"):
        assert secret not in page
        assert secret not in ET.tostring(feed, encoding="unicode")
    Project.objects.filter(pk=shown.pk).update(group_reach={"procurement": "public"})
    assert "Gleamer" in client.get(f"/prosjekter/apne/{shown.pk}/").content.decode()


# Neighbours


def test_who_else_uses_a_product_with_validation_cost_benefit_and_someone_to_ring(
    chain, cast, organisations, client_for, now
):
    mine = chain.registered(product="BoneView")
    other = projects.register(
        actor=cast.member_west, organisation=organisations.bergen, now=chain.tick(), title="Brudd i Bergen",
        phase="in_use", clinical_area="Radiologi", purpose="Finne brudd.", product="BoneView",
    )  # fmt: skip
    chain.experience(other, amount_nok=700_000)
    chain.experience(other, kind="benefit", title="Kortere ventetid", cost_of="", amount_nok=None)
    facts.set_approval(
        other, actor=cast.member_west, now=now, kind="validation", state="done", responsible="IKT"
    )
    facts.say_yes_to_calls(other, actor=cast.member_west, now=now, phone="55 00 11 22")
    for address in (f"/prosjekter/{mine.pk}/", f"/prosjekter/produkter/{mine.product_id}/"):
        page = client_for(cast.member).get(address).content.decode()
        for said in (
            "Brudd i Bergen",
            "Lokal validering: ferdig",
            "0,5–2 millioner",
            "Kortere ventetid",
            "55 00 11 22",
        ):
            assert said in page, (address, said)
        assert "700" not in page, "a band, not the price"
    Project.objects.filter(pk=other.pk).update(reach="organisation")
    assert "Brudd i Bergen" not in client_for(cast.member).get(f"/prosjekter/{mine.pk}/").content.decode()


@pytest.mark.parametrize(("amount", "band"), [(499_999, "to_0.5"), (500_000, "to_2"), (10_000_000, "more")])
def test_a_price_falls_in_a_band(amount, band):
    assert band_of(amount) == band


def test_while_the_purpose_is_written_similar_projects_come_with_what_they_taught(
    chain, cast, client_for, viewer
):
    alike = chain.registered(title="Brudd", purpose="Finne brudd på røntgenbilder av håndledd raskt.")
    chain.registered(title="Noe helt annet", purpose="Planlegge vakter på sengeposten.")
    hidden = chain.registered(title="Hemmelig", purpose=alike.purpose, reach="organisation")
    chain.experience(alike, kind="lesson", title="Ta med IKT tidlig", cost_of="", amount_nok=None)
    issue = chain.raised(project=alike, title="Hvem eier bildene?")
    written = "Vi vil finne brudd på røntgenbilder"
    [found] = similar_projects(written, viewer(cast.member_west))
    assert found.project == alike
    assert found.shared == ["brudd", "finne", "røntgenbilder"]
    page = client_for(cast.member_west).get("/prosjekter/lignende/", {"purpose": written}).content.decode()
    for said in ("Felles ord: brudd, finne, røntgenbilder", "Ta med IKT tidlig", issue.title):
        assert said in page
    assert hidden.title not in page
    assert similar_projects("finne brudd", viewer(cast.member_west)) == []


# The expectation to report


@pytest.fixture
def decided(chain, now):
    return chain.registered(implementation_decided_on=local_day(now) - timedelta(days=20))


def todo(person, now):
    return [one.what for one in waiting_on(Viewer(person, now)) if "Gjennomføring ble besluttet" in one.what]


def test_a_decided_project_without_a_report_waits_on_its_owner_and_the_lead_sees_it(
    decided, chain, cast, client_for, now
):
    chain.registered(title="Ikke besluttet", phase="procurement")
    [what] = todo(cast.member, now)
    assert "meld gjerne bruken" in what
    client = client_for(cast.lead)
    page = client.get("/prosjekter/mangler/").content.decode()
    assert decided.title in page
    assert "Ikke besluttet" not in page
    assert client_for(cast.lead_west).get("/prosjekter/mangler/").content.decode().count(decided.title) == 0
    assert client_for(cast.member).get("/prosjekter/mangler/").status_code == 404
    chain.experience(decided)
    assert todo(cast.member, now) == []
    [standing] = reporting.standings(Viewer(cast.lead, now), [decided.organisation.region_id], local_day(now))
    assert (standing.decided, standing.told) == (1, 1)
    assert [project.untold for project in standing.missing] == [["gevinst", "infrastruktur"]]


def test_it_is_a_duty_only_where_the_owner_has_decided_so(decided, cast, bodies, client_for, now):
    address = f"/prosjekter/plikt/{bodies.south_east.pk}/"
    given = {
        "token": "p",
        "decision": "Styret i Helse Sør-Øst, sak 34/2026",
        "decided_on": local_day(now).isoformat(),
    }
    for stranger in (cast.member, cast.lead_west, cast.member_west):
        assert client_for(stranger).post(address, given).status_code == 404
    assert not ReportDuty.objects.exists()
    client_for(cast.lead).post(address, given)
    assert Event.objects.get(verb="duty.recorded").actor == cast.lead
    assert "skal meldes etter «Styret i Helse Sør-Øst, sak 34/2026»" in todo(cast.member, now)[0]
    client_for(cast.lead).post(address, given | {"token": "q", "decision": "Styret, sak 40/2026"})
    assert "meld gjerne bruken" in todo(cast.member, now)[0]
    assert Event.objects.get(verb="duty.lifted").data["decision"] == "Styret, sak 40/2026"
