"""Decide, withdraw, hand on and answer at the same moment: one after the other always explains the result."""

import threading
from itertools import combinations_with_replacement

import pytest
from django.db import transaction

from config.invariants import breaches
from escalation.models import Answer, Decision, Escalation, Referral, ReferralState, State
from issues.models import Issue
from network import audit
from network.models import Deadline, Event, Mail, Notice
from network.workflow import Refused, take
from tests.escalation.test_races import at_once, on_postgresql

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

# Who takes each step; and who, when it meets itself.
ACTORS = {
    "decide": ("coord_lead", "coord_secretary"),
    "withdraw": ("lifting_lead", "secretariat"),
    "hand_on": ("coord_lead", "coord_secretary"),
    "answer": ("coord_secretary", "coord_lead"),
}
PAIRS = list(combinations_with_replacement(ACTORS, 2))


@pytest.fixture(params=[ReferralState.IN_REVIEW, ReferralState.DECIDED])
def group(request, chain, bodies):
    """The coordinating group's sak, the last that is open: the content desk has answered."""
    escalation = chain.lifted()
    chain.settled(chain.acknowledged(chain.referral(escalation, bodies.desk_hdir)))
    referral = chain.acknowledged(chain.referral(escalation, bodies.coordinating))
    return chain.decided(referral) if request.param == ReferralState.DECIDED else referral


@pytest.fixture
def step(chain, group, cast, bodies, now):
    """`step(name, place)`: one of two at the same moment, ready to be taken."""
    given = {
        "decide": chain.decision_input(group),
        "withdraw": {"reason": "Løst på annen måte."},
        "hand_on": {"reason": "Dette er ikke vårt område.", "new_holder": bodies.desk_dmp},
        "answer": {"text": "Personvernombudet kan godkjenne delingen."},
    }

    def ready(name, place):
        case = group.escalation if name == "withdraw" else group
        actor = getattr(cast, ACTORS[name][place])
        return lambda: take(case, name, actor=actor, now=now, **given[name]).state

    return ready


def as_it_stands():
    """All that a case is made of, but for the numbers the database gives."""
    rows = (
        Escalation.objects.values_list("state", "closed_as", "reason", "version"),
        Referral.objects.values_list("recipient", "state", "holder", "officer", "version"),
        Issue.objects.values_list("state", "version"),
        Decision.objects.values_list("referral", "outcome", "recorded_by"),
        Answer.objects.values_list("referral", "text", "seat"),
        Deadline.objects.values_list("target_label", "target_id", "kind", "due_on", "ended_at"),
        Notice.objects.values_list("event__verb", "event__actor", "person", "needs_you"),
        Mail.objects.values_list("person", "due_at"),
    )
    events = Event.objects.values_list("verb", "actor", "seat", "target_label", "target_id", "state_to")
    return [*(sorted(map(str, these)) for these in rows), list(events.order_by("pk"))]


def told(outcome):
    return outcome.sentence if isinstance(outcome, Refused) else outcome


def in_turn(*acts):
    """What they would say one after the other, and what would then stand; all of it undone."""
    said = []
    with transaction.atomic():
        for act in acts:
            try:
                said.append(act())
            except Refused as refusal:
                said.append(refusal)
        stands = as_it_stands()
        transaction.set_rollback(True)
    return [told(outcome) for outcome in said], stands


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_at_once_are_one_after_the_other(one, other, group, step, now):
    first, second = step(one, 0), step(other, 1)
    forwards = in_turn(first, second)
    said, stands = in_turn(second, first)
    backwards = (said[::-1], stands)

    outcomes = [told(outcome) for outcome in at_once(first, second)]

    assert (outcomes, as_it_stands()) in (forwards, backwards)
    audit.seal()
    assert breaches(now) == []


@on_postgresql
@pytest.mark.parametrize("group", [ReferralState.IN_REVIEW], indirect=True)
def test_without_the_lock_a_withdrawn_case_is_decided(group):
    """Look, then write, as `take` would without its locks: no order of the two explains what stands."""
    escalation, looked = group.escalation, threading.Barrier(2)

    def withdraw():
        theirs = Referral.objects.get(pk=group.pk)
        looked.wait()
        if theirs.state == ReferralState.IN_REVIEW:
            Escalation.objects.filter(pk=escalation.pk).update(state=State.CLOSED, closed_as="withdrawn")

    def decide():
        case = Escalation.objects.get(pk=escalation.pk)
        looked.wait()
        if case.state == State.LIFTED:
            Referral.objects.filter(pk=group.pk).update(state=ReferralState.DECIDED)

    at_once(withdraw, decide)
    escalation.refresh_from_db()
    group.refresh_from_db()
    assert (escalation.state, group.state) == (State.CLOSED, ReferralState.DECIDED)
