from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from meetings import feeds
from meetings.calendars import PUBLISH, calendar, of_meeting
from meetings.views.parts import meeting_or_404
from network.language import said_to
from network.pages import TYPES, download


@require_GET
def meeting_calendar(request, pk):
    meeting = meeting_or_404(request, pk)
    content = calendar([of_meeting(meeting)], method=PUBLISH, made_at=timezone.now())
    return download(content, str(meeting), "ics")


@require_http_methods(["GET", "POST"])
def feed(request):
    """One's own address for a calendar: made, shown once, and ended."""
    address = ""
    if "make" in request.POST:
        secret = feeds.start_feed(request.user, now=timezone.now())
        address = request.build_absolute_uri(reverse("calendar-feed-file", args=[secret]))
    elif request.method == "POST":
        feeds.end_feed(request.user, now=timezone.now())
        messages.success(request, gettext("Adressen er avsluttet. Kalendere som bruker den, får ikke mer."))
        return redirect("calendar-feed")
    context = {"address": address, "feed": feeds.standing_feed(request.user)}
    return render(request, "meetings/feed.html", context)


@login_not_required
@cache_control(private=True, no_store=True)
@require_safe
def feed_file(request, secret):
    """What a calendar program fetches: no signing in, only the secret address."""
    person = feeds.person_of(secret)
    if person is None:
        raise Http404
    now = timezone.now()
    with said_to(person):
        content = calendar(feeds.entries_for(person, now), method=PUBLISH, made_at=now)
    return HttpResponse(content, content_type=TYPES["ics"])
