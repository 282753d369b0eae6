from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from meetings import planning
from meetings.forms import MeetingForm
from meetings.models import Meeting
from meetings.reading import sections_of
from meetings.rules import runs_meeting
from meetings.views.parts import meeting_or_404
from network.membership import runs, sits_in
from network.models import Body
from network.pages import attempt, page_of


@require_GET
def meeting_list(request):
    now = timezone.now()
    seen = Meeting.objects.visible_to(request.viewer).select_related("body")
    context = {
        "upcoming": seen.upcoming(now)[:30],
        "page": page_of(request, seen.filter(starts_at__lt=now).order_by("-starts_at")),
        "runs": Body.objects.filter(pk__in=request.viewer.run_body_ids, ends_on=None).order_by("name"),
    }
    return render(request, "meetings/list.html", context)


@require_GET
def meeting_detail(request, pk):
    now = timezone.now()
    meeting = meeting_or_404(request, pk)
    items = list(meeting.items.select_related("decision").order_by("position", "pk"))
    on = [item for item in items if item.is_on]
    used = sum(item.planned_minutes for item in on)
    context = {
        "meeting": meeting,
        "sections": sections_of(on),
        "reserve": [item for item in items if item.why_not and not item.removed],
        "removed": [item for item in items if item.removed],
        "used": used,
        "over": max(0, used - meeting.capacity_minutes),
        "version": meeting.versions.order_by("-number").first(),
        "runs": runs_meeting(request.user, meeting, now),
        "sits": sits_in(request.user, meeting.body, now),
        "actions": meeting.actions.select_related("owner").order_by("due_on", "pk"),
    }
    return render(request, "meetings/detail.html", context)


@require_http_methods(["GET", "POST"])
def meeting_new(request, body_pk):
    now = timezone.now()
    body = get_object_or_404(Body, pk=body_pk)
    if runs(request.user, body, now) is None:
        raise Http404
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "token"}
        meeting = attempt(form, lambda: planning.plan(body, actor=request.user, now=now, **given))
        if meeting:
            messages.success(request, "Møtet er planlagt. Sakslisten lages av seg selv.")
            return redirect("meeting-detail", pk=meeting.pk)
    return render(request, "meetings/form.html", {"form": form, "title": "Planlegg møte", "body": body})
