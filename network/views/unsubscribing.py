from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.notices import unsubscribe
from network.unsubscribing import person_of


@csrf_exempt  # mail programs send it without having been here (RFC 8058); the signed link is what allows it
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe_by_link(request, code):
    """GET only asks: programs that look at links in mail must not turn anything off."""
    person = person_of(code)
    if person is None:
        raise Http404
    if request.method == "POST":
        unsubscribe(person, now=timezone.now())
    return render(request, "network/unsubscribe.html", {"done": request.method == "POST"})
