"""What a project cost, gave, needed and taught: told in rows that stay, and used by others."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from network import messages, search
from network.models import Notice
from network.notices import breaches
from network.registries import waiting_on
from network.workflow import Refused
from register import experiences, projects
from register.models import Experience, Project, Reuse
from register.similar import neighbours

WHOLE_COST = {
    "token": "c1",
    "title": "Lisens",
    "cost_of": "operating",
    "amount_nok": "1 200 000",
    "year": "2023",
    "category": "licence",
    "includes": "Lisens for to sykehus",
    "period_from": "2023-01-01",
    "period_to": "2023-12-31",
}
WHOLE_BENEFIT = {
    "token": "b1",
    "title": "Kortere ventetid",
    "measure": "ventetid",
    "unit": "døgn",
    "baseline_value": "30",
    "planned_value": "20",
    "observed_value": "22,5",
    "method": "Uttrekk fra pasientadministrasjonen",
    "uncertainty": "få pasienter",
    "realisation_plan": "Seksjonslederen flytter to stillinger",
}
INFRASTRUCTURE = {
    "token": "i1",
    "title": "Kjører i sky",
    "need": "monitoring",
    "hosting": "Leverandørens sky",
    "standards": "DICOM",
    "would_share": "Oppsettet vårt",
}


@pytest.fixture
def project(chain):
    return chain.registered()


@pytest.fixture
def west_project(chain, organisations, cast):
    return chain.registered(title="Brudd i Bergen", organisation=organisations.bergen, owner=cast.member_west)


def report(client, project, kind, given):
    return client.post(reverse("experience-new", args=[project.pk, kind]), given)


@pytest.mark.parametrize(
    ("kind", "given", "shown"),
    [
        ("cost", WHOLE_COST, ["1 200 000 kroner", "Lisens for to sykehus", "1. januar 2023"]),
        ("benefit", WHOLE_BENEFIT, ["før 30", "målt 22,5", "75 prosent av planen", "få pasienter"]),
        ("infrastructure", INFRASTRUCTURE, ["Leverandørens sky", "overvåking av modeller", "Oppsettet vårt"]),
        ("lesson", {"token": "l1", "title": "Begynn med integrasjonen"}, ["Begynn med integrasjonen"]),
    ],
)
def test_all_that_is_told_is_shown_on_the_project(kind, given, shown, client_for, cast, project):
    client = client_for(cast.member)
    assert report(client, project, kind, given).status_code == 302
    page = client.get(reverse("project-detail", args=[project.pk])).content.decode().replace("\xa0", " ")
    for words in shown:
        assert words in page


def test_a_benefit_in_numbers_alone_says_what_they_measure_and_how_it_went(
    chain, cast, client_for, project, west_project
):
    numbers = {"unit": "døgn", "baseline_value": 9, "planned_value": 5, "observed_value": 6}
    told = {"kind": "benefit", "cost_of": "", "amount_nok": None, "title": "Kortere ventetid"}
    chain.experience(project, **told, measure="ventetid", **numbers)
    chain.experience(west_project, **told, measure="ventetid", unit="døgn", planned_value=4)
    page = client_for(cast.member).get(reverse("project-detail", args=[project.pk])).content.decode()
    assert "Ventetid, tall i døgn: før 9 · planlagt 5 · målt 6 (75 prosent av planen)" in page
    assert "Ventetid:" not in page
    fragment = (
        client_for(cast.member).get(reverse("project-similar"), {"purpose": project.purpose}).content.decode()
    )
    assert "Gevinst: Kortere ventetid (fra 9 til 6 døgn)" in fragment
    assert "Gevinst: Kortere ventetid (planlagt 4 døgn)" in fragment


def test_only_a_few_fields_are_asked_and_the_rest_is_folded(client_for, cast, project):
    page = client_for(cast.member).get(reverse("experience-new", args=[project.pk, "cost"])).content.decode()
    open_part, folded = page.split('<details class="ds-details"')
    assert 'name="amount_nok"' in open_part
    assert 'name="includes"' not in open_part
    assert 'name="includes"' in folded
    assert 'name="period_from"' in folded


def test_numbers_without_a_unit_and_periods_backwards_are_told_beside_their_field(client_for, cast, project):
    client = client_for(cast.member)
    page = report(client, project, "benefit", WHOLE_BENEFIT | {"unit": ""}).content.decode()
    assert 'id="id_unit_error"' in page
    assert '<details class="ds-details" open' in page
    page = report(client, project, "cost", WHOLE_COST | {"period_to": "2022-01-01"}).content.decode()
    assert 'id="id_period_to_error"' in page
    assert not Experience.objects.exists()


# Never overwritten


def test_a_correction_is_a_new_row_and_both_stay(client_for, cast, chain, project):
    old = chain.experience(project)
    client = client_for(cast.member)
    address = reverse("experience-correct", args=[old.pk])
    page = client.get(address).content.decode()
    assert 'value="Innkjøp og oppsett"' in page
    given = {"token": "r1", "title": "Innkjøp", "cost_of": "establishing", "amount_nok": "3000000"}
    page = client.post(address, given).content.decode()
    assert 'id="id_reason_error"' in page

    client.post(address, given | {"reason": "Glemte integrasjonen"})
    client.post(address, given | {"reason": "Glemte integrasjonen"})
    old, new = Experience.objects.order_by("pk")
    assert (old.amount_nok, new.amount_nok, new.replaces) == (2_000_000, 3_000_000, old)
    page = client.get(reverse("project-detail", args=[project.pk])).content.decode().replace("\xa0", " ")
    assert "3 000 000" in page
    assert "2 000 000" not in page
    page = client.get(reverse("experience-detail", args=[old.pk])).content.decode()
    assert "Dette er rettet" in page
    assert reverse("experience-detail", args=[new.pk]) in page
    page = client.get(reverse("experience-detail", args=[new.pk])).content.decode()
    assert "Glemte integrasjonen" in page
    assert reverse("experience-detail", args=[old.pk]) in page


def test_the_newest_is_the_one_to_correct(chain, cast, project):
    old = chain.experience(project)
    given = {"actor": cast.member, "now": chain.tick(), "reason": "Feil", "title": "Ny"}
    given |= {"amount_nok": 1, "cost_of": "operating"}
    new = experiences.correct(old, **given)
    with pytest.raises(Refused, match="allerede rettet"):
        experiences.correct(old, **given)
    assert list(Experience.objects.standing()) == [new]
    assert list(Experience.objects.standing(old.reported_at)) == [old, new]


def test_what_is_corrected_is_neither_found_nor_counted(chain, cast, project, viewer):
    old = chain.experience(project, title="Lisens fra Gleamer", amount_nok=400_000)
    told = {"title": "Lisens fra AZmed", "amount_nok": 700_000, "cost_of": "establishing"}
    new = experiences.correct(old, actor=cast.member, now=chain.tick(), reason="Feil", **told)
    who = viewer(cast.member_west)
    assert search.find("gleamer", who) == []
    for _ in range(2):
        [(_kind, found)] = search.find("azmed", who)
        assert [hit.pk for hit in found] == [new.pk]
        call_command("reindex")
    assert search.find("gleamer", who) == []
    [neighbour] = neighbours([project], who)
    assert neighbour.cost == "0,5–2 millioner kroner"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"includes": "Lisens for to sykehus"}, "lisens sykehus"),
        ({"kind": "benefit", "method": "Uttrekk fra pasientadministrasjonen"}, "uttrekk"),
        ({"kind": "infrastructure", "standards": "openEHR", "need": "hosting"}, "openehr"),
        ({"kind": "infrastructure", "need": "deidentification"}, "avidentifisering"),
    ],
)
def test_an_experience_is_found_by_all_it_says(told, words, chain, cast, project, viewer):
    without_price = {"cost_of": "", "amount_nok": None} if "kind" in told else {}
    experience = chain.experience(project, **told, **without_price)
    with override("nn"):
        search.index(experience)
    [(_kind, found)] = search.find(words, viewer(cast.member_west))
    assert [hit.pk for hit in found] == [experience.pk]


def test_others_do_not_correct_what_is_not_theirs(chain, client_for, cast, project):
    address = reverse("experience-correct", args=[chain.experience(project).pk])
    assert client_for(cast.member_west).get(address).status_code == 404


def test_what_was_told_cannot_be_saved_over(chain, project):
    told = chain.experience(project)
    told.amount_nok = 1
    with pytest.raises(TypeError):
        told.save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"period_from": date(2024, 2, 1), "period_to": date(2024, 1, 1)},
        {"period_to": date(2024, 1, 1)},
        {"kind": "lesson", "cost_of": ""},
        {"kind": "benefit", "cost_of": "", "amount_nok": None, "planned_value": 3},
        {"need": "computing"},
        {"correction_reason": "Feil"},
    ],
)
def test_the_database_refuses_what_cannot_be_true(wrong, chain, project):
    with pytest.raises(IntegrityError), transaction.atomic():
        chain.experience(project, **wrong)


# Vi brukte dette


def test_work_that_was_not_done_twice_is_counted(chain, client_for, cast, project, west_project):
    told = chain.experience(project, kind="lesson", cost_of="", amount_nok=None, title="Bruk malen")
    address = reverse("experience-use", args=[told.pk])
    client = client_for(cast.member_west)
    assert "<strong>Bruk malen</strong>" in client.get(address).content.decode()
    assert "Vi brukte dette" in client.get(reverse("experience-detail", args=[told.pk])).content.decode()
    for _ in range(2):
        client.post(address, {"project": west_project.pk, "note": "ROS-malen", "hours_avoided": "80"})
    assert Reuse.objects.count() == 1
    page = client_for(cast.member).get(reverse("experience-detail", args=[told.pk])).content.decode()
    assert "1 prosjekt har brukt dette, og slapp å bruke omtrent 80 timer" in page
    assert "ROS-malen" in page
    assert west_project.title in page
    page = client.get(reverse("project-detail", args=[project.pk])).content.decode()
    assert "Et prosjekt brukte en erfaring om igjen" in page


def test_a_project_does_not_reuse_itself(chain, client_for, cast, project, now):
    told = chain.experience(project)
    with pytest.raises(Refused):
        experiences.use(told, actor=cast.member, now=now, project=project)
    assert client_for(cast.member).get(reverse("experience-use", args=[told.pk])).status_code == 404


# When a project ends


def test_a_project_that_ends_is_asked_what_it_taught(chain, client_for, cast, project, viewer):
    client = client_for(cast.member)
    given = {
        "token": "p",
        "title": project.title,
        "organisation": project.organisation_id,
        "phase": "ended",
        "clinical_area": "Radiologi",
        "purpose": "x",
        "reach": "network",
    }
    response = client.post(reverse("project-edit", args=[project.pk]), given)
    assert response.url == reverse("experience-new", args=[project.pk, "lesson"])
    asked = [waiting.url for waiting in waiting_on(viewer(cast.member))]
    assert response.url in asked
    client.post(response.url, {"token": "l", "title": "Vi stoppet for sent"})
    assert response.url not in [waiting.url for waiting in waiting_on(viewer(cast.member))]


def test_only_the_owner_is_asked(chain, cast, project, viewer):
    projects.edit(project, actor=cast.member, now=chain.tick(), phase="ended")
    assert not [one for one in waiting_on(viewer(cast.colleague)) if "hva lærte dere" in one.title]


def test_whoever_shared_hears_that_it_was_used_and_the_project_shows_by_whom(
    client_for, cast, project, west_project, chain, now
):
    lesson = chain.experience(project)
    west = client_for(cast.member_west)
    west.post(
        reverse("experience-use", args=[lesson.pk]),
        {"project": west_project.pk, "hours_avoided": "40", "note": "Prisen"},
    )
    told = Notice.objects.get(event__verb="experience.used")
    assert (told.person, told.needs_you) == (cast.member, False)
    subject, body = messages.wording(told.event)
    assert lesson.title in subject
    assert "Brudd i Bergen" in body
    assert "Helse Bergen" in body
    assert "40 timer" in body
    assert breaches() == []
    page = client_for(cast.member).get(reverse("project-detail", args=[project.pk])).content.decode()
    assert "Brukt av" in page
    assert f'href="{reverse("project-detail", args=[west_project.pk])}"' in page
    page = client_for(cast.member).get(reverse("project-detail", args=[west_project.pk])).content.decode()
    assert "Bygger på erfaring fra andre" in page
    assert reverse("experience-detail", args=[lesson.pk]) in page


def test_a_project_that_others_may_not_see_is_not_named_to_whoever_shared(
    client_for, cast, project, west_project, chain, now
):
    lesson = chain.experience(project)
    Project.objects.filter(pk=west_project.pk).update(reach="organisation")
    west_project.refresh_from_db()
    experiences.use(lesson, actor=cast.member_west, now=now, project=west_project, note="Hemmelig")
    event = Notice.objects.get(event__verb="experience.used").event
    for hidden in ("Brudd i Bergen", "Hemmelig"):
        assert hidden not in str(event.data)
        assert hidden not in messages.wording(event)[1]
    page = client_for(cast.member).get(reverse("project-detail", args=[project.pk])).content.decode()
    assert "Brudd i Bergen" not in page


def test_whoever_uses_what_they_shared_themselves_is_not_told(cast, project, chain, now):
    second = chain.registered(title="Nummer to")
    experiences.use(chain.experience(project), actor=cast.member, now=now, project=second)
    assert not Notice.objects.filter(event__verb="experience.used").exists()


def test_a_confidential_price_is_told_to_ones_own_alone_and_stays_so_when_it_is_put_right(
    chain, client_for, cast, project
):
    address = reverse("experience-new", args=[project.pk, "cost"])
    client_for(cast.member).post(address, WHOLE_COST | {"title": "Egen pris", "reach": "organisation"})
    client_for(cast.member).post(address, WHOLE_COST | {"token": "c2", "title": "Opplæring"})
    told, open_one = Experience.objects.order_by("pk")
    assert (told.reach, open_one.reach) == ("organisation", project.reach)
    page = client_for(cast.member_west).get(f"/prosjekter/{project.pk}/").content.decode()
    assert "Opplæring" in page
    assert "Egen pris" not in page
    assert (
        "Synlig for virksomheten"
        in client_for(cast.member).get(f"/prosjekter/{project.pk}/").content.decode()
    )
    right = client_for(cast.member).get(f"/prosjekter/erfaringer/{told.pk}/rett/").content.decode()
    assert '<option value="organisation" selected>' in right
    new = experiences.correct(
        told,
        actor=cast.member,
        now=chain.tick(),
        reason="Feil",
        title="Lisens",
        cost_of="operating",
        amount_nok=1,
    )
    assert new.reach == "organisation"


# What cannot be true


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"amount_nok": "0"}, "amount_nok", "Skriv et beløp over 0 kroner."),
        ({"amount_nok": "-5"}, "amount_nok", "Skriv et beløp over 0 kroner."),
        ({"year": "2031"}, "year", "Dette er frem i tid."),
        ({"period_from": "2031-01-01", "period_to": "2031-12-31"}, "period_from", "Dette er frem i tid."),
    ],
)
def test_a_cost_is_more_than_nothing_and_has_begun(wrong, field, said, client_for, cast, project):
    page = report(client_for(cast.member), project, "cost", WHOLE_COST | wrong).content.decode()
    assert said in page.partition(f'id="id_{field}_error"')[2][:300]
    assert not Experience.objects.exists()


def test_what_something_will_cost_is_told_as_an_estimate(client_for, cast, project):
    ahead = {"year": "2031", "period_from": "2031-01-01", "period_to": "2031-12-31", "is_estimate": "on"}
    assert report(client_for(cast.member), project, "cost", WHOLE_COST | ahead).status_code == 302
    assert Experience.objects.get().year == 2031
