"""What was decided can be split between several, each with its own part and date: nobody need own it all (S74)."""

from datetime import timedelta

import pytest

from escalation.changes import CHANGES
from escalation.models import Change, Decision, Share
from network.models import Notice
from network.registries import waiting_on
from network.workflow import Missing, Refused, take

Outcome = Decision.Outcome


@pytest.fixture
def shares(organisations, chain):
    due = chain.now.date() + timedelta(days=60)
    return [
        {"organisation": organisations.dmp, "what": "Lager sjekklisten", "due_on": due},
        {
            "organisation": organisations.hv,
            "what": "Prøver den i to foretak",
            "due_on": due + timedelta(days=30),
        },
    ]


@pytest.fixture
def decided(chain, laid, shares):
    return chain.decided(laid, shares=shares, nobody_acts=False)


def asked(viewer, person):
    return [(one.title, one.what) for one in waiting_on(viewer(person)) if "tar dere dette inn" in one.what]


def test_each_has_its_part_waiting_and_nobody_need_own_the_whole(decided, cast, viewer, organisations):
    assert decided.decisions.get().executor is None
    told = Change.objects.order_by("pk").values_list("what", "executor", "due_on", "state")
    assert [(what, executor, state) for what, executor, _, state in told] == [
        ("Lager sjekklisten", organisations.dmp.pk, "recommended"),
        ("Prøver den i to foretak", organisations.hv.pk, "recommended"),
    ]
    assert [due for _, _, due, _ in told] == list(
        Share.objects.order_by("pk").values_list("due_on", flat=True)
    )
    yes = "tar dere dette inn i planen?"
    assert asked(viewer, cast.steering_member) == [
        ("Lager sjekklisten", f"Svar for Direktoratet for medisinske produkter: {yes}")
    ]
    assert asked(viewer, cast.aside) == [("Prøver den i to foretak", f"Svar for Helse Vest RHF: {yes}")]
    assert asked(viewer, cast.steering_lead) == asked(viewer, cast.owner_dmp) == []
    needed = Notice.objects.filter(event__verb="referral.decide", needs_you=True)
    assert {cast.steering_member.pk, cast.aside.pk} <= set(needed.values_list("person", flat=True))


def test_each_says_yes_to_its_own_part(decided, cast, chain, viewer, organisations):
    own, other = Change.objects.order_by("pk")
    assert "into_plan" in [name for name, _, _ in CHANGES.open_to(own, cast.steering_member, chain.now)]
    assert not list(CHANGES.open_to(other, cast.steering_member, chain.now))
    given = {"executor": organisations.dmp, "agreed": "Avdelingsdirektøren", "on": chain.now.date()}
    take(own, "into_plan", actor=cast.steering_member, now=chain.tick(), **given)
    assert asked(viewer, cast.steering_member) == []
    assert len(asked(viewer, cast.aside)) == 1


@pytest.mark.parametrize("left_out", ["organisation", "what", "due_on"])
def test_each_part_says_who_what_and_when(left_out, chain, laid, shares):
    shares[1][left_out] = None
    with pytest.raises(Missing) as refusal:
        chain.decided(laid, shares=shares, nobody_acts=False)
    assert refusal.value.field == f"share_2_{left_out}"
    assert not Share.objects.exists()


def test_nobody_acts_is_not_said_of_what_some_shall_do(chain, laid, shares):
    with pytest.raises(Refused):
        chain.decided(laid, shares=shares, nobody_acts=True)


def corrected(chain, decided, cast, **more):
    given = chain.decision_input(decided) | {"nobody_acts": False} | more
    return take(decided, "correct", actor=cast.coord_secretary, now=chain.tick(), **given)


def test_a_correction_of_the_parts_ends_what_was_in_motion(decided, chain, cast, shares):
    corrected(chain, decided, cast, shares=shares, wording="Med andre ord.")
    assert set(Change.objects.values_list("state", flat=True)) == {"recommended"}
    assert Change.objects.count() == 2
    corrected(chain, decided, cast, shares=shares[:1])
    assert list(Change.objects.order_by("pk").values_list("what", "state")) == [
        ("Lager sjekklisten", "dropped"),
        ("Prøver den i to foretak", "dropped"),
        ("Lager sjekklisten", "recommended"),
    ]


def test_a_part_whose_date_was_wrong_is_moved(decided, chain, cast, shares):
    moved = [shares[0] | {"due_on": shares[0]["due_on"] + timedelta(days=20)}, shares[1]]
    corrected(chain, decided, cast, shares=moved)
    told = [(change.state, change.due_on) for change in Change.objects.order_by("pk")]
    assert told == [("recommended", share["due_on"]) for share in moved]


def test_the_secretary_writes_the_parts_in_the_form(chain, laid, shares, cast, client_for):
    browser = client_for(cast.coord_secretary)
    address = f"{laid.get_absolute_url()}beslutt/"
    form = browser.get(address).context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    sent |= {"outcome": "followed_up", "grounds": "Behovet er delt.", "nobody_acts": ""}
    for name, value in shares[0].items():
        sent[f"share_1_{name}"] = getattr(value, "pk", value)
    refused = browser.post(address, sent | {"share_2_what": "Noe"})
    assert 'id="id_share_2_organisation_error"' in refused.content.decode()
    page = browser.post(address, sent, follow=True).content.decode()
    assert "Direktoratet for medisinske produkter innen" in page
    assert "Lager sjekklisten" in page
    fixed = browser.get(f"{laid.get_absolute_url()}rett/").content.decode()
    assert "Lager sjekklisten" in fixed
