from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from meetings import planning
from meetings.compiling import first_after
from meetings.forms.planning import CancelForm, MeetingForm, MoveForm
from meetings.listing import bodies_with_series, by_month
from meetings.models import Meeting, OutsideEvent
from meetings.overview import overview
from meetings.replies import replies_to
from meetings.restricted import shown_actions
from meetings.rules import lists_events, runs_meeting
from meetings.views.parts import meeting_or_404, run_or_404
from network.deadlines import date_text, local_day
from network.membership import runs, sits_in
from network.models import Body
from network.pages import attempt, page_of

# Of the meetings that come, as many as one reads at a time.
SHOWN, ALL = 15, 500


@require_GET
def meeting_list(request):
    now, viewer = timezone.now(), request.viewer
    day = local_day(now)
    seen = Meeting.objects.visible_to(viewer).select_related("body", "facilitator")
    most = ALL if "alle" in request.GET else SHOWN
    coming = list(seen.upcoming(now)[: most + 1])
    context = {
        "months": by_month(coming[:most]),
        "more": len(coming) > most,
        "page": page_of(request, seen.filter(starts_at__lt=now).order_by("-starts_at")),
        "bodies": bodies_with_series(viewer),
        "events": OutsideEvent.objects.coming(day)[:SHOWN],
        "past_events": OutsideEvent.objects.been(day)[:SHOWN],
        "lists_events": lists_events(viewer),
        "today": day,
    }
    return render(request, "meetings/list.html", context)


@require_GET
def meeting_detail(request, pk):
    now = timezone.now()
    meeting = meeting_or_404(request, pk)
    context = overview(meeting, request.viewer) | {
        "meeting": meeting,
        "replies": replies_to(meeting, request.user, now),
        "runs": runs_meeting(request.user, meeting, now),
        "sits": sits_in(request.user, meeting.body, now),
        "is_due": meeting.starts_at <= now,
        "first": first_after(meeting, now) if meeting.is_open else None,
        "actions": shown_actions(
            meeting.actions.select_related("owner").order_by("due_on", "pk"), meeting, request.viewer
        ),
    }
    return render(request, "meetings/detail.html", context)


@require_http_methods(["GET", "POST"])
def meeting_new(request, body_pk):
    now = timezone.now()
    body = get_object_or_404(Body, pk=body_pk)
    if runs(request.user, body, now) is None:
        raise Http404
    form = MeetingForm(request.POST or None, body=body, now=now)
    if request.method == "POST" and form.is_valid():
        meeting = attempt(form, lambda: planning.plan(body, actor=request.user, now=now, **form.given()))
        if meeting:
            messages.success(request, _when_compiled(first_after(meeting, now)))
            return redirect("meeting-detail", pk=meeting.pk)
    return render(
        request, "meetings/folded_form.html", {"form": form, "title": gettext("Planlegg møte"), "body": body}
    )


def _when_compiled(first):
    if first is None:
        return gettext("Møtet er planlagt. Sakslisten lages av seg selv innen ti minutter.")
    return gettext("Møtet er planlagt. Sakslisten lages av seg selv når møtet {day} har begynt.").format(
        day=date_text(local_day(first.starts_at))
    )


@require_http_methods(["GET", "POST"])
def meeting_move(request, pk):
    return _otherwise(
        request, pk, MoveForm, planning.move, gettext("Flytt møtet"), gettext("Møtet er flyttet")
    )


@require_http_methods(["GET", "POST"])
def meeting_cancel(request, pk):
    return _otherwise(
        request, pk, CancelForm, planning.cancel, gettext("Avlys møtet"), gettext("Møtet er avlyst")
    )


def _otherwise(request, pk, form_class, act, title, done):
    """Another time, or none at all: with a reason that those who were to come get to read."""
    now = timezone.now()
    meeting, _seat = run_or_404(request, pk)
    form = form_class(request.POST or None, case=meeting, initial={"starts_at": meeting.starts_at})
    if request.method == "POST" and form.is_valid():
        sent = {"version": form.cleaned_data["version"], **form.given()}
        if attempt(form, lambda: act(meeting, actor=request.user, now=now, **sent)):
            messages.success(
                request, gettext("{done}. De som skulle komme, har fått beskjed.").format(done=done)
            )
            return redirect("meeting-detail", pk=pk)
    context = {"form": form, "title": title, "body": meeting.body, "meeting": meeting, "button": title}
    return render(request, "meetings/form.html", context)
