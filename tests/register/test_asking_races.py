"""Asking at once: the outcome is always as if one had come after the other."""

from datetime import timedelta

import pytest

from config.leaving import leave_network
from network.models import Notice
from network.notices import breaches
from register import asking
from register.models import Question, ResourcePerson
from tests.escalation.test_races import at_once, refused

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def by(now):
    return lambda person: {"actor": person, "seat": person.seats.get(), "now": now}


@pytest.fixture
def resource(by):
    told = {"knows": "Validering", "reach_me": "E-post", "phases": ["in_use"]}
    return lambda person, **more: asking.become_resource(**by(person), **told, **more)


def test_of_many_who_ask_at_once_no_more_come_through_than_the_person_takes(cast, by, resource):
    resource(cast.member, per_month=2)
    askers = [cast.member_west, cast.colleague, cast.lead, cast.lead_west, cast.owner_hdir, cast.coord_lead]
    given = [by(asker) for asker in askers]
    acts = [lambda one=one: asking.ask(cast.member, **one, text="Hva gikk galt?", token="t") for one in given]
    outcomes = at_once(*acts)
    assert len(refused(outcomes)) == 4
    assert Question.objects.count() == Notice.objects.filter(person=cast.member).count() == 2


def test_of_many_questions_by_one_at_once_no_more_than_three_come_through(cast, by, resource):
    people = [cast.member, cast.colleague, cast.lead, cast.lead_west, cast.member_west]
    for person in people:
        resource(person)
    given = by(cast.owner_hdir)
    acts = [
        lambda person=person: asking.ask(person, **given, text="Hva gikk galt?", token=str(person.pk))
        for person in people
    ]
    outcomes = at_once(*acts)
    assert len(refused(outcomes)) == 2
    assert Question.objects.open().count() == asking.AT_ONCE


def test_the_same_sent_four_times_is_one_question(cast, by, resource):
    resource(cast.member)
    given = by(cast.member_west)
    act = lambda: asking.ask(cast.member, **given, text="Hva gikk galt?", token="t")  # noqa: E731
    outcomes = at_once(*[act] * 4)
    assert refused(outcomes) == []
    assert {outcome.pk for outcome in outcomes} == {Question.objects.get().pk}


def test_an_answer_at_the_moment_it_lapses_or_is_withdrawn_is_before_or_after(cast, by, resource, now):
    resource(cast.member)
    question = asking.ask(cast.member, **by(cast.member_west), text="Hva gikk galt?", token="t")
    late = now + timedelta(days=31)
    answers, withdraws = by(cast.member) | {"now": late}, by(cast.member_west) | {"now": late}
    outcomes = at_once(
        lambda: asking.answer(question, **answers, reply="Opplæringen.") or 1,
        lambda: asking.withdraw(question, **withdraws) or 1,
        lambda: asking.close_due(late),
        lambda: asking.close_due(late),
    )
    assert sum(outcome for outcome in outcomes if isinstance(outcome, int)) == 1
    question.refresh_from_db()
    verbs = set(Notice.objects.exclude(event__verb="question.asked").values_list("event__verb", flat=True))
    assert verbs == {f"question.{question.outcome}"}
    assert breaches() == []


def test_nothing_is_left_open_for_someone_who_leaves_at_that_moment(cast, by, resource, now):
    resource(cast.member)
    asks = by(cast.member_west)
    at_once(
        lambda: asking.ask(cast.member, **asks, text="Hva gikk galt?", token="t"),
        lambda: leave_network(cast.member, now=now + timedelta(seconds=1)),
    )
    assert not Question.objects.open().exists()
    assert not ResourcePerson.objects.filter(ended_at=None).exists()
    assert breaches() == []


def test_two_who_have_asked_each_other_leave_at_once_and_neither_stands_still(cast, by, resource, now):
    pair, text = [cast.member, cast.member_west], "Hva gikk galt?"
    for person in pair:
        resource(person)
    for person, other in (pair, reversed(pair)):
        asking.ask(person, **by(other), text=text, token="t")
    asking.ask(cast.member, **by(cast.lead), text=text, token="t")
    later = now + timedelta(seconds=1)
    at_once(
        *[lambda person=person: leave_network(person, now=later) for person in pair],
        lambda: asking.close_due(later),
    )
    assert not Question.objects.open().exists()
    assert breaches() == []


def test_said_anew_twice_at_once_it_stands_once(cast, resource):
    outcomes = at_once(*[lambda: resource(cast.member)] * 4)
    assert all(isinstance(outcome, ResourcePerson) for outcome in outcomes)
    assert ResourcePerson.objects.filter(ended_at=None).count() == 1
