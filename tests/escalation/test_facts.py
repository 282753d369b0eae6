"""What members have told that bears on a case: only what they shared with the network, as it was then."""

from datetime import timedelta

import pytest

from escalation.facts import facts_of
from issues.classifying import classify
from network.models import Regulation

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(chain, cast):
    """`facts(project)`: what a case about one project rests on now."""

    def of(project=None, at=None):
        issue = chain.raised(project=project, topics=["personvern", "sky"])
        chain.endorsed(issue)
        return facts_of(chain.lifted(chain.proposed(chain.taken_up(issue))), at or chain.tick())

    return of


def test_who_is_hit_where_and_at_which_level(chain, facts):
    found = facts(chain.registered(care_level="both"))
    assert found["organisations"] == ["Helse Bergen HF", "Vestre Viken HF"]
    assert found["regions"] == ["Helse Sør-Øst", "Helse Vest"]
    assert found["care_levels"] == ["begge"]
    assert found["projects"] == ["KI-støtte til bruddpåvisning"]


def test_costs_are_summed_with_their_span_years_and_organisations(chain, facts, organisations):
    project = chain.registered()
    chain.experience(project, amount_nok=2_000_000, year=2024)
    chain.experience(project, amount_nok=5_000_000, year=2026, organisation=organisations.bergen)
    chain.experience(project, cost_of="operating", amount_nok=300_000, year=2025, is_estimate=True)
    assert facts(project)["costs"] == [
        {
            "of": "etablering",
            "sum": 7_000_000,
            "least": 2_000_000,
            "most": 5_000_000,
            "organisations": 2,
            "estimates": 0,
            "years": [2024, 2026],
        },
        {
            "of": "drift per år",
            "sum": 300_000,
            "least": 300_000,
            "most": 300_000,
            "organisations": 1,
            "estimates": 1,
            "years": [2025],
        },
    ]


def test_a_cost_of_unknown_sort_is_told_too(chain, facts):
    project = chain.registered()
    chain.experience(project, cost_of="", amount_nok=1_200_000, year=2023)
    assert [(cost["of"], cost["sum"]) for cost in facts(project)["costs"]] == [("annet", 1_200_000)]


@pytest.mark.parametrize("reach", ["organisation", "region"])
def test_what_was_not_shared_with_the_network_is_left_out(reach, chain, facts):
    project = chain.registered()
    chain.experience(project, reach=reach)
    assert facts(project)["costs"] == []


@pytest.mark.parametrize("closed", [{"reach": "region"}, {"group_reach": {"procurement": "region"}}])
def test_what_the_owner_has_closed_is_left_out(closed, chain, facts):
    project = chain.registered()
    chain.experience(project)
    type(project).objects.filter(pk=project.pk).update(**closed)
    assert facts(project)["costs"] == []


def test_a_benefit_says_what_was_planned_and_what_came(chain, facts):
    project = chain.registered()
    told = {"kind": "benefit", "title": "Kortere ventetid", "cost_of": "", "amount_nok": None}
    chain.experience(project, **told, measure="døgn", planned="60", achieved="79")
    assert facts(project)["benefits"] == [
        {
            "whose": "Vestre Viken HF",
            "title": "Kortere ventetid",
            "measure": "døgn",
            "planned": "60",
            "achieved": "79",
        }
    ]


def test_what_came_later_is_not_among_what_it_rested_on(chain, facts, now):
    project = chain.registered()
    chain.experience(project)
    assert facts(project, at=now - timedelta(days=1)) == {
        "organisations": [],
        "regions": [],
        "care_levels": [],
        "projects": [],
        "costs": [],
        "benefits": [],
        "abroad": [],
        "rules": [],
        "similar": [],
    }


def test_rules_that_share_most_topics_come_first_and_name_their_owner(facts):
    for slug, topics in (("a", ["sky"]), ("b", ["personvern", "sky"]), ("c", ["arkiv"])):
        Regulation.objects.create(slug=slug, title=f"Lov {slug}", owner_name="Datatilsynet", topics=topics)
    assert facts()["rules"] == [
        {"name": "Lov b", "owner": "Datatilsynet", "url": ""},
        {"name": "Lov a", "owner": "Datatilsynet", "url": ""},
    ]


def test_an_earlier_case_like_it_comes_with_its_answer(chain, facts):
    earlier = chain.all_answered()
    assert [(case["id"], case["answer"]) for case in facts()["similar"]] == [
        (earlier.pk, "Ny veiledning ligger på informasjonssiden.")
    ]


@pytest.mark.parametrize("hidden", [{"restricted": True}, {"reach": "region"}])
def test_an_earlier_case_that_not_all_may_see_is_not_told_of(hidden, chain, facts):
    earlier = chain.all_answered()
    type(earlier).objects.filter(pk=earlier.pk).update(**hidden)
    assert facts()["similar"] == []


def test_rules_that_a_person_has_confirmed_are_listed_and_not_those_that_only_share_a_topic(chain, cast):
    for slug in ("a", "b"):
        Regulation.objects.create(slug=slug, title=f"Lov {slug}", owner_name="Datatilsynet", topics=["sky"])
    right = Regulation.objects.create(slug="c", title="Lov c", owner_name="Datatilsynet", topics=["arkiv"])
    issue = chain.taken_up(chain.raised(topics=["sky"]))
    said = {"instrument": "rules", "responsibility": "none", "regulations": [right]}
    classify(issue, actor=cast.lead, now=chain.tick(), seen=0, **said)
    found = facts_of(chain.lifted(chain.proposed(issue)), chain.tick())
    assert [rule["name"] for rule in found["rules"]] == ["Lov c"]
