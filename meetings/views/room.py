"""The meeting as it is held, for whoever keeps its minutes."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from escalation.decisions import deciding_seats
from meetings import closing, notes, room
from meetings.forms.room import (
    DECISIONS,
    AsideForm,
    CloseForm,
    NewItemForm,
    NoteForm,
    PresentForm,
    RoomForm,
    participation_initial,
)
from meetings.lines import lines_of, parties_of
from meetings.minutes import seats_of
from meetings.quorum import quorum
from meetings.settled import settled_among
from meetings.views.parts import item_or_404, run_or_404
from network.addresses import word_for
from network.language import Written
from network.pages import attempt
from network.workflow import Refused, workflows

# Pages that a button of the room goes on to, when everything has been saved.
PAGES = {"item": "meeting-item-new", "close": "meeting-close", "aside": "meeting-aside"}


@require_http_methods(["GET", "POST"])
def meeting_room(request, pk):
    """One page to keep the minutes on. Whichever button is pressed, all that was typed is saved first."""
    now = timezone.now()
    meeting, _seat = run_or_404(request, pk)
    if request.method == "GET" and not meeting.is_open:
        return redirect("meeting-minutes" if meeting.held_at else "meeting-detail", pk=pk)
    seats = seats_of(meeting, now)
    noted = room.present_in(meeting)
    shown = noted or room.who_said_yes(meeting)
    lines = lines_of(meeting, [seat for seat in seats if seat.pk in shown], request.viewer)
    initial = {"present": shown, "before": noted}
    sent = request.POST if request.method == "POST" else None
    form = RoomForm(sent, meeting=meeting, seats=seats, lines=lines, initial=initial)
    if form.is_bound and form.save(actor=request.user, now=now):
        return _onwards(meeting, request.POST.get("do", ""), actor=request.user, now=now)
    context = {
        "meeting": meeting,
        "form": form,
        "quorum": quorum(meeting.body, [seat for seat in seats if seat.pk in shown], now),
        "is_suggested": bool(shown) and not noted,
        "clock": room.running(meeting),
        "has_begun": meeting.starts_at <= now,
        "loose": meeting.actions.filter(item=None).select_related("owner").order_by("pk"),
    }
    return render(request, "meetings/room.html", context)


def _onwards(meeting, do, *, actor, now):
    """What the pressed button is for, beside saving: «start:12», «decide:12:lift»."""
    what, _, rest = do.partition(":")
    pk, _, step = rest.partition(":")
    item = item_or_404(meeting, pk) if pk.isdecimal() else None
    here = reverse("meeting-room", args=[meeting.pk])
    if what == "start" and item:
        room.start_clock(item, actor=actor, now=now)
    elif what == "stop":
        room.stop_clock(meeting, actor=actor, now=now)
    elif what == "decide" and item and word_for(step):
        return redirect("agenda-item-decide", meeting.pk, item.pk, step)
    elif what == "action":
        asked = f"?sak={item.pk}" if item else ""
        return redirect(reverse("meeting-action-new", args=[meeting.pk]) + asked)
    elif what in PAGES:
        return redirect(PAGES[what], meeting.pk, *([item.pk] if item else []))
    return redirect(f"{here}#sak-{item.pk}" if item else here)


@require_POST
def meeting_attend(request, pk):
    """Who is there, as it is ticked; answers with the quorum."""
    now = timezone.now()
    meeting, _seat = run_or_404(request, pk)
    seats = seats_of(meeting, now)
    form = PresentForm(request.POST, meeting=meeting, seats=seats)
    refused = ""
    try:
        if form.is_valid():
            form.attend(actor=request.user, now=now)
    except Refused as refusal:
        refused = refusal.sentence
    present = room.present_in(meeting)
    form = PresentForm(meeting=meeting, seats=seats, initial={"before": present})
    context = {
        "form": form,
        "quorum": quorum(meeting.body, [seat for seat in seats if seat.pk in present], now),
        "refused": refused,
    }
    return render(request, "meetings/_quorum.html", context)


@require_POST
def meeting_note(request, pk):
    """One text, saved as it is typed. Answers with what stands now, for the page to go on from."""
    meeting, _seat = run_or_404(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"error": " ".join(error for errors in form.errors.values() for error in errors)}, status=422
        )
    given = form.cleaned_data
    item = item_or_404(meeting, given["item"]) if given["item"] else None
    try:
        saved = notes.save(
            meeting, item, actor=request.user, now=timezone.now(), base=given["base"], text=given["text"]
        )
    except Refused as refusal:
        return JsonResponse({"error": refusal.sentence}, status=422)
    told = {name: getattr(saved, name) for name in ("text", "version", "typed_version", "clashed")}
    return JsonResponse(told)


@require_http_methods(["GET", "POST"])
def meeting_item_new(request, pk):
    meeting, _seat = run_or_404(request, pk)
    form = NewItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = attempt(
            form,
            lambda: room.add_item(meeting, actor=request.user, now=timezone.now(), **form.cleaned_data),
        )
        if added:
            return redirect(f"{reverse('meeting-room', args=[pk])}#sak-{added.pk}")
    return render(
        request,
        "meetings/room_form.html",
        {
            "form": form,
            "title": gettext("Ta opp en ny sak"),
            "meeting": meeting,
            "back": reverse("meeting-room", args=[pk]),
        },
    )


@require_http_methods(["GET", "POST"])
def meeting_aside(request, pk, item_pk):
    """«Er noen inhabile?»: nobody, until a reason is written."""
    now = timezone.now()
    meeting, _seat = run_or_404(request, pk)
    item = item_or_404(meeting, item_pk)
    present = room.present_in(meeting)
    seats = sorted(seats_of(meeting, now), key=lambda seat: seat.pk not in present)
    ask = [seat for seat in seats if seat.organisation_id in parties_of([item])[item.pk]]
    noted = dict(item.stood_aside.values_list("seat", "why"))
    form = AsideForm(request.POST or None, seats=seats, noted=noted, ask=ask)
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda: room.stand_aside(item, actor=request.user, now=now, why=form.why()))
        if not form.errors:
            return redirect(f"{reverse('meeting-room', args=[pk])}#sak-{item.pk}")
    context = {
        "form": form,
        "title": gettext("Er noen inhabile?"),
        "about": Written(item.title),
        "intro": gettext("Er ingen inhabile, lar du feltene stå tomme."),
        "meeting": meeting,
        "back": f"{reverse('meeting-room', args=[pk])}#sak-{item.pk}",
    }
    return render(request, "meetings/room_form.html", context)


@require_http_methods(["GET", "POST"])
def agenda_item_decide(request, pk, item_pk, step):
    """The decision on a line: the same form and the same call as on the case's own page."""
    now = timezone.now()
    meeting, _seat = run_or_404(request, pk)
    item = item_or_404(meeting, item_pk)
    forms = DECISIONS.get(item.target_label, {})
    case = room.case_of(item)
    if case is None or step not in forms:
        raise Http404
    if request.method == "GET" and (why_not := _why_not_now(item, meeting, now)):
        messages.info(request, why_not)
        return redirect("meeting-room" if meeting.published_at else "meeting-detail", pk=pk)
    who = participation_initial(
        deciding_seats(meeting.body, now),
        room.present_in(meeting),
        dict(item.stood_aside.values_list("seat", "why")),
    )
    form = forms[step](request.POST or None, case=case, now=now, initial=who)
    if request.method == "POST" and form.is_valid():
        sent = {"version": form.cleaned_data["version"], "token": form.cleaned_data["token"]}
        done = attempt(
            form,
            lambda: room.record_decision(item, step, actor=request.user, now=now, **sent, **form.given()),
        )
        if done:
            messages.success(request, gettext("Beslutningen er ført. De det gjelder, har fått beskjed."))
            return redirect("meeting-room" if meeting.published_at else "meeting-detail", pk=pk)
    label = workflows[item.target_label].steps[step].label
    return render(
        request, "meetings/decide.html", {"form": form, "case": case, "label": label, "meeting": meeting}
    )


def _why_not_now(item, meeting, now):
    """What is said instead of showing the form of a decision; empty when it can be recorded here."""
    if settled := settled_among([item]).get(item.pk):
        return settled
    try:
        room.check_begun(meeting, now)
    except Refused as refusal:
        return refusal.sentence
    return ""


@require_http_methods(["GET", "POST"])
def meeting_close(request, pk):
    """What is open still, and the one choice that takes it along; then the minutes."""
    meeting, _seat = run_or_404(request, pk)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        closed = attempt(
            form,
            lambda: closing.close(meeting, actor=request.user, now=timezone.now(), **form.cleaned_data),
        )
        if closed:
            messages.success(
                request, gettext("Møtet er avsluttet, og referatet er skrevet ut fra det dere har ført.")
            )
            return redirect("meeting-minutes-edit", pk=pk)
    left = closing.to_conclude(meeting.items.order_by("position", "pk"))
    return render(request, "meetings/close.html", {"form": form, "meeting": meeting, "left": left})
