"""Meetings as they are listed: by month, and beside each body how often it meets."""

from itertools import groupby

from django.db.models import Prefetch, Q
from django.utils.formats import date_format

from meetings.models import Series
from network.collation import by_name
from network.deadlines import local_day
from network.models import Body


def by_month(meetings):
    """[(«januar 2027», meetings)] of meetings in order."""
    months = groupby(meetings, key=lambda meeting: local_day(meeting.starts_at).replace(day=1))
    return [(date_format(month, "F Y"), list(rows)) for month, rows in months]


def bodies_with_series(viewer):
    """The bodies this person sits in, runs or holds meetings for, with their series; and whether they run it."""
    day = local_day(viewer.at)
    series = Series.objects.visible_to(viewer).going_on(day).select_related("facilitator")
    own = Q(pk__in=viewer.seat_body_ids | viewer.run_body_ids)
    facilitated = Q(series__in=Series.objects.visible_to(viewer).going_on(day))
    bodies = Body.objects.filter(own | facilitated).on(day).distinct().order_by(by_name())
    rows = Prefetch("series", series.order_by("starts_on", "pk"), to_attr="series_now")
    return [(body, body.pk in viewer.run_body_ids) for body in bodies.prefetch_related(rows)]
