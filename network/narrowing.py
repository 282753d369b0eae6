"""Lists that people narrow, and a page of what very much may fit."""

import django_filters
from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, Subquery, Window
from django.db.models.expressions import RawSQL

from network import search
from network.pages import page_of

MOST_SORTED = 1000
# All are asked for only where the newest do not fill what is wanted: a limit of none ends a question before it begins.
NEWEST = (
    "WITH recent AS ({recent} LIMIT {most} OFFSET {start}) SELECT pk FROM recent UNION ALL SELECT pk FROM ({found} "
    "LIMIT CASE WHEN (SELECT count(*) FROM recent) < {most} THEN {most} ELSE 0 END OFFSET {start}) AS found"
)


class Narrowed(django_filters.FilterSet):
    """A list that is narrowed, whose page takes no longer among many than among few.

    The database gathers all that fits words, or what is named by `GATHERS`, before it sorts out the newest. So they
    are sought among the newest first: what is common fills a page there, and what is rare is soon gathered. In another
    order than newest first, only the newest `MOST_SORTED` are sorted, and the page says so.
    """

    WORDS = None  # the name of the filter by words
    GATHERS = ()
    find = staticmethod(search.matching)

    def page(self, request):
        found, order = self.qs, self.qs.query.order_by
        if not any(self.form.cleaned_data.get(name) for name in (self.WORDS, *self.GATHERS)):
            return page_of(request, found)
        if order == self.queryset.query.order_by:
            return page_of(request, Sought(self))
        page = page_of(request, self.newest(MOST_SORTED).annotate(of=Window(Count("pk"))).order_by(*order))
        page.sorted_of = MOST_SORTED if page and page[0].of == MOST_SORTED else None
        return page

    def newest(self, most, start=0):
        """So many of them, the newest first, after the first `start`. In one statement."""
        by_no_index = (F("pk") + 0).desc()  # else all are walked, to find what is rare
        try:
            found, then = self.qs.order_by(by_no_index).values("pk").query.sql_with_params()
            recent, first = self._recent.order_by("-pk").values("pk").query.sql_with_params()
        except EmptyResultSet:
            return self.queryset.none()
        sql = NEWEST.format(recent=recent, found=found, most=most, start=start)
        # Made by Django of the list itself; what people typed is parameters.
        return self.queryset.filter(pk__in=RawSQL(sql, [*first, *then]))  # noqa: S611

    @property
    def _recent(self):
        """Those of them that are among the newest of all."""
        rows = self.queryset
        if not self.form.cleaned_data.get(self.WORDS):
            last = rows.model.objects.order_by("-pk").values("pk")[:1]
            return self.filter_queryset(rows.filter(pk__gt=Subquery(last) - search.READ))
        self.find = search.newest
        try:
            return self.filter_queryset(rows)
        finally:
            self.find = search.matching


class Sought:
    """What `page_of` takes a page of: as a list that is sliced."""

    def __init__(self, narrowed):
        self.narrowed = narrowed

    def __getitem__(self, place):
        return self.narrowed.newest(place.stop - place.start, place.start)
