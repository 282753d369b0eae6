from django.shortcuts import render
from django.views.decorators.http import require_GET

from issues.filters import IssueFilter
from issues.models import Issue, State
from issues.prioritise import in_known_order, with_blindness
from issues.rules import may_raise, weighs
from network.pages import page_of

FEW = 3  # what one mostly narrows by; the rest is folded
# By weight as on an agenda, those that have waited longest first; an index of Rank has just this order.
ORDERS = {"nyest": ["-pk"], "vekt": ["-rank__score", "rank__pk"]}


@require_GET
def issue_list(request):
    """Everything one may see, newest first; `mine` leaves what one raised or joined."""
    seat = weighs(request.viewer)
    issues = with_blindness(Issue.objects.visible_to(request.viewer).for_lists(), request.viewer, seat)
    if request.GET.get("mine"):
        issues = issues.filter(voices__person=request.viewer.person_id, voices__ended_event=None)
    elif request.GET.get("state") not in (State.MERGED, State.WITHDRAWN):
        issues = issues.apart()
    order = request.GET.get("orden", "nyest")
    if order == "vekt":
        # The order tells the rank: whoever weighs sees it for what they have weighed themselves.
        issues = issues.filter(rank__isnull=False)
        issues = in_known_order(issues, request.viewer, request.GET.get("state")) if seat else issues
    shown = IssueFilter(
        request.GET, queryset=issues.order_by(*ORDERS.get(order, ORDERS["nyest"])), request=request
    )
    fields = shown.form.visible_fields()
    context = {
        "few_filters": fields[:FEW],
        "more_filters": fields[FEW:],
        "more_are_used": any(request.GET.get(field.name) for field in fields[FEW:]),
        "page": page_of(request, shown.qs),
        "mine": bool(request.GET.get("mine")),
        "order": order,
        "runs": bool(request.viewer.run_network_ids),
        "weighs": seat is not None,
        "may_raise": may_raise(request.viewer),
    }
    return render(request, "issues/list.html", context)
