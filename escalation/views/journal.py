"""What a body's own archive needs: its journal, as a page and as a file for a spreadsheet."""

from dataclasses import astuple

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from escalation.filters import JournalFilter
from escalation.journal import HEADER, entries, journal_of
from escalation.rules import bodies_with_journal
from network.deadlines import local_day
from network.exports import csv_file
from network.pages import number_asked, page_of

MOST_ROWS = 20_000


def _asked(request):
    """The body whose journal is asked for, among those one sits in; and the filter of its dates."""
    bodies = bodies_with_journal(request.viewer)
    chosen = number_asked(request, "hos")
    body = next((body for body in bodies if body.pk == chosen), bodies[0] if bodies and not chosen else None)
    if body is None:
        raise Http404
    return bodies, body, JournalFilter(request.GET, queryset=journal_of(body))


@require_GET
def journal(request):
    bodies, body, shown = _asked(request)
    page = page_of(request, shown.qs)
    context = {"bodies": bodies, "body": body, "filter": shown, "page": page, "rows": entries(page, body)}
    return render(request, "escalation/journal.html", context)


@require_GET
def journal_csv(request):
    _, body, shown = _asked(request)
    rows = entries(shown.qs[:MOST_ROWS], body)
    name = gettext("Journal {body} {date}.csv").format(body=body.name, date=local_day(timezone.now()))
    return csv_file(name, HEADER, [astuple(row) for row in rows])
