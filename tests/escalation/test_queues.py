"""Each body's queue: what is overdue first, mine and others'; and whose a matter was agreed to be before."""

from datetime import timedelta

import pytest

from escalation.filters import QueueFilter
from escalation.models import Referral
from escalation.queues import by_urgency, precedents_for, waiting_days
from network.deadlines import local_day, working_days_between
from network.workflow import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(chain, bodies):
    """Three open, with clocks 40, 10 and paused; and one that is answered."""
    bodies.desk_hdir.answer_days = 10
    bodies.desk_hdir.save()
    first = chain.lifted()
    other = chain.lifted(chain.proposed(chain.taken_up(chain.raised(title="Må vi melde avvik?"))))
    group = chain.acknowledged(chain.referral(first, bodies.coordinating))
    paused = chain.asked(chain.acknowledged(chain.referral(other, bodies.coordinating)))
    return {
        "late": chain.referral(first, bodies.desk_hdir),
        "later": group,
        "paused": paused,
        "done": chain.settled(chain.acknowledged(chain.referral(other, bodies.desk_hdir))),
    }


def shown(viewer, now, **asked):
    seen = by_urgency(Referral.objects.visible_to(viewer).for_lists())
    chosen = QueueFilter(asked, queryset=seen, viewer=viewer, now=now)
    assert chosen.form.is_valid(), chosen.form.errors
    return list(chosen.qs)


def test_what_is_overdue_comes_first_and_what_is_done_last(queue, viewer, cast, chain):
    rows = shown(viewer(cast.secretariat), chain.now)
    assert rows[0] == queue["late"]
    assert rows[-1] == queue["done"]


def test_a_clock_that_stands_still_is_not_among_the_overdue(queue, viewer, cast, chain):
    late = chain.acknowledged(queue["late"])
    by = local_day(chain.now) + timedelta(days=14)
    take(late, "ask", actor=cast.owner_hdir, now=chain.tick(), question="Hvor mange?", by=by)
    rows = shown(viewer(cast.secretariat), chain.now + timedelta(days=200))
    assert rows == [queue["later"], late, queue["paused"], queue["done"]]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"due": "over"}, {"late"}),
        ({"due": "paused"}, {"paused"}),
        ({"state": "answered"}, {"done"}),
        ({"state": "in_review"}, {"later"}),
    ],
)
def test_it_is_narrowed_by_state_and_deadline(queue, viewer, cast, chain, asked, names):
    after = chain.now + timedelta(days=25)
    assert set(shown(viewer(cast.secretariat), after, **asked)) == {queue[name] for name in names}


def test_mine_ours_and_another_agencys(queue, viewer, cast, chain, bodies, organisations):
    lead = viewer(cast.coord_lead)
    assert set(shown(lead, chain.now, whose="mine")) == {queue["later"], queue["paused"]}
    assert set(shown(viewer(cast.coord_secretary), chain.now, whose="mine")) == set()
    assert set(shown(viewer(cast.owner_hdir), chain.now, whose="ours")) == {queue["late"], queue["done"]}
    assert set(shown(viewer(cast.owner_hdir), chain.now, whose="open")) == {queue["late"]}
    assert set(shown(lead, chain.now, body=bodies.desk_hdir.pk)) == {queue["late"], queue["done"]}
    assert set(shown(lead, chain.now, agency=organisations.hdir.pk)) == set(queue.values())


def test_the_kind_of_ask(queue, viewer, cast, chain):
    assert shown(viewer(cast.secretariat), chain.now, kind="question") == []
    assert len(shown(viewer(cast.secretariat), chain.now, kind="barrier")) == 4


def test_what_one_may_not_see_stands_in_no_queue(queue, viewer, cast, chain):
    assert shown(viewer(cast.outsider), chain.now) == []


def test_the_days_since_it_was_first_sent_are_counted_whoever_has_it(chain, bodies):
    sent = chain.referral(chain.lifted(), bodies.coordinating)
    first_day = local_day(chain.now)
    chain.now += timedelta(days=14)
    moved = chain.handed_on(sent, to=bodies.desk_dmp)
    chain.now += timedelta(days=7)
    assert waiting_days(moved, chain.now) == working_days_between(first_day, local_day(chain.now))


def test_the_same_question_finds_what_was_agreed_the_last_time(chain, bodies, viewer, cast):
    first = chain.handed_on(chain.referral(chain.lifted(), bodies.coordinating), responsibility="unclear")
    chain.clarified(first)
    again = chain.proposed(
        chain.taken_up(chain.raised(title="Hvem svarer for deling av bilder til trening?"))
    )
    likely = chain.referral(chain.lifted(again), bodies.coordinating)
    found = precedents_for(likely, viewer(cast.coord_lead))
    assert [clarification.agreed_holder for clarification in found] == [bodies.desk_hdir]
    assert precedents_for(likely, viewer(cast.outsider)) == []
