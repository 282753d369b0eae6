"""Weighing: anchored, blind until one's own is in, reasoned at the ends, and possible to work out again."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from issues import prioritise
from issues.forms.weighing import SCALES, AssessForm
from issues.models import Rank
from network.workflow import take

pytestmark = pytest.mark.django_db


def given(**more):
    said = {scale.name: "3" for scale in SCALES} | {f"{scale.name}_reason": "" for scale in SCALES}
    return said | {"token": "t"} | more


def test_a_reason_is_asked_for_at_the_ends_only():
    assert AssessForm(given()).is_valid()
    for end in ("1", "5"):
        form = AssessForm(given(benefit=end))
        assert list(form.errors) == ["benefit_reason"]
    assert AssessForm(given(benefit="5", benefit_reason="Alle.")).is_valid()


def test_the_database_asks_for_it_too(chain, cast, now):
    issue, seat = chain.taken_up(), cast.lead.seats.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        prioritise.assess(issue, actor=cast.lead, seat=seat, now=now, severity=1, resources=3, benefit=3)
    prioritise.assess(issue, actor=cast.lead, seat=seat, now=now, severity=2, resources=3, benefit=4)
    assert Rank.objects.get(issue=issue).score == 900


def test_each_step_of_each_scale_has_its_sentence(chain, cast, client_for):
    page = client_for(cast.lead).get(f"/innmeldinger/{chain.taken_up().pk}/vurder/").content.decode()
    for scale in SCALES:
        assert len(set(scale.anchors)) == 5
        for anchor in scale.anchors:
            assert str(anchor) in page


@pytest.fixture
def weighed(chain, cast):
    issue = chain.taken_up()
    chain.assessed(issue, cast.council_chair, (2, 3, 4))
    chain.assessed(issue, cast.lead_west, (4, 3, 4))
    return issue


TOLD = ("Samlet", "ulike syn", "Plass ", "To årsverk", "av 15")


@pytest.mark.parametrize(
    "address",
    [
        "/innmeldinger/{}/",
        "/innmeldinger/",
        "/innmeldinger/?orden=vekt",
        "/innmeldinger/?orden=vekt&state=with_network",
    ],
)
def test_whoever_may_weigh_sees_others_weighing_when_their_own_is_in(
    address, weighed, chain, cast, client_for
):
    address = address.format(weighed.pk)
    blind = client_for(cast.lead).get(address).content.decode()
    assert [words for words in TOLD if words in blind] == []
    assert ("vekt" in address) != (weighed.title in blind)
    chain.assessed(weighed)
    seen = client_for(cast.lead).get(address).content.decode()
    assert weighed.title in seen
    assert "av 15" in seen
    assert "ulike syn" in seen


def test_everyone_else_sees_it_at_once(weighed, cast, client_for):
    page = client_for(cast.member).get(f"/innmeldinger/{weighed.pk}/").content.decode()
    assert [words for words in TOLD if words not in page] == []
    assert "Saken bør drøftes" in page


def test_a_proposed_case_is_as_blind(weighed, chain, cast, client_for):
    address = chain.proposed(weighed).get_absolute_url()
    assert "av 15" in client_for(cast.member).get(address).content.decode()
    assert "av 15" not in client_for(cast.lead).get(address).content.decode()


def test_from_a_project_it_is_as_blind(chain, cast, client_for):
    project = chain.registered()
    chain.assessed(chain.taken_up(chain.raised(project=project)), cast.council_chair, (2, 3, 4))
    address = f"/prosjekter/{project.pk}/"
    assert "av 15" in client_for(cast.member).get(address).content.decode()
    assert "av 15" not in client_for(cast.lead).get(address).content.decode()


def test_the_range_of_places_is_from_best_to_worst(chain, cast):
    disputed, high, middle = (chain.taken_up(chain.raised(title=f"Sak nummer {n}")) for n in range(3))
    chain.assessed(disputed, cast.lead, (2, 2, 2))
    chain.assessed(disputed, cast.council_chair, (4, 4, 4))
    chain.assessed(high, cast.lead, (5, 5, 5))
    chain.assessed(middle, cast.lead, (3, 3, 3))
    found = [prioritise.places(issue) for issue in (disputed, high, middle)]
    assert [(place.best, place.worst) for place in found] == [(2, 3), (1, 1), (2, 3)]
    take(high, "answer", actor=cast.lead, now=chain.tick(), text="Slik er det.")
    disputed = type(disputed).objects.get(pk=disputed.pk)
    assert prioritise.places(disputed) == prioritise.Places(1, 2)


def test_beyond_those_counted_the_worst_place_is_open(chain, cast, monkeypatch):
    monkeypatch.setattr(prioritise, "PLACES_COUNTED", 1)
    issues = [chain.taken_up(chain.raised(title=f"Sak nummer {n}")) for n in range(3)]
    for issue in issues:
        chain.assessed(issue, cast.lead, (3, 3, 3))
    assert prioritise.places(issues[2]).worst is None


def test_an_order_that_stood_can_be_worked_out_again(chain, cast, monkeypatch):
    first, second = (chain.taken_up(chain.raised(title=f"Sak nummer {n}")) for n in range(2))
    chain.assessed(first, cast.lead, (2, 2, 2))
    chain.assessed(second, cast.lead, (4, 4, 4))
    then = chain.now
    chain.assessed(first, cast.lead, (5, 5, 5))
    take(second, "answer", actor=cast.lead, now=chain.tick(), text="Slik er det.")
    assert prioritise.ranks_at(then) == [(second.pk, 1200), (first.pk, 600)]
    assert prioritise.ranks_at(chain.now) == [(first.pk, 1500)]
    worst = {2: lambda assessments: min(min(a.scores) for a in assessments)}
    monkeypatch.setattr(prioritise, "FORMULAS", prioritise.FORMULAS | worst)
    assert prioritise.ranks_at(then, 2) == [(second.pk, 4), (first.pk, 2)]
    told = StringIO()
    call_command("ranks", at=then, stdout=told)
    assert told.getvalue().splitlines() == [f"1 1200 {second.pk}", f"2 600 {first.pk}"]


def test_a_lead_may_propose_what_is_urgent_without_any_weighing(chain, cast, bodies, client_for):
    issue = chain.taken_up()
    address = reverse("escalation-propose", args=[issue.pk])
    sent = {"title": "Deling", "ask": "Avklar.", "recipients": [bodies.desk_hdir.pk], "token": "t"}
    refused = client_for(cast.lead).post(address, sent).content.decode()
    assert "Skriv hvorfor den bør løftes likevel" in refused
    client_for(cast.lead).post(address, sent | {"urgent": "on", "token": "u"})
    assert issue.escalations.get().no_assessment_because == "Haster."
