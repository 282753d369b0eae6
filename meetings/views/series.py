from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import facilitating, series, standing
from meetings.forms.planning import FacilitateForm, LastDayForm, SeriesForm, StandingItemForm
from meetings.models import Series, StandingItem
from network.deadlines import local_day
from network.fora import overlapping
from network.language import as_written
from network.membership import runs
from network.models import Body, Forum
from network.pages import attempt, visible_or_404


def _series_or_404(request, pk):
    return visible_or_404(Series.objects.select_related("body", "facilitator"), request.viewer, pk)


def _run_or_404(request, body):
    if runs(request.user, body, request.viewer.at) is None:
        raise Http404
    return body


def _page(request, form, title, found, *, template="form", **more):
    context = {"form": form, "title": title, "body": found.body, "series": found, **more}
    return render(request, f"meetings/{template}.html", context)


@require_GET
def series_detail(request, pk):
    found = _series_or_404(request, pk)
    now = timezone.now()
    runs_body = runs(request.user, found.body, now)
    context = {
        "series": found,
        "meetings": found.meetings.filter(starts_at__gte=now)
        .select_related("body")
        .order_by("starts_at")[:30],
        "runs": runs_body,
        "holds": runs_body or runs(request.user, found.facilitator, now),
        "is_facilitated": found.facilitated_on(local_day(now)) is not None,
    }
    return render(request, "meetings/series.html", context)


@require_http_methods(["GET", "POST"])
def series_new(request, body_pk):
    now = timezone.now()
    body = _run_or_404(request, get_object_or_404(Body, pk=body_pk))
    form = SeriesForm(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid():
        started = attempt(
            form, lambda: series.start_series(body, actor=request.user, now=now, **form.cleaned_data)
        )
        if started:
            messages.success(
                request, gettext("Møteserien er i gang. Møtene for det neste halvåret er laget.")
            )
            return redirect("series-detail", pk=started.pk)
    listed = Forum.objects.visible_to(request.viewer).standing()
    overlaps = overlapping(body.name, body.mandate, listed)
    context = {"form": form, "title": gettext("Start møteserie"), "body": body, "overlaps": overlaps}
    return render(request, "meetings/folded_form.html", context)


@require_http_methods(["GET", "POST"])
def series_change(request, pk):
    now, found = timezone.now(), _series_or_404(request, pk)
    _run_or_404(request, found.body)
    form = SeriesForm(request.POST or None, now=now, series=found)
    form.fields["starts_on"].label = gettext("Gjelder fra og med")
    if request.method == "POST" and form.is_valid():
        given = form.given()
        since = given.pop("starts_on")
        act = lambda: series.change_series(found, actor=request.user, now=now, since=since, **given)  # noqa: E731
        if changed := attempt(form, act):
            messages.success(
                request, gettext("Møteserien er endret. Møter som er innkalt, står som de gjør.")
            )
            return redirect("series-detail", pk=changed.pk)
    return _page(request, form, gettext("Endre møteserie"), found, template="folded_form")


@require_http_methods(["GET", "POST"])
def series_end(request, pk):
    now, found = timezone.now(), _series_or_404(request, pk)
    _run_or_404(request, found.body)
    form = LastDayForm(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["last"]
        if attempt(form, lambda: series.end_series(found, actor=request.user, now=now, last=last)):
            messages.success(
                request, gettext("Møteserien er avsluttet. Møter som er innkalt, må avlyses hver for seg.")
            )
            return redirect("series-detail", pk=pk)
    told = {
        "note": gettext(
            "Møter etter denne dagen blir avlyst hvis innkallingen ikke er sendt. Er den sendt, må du avlyse møtene ett for ett."
        ),
        "button": gettext("Avslutt møteserien"),
    }
    return _page(request, form, gettext("Avslutt møteserie"), found, **told)


@require_http_methods(["GET", "POST"])
def series_facilitate(request, pk):
    now, found = timezone.now(), _series_or_404(request, pk)
    _run_or_404(request, found.body)
    form = FacilitateForm(request.POST or None, body=found.body, now=now)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("facilitator", "wish", "until")}
        if attempt(form, lambda: facilitating.facilitate(found, actor=request.user, now=now, **given)):
            messages.success(request, gettext("Lagret. De som skal fasilitere, har fått beskjed."))
            return redirect("series-detail", pk=pk)
    return _page(request, form, gettext("La andre fasilitere møtene"), found)


@require_http_methods(["GET", "POST"])
def series_facilitation_end(request, pk):
    now, found = timezone.now(), _series_or_404(request, pk)
    if not (runs(request.user, found.body, now) or runs(request.user, found.facilitator, now)):
        raise Http404
    form = LastDayForm(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["last"]
        if attempt(
            form, lambda: facilitating.end_facilitation(found, actor=request.user, now=now, last=last)
        ):
            messages.success(
                request, gettext("Etter den dagen holder {body} møtene selv.").format(body=found.body.name)
            )
            return redirect("series-detail", pk=pk)
    return _page(
        request, form, gettext("Avslutt fasiliteringen"), found, button=gettext("Avslutt fasiliteringen")
    )


@require_http_methods(["GET", "POST"])
def standing_list(request, body_pk):
    now = timezone.now()
    body = _run_or_404(request, get_object_or_404(Body, pk=body_pk))
    form = StandingItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = lambda: standing.add_standing(body, actor=request.user, now=now, **form.cleaned_data)  # noqa: E731
        if attempt(form, act):
            messages.success(request, gettext("Saken står på sakslistene fra nå av."))
            return redirect("standing-list", body_pk=body.pk)
    items = StandingItem.objects.filter(body=body, ended_at=None).order_by("last", "pk")
    return render(request, "meetings/standing.html", {"form": form, "body": body, "items": items})


@require_POST
def standing_end(request, pk):
    item = get_object_or_404(StandingItem.objects.select_related("body"), pk=pk)
    _run_or_404(request, item.body)
    standing.end_standing(item, actor=request.user, now=timezone.now())
    told = format_html(gettext("«{item}» er ikke lenger en fast sak."), item=as_written(item.title))
    messages.success(request, told)
    return redirect("standing-list", body_pk=item.body_id)
