from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from meetings import actions
from meetings.forms.actions import ActionForm, DropForm, FinishForm, HandOverForm
from meetings.models import Action
from meetings.restricted import hidden_from, shown_actions, veil
from meetings.rules import runs_meeting
from meetings.views.parts import item_or_404, run_or_404
from network.deadlines import local_day
from network.language import Written
from network.pages import attempt, number_asked, visible_or_404


@require_http_methods(["GET", "POST"])
def meeting_action_new(request, pk):
    """Somebody shall do something: what, who, by when; of one line, where the address names it."""
    now = timezone.now()
    meeting, _seat = run_or_404(request, pk)
    asked = number_asked(request, "sak")
    item = item_or_404(meeting, asked) if asked else None
    form = ActionForm(request.POST or None, people=actions.may_own(meeting, now))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: actions.add(meeting, item=item, actor=request.user, now=now, **given)):
            messages.success(request, gettext("{owner} har fått beskjed.").format(owner=given["owner"].name))
            return redirect("meeting-room" if meeting.is_open else "meeting-minutes", pk=pk)
    context = {
        "form": form,
        "title": gettext("Nytt oppfølgingspunkt"),
        "about": Written(item.title) if item else "",
        "meeting": meeting,
        "back": reverse("meeting-room" if meeting.is_open else "meeting-minutes", args=[pk]),
    }
    return render(request, "meetings/room_form.html", context)


@require_http_methods(["GET", "POST"])
def action_detail(request, pk):
    """What was promised; whoever has promised it says with one click that it is done."""
    now = timezone.now()
    action = _action_or_404(request, pk)
    form = FinishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not _may_change(request, action, now):
            raise Http404
        if form.is_valid() and attempt(
            form, lambda: actions.finish(action, actor=request.user, now=now, **form.cleaned_data)
        ):
            messages.success(request, gettext("Fint. Punktet er ført som gjort."))
            return redirect("action-detail", pk=pk)
    context = {
        "action": action,
        "form": form,
        "may_change": _may_change(request, action, now),
        "runs": runs_meeting(request.user, action.meeting, now),
        "today": local_day(now),
    }
    return render(request, "meetings/action.html", context)


@require_http_methods(["GET", "POST"])
def action_hand_over(request, pk):
    now = timezone.now()
    action = _action_or_404(request, pk)
    if action.ended_at or not _may_change(request, action, now):
        raise Http404
    initial = {"owner": action.owner_id, "due_on": action.due_on}
    form = HandOverForm(request.POST or None, people=actions.may_own(action.meeting, now), initial=initial)
    if request.method == "POST" and form.is_valid():
        act = lambda: actions.hand_over(action, actor=request.user, now=now, **form.cleaned_data)  # noqa: E731
        if attempt(form, act):
            messages.success(
                request,
                gettext("{owner} har punktet nå.").format(owner=form.cleaned_data["owner"].name),
            )
            return redirect("meeting-list")
    context = {
        "form": form,
        "title": gettext("Gi videre eller sett ny frist"),
        "about": Written(action.what),
        "meeting": action.meeting,
        "back": reverse("action-detail", args=[pk]),
    }
    return render(request, "meetings/room_form.html", context)


@require_http_methods(["GET", "POST"])
def action_drop(request, pk):
    now = timezone.now()
    action = _action_or_404(request, pk)
    if action.ended_at or runs_meeting(request.user, action.meeting, now) is None:
        raise Http404
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = lambda: actions.drop(action, actor=request.user, now=now, **form.cleaned_data)  # noqa: E731
        if attempt(form, act):
            messages.success(request, gettext("Punktet er droppet."))
            return redirect("action-detail", pk=pk)
    context = {
        "form": form,
        "title": gettext("Dropp oppfølgingspunktet"),
        "button": gettext("Dropp punktet"),
        "about": Written(action.what),
        "intro": gettext(
            "Punktet avsluttes uten å være gjort. Begrunnelsen du skriver her, blir stående på punktet."
        ),
        "meeting": action.meeting,
        "back": reverse("action-detail", args=[pk]),
    }
    return render(request, "meetings/room_form.html", context)


def _action_or_404(request, pk):
    """What was promised about a line that is not one's to read, is for whoever promised it."""
    action = visible_or_404(
        Action.objects.select_related("meeting__body", "meeting__facilitator", "owner", "ended_by", "item"),
        request.viewer,
        pk,
    )
    if not shown_actions([action], action.meeting, request.viewer):
        raise Http404
    if action.item:
        veil([action.item], hidden_from(request.viewer, [action.item]))
    return action


def _may_change(request, action, now):
    return action.owner_id == request.user.pk or runs_meeting(request.user, action.meeting, now) is not None
