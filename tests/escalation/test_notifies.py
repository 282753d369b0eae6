"""Who hears: those who act for a content desk are all who sit there, also when nobody leads it."""

from datetime import timedelta

import pytest

from escalation.succession import hand_over_cases
from network import membership
from network.models import Notice, Seat
from network.workflow import take
from tests.escalation.test_succession import on, seated, successor

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(bodies, cast, organisations, system, chain):
    """The only one at the desk, and no more than a member."""
    for held in Seat.objects.filter(body=bodies.desk_dmp):
        membership.end_seat(held, actor=system, now=chain.tick())
    seated(cast.outsider, bodies.desk_dmp, organisations.dmp, chain, role=Seat.Role.MEMBER)
    return cast.outsider


def heard(person, verb):
    return Notice.objects.filter(person=person, event__verb=verb).exists()


def test_that_the_case_is_withdrawn(chain, bodies, cast, owner):
    case = chain.lifted(recipients=[bodies.desk_dmp])
    take(case, "withdraw", actor=cast.lifting_lead, now=chain.tick(), reason="Løst lokalt.")
    assert heard(owner, "escalation.withdraw")


def test_that_another_has_answered(chain, bodies, owner):
    case = chain.lifted(recipients=[bodies.desk_hdir, bodies.desk_dmp])
    chain.settled(chain.acknowledged(chain.referral(case, bodies.desk_hdir)))
    assert heard(owner, "referral.settle")


def test_what_the_desk_is_asked_and_it_may_reply(chain, bodies, owner):
    case = chain.lifted(recipients=[bodies.coordinating, bodies.desk_dmp])
    group = chain.acknowledged(chain.referral(case, bodies.coordinating))
    asked = chain.asked(group, asked_body=bodies.desk_dmp)
    assert heard(owner, "referral.ask")
    assert take(asked, "reply", actor=owner, now=chain.tick(), text="Tre.").state == "in_review"


def test_that_the_desk_took_over(chain, bodies, cast, organisations):
    chain.lifted()
    handover = (chain.now + timedelta(days=10)).date()
    after = successor(bodies.desk_hdir, "Innholdsansvarlig i nye Helsedirektoratet", handover)
    seated(cast.outsider, after, organisations.hdir, chain, role=Seat.Role.MEMBER)
    hand_over_cases(on(handover))
    assert heard(cast.outsider, "referral.succeed")
