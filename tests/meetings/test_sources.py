"""What stands on an agenda, and why: read from the cases as they are."""

from datetime import timedelta

import pytest

from escalation import plan as milestones
from escalation.models import Decision, Milestone
from meetings import closing, planning
from meetings.models import Action
from meetings.sources import standing
from network.deadlines import date_text, local_day
from network.workflow import take
from register import experiences

pytestmark = pytest.mark.django_db


def plan(chain, body, actor, days):
    return planning.plan(
        body, actor=actor, now=chain.tick(), starts_at=chain.now + timedelta(days=days), capacity_minutes=60
    )


def lines(meeting, chain, source):
    return [line for line in standing(meeting, chain.now) if line.source == source]


@pytest.fixture
def by_fullmakt(chain, cast, bodies):
    """Laid before the steering group, which gave its lead fullmakt; the lead has decided."""
    laid = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    given = take(
        laid,
        "authorise",
        actor=cast.coord_secretary,
        now=chain.tick(),
        seat=chain.seat(cast.steering_lead, bodies.steering),
        limits="Innenfor forslaget.",
        until=local_day(chain.now) + timedelta(days=10),
    )
    said = chain.decision_input(given) | {"how": Decision.How.AUTHORITY, "participations": []}
    return take(given, "decide", actor=cast.steering_lead, now=chain.tick(), **said)


def test_what_was_decided_by_fullmakt_is_told_at_the_next_meeting_and_only_there(
    chain, cast, bodies, by_fullmakt
):
    meeting = plan(chain, bodies.steering, cast.coord_secretary, 5)
    told = lines(meeting, chain, "decided")
    assert [(line.pk, line.must, line.type) for line in told] == [(by_fullmakt.pk, True, "information")]
    assert "etter fullmakt" in told[0].why
    chain.now += timedelta(days=6)
    closing.close(meeting, actor=cast.coord_secretary, now=chain.now, rest_to_next=True)
    assert lines(plan(chain, bodies.steering, cast.coord_secretary, 20), chain, "decided") == []


def test_what_was_decided_in_a_meeting_is_not_told_again(chain, cast, bodies):
    laid = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    chain.decided(laid)
    assert lines(plan(chain, bodies.steering, cast.coord_secretary, 5), chain, "decided") == []


def test_a_milestone_stands_before_whoever_shall_decide_on_it_until_it_is_decided(chain, cast, bodies):
    given = {"title": "Plan for nettverket", "put_before": bodies.steering}
    due = local_day(chain.now) + timedelta(days=10)
    milestone = milestones.add(body=bodies.south_east, actor=cast.lead, now=chain.tick(), due_on=due, **given)
    meeting = plan(chain, bodies.steering, cast.coord_secretary, 5)
    found = lines(meeting, chain, "milestone")
    assert [(line.pk, line.type, line.must) for line in found] == [(milestone.pk, "decision", True)]
    assert "Milepæl i planen til Regionalt KI-nettverk Helse Sør-Øst" in found[0].why
    assert lines(plan(chain, bodies.south_east, cast.lead, 5), chain, "milestone") == []
    Milestone.objects.filter(pk=milestone.pk).update(put_before=bodies.council)
    assert lines(meeting, chain, "milestone") == []


def test_the_line_of_news_counts_neither_what_is_told_abroad_nor_corrections(chain, cast, bodies):
    told = chain.experience(chain.registered())
    corrected = {"title": "Innkjøp", "cost_of": "establishing", "amount_nok": 1_900_000}
    experiences.correct(told, actor=cast.member, now=chain.tick(), reason="Tastefeil.", **corrected)
    abroad = chain.registered(title="Netthinnen", country="Sverige")
    for title in ("Lisens", "Drift"):
        chain.experience(abroad, title=title)
    [news] = lines(plan(chain, bodies.national, cast.secretariat, 5), chain, "news")
    assert news.why == "Siden forrige møte: prosjekter 1, erfaringer 1."


def test_why_a_case_is_there_tells_no_score_to_who_has_not_assessed_it(chain, cast, bodies):
    meeting = plan(chain, bodies.south_east, cast.lead, 7)
    issue = chain.taken_up()
    said = lambda: next(one.why for one in standing(meeting, chain.now) if one.title == issue.title)  # noqa: E731
    assert "Ikke vurdert ennå" in said()
    chain.assessed(issue)
    assert "Vurdert av 1." in said()
    assert "av 15" not in said()


def test_what_is_overdue_says_so(chain, cast, bodies):
    meeting = plan(chain, bodies.south_east, cast.lead, 7)
    days = [local_day(chain.now) + timedelta(days=number) for number in (-3, 3)]
    for day in days:
        Action.objects.create(
            meeting=meeting, what=f"Ring {day}", owner=cast.member, due_on=day, made_at=chain.now
        )
    later = plan(chain, bodies.south_east, cast.lead, 14)
    said = [one.why for one in standing(later, chain.now) if one.source == "action"]
    name = cast.member.name
    assert said == [f"{name} hadde frist {date_text(days[0])}.", f"{name} har frist {date_text(days[1])}."]
