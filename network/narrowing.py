"""Lists that people narrow, and a page of what very much may fit."""

import django_filters
from django.db.models import Subquery

from network import search
from network.pages import page_of


class Narrowed(django_filters.FilterSet):
    """A list that is narrowed, whose page takes no longer among many than among few.

    The database gathers all that fits words, or what is named by `GATHERS`, before it sorts out the newest. So a page
    is sought among the newest first: what is common fills it there, and what is rare is soon gathered.
    """

    WORDS = None  # the name of the filter by words
    GATHERS = ()
    find = staticmethod(search.matching)

    def page(self, request):
        found, asked = self.qs, self.form.cleaned_data
        gathers = any(asked.get(name) for name in (self.WORDS, *self.GATHERS))
        if gathers and found.query.order_by == self.queryset.query.order_by:
            page = page_of(request, self._newest(asked).values_list("pk", flat=True))
            if page.next:
                page[:] = self.queryset.filter(pk__in=list(page))
                return page
        return page_of(request, found)

    def _newest(self, asked):
        rows = self.queryset
        if not asked.get(self.WORDS):
            last = rows.model.objects.order_by("-pk").values("pk")[:1]
            return self.filter_queryset(rows.filter(pk__gt=Subquery(last) - search.READ))
        self.find = search.newest
        try:
            return self.filter_queryset(rows)
        finally:
            self.find = search.matching
