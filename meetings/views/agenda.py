from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from meetings import editing, minutes, proposing
from meetings.forms import DECISIONS, ItemForm, ProposeItemForm
from meetings.views.parts import item_or_404, meeting_or_404, run_or_404
from network.pages import attempt
from network.wake import wake
from network.workflow import workflows


@require_POST
def meeting_compile(request, pk):
    """Ask for the agenda to be made now. A worker does it; if none can be woken, the clock does."""
    run_or_404(request, pk)
    wake("agenda")
    messages.info(request, "Sakslisten blir laget nå. Last siden på nytt om et øyeblikk.")
    return redirect("meeting-detail", pk=pk)


@require_http_methods(["GET", "POST"])
def meeting_propose(request, pk):
    meeting = meeting_or_404(request, pk)
    form = ProposeItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = attempt(
            form,
            lambda: proposing.propose(
                meeting.body, actor=request.user, now=timezone.now(), **form.cleaned_data
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
    meeting, _seat = run_or_404(request, pk)
    item = item_or_404(meeting, item_pk)
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
    meeting, _seat = run_or_404(request, pk)
    item = item_or_404(meeting, item_pk)
    forms = DECISIONS.get(item.target_label, {})
    case = minutes.case_of(item)
    if case is None or step not in forms:
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
