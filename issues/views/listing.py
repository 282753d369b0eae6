from django.shortcuts import render
from django.views.decorators.http import require_GET

from issues.filters import IssueFilter
from issues.models import Issue, State
from issues.prioritise import with_blindness
from issues.rules import may_raise, weighs


@require_GET
def issue_list(request):
    """Everything one may see, newest first; `mine` leaves what one raised or joined."""
    seat = weighs(request.viewer)
    issues = with_blindness(Issue.objects.visible_to(request.viewer).for_lists(), request.viewer, seat)
    if request.GET.get("mine"):
        issues = issues.filter(voices__person=request.viewer.person_id, voices__ended_event=None)
    elif request.GET.get("state") not in (State.MERGED, State.WITHDRAWN):
        issues = issues.apart()
    shown = IssueFilter(request.GET, queryset=issues.order_by("-pk"), request=request)
    context = {
        "filter": shown,
        "page": shown.page(request),
        "mine": bool(request.GET.get("mine")),
        "runs": bool(request.viewer.run_network_ids),
        "weighs": seat is not None,
        "may_raise": may_raise(request.viewer),
    }
    return render(request, "issues/list.html", context)
