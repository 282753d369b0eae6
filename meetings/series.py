"""Series: when a body meets, again and again. Its meetings are made ahead, each of them once.

A meeting is known by its series and the date the series gives, before any holiday or move; so it can be
moved, cancelled and asked for again without becoming two.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil import rrule
from dateutil.relativedelta import relativedelta
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, Series
from meetings.planning import deadlines_before, kept
from network.audit import record
from network.deadlines import (
    OSLO,
    is_working_day,
    local_day,
    working_day_by,
    working_day_from,
)
from network.membership import runs
from network.models import Event, Person
from network.workflow import NotAllowed, Refused
from network.writing import writing

logger = logging.getLogger(__name__)
AHEAD = relativedelta(months=6)
# No holiday moves a meeting further than this.
MOVED_AT_MOST = timedelta(days=21)
CHANGED, ENDED = _("Møteserien er endret."), _("Møteserien er avsluttet.")
Holiday = Series.Holiday


@dataclass(frozen=True)
class Planned:
    """A date of a series: as the series gives it, and the day the meeting is held."""

    series_date: date
    day: date


def dates_of(series, start: date, end: date) -> list[Planned]:
    """The dates of a series from `start` to `end`, both included, by the date the series gives. Those that fall
    out are left out. Pure: reads the row only.

    The first is the first fitting day from the series' start; from it they are counted.
    """
    last = min(end, series.ends_on) if series.ends_on else end
    rule = _rule(series, last)
    given = [moment.date() for moment in rule if moment.date() >= start]
    days = [(day, _held_on(day, series.holiday)) for day in given]
    # Moved to a day that is the next of the series, it falls together with that one.
    return [
        Planned(series_date, day)
        for series_date, day in days
        if day and (day == series_date or not _gives(series, day))
    ]


def _rule(series, last):
    by = rrule.weekday(series.weekday, series.nth)
    months = series.cadence == Series.Cadence.MONTHS
    given = {"freq": rrule.MONTHLY if months else rrule.WEEKLY, "byweekday": by}
    begins = datetime.combine(series.starts_on, datetime.min.time())
    first = next(iter(rrule.rrule(dtstart=begins, count=1, **given)))
    until = datetime.combine(last, datetime.min.time())
    return rrule.rrule(dtstart=first, until=until, interval=series.every, **given)


def _gives(series, day):
    if series.ends_on and day > series.ends_on:
        return False
    return any(moment.date() == day for moment in _rule(series, day))


def _held_on(day, holiday):
    if is_working_day(day):
        return day
    if holiday == Holiday.SKIP:
        return None
    if holiday == Holiday.NEXT:
        return working_day_from(day)
    if holiday == Holiday.BEFORE:
        return working_day_by(day)
    while not is_working_day(day):
        day += timedelta(weeks=1)
    return day


def starts_at(series, day: date) -> datetime:
    """The moment of its meeting on a day: the same time by the clock on the wall, summer and winter."""
    return datetime.combine(day, series.time, OSLO)


@writing()
def start_series(body, *, actor, now, token=None, **given):
    """Let a body meet regularly, and make the meetings of the next six months. Returns the series; the same
    token gives the same one. `given` are the fields of Series.

    Raises NotAllowed, and Refused when the body is over by then.
    """
    seat = who_runs(body, actor, now)
    key = f"series:{actor.pk}:{token}" if token else None
    if key and (first := Event.objects.filter(key=key).first()):
        return Series.objects.get(pk=first.target_id)
    if body.ended_by(given["starts_on"]):
        raise Refused(
            format_lazy(_("{body} er avsluttet før den datoen."), body=body.name), field="starts_on"
        )
    series = Series.objects.create(body=body, **given)
    told("series.started", series, actor=actor, seat=seat, now=now, since=series.starts_on, key=key)
    plan_series(series, actor=actor, now=now)
    return series


@writing()
def change_series(series, *, actor, now, since: date, **given):
    """Let the body meet otherwise from a date on. Returns the series that goes on from there.

    What was before the date stands. Coming meetings that are neither sent out nor moved by hand follow: the
    one of the same month (or week, in a series of weeks) gets the new time; one that has no place any more is
    cancelled. Held meetings and agendas that are sent out never change; a meeting cancelled by hand stays so.

    Raises NotAllowed, and Refused for a date that has been or a series that is over.
    """
    seat = who_runs(series.body, actor, now)
    series = locked(series)
    if since < local_day(now):
        raise Refused(_("En møteserie kan ikke endres tilbake i tid."), field="starts_on")
    if series.ends_on and since > series.ends_on:
        raise Refused(_("Møteserien er avsluttet før den datoen."), field="starts_on")
    if all(getattr(series, name) == value for name, value in given.items()):
        return series
    going_on = _from_then(series, since, given)
    _follow(series, going_on, since, now)
    told("series.changed", going_on, actor=actor, seat=seat, now=now, since=since)
    plan_series(going_on, actor=actor, now=now)
    return going_on


@writing()
def end_series(series, *, actor, now, last: date):
    """No meetings after `last`. Those that are not sent out are cancelled. Ending it twice is ending it once.

    Raises NotAllowed, and Refused for a date that has been.
    """
    seat = who_runs(series.body, actor, now)
    series = locked(series)
    if series.ends_on == max(last, series.starts_on):
        return series
    if last < local_day(now):
        raise Refused(_("En møteserie kan ikke avsluttes tilbake i tid."), field="last")
    series.ends_on = max(last, series.starts_on)
    series.save(update_fields=["ends_on"])
    after = series.meetings.filter(series_date__gt=last, starts_at__gt=now, published_at=None)
    after.filter(state=Meeting.State.PLANNED).update(
        state=Meeting.State.CANCELLED, why=ENDED, sequence=F("sequence") + 1
    )
    told("series.ended", series, actor=actor, seat=seat, now=now, since=last)
    return series


def plan_ahead(now):
    """Make the meetings of every series six months ahead. One that fails does not stop the others."""
    for series in Series.objects.going_on(local_day(now)).order_by("pk"):
        try:
            plan_series(series, now=now)
        except Exception:
            logger.exception("the meetings of series %s could not be made", series.pk)


@writing()
def plan_series(series, *, now, actor=None):
    """Make the meetings a series lacks, six months ahead. Returns how many were made."""
    series = locked(series)
    today = local_day(now)
    known = set(series.meetings.values_list("series_date", flat=True))
    return sum(
        _make(series, planned, actor=actor or Person.objects.system(), now=now)
        for planned in dates_of(series, today - MOVED_AT_MOST, today + AHEAD)
        if planned.series_date not in known
        and starts_at(series, planned.day) > now
        and not series.body.ended_by(planned.day)
    )


def _make(series, planned, *, actor, now):
    """The meeting of one date. One that a person has planned at that very time is taken for it."""
    there = Meeting.objects.filter(body=series.body, starts_at=starts_at(series, planned.day))
    if there.exclude(state=Meeting.State.CANCELLED).exists():
        return there.filter(state=Meeting.State.PLANNED, series=None).update(
            series=series, series_date=planned.series_date
        )
    meeting = Meeting.objects.create(
        body=series.body, series_date=planned.series_date, **_as_series_says(series, planned, now)
    )
    when = meeting.starts_at.isoformat()
    record("meeting.planned", actor=actor, at=now, target=meeting, body=series.body.name, starts_at=when)
    return 1


def _as_series_says(series, planned, now):
    propose_by, papers_by = deadlines_before(
        planned.day, now=now, propose_days=series.propose_days, papers_days=series.papers_days
    )
    return {
        "series": series,
        "starts_at": starts_at(series, planned.day),
        "place": series.place,
        "capacity_minutes": series.capacity_minutes,
        "buffer_minutes": series.buffer_minutes,
        "facilitator_id": series.facilitated_on(planned.day),
        "propose_by": propose_by,
        "papers_by": papers_by,
    }


def _from_then(series, since, given):
    """The series as it goes on from a date: a new row, so that the old dates can be told; or, when nothing
    came before that date, the same one."""
    as_it_was = {field.attname: getattr(series, field.attname) for field in Series._meta.concrete_fields}
    changed = Series(**as_it_was | given | {"starts_on": max(since, series.starts_on)})
    if since > series.starts_on:
        changed.pk = None
        series.ends_on = since - timedelta(days=1)
        series.save(update_fields=["ends_on"])
    changed.save()
    return changed


def _follow(series, going_on, since, now):
    """Give each meeting from then on its place in the changed series, or cancel it."""
    today = local_day(now)
    coming = list(series.meetings.filter(series_date__gte=since).order_by("series_date"))
    dates = dates_of(going_on, max(since, today - MOVED_AT_MOST), today + AHEAD)
    places = dict(_pairs(going_on, coming, dates))
    left = [
        meeting
        for meeting in coming
        if _is_free(meeting, now)
        and (meeting.pk not in places or _is_taken(meeting, starts_at(going_on, places[meeting.pk].day)))
    ]
    # Off the series, so that its date can be given anew; and first, so that their times are free.
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in left]).update(
        state=Meeting.State.CANCELLED, why=CHANGED, series=None, series_date=None, sequence=F("sequence") + 1
    )
    for meeting in coming:
        if meeting.pk in places and meeting not in left:
            _give_place(meeting, going_on, places[meeting.pk], now)


def _pairs(series, meetings, dates) -> Iterator[tuple[int, Planned]]:
    """Which meeting gets which date: one of the same month or week; the very same date before another."""

    def period(day):
        return day.isocalendar()[:2] if series.cadence == Series.Cadence.WEEKS else (day.year, day.month)

    free = {meeting.pk: meeting for meeting in meetings}
    for planned in dates:
        same = [m for m in free.values() if period(m.series_date) == period(planned.series_date)]
        if same:
            chosen = min(same, key=lambda m: (m.series_date != planned.series_date, m.series_date))
            del free[chosen.pk]
            yield chosen.pk, planned


def _give_place(meeting, series, planned, now):
    meeting.series, meeting.series_date = series, planned.series_date
    if _is_free(meeting, now):
        before, deadlines = meeting.starts_at, (meeting.propose_by, meeting.papers_by)
        for name, value in _as_series_says(series, planned, now).items():
            setattr(meeting, name, value)
        meeting.propose_by, meeting.papers_by = (
            new or kept(old, planned.day)
            for new, old in zip((meeting.propose_by, meeting.papers_by), deadlines, strict=True)
        )
        meeting.sequence += meeting.starts_at != before
    meeting.save()


def _is_taken(meeting, moment):
    """Whether the body meets then already, by another's plan."""
    others = Meeting.objects.filter(body=meeting.body_id, starts_at=moment).exclude(pk=meeting.pk)
    return others.exclude(state=Meeting.State.CANCELLED).exists()


def _is_free(meeting, now):
    """Whether it still follows its series: it is to come, not sent out, and nobody has moved it by hand."""
    return (
        meeting.is_open
        and meeting.starts_at > now
        and not meeting.published_at
        and meeting.moved_from is None
    )


def locked(series):
    """The series as it stands, held until the transaction ends."""
    return (
        Series.objects.select_for_update(of=("self",)).select_related("body", "facilitator").get(pk=series.pk)
    )


def who_runs(body, actor, now):
    """The seat by which this person says when the body meets. Raises NotAllowed."""
    seat = runs(actor, body, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet som bestemmer når {body} møtes."), body=body.name
            )
        )
    return seat


def told(verb, series, *, actor, seat, now, since, key=None, **data):
    """Record what has become of a series, in the words its readers get."""
    record(
        verb,
        actor=actor,
        seat=seat,
        at=now,
        target=series,
        about=[series.body],
        key=key,
        body=series.body.name,
        body_id=series.body_id,
        rhythm=series.rhythm,
        since=since,
        **data,
    )
