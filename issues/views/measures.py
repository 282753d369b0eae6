"""Proposed measures out for comment: what agencies think of doing, what people say, and what it changed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from issues import measures
from issues.forms.measures import STEP_FORMS, MeasureForm, ReplyForm
from issues.models import Issue, Measure, MeasureState
from issues.rules import desks_of, may_reply_to
from network.deadlines import local_day
from network.pages import attempt, number_asked, page_of, visible_or_404
from network.workflow import take


@require_GET
def measure_list(request):
    """Open ones first: a small table, read whole by pages; and how many came from below."""
    seen = Measure.objects.visible_to(request.viewer)
    state = request.GET.get("status", "")
    shown = seen.filter(state=state) if state in MeasureState.values else seen
    below, total = measures.from_below(seen)
    context = {
        "page": page_of(request, shown.for_lists().order_by("-pk")),
        "below": below,
        "total": total,
        "share": round(100 * below / total) if total else 0,
        "states": MeasureState.choices,
        "state": state,
        "may_put_out": bool(desks_of(request.viewer)),
    }
    return render(request, "issues/measures.html", context)


@require_http_methods(["GET", "POST"])
def measure_detail(request, pk):
    """The proposal, the replies, and one's own. Sending one's own again writes it anew."""
    now, viewer = timezone.now(), request.viewer
    measure = visible_or_404(Measure.objects.select_related("desk__owner", "proposed_by__person"), viewer, pk)
    replies = list(measure.replies.select_related("person", "seat__organisation").order_by("pk"))
    mine = next((reply for reply in replies if reply.person_id == viewer.person_id), None)
    seat = None if local_day(now) > measure.closes_on else may_reply_to(viewer, measure)
    form = ReplyForm(request.POST or None, initial={"text": mine.text if mine else ""})
    if request.method == "POST" and seat is None:
        form.add_error(None, gettext("Fristen er ute, eller rollen din gir ikke adgang til å uttale seg."))
    elif request.method == "POST" and form.is_valid():
        act = {"actor": request.user, "seat": seat, "now": now}
        if attempt(form, lambda: measures.reply(measure, **act, text=form.cleaned_data["text"])):
            messages.success(request, gettext("Takk. Uttalelsen er sendt. Du får vite hva den førte til."))
            return redirect("measure-detail", pk=pk)
    context = {
        "measure": measure,
        "replies": replies,
        "mine": mine,
        "form": form if seat or request.method == "POST" else None,
        "issues": Issue.objects.visible_to(viewer).filter(measures=measure).for_lists().order_by("pk"),
        "today": local_day(now),
        **measures.WORKFLOW.buttons(measure, request.user, now),
    }
    return render(request, "issues/measure.html", context)


def _desks_or_404(request):
    desks = desks_of(request.viewer)
    if not desks:
        raise Http404
    return desks


@require_http_methods(["GET", "POST"])
def measure_new(request):
    desks = _desks_or_404(request)
    begun_with = number_asked(request, "innmelding")
    form = MeasureForm(request.POST or None, desks=desks, viewer=request.viewer, begun_with=begun_with)
    if request.method == "POST" and form.is_valid():
        given = {"actor": request.user, "now": timezone.now(), **form.cleaned_data}
        if measure := attempt(form, lambda: measures.put_out(**given)):
            messages.success(
                request,
                gettext("Tiltaket er sendt til uttalelse. Medlemmene i nettverkene har fått beskjed."),
            )
            return redirect("measure-detail", pk=measure.pk)
    return render(request, "issues/measure_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def measure_step(request, pk, step):
    now = timezone.now()
    measure = visible_or_404(Measure.objects.select_related("desk__owner"), request.viewer, pk)
    opened = {name for name, _, _ in measures.WORKFLOW.open_to(measure, request.user, now)}
    if step not in STEP_FORMS or (step not in opened and request.method == "GET"):
        messages.warning(request, gettext("Det er ikke mulig med dette tiltaket nå."))
        return redirect("measure-detail", pk=pk)
    form, label = STEP_FORMS[step](request.POST or None, case=measure), measures.STEPS[step].label
    form.ask_as(measures.STEPS[step].needs)
    if request.method == "POST" and form.is_valid():
        sent = {"version": form.cleaned_data["version"], "token": form.cleaned_data["token"]}
        if attempt(form, lambda: take(measure, step, actor=request.user, now=now, **sent, **form.given())):
            messages.success(request, measures.STEPS[step].done)
            return redirect("measure-detail", pk=pk)
    replies = measure.replies.select_related("person", "seat__organisation").order_by("pk")
    context = {"form": form, "measure": measure, "label": label, "name": step, "replies": replies}
    return render(request, "issues/measure_step.html", context)
