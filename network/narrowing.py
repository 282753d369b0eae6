"""Lists that people narrow, and a page of what very much may fit."""

import django_filters
from django.db.models import Subquery

from network import search
from network.pages import page_of

MOST_SORTED = 1000


class Narrowed(django_filters.FilterSet):
    """A list that is narrowed, whose page takes no longer among many than among few.

    The database gathers all that fits words, or what is named by `GATHERS`, before it sorts out the newest. So a page
    is sought among the newest first: what is common fills it there, and what is rare is soon gathered. In another
    order than newest first, only the newest `MOST_SORTED` are sorted, and the page says so.
    """

    WORDS = None  # the name of the filter by words
    GATHERS = ()
    find = staticmethod(search.matching)

    def page(self, request):
        found, order = self.qs, self.qs.query.order_by
        if not self._gathers:
            return page_of(request, found)
        if order != self.queryset.query.order_by:
            pks = self.newest(MOST_SORTED)
            page = page_of(request, self.queryset.filter(pk__in=pks).order_by(*order))
            page.sorted_of = MOST_SORTED if len(pks) == MOST_SORTED else None
            return page
        page = page_of(request, self._recent.values_list("pk", flat=True))
        if page.next:
            page[:] = self.queryset.filter(pk__in=list(page))
            return page
        return page_of(request, found)

    def newest(self, most):
        """The ids of the newest of them, at most so many."""
        pks = []
        for rows in (self._recent, self.qs) if self._gathers else (self.qs,):
            if len(pks) < most:
                pks = list(rows.order_by("-pk").values_list("pk", flat=True)[:most])
        return pks

    @property
    def _gathers(self):
        self.qs  # noqa: B018 - what the address asks for is known when it has been read
        return any(self.form.cleaned_data.get(name) for name in (self.WORDS, *self.GATHERS))

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
