from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from meetings import editing, proposing, publishing
from meetings.forms import ItemForm, ProposeItemForm
from meetings.views.parts import item_or_404, meeting_or_404, run_or_404
from network.pages import attempt
from network.wake import wake


@require_POST
def meeting_compile(request, pk):
    """Ask for the agenda to be made now. A worker does it; if none can be woken, the clock does."""
    run_or_404(request, pk)
    wake("agenda")
    messages.info(request, "Sakslisten blir laget nå. Last siden på nytt om et øyeblikk.")
    return redirect("meeting-detail", pk=pk)


@require_POST
def meeting_publish(request, pk):
    meeting, seat = run_or_404(request, pk)
    publishing.publish(meeting, actor=request.user, seat=seat, now=timezone.now())
    messages.success(request, f"Sakslisten er sendt til dem som sitter i {meeting.body.name}.")
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
