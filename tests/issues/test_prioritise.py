import pytest
from django.db import IntegrityError, transaction

from issues.models import Assessment, Rank


def test_the_rank_is_the_mean_of_the_sums_and_the_spread_is_shown(chain, cast):
    issue = chain.taken_up()
    chain.assessed(issue, cast.lead, (4, 3, 5))
    chain.assessed(issue, cast.council_chair, (2, 3, 4))
    rank = Rank.objects.get(issue=issue)
    assert (rank.score, rank.spread, rank.assessors) == (1050, 2, 2)


def test_a_new_assessment_counts_and_the_old_one_stands(chain, cast):
    issue = chain.taken_up()
    chain.assessed(issue, cast.lead, (1, 1, 1))
    chain.assessed(issue, cast.lead, (5, 5, 5))
    assert Rank.objects.get(issue=issue).score == 1500
    assert Assessment.objects.filter(issue=issue, person=cast.lead).count() == 2


@pytest.mark.parametrize("scores", [(0, 3, 3), (3, 6, 3)])
def test_the_database_takes_scores_from_one_to_five(scores, chain):
    issue = chain.taken_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        chain.assessed(issue, scores=scores)
