"""Lists that people narrow, and a page of what very much may fit."""

from functools import cached_property

import django_filters
from django.db import connection
from django.db.models import Exists, OuterRef

from network import search
from network.pages import number_asked, page_of

# So many are gathered and sorted in no time; and where more fit, a page is full after a short walk.
MANY = 500


class FoundByWords(django_filters.FilterSet):
    """A list that is narrowed, whose page by words takes no longer among very many than among few.

    To find what else is asked for among all that a common word hits, all of it must be read. So a page by words is made
    of the newest hits, and says so where that may hide older ones, with a link to as many of these. A file is made of
    all.
    """

    WORDS = None  # the name of the filter by words
    FIRST = ()  # what one mostly narrows by; the rest is folded
    beside = None  # which hits are sought: see `search.matching`
    is_whole = True
    older_than = None  # of the hits, those older than this one

    @property
    def first(self):
        return [self.form[name] for name in self.FIRST if name in self.form.fields]

    @property
    def more(self):
        return [field for field in self.form if field.name not in self.FIRST]

    @property
    def more_are_used(self):
        return any(field.value() for field in self.more)

    def page(self, request):
        self.is_whole, self.older_than = False, number_asked(request, "eldre")
        page = page_of(request, self.rows)
        is_newest_first = self.qs.query.order_by == self.queryset.query.order_by
        may_hide = page.next is None or not is_newest_first
        page.made_of = search.MOST
        page.is_older = bool(self._words and self.older_than)
        page.older = self._hits[search.MOST - 1] if may_hide and self.has_more else None
        return page

    @property
    def has_more(self):
        """Whether there are older hits than those that the list is made of."""
        return bool(self._words and len(self._hits) > search.MOST)

    @property
    def rows(self):
        return self.qs

    def by_words(self, queryset, name, value):
        if self.is_whole:
            return queryset.filter(pk__in=search.matching(self._label, value, beside=self.beside))
        return queryset.filter(pk__in=search.among(self._hits[: search.MOST]))

    @cached_property
    def _hits(self):
        return search.newest(self._label, self._words, beside=self.beside, older_than=self.older_than)

    @property
    def _words(self):
        return self.form.cleaned_data.get(self.WORDS)

    @property
    def _label(self):
        return self._meta.model._meta.label_lower


class Narrowed(FoundByWords):
    """A list whose every page takes no longer among very many than among few, whatever it is narrowed by."""

    ORDER = "rekkefolge"

    @property
    def rows(self):
        """What fits, as the engine soonest finds the first of it.

        SQLite does not know how common things are: it gathers what is common to sort it, and walks all that there is
        to find what is rare. So it is told: few are gathered, and among many the list is walked. One statement more.
        """
        found = self.qs
        if connection.vendor != "sqlite" or self._words or not self._is_narrowed:
            return found
        fit, ordered = found.order_by().values("pk"), self.queryset
        if order := self.form.cleaned_data.get(self.ORDER):
            ordered = self.filters[self.ORDER].filter(ordered, order)
        ordered = ordered.order_by(*found.query.order_by)
        if fit[: MANY + 1].count() > MANY:
            return ordered.filter(Exists(fit.filter(pk=OuterRef("pk"))))
        return ordered.filter(pk__in=fit)

    @property
    def _is_narrowed(self):
        return any(value for name, value in self.form.cleaned_data.items() if name != self.ORDER)
