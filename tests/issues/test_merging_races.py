"""Merging at once: the outcome is always as if one had come after the other."""

from datetime import timedelta

import pytest

from issues import merging
from issues.models import Issue, Merge, State
from network.workflow import Refused
from tests.escalation.test_races import at_once, refused

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WHY = "Samme sak."


@pytest.fixture
def two(chain):
    return chain.raised(), chain.raised(title="Kan vi dele bilder mellom regionene?")


def test_each_way_at_once_gives_one_of_them(two, cast, now):
    one, other = two
    outcomes = at_once(
        lambda: merging.propose_merge(one, into=other, actor=cast.lead, now=now, reason=WHY),
        lambda: merging.propose_merge(other, into=one, actor=cast.lead, now=now, reason=WHY),
    )
    assert len(refused(outcomes)) == 1
    assert Merge.objects.count() == 1


def test_the_same_four_times_is_one_proposal(two, cast, now):
    one, other = two
    act = lambda: merging.propose_merge(one, into=other, actor=cast.lead, now=now, reason=WHY)  # noqa: E731
    outcomes = at_once(*[act] * 4)
    assert refused(outcomes) == []
    assert len({merge.pk for merge in outcomes}) == 1


def test_a_no_at_the_moment_of_the_job_is_before_or_after(two, cast, now):
    one, other = two
    merge = merging.propose_merge(one, into=other, actor=cast.lead, now=now, reason=WHY)
    late = now + timedelta(days=30)
    outcomes = at_once(
        lambda: merging.merge_due(late),
        lambda: merging.object_to(merge, actor=cast.member, now=late, reason="Nei."),
        lambda: merging.merge_due(late),
    )
    merge.refresh_from_db()
    state = Issue.objects.get(pk=one.pk).state
    if isinstance(outcomes[1], Refused):
        assert (merge.status, state) == (Merge.Status.DONE, State.MERGED)
        assert sorted([outcomes[0], outcomes[2]]) == [0, 1]
    else:
        assert (merge.status, state) == (Merge.Status.OBJECTED, State.NEW)
    assert other.voices.count() == 1
