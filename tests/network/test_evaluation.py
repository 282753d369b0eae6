"""The evaluation after a year is asked for by itself, once, and reminded of until it is done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from network import notices
from network.evaluation import a_year_after, ask_due, finish
from network.models import Body, Evaluation, Event, Notice
from network.registries import waiting_on
from network.workflow import Missing, Refused

DAY = timedelta(days=1)
DUE = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def network(bodies, cast, system):
    """Only the one network of South-East, begun on 1 March 2026."""
    Body.objects.exclude(pk=bodies.south_east.pk).update(starts_on=None)
    Body.objects.filter(pk=bodies.south_east.pk).update(starts_on=date(2026, 3, 1))
    return bodies.south_east


def reminders():
    return list(
        Event.objects.filter(verb="evaluation.reminded").order_by("pk").values_list("data__when", flat=True)
    )


def test_leap_day_comes_around_on_the_28th():
    assert a_year_after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert a_year_after(date(2025, 2, 28)) == date(2026, 2, 28)


def test_it_is_asked_for_a_month_before_and_not_sooner(network, cast, viewer):
    ask_due(DUE - 31 * DAY)
    assert not Evaluation.objects.exists()
    ask_due(DUE - 30 * DAY)
    assert Evaluation.objects.get().due_on == date(2027, 3, 1)
    assert Evaluation.objects.get().body == network
    lines = [w.title for w in waiting_on(viewer(cast.lead, DUE - 30 * DAY))]
    assert f"{network.name}: evaluering etter ett år" in lines
    assert not [w for w in waiting_on(viewer(cast.lead_west, DUE)) if "evaluering" in w.title]


def test_each_reminder_comes_once_however_often_the_job_runs(network, cast):
    for days in (-30, -29, 0, 0, 13, 14, 15, 300):
        ask_due(DUE + days * DAY)
    assert reminders() == ["before", "at", "after"]
    told = Notice.objects.filter(event__verb="evaluation.reminded")
    assert set(told.values_list("person", flat=True)) == {cast.lead.pk, cast.secretariat.pk}
    assert notices.breaches() == []


def test_after_a_long_outage_only_the_newest_reminder_comes(network):
    ask_due(DUE + 200 * DAY)
    assert reminders() == ["after"]


def test_what_is_done_is_reminded_of_no_more(network, cast, viewer):
    ask_due(DUE - 10 * DAY)
    evaluation, seat = Evaluation.objects.get(), cast.lead.seats.get()
    with pytest.raises(Missing):
        finish(evaluation, actor=cast.lead, seat=seat, now=DUE)
    finish(evaluation, actor=cast.lead, seat=seat, now=DUE, link="https://loft.example/evaluering")
    with pytest.raises(Refused, match="alt ført"):
        finish(evaluation, actor=cast.lead, seat=seat, now=DUE, text="Igjen")
    ask_due(DUE + 40 * DAY)
    assert reminders() == ["before"]
    assert not [w for w in waiting_on(viewer(cast.lead, DUE)) if "evaluering" in w.title]


def test_a_network_that_has_ended_is_not_asked(network):
    Body.objects.filter(pk=network.pk).update(ends_on=date(2026, 9, 1))
    ask_due(DUE)
    assert not Evaluation.objects.exists()
