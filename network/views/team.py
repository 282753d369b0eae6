"""Being away, the week's hour, who should sit in a body, and what it has learned of others."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from network import absence, composition, lessons
from network.deadlines import local_day
from network.forms.team import AbsenceForm, JudgeForm, LessonForm, PlaceForm
from network.language import Quoting
from network.membership import runs
from network.models import Absence, Body, Lesson
from network.pages import attempt, page_of, visible_or_404
from network.registries import waiting_on
from network.week import has_week, week_of


@require_GET
def week(request):
    """«Ukens time»: at most seven things, in the order that lets others go on."""
    today = local_day(request.viewer.at)
    lines, more = week_of(request.viewer, today)
    context = {"lines": lines, "more": more, "today": today, "has_week": has_week(request.viewer)}
    return render(request, "network/week.html", context)


@require_GET
def waiting_list(request):
    context = {"waiting": waiting_on(request.viewer), "today": local_day(request.viewer.at)}
    return render(request, "network/waiting.html", context)


@require_http_methods(["GET", "POST"])
def absence_list(request):
    """One's own page for being away: what is told, and one screen to tell more."""
    now, person = timezone.now(), request.user
    form = AbsenceForm(request.POST or None, person=person, now=now, initial={"first": local_day(now)})
    if request.method == "POST" and form.is_valid():
        told = attempt(form, lambda: absence.leave(person, actor=person, now=now, **form.cleaned_data))
        if told:
            messages.success(request, gettext("Fraværet er meldt. De som står inn, har fått beskjed."))
            return redirect("absence-detail", pk=told.pk)
    context = {
        "form": form,
        "coming": person.absences.filter(ends_at__gt=now).select_related("colleague").order_by("starts_at"),
        "runs": any(seat.runs for seat in request.viewer.seats),
    }
    return render(request, "network/absences.html", context)


@require_http_methods(["GET", "POST"])
def absence_detail(request, pk):
    now = timezone.now()
    away = visible_or_404(Absence.objects.select_related("person", "colleague"), request.viewer, pk)
    is_own = away.person_id == request.user.pk
    if request.method == "POST":
        if not is_own:
            raise Http404
        if away.ends_at > now:
            absence.come_back(away, actor=request.user, now=now)
            messages.success(request, gettext("Fraværet er avsluttet. Nå er alt som før."))
        return redirect("absence-list")
    stand_ins = absence.stand_ins_of(away, max(now, away.starts_at))
    context = {"absence": away, "stand_ins": stand_ins, "is_own": is_own, "is_over": away.ends_at <= now}
    return render(request, "network/absence.html", context)


def _attempt_valid(form, act):
    """What `act` returns for what was typed; None when that is not valid, or is refused beside its field."""
    return attempt(form, lambda: act(form.cleaned_data)) if form.is_valid() else None


def _run_or_404(request, body, now):
    """The seat this person runs the body by; for anyone else the page does not exist."""
    seat = runs(request.user, body, now)
    if seat is None:
        raise Http404
    return seat


@require_http_methods(["GET", "POST"])
def body_places(request, pk):
    """What the body should consist of: those who run it add a place, and take away what no longer counts."""
    now = timezone.now()
    body = get_object_or_404(Body.objects.select_related("secretariat"), pk=pk)
    by = {"actor": request.user, "seat": _run_or_404(request, body, now), "now": now}
    if request.method == "POST" and request.POST.get("end", "").isdecimal():
        place = get_object_or_404(body.places.select_related("body"), pk=int(request.POST["end"]))
        composition.no_longer_expect(place, **by)
        return redirect("body-places", pk=pk)
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and _attempt_valid(
        form, lambda given: composition.expect(body, **by, **given)
    ):
        messages.success(request, gettext("Plassen er lagt til."))
        return redirect("body-places", pk=pk)
    context = {"form": form, "body": body, "standings": composition.standings_of([pk], now).get(pk, [])}
    return render(request, "network/places.html", context)


@require_GET
def lesson_list(request):
    """«Læring fra andre», of all bodies, newest first."""
    if not request.viewer.is_inside:
        raise Http404
    told = Lesson.objects.select_related("body", "told_by__person").order_by("-on", "-pk")
    return render(request, "network/lessons.html", {"page": page_of(request, told)})


@require_http_methods(["GET", "POST"])
def body_lesson(request, pk):
    now = timezone.now()
    body = get_object_or_404(Body.objects.select_related("secretariat"), pk=pk)
    by = {"actor": request.user, "seat": _run_or_404(request, body, now), "now": now}
    form = LessonForm(request.POST or None, initial={"on": local_day(now)})
    if request.method == "POST" and _attempt_valid(form, lambda given: lessons.tell(body, **by, **given)):
        messages.success(request, gettext("Takk. Nå kan de andre i nettverket lese det."))
        return redirect("body-detail", pk=pk)
    context = {"form": form, "body": body, "title": gettext("Læring fra andre")}
    return render(request, "network/body_form.html", context)


@require_http_methods(["GET", "POST"])
def lesson_judge(request, pk):
    """What the body came to do with it."""
    now = timezone.now()
    lesson = get_object_or_404(Lesson.objects.select_related("body__secretariat"), pk=pk)
    by = {"actor": request.user, "seat": _run_or_404(request, lesson.body, now), "now": now}
    form = JudgeForm(request.POST or None, initial={"status": lesson.status, "why": lesson.why})
    if request.method == "POST" and form.is_valid():
        lessons.judge(lesson, **by, **form.cleaned_data)
        messages.success(request, gettext("Lagret."))
        return redirect("body-detail", pk=lesson.body_id)
    context = {
        "form": form,
        "body": lesson.body,
        "title": Quoting(gettext("Læring fra {partner}").format(partner=lesson.partner), lesson.partner),
        "text": lesson.what,
    }
    return render(request, "network/body_form.html", context)
