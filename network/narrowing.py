"""Lists that people narrow, and a page of what very much may fit."""

from functools import cached_property

import django_filters
from django.db import connection
from django.db.models.functions import Coalesce

from network import search
from network.pages import page_of

MANY = 2000


class Narrowed(django_filters.FilterSet):
    """A list that is narrowed, whose page takes no longer among very many than among few.

    To find what else is asked for among all that a common word hits, all of it must be read. So a page by words is made
    of the newest hits, and says so where that may hide older ones, with a link to the list of all.
    """

    WORDS = None  # the name of the filter by words
    beside = None  # which hits are sought: see `search.matching`
    is_whole = True

    def page(self, request):
        self.is_whole = "alle" in request.GET
        page = page_of(request, self.qs)
        is_newest_first = self.qs.query.order_by == self.queryset.query.order_by
        may_hide = page.next is None or not is_newest_first
        page.made_of = search.MOST if may_hide and self.has_more else None
        return page

    @property
    def has_more(self):
        """Whether there are older hits than those that the list is made of."""
        return bool(not self.is_whole and self._words and len(self._hits) > search.MOST)

    def by_words(self, queryset, name, value):
        if self.is_whole:
            return queryset.filter(pk__in=search.matching(self._label, value, beside=self.beside))
        return queryset.filter(pk__in=search.among(self._hits[: search.MOST]))

    @cached_property
    def _hits(self):
        return search.newest(self._label, self._words, beside=self.beside)

    @property
    def _words(self):
        return self.form.cleaned_data.get(self.WORDS)

    @property
    def _label(self):
        return self._meta.model._meta.label_lower


def one_of(rows, path, values, those):
    """Rows whose `path` is one of the values, a list or a subquery; `those` have them.

    SQLite would gather all of them, to sort out the first. Where they are many it is kept from that index, and walks
    the list until a page is full. PostgreSQL knows by itself how common a value is.
    """
    if connection.vendor == "sqlite" and those.order_by()[: MANY + 1].count() > MANY:
        rows, path = rows.alias(by_no_index=Coalesce(path, path)), "by_no_index"
    return rows.filter(**{f"{path}__in": values})
