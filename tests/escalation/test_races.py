"""At once: the outcome is always as if one had come after the other.

Each race has its unguarded variant beside it, which goes wrong: so we know that the race is run.
"""

import threading

import pytest
from django.db import connection, connections, transaction

from config.invariants import breaches
from escalation import drafting
from escalation.models import Decision, Escalation, Referral, ReferralState
from issues.models import Voice
from issues.raising import endorse
from network import audit
from network.models import Event, Notice
from network.workflow import Refused, take

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, so nothing can go wrong"
)


def at_once(*acts):
    """Run the acts in threads that start together; what each returned, or the refusal it got."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            outcomes[place] = act()
        except Refused as refusal:
            outcomes[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def refused(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Refused)]


@pytest.fixture
def before_decision(chain, bodies):
    escalation = chain.lifted()
    return chain.laid_before(chain.acknowledged(chain.referral(escalation, bodies.coordinating)))


def test_eight_deciders_give_one_decision_one_event_one_notice_each(before_decision, chain, cast, now):
    given = chain.decision_input(before_decision)
    act = lambda: take(before_decision, "decide", actor=cast.coord_secretary, now=now, **given)  # noqa: E731
    outcomes = at_once(*[act] * 8)

    assert len(refused(outcomes)) == 7
    assert Decision.objects.filter(referral=before_decision).count() == 1
    event = Event.objects.get(verb="referral.decide")
    told = list(Notice.objects.filter(event=event).values_list("person", flat=True))
    assert len(told) == len(set(told))
    assert {cast.steering_lead.pk, cast.coord_lead.pk} <= set(told)
    audit.seal()
    assert breaches(now) == []


@on_postgresql
def test_deciding_without_lock_or_constraint_lets_several_win(before_decision):
    """Read, check, write: what `take` would be without its guards."""
    looked = threading.Barrier(8)

    def decide_unguarded():
        state = Referral.objects.get(pk=before_decision.pk).state
        looked.wait()
        if state == ReferralState.IN_REVIEW:
            Referral.objects.filter(pk=before_decision.pk).update(state=ReferralState.DECIDED)
            return "won"
        return "lost"

    assert at_once(*[decide_unguarded] * 8).count("won") > 1


def test_a_double_click_is_one_decision_and_no_error(before_decision, chain, cast, now):
    given = chain.decision_input(before_decision)
    act = lambda: take(  # noqa: E731
        before_decision, "decide", actor=cast.coord_secretary, now=now, version=before_decision.version, token="t", **given
    )  # fmt: skip
    outcomes = at_once(act, act)
    assert [outcome.state for outcome in outcomes] == ["decided", "decided"]
    assert Event.objects.filter(verb="referral.decide").count() == 1


@pytest.fixture
def two_last_answers(chain, bodies):
    escalation = chain.lifted()
    group = chain.acknowledged(chain.referral(escalation, bodies.coordinating))
    desk = chain.acknowledged(chain.referral(escalation, bodies.desk_hdir))
    return escalation, chain.decided(group), desk, chain.published()


def test_two_last_answers_at_once_leave_the_case_answered(two_last_answers, cast, now):
    escalation, group, desk, entry = two_last_answers
    settled = {"outcome": "new_content", "grounds": "Manglet.", "text": "Les veiledningen.", "entry": entry}
    outcomes = at_once(
        lambda: take(group, "answer", actor=cast.coord_lead, now=now, text="Ja."),
        lambda: take(desk, "settle", actor=cast.owner_hdir, now=now, **settled),
    )
    assert refused(outcomes) == []
    escalation.refresh_from_db()
    assert escalation.state == "answered"
    assert Event.objects.filter(verb="escalation.all_answered").count() == 1
    audit.seal()
    assert breaches(now) == []


@on_postgresql
def test_with_locks_on_the_referrals_alone_nobody_sees_that_both_have_answered(two_last_answers):
    escalation, group, desk, _ = two_last_answers
    written, looked, seen = threading.Barrier(2), threading.Barrier(2), []

    def answer_with_own_lock(referral):
        with transaction.atomic():
            Referral.objects.select_for_update().get(pk=referral.pk)
            Referral.objects.filter(pk=referral.pk).update(state=ReferralState.ANSWERED)
            written.wait()
            seen.append(Referral.objects.filter(escalation=escalation).open().exists())
            looked.wait()  # neither is committed before both have looked

    at_once(lambda: answer_with_own_lock(group), lambda: answer_with_own_lock(desk))
    assert seen == [True, True], "each sees the other as open, so neither closes the case"


def test_two_leads_proposing_the_same_issue_make_one_case(chain, cast, bodies, now):
    issue = chain.assessed(chain.taken_up()).issue
    given = {
        "home_body": bodies.south_east,
        "title": issue.title,
        "ask": "Avklar.",
        "recipients": [bodies.coordinating],
        "no_assessment_because": "",
        "tie_to_raiser": "",
    }
    outcomes = at_once(
        lambda: drafting.propose([issue], actor=cast.lead, now=now, **given),
        lambda: drafting.propose([issue], actor=cast.secretariat, now=now, **given),
    )
    assert len(refused(outcomes)) == 1
    assert Escalation.objects.count() == 1


def test_eight_clicks_on_gjelder_oss_ogsa_are_one_voice(chain, cast, organisations, now):
    issue = chain.raised()
    outcomes = at_once(
        *[lambda: endorse(issue, actor=cast.member_west, now=now, organisation=organisations.bergen)] * 8
    )
    assert refused(outcomes) == []
    assert Voice.objects.filter(issue=issue, person=cast.member_west).count() == 1
    assert Event.objects.filter(verb="issue.endorsed").count() == 1


def test_the_last_two_verdicts_at_once_close_the_case_once(chain, cast, now):
    escalation = chain.all_answered()
    at_once(
        lambda: chain.said(escalation, cast.member).helped,
        lambda: chain.said(escalation, cast.member_west).helped,
    )
    escalation.refresh_from_db()
    assert escalation.state == "closed"
    assert Event.objects.filter(verb="escalation.close").count() == 1


def test_two_sealers_make_one_chain(chain, now):
    chain.lifted()
    at_once(audit.seal, audit.seal)
    audit.seal()
    assert audit.breaches() == []
    assert Event.objects.filter(seal=None).count() == 0


def test_the_same_new_innmelding_sent_twice_at_once_is_one(chain, cast):
    """A double click on a slow line: the second one is given what the first one made."""
    outcomes = at_once(*[lambda: chain.raised(token="samme").pk] * 4)
    assert len(set(outcomes)) == 1
    assert Event.objects.filter(verb="issue.raised").count() == 1
