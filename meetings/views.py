from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import compiling, editing, minutes, planning
from meetings.forms import DECISIONS, ItemForm, MeetingForm, MinutesForm, ProposeItemForm
from meetings.models import AgendaItem, Meeting
from meetings.reading import sections_of
from network.membership import runs, sits_in
from network.models import Body
from network.pages import attempt, page_of, visible_or_404
from network.wake import wake
from network.workflow import workflows


def _meeting(request, pk):
    return visible_or_404(Meeting.objects.select_related("body"), request.viewer, pk)


def _item(request, pk, item_pk):
    meeting = _meeting(request, pk)
    return meeting, get_object_or_404(
        AgendaItem.objects.select_related("meeting__body"), pk=item_pk, meeting=meeting
    )


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
    meeting = _meeting(request, pk)
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
        "runs": runs(request.user, meeting.body, now),
        "sits": sits_in(request.user, meeting.body, now),
        "is_due": meeting.starts_at <= now,
        "attendances": meeting.attendances.select_related("seat__person", "seat__organisation").order_by(
            "pk"
        ),
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


@require_POST
def meeting_compile(request, pk):
    """Ask for the agenda to be made now. A worker does it; if none can be woken, the clock does."""
    meeting = _meeting(request, pk)
    if runs(request.user, meeting.body, timezone.now()) is None:
        raise Http404
    wake("agenda")
    messages.info(request, "Sakslisten blir laget nå. Last siden på nytt om et øyeblikk.")
    return redirect("meeting-detail", pk=pk)


@require_POST
def meeting_publish(request, pk):
    meeting = _meeting(request, pk)
    seat = runs(request.user, meeting.body, timezone.now())
    if seat is None:
        raise Http404
    compiling.publish(meeting, actor=request.user, seat=seat, now=timezone.now())
    messages.success(request, f"Sakslisten er sendt til dem som sitter i {meeting.body.name}.")
    return redirect("meeting-detail", pk=pk)


@require_http_methods(["GET", "POST"])
def meeting_propose(request, pk):
    meeting = _meeting(request, pk)
    form = ProposeItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = attempt(
            form,
            lambda: planning.propose_item(
                meeting,
                actor=request.user,
                now=timezone.now(),
                title=form.cleaned_data["title"],
                minutes=form.cleaned_data["minutes"],
                token=form.cleaned_data["token"],
            ),
        )
        if item:
            messages.success(request, "Saken er foreslått. Du ser på sakslisten om den får plass.")
            return redirect("meeting-detail", pk=pk)
    context = {"form": form, "title": "Foreslå sak", "body": meeting.body, "meeting": meeting}
    return render(request, "meetings/form.html", context)


@require_http_methods(["GET", "POST"])
def agenda_item(request, pk, item_pk):
    """What a person says of a line: it stays on, goes off, gets other minutes or a remark."""
    meeting, item = _item(request, pk, item_pk)
    if runs(request.user, meeting.body, timezone.now()) is None:
        raise Http404
    names = ("pinned", "removed", "own_minutes", "own_text")
    form = ItemForm(request.POST or None, initial={name: getattr(item, name) for name in names})
    if request.method == "POST" and form.is_valid():
        attempt(
            form,
            lambda: editing.edit_item(item, actor=request.user, now=timezone.now(), **form.cleaned_data),
        )
        if not form.errors:
            wake("agenda")
            messages.success(request, "Lagret. Sakslisten regnes ut på nytt.")
            return redirect("meeting-detail", pk=pk)
    context = {"form": form, "title": item.title, "body": meeting.body, "meeting": meeting}
    return render(request, "meetings/form.html", context)


@require_http_methods(["GET", "POST"])
def agenda_item_decide(request, pk, item_pk, step):
    """The decision on a line: the same form and the same call as on the case's own page."""
    now = timezone.now()
    meeting, item = _item(request, pk, item_pk)
    forms = DECISIONS.get(item.target_label, {})
    case = minutes.case_of(item)
    if case is None or step not in forms or runs(request.user, meeting.body, now) is None:
        raise Http404
    form = forms[step](request.POST or None, case=case, now=now)
    if request.method == "POST" and form.is_valid():
        sent = {"version": form.cleaned_data["version"], "token": form.cleaned_data["token"]}
        done = attempt(
            form,
            lambda: minutes.record_decision(item, step, actor=request.user, now=now, **sent, **form.given()),
        )
        if done:
            messages.success(request, "Beslutningen er ført. De det gjelder, har fått beskjed.")
            return redirect("meeting-detail", pk=pk)
    label = workflows[item.target_label].steps[step].label
    return render(
        request, "meetings/decide.html", {"form": form, "case": case, "label": label, "meeting": meeting}
    )


@require_http_methods(["GET", "POST"])
def meeting_minutes(request, pk):
    now = timezone.now()
    meeting = _meeting(request, pk)
    if runs(request.user, meeting.body, now) is None:
        raise Http404
    items = list(meeting.items.filter(why_not="", removed=False, outcome="").order_by("position", "pk"))
    form = MinutesForm(request.POST or None, meeting=meeting, items=items, now=now)
    if request.method == "POST" and form.is_valid():
        given = {"text": form.cleaned_data["text"], "present": form.cleaned_data["present"]}
        held = attempt(
            form,
            lambda: minutes.hold(meeting, actor=request.user, now=now, outcomes=form.outcomes(), **given),
        )
        if held:
            messages.success(request, "Referatet er lagret. Det godkjennes i neste møte.")
            return redirect("meeting-detail", pk=pk)
    context = {"form": form, "title": "Skriv referat", "body": meeting.body, "meeting": meeting}
    return render(request, "meetings/form.html", context)
