"""A series makes each of its meetings once, and what it becomes reaches those that are not sent out."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from config.daily import plan_meetings, run_daily
from meetings import facilitating, planning
from meetings.models import Meeting, OutsideEvent, Series, StandingItem
from meetings.publishing import publish
from meetings.rules import runs_meeting
from meetings.series import change_series, end_series, plan_ahead, plan_series, start_series
from meetings.succession import hand_over_meetings
from network import notices
from network.deadlines import OSLO, is_working_day, local_day
from network.models import Body, JobRun, Notice
from network.workflow import NotAllowed, Refused
from tests.escalation.test_races import at_once

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
SECOND_TUESDAY = {
    "cadence": "months",
    "every": 1,
    "weekday": 1,
    "nth": 2,
    "time": time(12),
    "starts_on": date(2026, 11, 26),
}
WEDNESDAY = {"weekday": 2}


@pytest.fixture
def series(bodies, cast):
    return start_series(bodies.south_east, actor=cast.lead, now=NOW, token="a", **SECOND_TUESDAY)


def days_of(series, **only):
    found = Meeting.objects.filter(body=series.body, **only).order_by("starts_at")
    return [local_day(meeting.starts_at) for meeting in found]


TUESDAYS = [
    date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9), date(2027, 4, 13), date(2027, 5, 11)
]  # fmt: skip


def test_meetings_are_made_six_months_ahead_at_noon_by_the_clock(series):
    assert days_of(series) == TUESDAYS
    meetings = Meeting.objects.all()
    assert {meeting.starts_at.astimezone(OSLO).time() for meeting in meetings} == {time(12)}
    assert {meeting.starts_at.astimezone(UTC).hour for meeting in meetings} == {10, 11}


def test_deadlines_are_working_days_before_the_meeting(series):
    for meeting in Meeting.objects.exclude(series_date=TUESDAYS[0]):
        day = local_day(meeting.starts_at)
        assert is_working_day(meeting.propose_by)
        assert is_working_day(meeting.papers_by)
        assert meeting.propose_by <= day - timedelta(days=10)
        assert meeting.propose_by < meeting.papers_by <= day - timedelta(days=7)


def test_nobody_is_given_a_deadline_that_has_been(bodies, cast):
    meeting = planning.plan(
        bodies.south_east, actor=cast.lead, now=NOW, starts_at=NOW + timedelta(days=8), capacity_minutes=60
    )
    assert (meeting.propose_by, meeting.papers_by) == (None, date(2026, 11, 26))


def test_asked_for_again_nothing_is_made(series, bodies, cast):
    assert plan_series(series, now=NOW) == 0
    again = start_series(bodies.south_east, actor=cast.lead, now=NOW, token="a", **SECOND_TUESDAY)
    assert again == series
    assert days_of(series) == TUESDAYS


def test_each_day_makes_what_has_come_within_six_months(series):
    assert plan_meetings(NOW)
    assert days_of(series) == TUESDAYS
    later = NOW + timedelta(days=20)
    assert plan_meetings(later)
    assert not plan_meetings(later + timedelta(hours=1))
    assert days_of(series) == [*TUESDAYS, date(2027, 6, 8)]


def test_a_moved_or_cancelled_meeting_is_not_made_again(series, cast):
    first, second = Meeting.objects.order_by("starts_at")[:2]
    planning.move(
        first, actor=cast.lead, now=NOW, starts_at=first.starts_at + timedelta(days=1), why="Lederen er syk."
    )
    planning.cancel(second, actor=cast.lead, now=NOW, why="For få saker.")
    plan_ahead(NOW)
    assert days_of(series) == [date(2026, 12, 9), *TUESDAYS[1:]]


def test_a_meeting_planned_by_hand_for_that_time_is_taken_for_the_series(bodies, cast):
    at = datetime(2026, 12, 8, 12, tzinfo=OSLO)
    by_hand = planning.plan(bodies.south_east, actor=cast.lead, now=NOW, starts_at=at, place="Hamar")
    series = start_series(bodies.south_east, actor=cast.lead, now=NOW, **SECOND_TUESDAY)
    by_hand.refresh_from_db()
    assert (by_hand.series, by_hand.series_date, by_hand.place) == (series, date(2026, 12, 8), "Hamar")
    assert days_of(series) == TUESDAYS


def test_a_holiday_keeps_the_date_of_the_series(bodies, cast):
    """The second day of Christmas is no day for a meeting; the meeting is still that of the 25th."""
    friday = SECOND_TUESDAY | {"weekday": 4, "nth": 4}
    series = start_series(bodies.south_east, actor=cast.lead, now=NOW, **friday)
    meeting = series.meetings.get(series_date=date(2026, 12, 25))
    assert local_day(meeting.starts_at) == date(2026, 12, 28)
    assert plan_series(series, now=datetime(2026, 12, 27, 9, tzinfo=UTC)) >= 0
    assert series.meetings.filter(series_date=date(2026, 12, 25)).count() == 1


def test_only_those_who_run_the_body_say_when_it_meets(series, bodies, cast):
    for act in (
        lambda who: start_series(bodies.south_east, actor=who, now=NOW, **SECOND_TUESDAY),
        lambda who: change_series(series, actor=who, now=NOW, since=TUESDAYS[1], **WEDNESDAY),
        lambda who: end_series(series, actor=who, now=NOW, last=TUESDAYS[1]),
        lambda who: facilitating.facilitate(
            series, actor=who, now=NOW, facilitator=bodies.coordinating, wish="HSØ"
        ),
    ):
        for person in (cast.member, cast.lead_west, cast.coord_lead):
            with pytest.raises(NotAllowed):
                act(person)
    assert days_of(series) == TUESDAYS


def test_those_who_sit_there_hear_when_it_meets(series, cast):
    told = {notice.person for notice in Notice.objects.filter(event__verb="series.started")}
    assert told == {cast.member, cast.colleague}
    assert notices.breaches() == []


# Changed from a date on


def test_from_a_date_on_meetings_get_the_new_day_and_those_before_stand(series, cast):
    going_on = change_series(
        series, actor=cast.lead, now=NOW, since=date(2027, 2, 1), place="Oslo", **WEDNESDAY
    )
    assert days_of(series) == [*TUESDAYS[:2], *(day + timedelta(days=1) for day in TUESDAYS[2:])]
    series.refresh_from_db()
    assert (series.ends_on, going_on.starts_on) == (date(2027, 1, 31), date(2027, 2, 1))
    assert set(going_on.meetings.values_list("place", flat=True)) == {"Oslo"}
    plan_ahead(NOW)
    assert len(days_of(series)) == len(TUESDAYS)


def test_changed_before_it_has_begun_it_is_the_same_series(series, cast):
    changed = change_series(series, actor=cast.lead, now=NOW, since=date(2026, 11, 26), **WEDNESDAY)
    assert changed == series
    assert days_of(series) == [date(2026, 12, 9), date(2027, 1, 13), date(2027, 2, 10), date(2027, 3, 10),
                               date(2027, 4, 14), date(2027, 5, 12)]  # fmt: skip


def test_what_is_sent_out_held_moved_or_cancelled_by_hand_stands(series, cast):
    held, published, moved, cancelled, *free = Meeting.objects.order_by("starts_at")
    Meeting.objects.filter(pk=held.pk).update(state="held")
    publish(published, actor=cast.lead, now=NOW)
    by_hand = moved.starts_at + timedelta(days=2)
    planning.move(moved, actor=cast.lead, now=NOW, starts_at=by_hand, why="Møterommet er opptatt.")
    planning.cancel(cancelled, actor=cast.lead, now=NOW, why="Få saker.")
    before = {m.pk: (m.starts_at, m.place, m.state) for m in Meeting.objects.all()}
    change_series(series, actor=cast.lead, now=NOW, since=date(2026, 11, 26), place="Oslo", **WEDNESDAY)
    plan_ahead(NOW)
    after = {m.pk: (m.starts_at, m.place, m.state) for m in Meeting.objects.all()}
    stand = {m.pk for m in (held, published, moved, cancelled)}
    assert {pk: after[pk] for pk in stand} == {pk: before[pk] for pk in stand}
    assert after.keys() == before.keys(), "no second meeting in the months of those"
    assert [after[m.pk][0] - before[m.pk][0] for m in free] == [timedelta(days=1)] * 2


def test_changed_to_rarer_what_has_no_place_is_cancelled_and_back_again_it_is_made_anew(series, cast):
    rare = change_series(series, actor=cast.lead, now=NOW, since=date(2027, 1, 1), every=2)
    planned = [TUESDAYS[0], TUESDAYS[1], TUESDAYS[3], TUESDAYS[5]]
    assert days_of(series, state="planned") == planned
    assert set(Meeting.objects.filter(state="cancelled").values_list("why", flat=True)) == {
        "Møteserien er endret."
    }
    change_series(rare, actor=cast.lead, now=NOW, since=date(2027, 1, 1), every=1)
    assert days_of(series, state="planned") == TUESDAYS


def test_the_same_change_twice_is_one(series, cast):
    change = {"actor": cast.lead, "now": NOW, "since": date(2027, 2, 1)} | WEDNESDAY
    going_on = change_series(series, **change)
    assert change_series(going_on, **change) == going_on
    with pytest.raises(Refused):
        change_series(series, **change)
    assert Series.objects.count() == 2


@pytest.mark.parametrize("since", [date(2026, 11, 24), date(2026, 1, 1)])
def test_nothing_is_changed_back_in_time(series, cast, since):
    with pytest.raises(Refused):
        change_series(series, actor=cast.lead, now=NOW, since=since, **WEDNESDAY)
    with pytest.raises(Refused):
        end_series(series, actor=cast.lead, now=NOW, last=since)


def test_ended_it_has_no_meetings_after_its_last_day(series, cast):
    for _ in range(2):
        end_series(series, actor=cast.lead, now=NOW, last=date(2027, 2, 28))
    plan_ahead(NOW)
    assert days_of(series, state="planned") == TUESDAYS[:3]
    assert Notice.objects.filter(event__verb="series.ended", person=cast.member).count() == 1


def test_what_is_sent_out_stands_when_the_series_ends(series, cast):
    published = Meeting.objects.get(series_date=TUESDAYS[1])
    publish(published, actor=cast.lead, now=NOW)
    end_series(series, actor=cast.lead, now=NOW, last=date(2026, 12, 31))
    assert days_of(series, state="planned") == TUESDAYS[:2]


def test_an_heir_meets_as_the_body_did(series, bodies, cast, organisations):
    heir = Body.objects.create(
        slug="ny",
        name="Nytt nettverk",
        kind="regional_network",
        region=bodies.south_east.region,
        starts_on=NOW,
    )
    StandingItem.objects.create(body=bodies.south_east, title="Nytt fra oss")
    Body.objects.filter(pk=bodies.south_east.pk).update(ends_on=local_day(NOW), successor=heir)
    hand_over_meetings(NOW)
    plan_ahead(NOW + timedelta(days=31))
    series.refresh_from_db()
    assert (series.body, StandingItem.objects.get().body) == (heir, heir)
    assert days_of(series) == [*TUESDAYS, date(2027, 6, 8)]


def test_a_body_that_ends_has_no_meetings_after(bodies, cast):
    Body.objects.filter(pk=bodies.south_east.pk).update(ends_on=date(2027, 2, 9))
    bodies.south_east.refresh_from_db()
    series = start_series(bodies.south_east, actor=cast.lead, now=NOW, **SECOND_TUESDAY)
    assert days_of(series) == TUESDAYS[:2]


# Another forum holds the meetings for a time


@pytest.fixture
def facilitated(series, bodies, cast):
    wish = {"wish": "Helse Sør-Øst RHF, brev 1. november", "until": date(2027, 1, 31)}
    return facilitating.facilitate(series, actor=cast.lead, now=NOW, facilitator=bodies.coordinating, **wish)


def test_whoever_facilitates_does_the_clerical_work_until_the_date(facilitated, cast):
    held_by = [
        runs_meeting(cast.coord_lead, m, NOW) is not None for m in Meeting.objects.order_by("starts_at")
    ]
    assert held_by == [True, True, False, False, False, False]
    meeting = Meeting.objects.get(series_date=TUESDAYS[0])
    planning.move(
        meeting, actor=cast.coord_lead, now=NOW, starts_at=meeting.starts_at + timedelta(hours=1), why="Fly."
    )
    with pytest.raises(NotAllowed):
        planning.cancel(
            Meeting.objects.get(series_date=TUESDAYS[2]), actor=cast.coord_lead, now=NOW, why="Nei"
        )


def test_both_sides_hear_of_it(facilitated, cast):
    told = {notice.person for notice in Notice.objects.filter(event__verb="series.facilitated")}
    assert told == {cast.member, cast.colleague, cast.coord_lead, cast.coord_secretary}
    assert notices.breaches() == []


def test_either_side_ends_it(facilitated, cast):
    with pytest.raises(NotAllowed):
        facilitating.end_facilitation(facilitated, actor=cast.member, now=NOW, last=local_day(NOW))
    for _ in range(2):
        facilitating.end_facilitation(facilitated, actor=cast.coord_lead, now=NOW, last=date(2026, 12, 31))
    assert Meeting.objects.exclude(facilitator=None).count() == 1
    with pytest.raises(Refused):
        facilitating.end_facilitation(facilitated, actor=cast.lead, now=NOW, last=date(2026, 11, 1))
    assert Notice.objects.filter(event__verb="series.facilitation_ended", person=cast.member).count() == 1


def test_meetings_made_later_know_who_holds_them(facilitated, bodies):
    assert set(Meeting.objects.exclude(facilitator=None).values_list("facilitator", flat=True)) == {
        bodies.coordinating.pk
    }
    Series.objects.update(facilitator_until=None)
    plan_ahead(NOW + timedelta(days=31))
    assert Meeting.objects.get(series_date=date(2027, 6, 8)).facilitator == bodies.coordinating


def test_a_body_does_not_facilitate_for_itself_and_not_for_a_time_that_has_been(series, bodies, cast):
    wrong = [
        {"facilitator": bodies.south_east},
        {"facilitator": bodies.coordinating, "until": date(2026, 11, 24)},
    ]
    for given in wrong:
        with pytest.raises(Refused):
            facilitating.facilitate(series, actor=cast.lead, now=NOW, wish="HSØ", **given)


# What the database itself refuses


@pytest.mark.parametrize(
    "wrong",
    [
        {"every": 0},
        {"capacity_minutes": 0},
        {"nth": None},
        {"cadence": "weeks"},
        {"ends_on": date(2026, 11, 25)},
    ],
)
def test_a_series_that_makes_no_sense_is_refused(bodies, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Series.objects.create(body=bodies.south_east, **SECOND_TUESDAY | wrong)


def test_one_meeting_for_a_date_of_a_series_and_one_at_a_time(series):
    first = Meeting.objects.order_by("starts_at").first()
    again = {"body": series.body, "starts_at": first.starts_at}
    for wrong in (
        again | {"starts_at": NOW, "series": series, "series_date": first.series_date},
        again,
        again | {"starts_at": NOW, "series": series},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.create(**wrong)
    Meeting.objects.create(**again, state="cancelled")


def test_an_event_of_others_stands_once_and_does_not_end_before_it_starts(db):
    event = {
        "title": "KI-stafett",
        "organiser": "KIN",
        "url": "https://kin.example/1",
        "starts_on": NOW.date(),
    }
    OutsideEvent.objects.create(**event)
    for wrong in (event, event | {"url": "https://kin.example/2", "ends_on": date(2026, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutsideEvent.objects.create(**wrong)


def test_a_standing_item_takes_time(bodies):
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingItem.objects.create(body=bodies.south_east, title="Nytt", minutes=0)


# At once, and cut off


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_beat_started_twice_and_eight_workers_make_each_meeting_once(series):
    Meeting.objects.all().delete()
    at_once(*[lambda: run_daily(NOW)] * 4, *[lambda: plan_series(series, now=NOW)] * 4)
    assert days_of(series) == TUESDAYS
    assert JobRun.objects.filter(job="plan_meetings").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_nothing_half_made(series, monkeypatch):
    class Killed(BaseException):
        pass

    def die_at_the_third(*args, made=[], real=Meeting.objects.create, **given):  # noqa: B006
        made.append(1)
        if len(made) == 3:
            raise Killed
        return real(*args, **given)

    Meeting.objects.all().delete()
    with monkeypatch.context() as patch:
        patch.setattr(Meeting.objects, "create", die_at_the_third)
        with pytest.raises(Killed):
            plan_meetings(NOW)
    assert not Meeting.objects.exists()
    assert plan_meetings(NOW), "the day was given back"
    assert days_of(series) == TUESDAYS
