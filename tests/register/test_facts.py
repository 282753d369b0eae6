"""What hangs on a project: fields by phase, the line of phases, parties, data, the checklist, «Nye metoder»."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from issues.models import Issue
from network import admission
from network.deadlines import date_text, local_day
from network.models import Event, Notice, Person
from network.viewer import Viewer
from network.workflow import Refused
from register import facts, projects
from register.about import phase_line
from register.facts import QUESTIONS, boundary_of
from register.forms.projects import OPENS, ProjectForm
from register.models import Approval, CallYes, Party, Phase, Product, Project, ProjectVersion
from register.projects import register
from register.rules import own_projects
from tests.test_queries import statements

YES = dict.fromkeys(QUESTIONS, "yes")


@pytest.fixture
def project(chain):
    return chain.registered()


def page_of(client, project):
    return client.get(f"/prosjekter/{project.pk}/").content.decode()


@pytest.mark.parametrize("phase", Phase.values)
def test_more_fields_open_as_the_phase_makes_them_answerable_and_each_says_why(phase, cast, viewer):
    form = ProjectForm(viewer=viewer(cast.member), initial={"phase": phase})
    order = Phase.values
    open_now = {name for name, opens in OPENS.items() if order.index(opens) <= order.index(phase)}
    assert OPENS.keys() & form.fields.keys() == open_now
    silent = [
        field.name for field in [*form.opened, *form.more] if not field.help_text and field.name != "reach"
    ]
    assert silent == []


def test_the_product_is_picked_from_a_list_that_grows(chain, cast, client_for):
    first = chain.registered(product="BoneView", supplier="Gleamer", device_class="mdr_2a")
    second = chain.registered(product="boneview")
    assert first.product == second.product
    assert chain.registered(product="BoneView", supplier="En annen").product != first.product
    assert (
        '<option value="BoneView">'
        in client_for(cast.member).get("/prosjekter/ny/?phase=in_use").content.decode()
    )
    with pytest.raises(Refused) as refused:
        chain.registered(product="BoneView", supplier="Gleamer", device_class="mdr_3")
    assert "MDR klasse IIa" in refused.value.sentence
    assert Product.objects.count() == 2


def test_a_refused_class_stands_beside_its_field(chain, cast, client_for):
    project = chain.registered(product="BoneView", device_class="mdr_2a")
    given = {name: getattr(project, name) for name in ("title", "clinical_area", "purpose", "phase")}
    given |= {
        "token": "t",
        "organisation": project.organisation_id,
        "product": "BoneView",
        "device_class": "mdr_3",
    }
    page = client_for(cast.member).post(f"/prosjekter/{project.pk}/rediger/", given).content.decode()
    assert 'id="id_device_class_error"' in page
    assert "MDR klasse IIa" in page


def test_phases_are_dated_skipped_and_drawn_with_the_decision_between(chain, cast, client_for, now):
    day = local_day(now)
    project = chain.registered(phase="development", phase_on=day - timedelta(days=90))
    project = projects.edit(
        project,
        actor=cast.member,
        now=chain.tick(),
        phase="in_use",
        phase_on=day - timedelta(days=10),
        implementation_decided_on=day - timedelta(days=30),
    )
    line = phase_line(project, list(project.phase_changes.order_by("at")))
    assert [(step["label"], step["state"]) for step in line] == [
        ("forskning", "untold"),
        ("utvikling", "done"),
        ("anskaffelse", "skipped"),
        ("innføring", "skipped"),
        ("gjennomføring besluttet", "decided"),
        ("i bruk", "now"),
        ("avsluttet", "next"),
    ]
    assert local_day(line[-2]["at"]) == day - timedelta(days=10)
    decided = Event.objects.get(verb="project.decided")
    assert decided.data["on"] == (day - timedelta(days=30)).isoformat()
    page = page_of(client_for(cast.member), project)
    assert "hoppet over" in page
    assert page.count("ikke oppgitt") > page.split('id="sjekkliste"')[1].count("ikke oppgitt") > 0
    assert "ikke vurdert" not in page.split('id="sjekkliste"')[1].split("</table>")[0]
    assert "Gjennomføring besluttet" in page


@pytest.mark.parametrize("days", [-1, 100])
def test_a_phase_begins_neither_ahead_nor_before_the_one_it_follows(days, chain, cast, now):
    project = chain.registered(phase="research", phase_on=local_day(now) - timedelta(days=50))
    with pytest.raises(Refused):
        projects.edit(
            project,
            actor=cast.member,
            now=now,
            phase="in_use",
            phase_on=local_day(now) - timedelta(days=days),
        )
    project.refresh_from_db()
    assert project.phase == "research"


def test_when_a_phase_began_is_corrected_and_kept_in_a_version(chain, cast, client_for, now):
    day = local_day(now)
    project = chain.registered(phase="research", phase_on=day - timedelta(days=50))
    projects.edit(project, actor=cast.member, now=now, phase="in_use", phase_on=day - timedelta(days=10))
    address = f"/prosjekter/{project.pk}/rediger/"
    form = client_for(cast.member).get(address).context["form"]
    assert date_text(day - timedelta(days=10)) in form.fields["phase_on"].help_text
    given = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, "")}

    def sent(days, token):
        told = given | {"phase_on": (day - timedelta(days=days)).isoformat(), "token": token}
        client_for(cast.member).post(address, told)
        return local_day(project.phase_changes.get(phase="in_use").at)

    assert sent(20, "a") == day - timedelta(days=20)
    assert date_text(day - timedelta(days=20)) in ProjectVersion.objects.latest("pk").told["phase_began"]
    assert sent(60, "b") == day - timedelta(days=20)  # before the one it follows
    assert sent(-9, "c") == day - timedelta(days=20)  # ahead


def test_parties_are_named_and_leave(project, cast, organisations, client_for):
    client = client_for(cast.member)
    given = {"token": "p", "organisation": organisations.company.pk, "role": "it"}
    for _ in range(2):
        client.post(f"/prosjekter/{project.pk}/parter/", given)
    party = Party.objects.get()
    page = page_of(client_for(cast.member_west), project)
    assert "Røntgensyn AS" in page
    assert "IKT-selskap" in page.lower().replace("ikt", "IKT")
    client_for(cast.member).post(f"/prosjekter/{project.pk}/parter/{party.pk}/avslutt/")
    client.get("/prosjekter/")  # here it says that the party has left
    assert "Røntgensyn AS" not in page_of(client_for(cast.member), project)


def test_one_joins_a_project_that_a_colleague_registered_and_the_owner_hears(project, cast, client_for):
    client = client_for(cast.colleague)
    assert "Bli med i prosjektet" in page_of(client, project)
    for _ in range(2):
        client.post(f"/prosjekter/{project.pk}/bli-med/")
    party = Party.objects.get()
    assert (party.person, party.organisation) == (cast.colleague, project.organisation)
    assert Notice.objects.get(event__verb="project.joined").person == cast.member
    page = page_of(client, project)
    assert "Bli med i prosjektet" not in page
    assert f"{cast.colleague.name}, fra" in page


def test_whoever_joined_finds_it_among_their_own_and_leaves_with_one_click(
    project, chain, cast, organisations, client_for
):
    other = chain.registered(title="Et helt annet prosjekt")
    facts.add_party(
        project, actor=cast.member, now=chain.tick(), organisation=organisations.ks, role="partner"
    )
    named = Party.objects.get()
    browser = client_for(cast.member_west)
    mine = "/prosjekter/?hvem=mine"
    assert project.title not in browser.get(mine).content.decode()
    browser.post(f"/prosjekter/{project.pk}/bli-med/")
    listed = browser.get(mine).content.decode()
    assert project.title in listed
    assert other.title not in listed
    assert own_projects(Viewer(cast.member_west, chain.tick())).filter(pk=project.pk).exists()
    joined = Party.objects.get(person=cast.member_west)
    address = f"/prosjekter/{project.pk}/parter/{joined.pk}/avslutt/"
    assert address in page_of(browser, project)
    assert client_for(cast.lead_west).post(address).status_code == 404
    assert (
        client_for(cast.member_west).post(f"/prosjekter/{project.pk}/parter/{named.pk}/avslutt/").status_code
        == 404
    )
    said = browser.post(address, follow=True).content.decode()
    assert "Du er ikke lenger med i prosjektet" in said
    joined.refresh_from_db()
    assert joined.ended_at is not None
    assert project.title not in browser.get(mine).content.decode()
    assert "Bli med i prosjektet" in page_of(browser, project)


def test_what_access_to_data_took_is_told_and_counted(project, cast, client_for):
    address = f"/prosjekter/{project.pk}/data/"
    given = {
        "token": "d",
        "source": "Norsk pasientregister",
        "granted_by": "FHI",
        "asked_on": "2026-01-10",
        "got_on": "2026-04-20",
        "obstacle": "To runder med spørsmål.",
    }
    client = client_for(cast.member)
    wrong = client.post(address, given | {"got_on": "2026-01-01"}).content.decode()
    assert 'id="id_got_on_error"' in wrong
    client.post(address, given)
    client.post(address, given)
    assert project.data_accesses.get().days == 100
    page = page_of(client_for(cast.member_west), project)
    for said in ("Norsk pasientregister", "FHI", "100 dager", "To runder med spørsmål."):
        assert said in page


def test_the_checklist_has_state_responsible_and_evidence_and_follows_the_phase(chain, cast, client_for):
    project = chain.registered(phase="development")
    due = {row["kind"] for row in facts.checklist_of(project) if row["is_due"]}
    assert due == {"rek", "dpia"}
    client, address = client_for(cast.member), f"/prosjekter/{project.pk}/sjekkliste/dpia/"
    for page in (address, f"/prosjekter/{project.pk}/"):
        assert "personvernforordningen artikkel 35" in client.get(page).content.decode()
    given = {"token": "c", "state": "done", "responsible": "", "evidence": "sak 26/114"}
    assert 'id="id_responsible_error"' in client.post(address, given).content.decode()
    client.post(address, given | {"responsible": "Personvernombudet"})
    assert Approval.objects.get().evidence == "sak 26/114"
    page = page_of(client_for(cast.member_west), project)
    for said in ("Personvernombudet", "sak 26/114", "ferdig", "ikke aktuelt ennå", "Mini-metodevurdering"):
        assert said in page


@pytest.mark.parametrize(
    ("changed", "result"),
    [
        ({}, "inside"),
        ({"care": "no"}, "outside"),
        ({"care": "no", "new": "unsure"}, "outside"),
        ({"new": "unsure"}, "unclear"),
        ({"weight": "no", "national": "no"}, "outside"),
        ({"weight": "no"}, "unclear"),
        ({"national": "unsure"}, "unclear"),
    ],
)
def test_five_answers_say_where_it_belongs(changed, result):
    assert boundary_of(YES | changed) == result


def test_an_unclear_boundary_becomes_an_innmelding_with_one_click(project, cast, client_for):
    client = client_for(cast.member)
    address = f"/prosjekter/{project.pk}/nye-metoder/"
    client.post(address, {"token": "1"} | YES)
    assert "tekst=" not in page_of(client, project)
    client.post(address, {"token": "2"} | YES | {"national": "unsure"})
    page = page_of(client, project)
    assert f"<dt>{QUESTIONS['national']}</dt><dd>Usikker</dd>" in page
    [link] = [
        part for part in page.split('"') if part.startswith("/innmeldinger/meld-inn/") and "tekst=" in part
    ]
    raising = client.get(link.replace("&amp;", "&"))
    assert "Fra prosjektet <a" in raising.content.decode()
    asked = raising.context["form"]
    ready = {field.name: field.value() for field in asked if field.value()}
    client.post(link.replace("&amp;", "&"), ready | {"do": "send"})
    issue = Issue.objects.get()
    assert (issue.title, issue.kind) == (f"Hører «{project.title}» til Nye metoder?", "question")
    assert issue.project == project
    for name, question in QUESTIONS.items():
        assert f"{question} {'Usikker' if name == 'national' else 'Ja'}" in issue.text
    assert project.boundary_checks.count() == 2, "the earlier check stays"


def test_only_oneself_says_yes_to_being_rung_and_may_regret(project, cast, client_for):
    address = f"/prosjekter/{project.pk}/ring/"
    client_for(cast.colleague).post(address, {"token": "1", "phone": "55 12 34 56"})
    assert CallYes.objects.get(ended_at=None).person == cast.colleague
    assert "Colleague, telefon 55 12 34 56" in page_of(client_for(cast.member_west), project)
    assert (
        'id="id_phone_error"'
        in client_for(cast.colleague).post(address, {"token": "2", "phone": "ring meg"}).content.decode()
    )
    client_for(cast.colleague).post(address, {"token": "3", "phone": ""})
    assert "55 12 34 56" not in page_of(client_for(cast.member_west), project)


def test_who_is_taken_back_from_the_network_is_rung_no_more(chain, cast, client_for, now):
    told = chain.registered(product="BoneView"), chain.registered(product="BoneView", title="Det samme")
    for project in told:
        facts.say_yes_to_calls(project, actor=cast.colleague, seat=None, now=now, phone="55 12 34 56")
    assert page_of(client_for(cast.member_west), told[0]).count("55 12 34 56") == 2
    admission.take_back(
        cast.colleague.seats.get(),
        actor=cast.lead,
        seat=cast.lead.seats.get(),
        now=timezone.now(),
        reason="Har sluttet.",
    )
    assert "55 12 34 56" not in page_of(client_for(cast.member_west), told[0])


def test_nobody_tells_facts_of_another_organisations_project(project, cast, client_for):
    client = client_for(cast.member_west)
    for part in ("parter", "data", "sjekkliste/rek", "nye-metoder", "ring", "synlig", "ny-kontakt"):
        assert client.get(f"/prosjekter/{project.pk}/{part}/").status_code == 404, part
    assert client.post(f"/prosjekter/{project.pk}/bekreft/").status_code == 404
    assert Project.objects.get().confirmed_by == cast.member


def test_a_municipality_tells_its_own_use(chain, cast, client_for):
    project = chain.registered(phase="research")
    given = {name: getattr(project, name) for name in ("title", "clinical_area", "purpose", "phase")}
    given |= {"token": "m", "organisation": project.organisation_id, "municipal_use": "response"}
    client, address = client_for(cast.member), f"/prosjekter/{project.pk}/rediger/"
    assert (
        'id="id_care_level_error"'
        in client.post(address, given | {"care_level": "specialist"}).content.decode()
    )
    client.post(address, given | {"care_level": "municipal"})
    assert "Responssenter" in page_of(client, project)


def test_projects_with_an_unclear_boundary_can_be_found(chain, cast, client_for):
    told = {"unclear": YES | {"national": "unsure"}, "inside": YES}
    by = {"actor": cast.member, "now": chain.tick()}
    unclear, inside, settled, hidden = (chain.registered(title=f"Prosjekt {name}") for name in "ABCD")
    for project, result in (
        (unclear, "unclear"),
        (inside, "inside"),
        (settled, "unclear"),
        (settled, "inside"),
        (hidden, "unclear"),
    ):
        facts.check_boundary(project, answers=told[result], **by)
    projects.edit(hidden, group_reach={"approvals": "organisation"}, **by)
    found = lambda who: client_for(who).get("/prosjekter/?grense=uavklart").content.decode()  # noqa: E731
    west = found(cast.member_west)
    assert unclear.title in west
    for other in (inside, settled, hidden):
        assert other.title not in west
    assert hidden.title in found(cast.member)


def test_projects_at_the_boundary_stand_in_one_list_with_their_ids(chain, cast, client_for):
    by = {"actor": cast.member, "now": chain.tick()}
    assert "Ingen prosjekter her" in client_for(cast.member).get("/prosjekter/nye-metoder/").content.decode()
    told = {"unclear": YES | {"national": "unsure"}, "inside": YES, "outside": YES | {"new": "no"}}
    unclear, inside, outside, hidden = (chain.registered(title=f"Prosjekt {name}") for name in "ABCD")
    known = chain.registered(title="Prosjekt E", method_id="ID2024_012")
    chain.registered(title="Prosjekt F")
    for project, result in ((unclear, "unclear"), (inside, "inside"), (hidden, "inside")):
        facts.check_boundary(project, answers=told[result], **by)
    for result in ("unclear", "outside"):
        facts.check_boundary(outside, answers=told[result], **by)
    projects.edit(hidden, group_reach={"approvals": "organisation"}, **by)
    page = client_for(cast.member_west).get("/prosjekter/nye-metoder/").content.decode()
    shown = [title for title in (f"Prosjekt {name}" for name in "ABCDEF") if title in page]
    assert shown == [unclear.title, inside.title, known.title]
    assert "ID2024_012" in page
    assert hidden.title in client_for(cast.member).get("/prosjekter/nye-metoder/").content.decode()


def test_the_list_of_the_boundary_asks_as_often_with_many_as_with_few(chain, cast, client_for):
    browser, asked = client_for(cast.member_west), []
    for _ in range(2):
        for number in range(12 * len(asked) + 1):
            facts.check_boundary(
                chain.registered(title=f"Prosjekt {number}"), answers=YES, actor=cast.member, now=chain.tick()
            )
        asked.append(statements(browser, "/prosjekter/nye-metoder/"))
    assert asked[0] == asked[1]


def test_the_id_in_nye_metoder_is_given_by_those_who_may_change_the_project(project, cast, client_for):
    given = {name: getattr(project, name) for name in ("title", "clinical_area", "purpose", "phase")}
    given |= {"organisation": project.organisation_id, "token": "t"}
    address = f"/prosjekter/{project.pk}/rediger/"
    wrong = client_for(cast.member).post(address, given | {"method_id": "12/2024"}).content.decode()
    assert 'id="id_method_id_error"' in wrong
    client_for(cast.member).post(address, given | {"method_id": "id2024_012"})
    project.refresh_from_db()
    assert project.method_id == "ID2024_012"
    page = page_of(client_for(cast.member_west), project)
    assert "ID2024_012 hos Nye metoder" in page
    assert (
        "ID i Nye metoder"
        in client_for(cast.member).get(f"/prosjekter/{project.pk}/versjoner/").content.decode()
    )


def test_those_who_work_in_a_project_see_what_comes_now(chain, cast, client_for):
    project = chain.registered(phase="procurement")
    lesson = {"kind": "lesson", "cost_of": "", "amount_nok": None}
    chain.experience(chain.registered(phase="procurement"), title="Spør om data tidlig", **lesson)
    chain.experience(chain.registered(phase="in_use"), title="Noe fra en annen fase", **lesson)
    chain.experience(chain.registered(phase="procurement", reach="organisation"), title="Bare vår", **lesson)
    facts.set_approval(
        project, actor=cast.member, now=chain.tick(), kind="ros", state="done", responsible="Kari"
    )
    facts.set_approval(project, actor=cast.member, now=chain.tick(), kind="rek", state="not_needed")
    page = page_of(client_for(cast.member), project)
    now_part = page.split('id="naa"')[1].split("</section>")[0]
    assert re.findall(r"/sjekkliste/(\w+)/", now_part) == ["dpia", "mdr"]
    assert "I neste fase, innføring, kommer også: Lokal validering, Mini-metodevurdering." in now_part
    assert 'href="/veiledning/#procurement"' in now_part
    assert "Spør om data tidlig" in now_part
    assert "annen fase" not in now_part
    assert 'id="naa"' not in page_of(client_for(cast.member_west), project), "it is for those who work in it"
    client_for(cast.member_west).post(f"/prosjekter/{project.pk}/bli-med/")
    joined = page_of(client_for(cast.member_west), project).split('id="naa"')[1].split("</section>")[0]
    assert "Spør om data tidlig" in joined
    assert "Bare vår" not in joined
    assert "/sjekkliste/" not in joined
    projects.edit(project, actor=cast.member, now=chain.tick(), phase="ended")
    assert 'id="naa"' not in page_of(client_for(cast.member), project)


def test_what_comes_now_is_one_statement_however_much_others_have_learned(chain, cast, client_for):
    project = chain.registered(phase="procurement")
    browser, address = client_for(cast.member), f"/prosjekter/{project.pk}/"
    before = statements(browser, address)
    for number in range(5):
        other = chain.registered(phase="procurement", title=f"Prosjekt {number}")
        chain.experience(other, kind="lesson", title="Lærdom", cost_of="", amount_nok=None)
    assert statements(browser, address) == before
    Project.objects.filter(pk=project.pk).update(phase="ended")
    assert statements(browser, address) == before - 1


def test_who_is_responsible_for_an_approval_is_a_name_that_companies_do_not_see(chain, cast, client_for):
    project = chain.registered(reach="public")
    told = {"kind": "ros", "state": "done", "responsible": "Kari Nordmann", "evidence": "26/1"}
    facts.set_approval(project, actor=cast.member, now=chain.tick(), **told)
    assert "Kari Nordmann" in page_of(client_for(cast.member_west), project)
    seen = page_of(client_for(cast.industry), project)
    assert "26/1" in seen
    assert "Kari Nordmann" not in seen


def test_an_id_that_nye_metoder_does_not_write_is_refused_wherever_it_comes_from(project, chain, cast, now):
    for wrong in ("12/2024", "ID1999_012", "ID2024_012x", "ID2024_0123"):
        with pytest.raises(Refused) as refused:
            projects.edit(project, actor=cast.member, now=now, method_id=wrong)
        assert refused.value.field == "method_id"
        with pytest.raises(Refused):
            chain.registered(method_id=wrong)
    for told, kept in ((" id2024_012", "ID2024_012"), ("", "")):
        assert projects.edit(project, actor=cast.member, now=now, method_id=told).method_id == kept


def test_what_nobody_has_told_is_not_begun_as_told(chain, cast, client_for):
    project = chain.registered()
    browser, address = client_for(cast.member), f"/prosjekter/{project.pk}/sjekkliste/ros/"
    assert '<option value="" selected>Velg …</option>' in browser.get(address).content.decode()
    browser.post(address, {"token": "t", "state": "", "responsible": "Kari"})
    assert not project.approvals.exists()


def test_the_day_a_source_was_read_is_not_the_day_its_phase_began(chain, organisations):
    given = {"organisation": organisations.vestre_viken, "clinical_area": "Radiologi", "purpose": "Brudd."}
    told = {"now": chain.now, "phase": "in_use"} | given
    assert not register(actor=Person.objects.system(), title="Kilde", **told).phase_changes.exists()
    dated = register(actor=Person.objects.system(), title="Datert", phase_on=date(2024, 5, 3), **told)
    assert local_day(dated.phase_changes.get().at) == date(2024, 5, 3)
