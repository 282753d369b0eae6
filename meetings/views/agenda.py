from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from meetings import editing, proposing
from meetings.compiling import compile_meeting
from meetings.forms.agenda import ItemForm, ProposeItemForm, SetAsideForm
from meetings.models import AgendaItem, ItemType
from meetings.overview import new_since
from meetings.sources.cases import is_late
from meetings.views.parts import item_or_404, meeting_or_404, run_or_404
from network.deadlines import date_text, local_day
from network.language import Written
from network.pages import attempt
from network.workflow import Refused

AS_LATE = {"minutes": 5, "item_type": ItemType.INFORMATION}  # all that what comes late is given

TOLD = 3  # what is new on an agenda, in one message: the rest is on the page


@require_POST
def meeting_compile(request, pk):
    """Make the agenda now, also one that has been sent out; then say what is new since the draft that was on the
    page, or go on to send it."""
    meeting, _seat = run_or_404(request, pk)
    compile_meeting(meeting, now=timezone.now(), actor=request.user)
    if request.POST.get("then") == "send":
        return redirect("meeting-publish", pk=pk)
    seen = request.POST.get("seen", "")
    if news := new_since(meeting, int(seen) if seen.isdecimal() else None, request.viewer):
        more = [gettext("Og {more} til.").format(more=len(news) - TOLD)] if len(news) > TOLD else []
        told = " ".join([*news[:TOLD], *more])
        messages.success(request, gettext("Sakslisten er laget på nytt. {news}").format(news=told))
    else:
        messages.info(request, gettext("Sakslisten er den samme som før."))
    return redirect("meeting-detail", pk=pk)


@require_http_methods(["GET", "POST"])
def meeting_propose(request, pk):
    meeting = meeting_or_404(request, pk)
    late = is_late(meeting, local_day(timezone.now()))
    form = ProposeItemForm(request.POST or None, request.FILES or None, initial=AS_LATE if late else None)
    if request.method == "POST" and form.is_valid():
        proposal = attempt(
            form,
            lambda: proposing.propose(
                meeting.body, actor=request.user, now=timezone.now(), **form.cleaned_data
            ),
        )
        if proposal:
            line = proposing.line_of(proposal)
            messages.success(request, proposing.when_taken_up(line))
            return redirect("meeting-detail", pk=line.meeting_id if line else pk)
    context = {"form": form, "title": gettext("Foreslå sak"), "body": meeting.body, "meeting": meeting}
    context["note"] = _sent_note() if meeting.published_at else _late_note(meeting) if late else ""
    return render(request, "meetings/form.html", context)


def _sent_note():
    return gettext(
        "Sakslisten for dette møtet er alt sendt ut. Saken kommer derfor på neste møte, hvis ikke de som leder møtet, "
        "sender sakslisten ut på nytt med den."
    )


def _late_note(meeting):
    return gettext(
        "Fristen for å foreslå saker var {day}. På dette møtet får saken derfor høyst fem minutter, til orientering, "
        "med mindre lederen sier på sakslisten hvorfor den må behandles."
    ).format(day=date_text(meeting.propose_by))


@require_http_methods(["GET", "POST"])
def agenda_item(request, pk, item_pk):
    """What a person says of a line: it stays on, goes off, gets other minutes or a remark."""
    meeting, _seat = run_or_404(request, pk)
    item = item_or_404(meeting, item_pk)
    said = {name: getattr(item, name) for name in editing.SAID}
    form = ItemForm(request.POST or None, request.FILES or None, item=item, initial=said)
    if request.method == "POST" and form.is_valid():
        attempt(
            form,
            lambda: editing.edit_item(item, actor=request.user, now=timezone.now(), **form.cleaned_data),
        )
        if not form.errors:
            messages.success(request, gettext("Lagret. Sakslisten er laget på nytt."))
            return redirect("meeting-detail", pk=pk)
    context = {"form": form, "title": Written(item.title), "body": meeting.body, "meeting": meeting}
    return render(request, "meetings/form.html", context)


@require_http_methods(["GET", "POST"])
def agenda_set_aside(request, pk):
    """What has been passed over too often, and anything else in reserve, is laid aside with a reason."""
    meeting, _seat = run_or_404(request, pk)
    lines = (
        meeting.items.filter(removed=False, outcome="")
        .exclude(why_not="")
        .order_by("-passed_over", "position")
    )
    chosen = [item.pk for item in editing.undecided(meeting)]
    form = SetAsideForm(request.POST or None, lines=lines, initial={"lines": chosen})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("outcome", "why")}
        items = list(form.cleaned_data["lines"].select_related("meeting__body", "meeting__facilitator"))
        attempt(form, lambda: editing.set_aside(items, actor=request.user, now=timezone.now(), **given))
        if not form.errors:
            messages.success(request, gettext("Lagret. De som meldte sakene, har fått beskjed."))
            return redirect("meeting-detail", pk=pk)
    context = {
        "form": form,
        "title": gettext("Legg bort eller avvis saker"),
        "body": meeting.body,
        "meeting": meeting,
    }
    return render(request, "meetings/form.html", context)


@require_POST
def agenda_take_up(request, pk, item_pk):
    """Put what was laid aside, at this meeting or an earlier one, on the agenda again."""
    meeting, _seat = run_or_404(request, pk)
    item = get_object_or_404(AgendaItem, pk=item_pk, meeting__body=meeting.body)
    try:
        editing.take_up_again(item, meeting, actor=request.user, now=timezone.now())
        messages.success(request, gettext("Saken står på sakslisten igjen."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("meeting-detail", pk=pk)
