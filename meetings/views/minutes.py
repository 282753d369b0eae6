"""The minutes: a page, PDF and Word of the same, and the text behind them until it is approved."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from escalation.document_pdf import pdf_of
from escalation.document_word import word_of
from meetings import notes
from meetings.forms.room import NoteForm
from meetings.minutes import approval_of
from meetings.minutes_paper import laid_out
from meetings.models import Meeting
from meetings.restricted import shown_actions
from meetings.rules import runs_meeting
from meetings.views.parts import meeting_or_404, run_or_404
from network.audit import head
from network.membership import runs
from network.pages import attempt, download


@require_GET
def meeting_minutes(request, pk):
    now = timezone.now()
    meeting = _held_or_404(meeting_or_404(request, pk))
    context = {
        "meeting": meeting,
        "paper": laid_out(meeting, now, head(), request.viewer),
        "approval": approval_of(meeting, now),
        "runs": runs_meeting(request.user, meeting, now),
        "plans": runs(request.user, meeting.body, now),
        "actions": shown_actions(
            meeting.actions.select_related("owner").order_by("due_on", "pk"), meeting, request.viewer
        ),
    }
    return render(request, "meetings/minutes.html", context)


@require_GET
def meeting_minutes_pdf(request, pk):
    meeting, now = _held_or_404(meeting_or_404(request, pk)), timezone.now().replace(microsecond=0)
    content = laid_out(meeting, now, head(), request.viewer)
    return download(pdf_of(content, now), content["title"], "pdf")


@require_GET
def meeting_minutes_docx(request, pk):
    meeting, now = _held_or_404(meeting_or_404(request, pk)), timezone.now().replace(microsecond=0)
    content = laid_out(meeting, now, head(), request.viewer)
    return download(word_of(content, now), content["title"], "docx")


@require_http_methods(["GET", "POST"])
def meeting_minutes_edit(request, pk):
    """The text of the minutes, saved as one types; without JavaScript by the button."""
    meeting, seat = run_or_404(request, pk)
    _held_or_404(meeting)
    if meeting.approved_at:
        messages.info(request, notes.LOCKED)
        return redirect("meeting-minutes", pk=pk)
    written = {"text": meeting.minutes_text, "base": meeting.minutes_version}
    form = NoteForm(request.POST or None, initial=written)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("text", "base")}
        saved = attempt(form, lambda: notes.save(meeting, actor=request.user, now=timezone.now(), **given))
        if saved and not saved.clashed:
            return redirect("meeting-minutes", pk=pk)
        if saved:
            form = NoteForm(initial={"text": saved.text, "base": saved.version})
            messages.warning(
                request, gettext("Noen skrev samtidig. Begge tekstene står. Velg hva som skal gjelde.")
            )
    approval = approval_of(meeting, timezone.now())
    context = {"form": form, "meeting": meeting, "approval": approval, "runs": seat}
    return render(request, "meetings/minutes_edit.html", context)


def _held_or_404(meeting):
    if meeting.state != Meeting.State.HELD:
        raise Http404
    return meeting
