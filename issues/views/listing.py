from django.shortcuts import render
from django.views.decorators.http import require_GET

from issues.filters import IssueFilter
from issues.models import Issue, State
from issues.rules import may_raise
from network.pages import page_of

# By weight as on an agenda, those that have waited longest first; an index of Rank has just this order.
ORDERS = {"nyest": ["-pk"], "vekt": ["-rank__score", "rank__pk"]}


@require_GET
def issue_list(request):
    """Everything one may see, newest first; `mine` leaves what one raised or joined."""
    issues = Issue.objects.visible_to(request.viewer).for_lists()
    if request.GET.get("mine"):
        issues = issues.filter(voices__person=request.viewer.person_id, voices__ended_event=None)
    elif request.GET.get("state") != State.MERGED:
        issues = issues.apart()
    order = request.GET.get("orden", "nyest")
    if order == "vekt":
        issues = issues.filter(rank__isnull=False)
    shown = IssueFilter(request.GET, queryset=issues.order_by(*ORDERS.get(order, ORDERS["nyest"])))
    context = {
        "filter": shown,
        "page": page_of(request, shown.qs),
        "mine": bool(request.GET.get("mine")),
        "order": order,
        "runs": bool(request.viewer.run_body_ids),
        "may_raise": may_raise(request.viewer),
    }
    return render(request, "issues/list.html", context)
