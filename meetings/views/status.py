"""The one-page status of a network, and the evaluation after its first year: the same sheet over the year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from escalation.document_pdf import pdf_of
from escalation.document_word import word_of
from meetings.forms.status import PeriodForm
from meetings.status import Period
from meetings.status_sheet import sheet_of
from network.deadlines import local_day
from network.evaluation import finish
from network.forms.team import EvaluationForm
from network.membership import runs
from network.models import Body, Evaluation
from network.pages import attempt, download, visible_or_404


def _asked(request, pk):
    """The network, the period in the address (this year so far, without one) and its form."""
    if not request.viewer.is_inside:
        raise Http404
    networks = Body.objects.filter(kind__in=Body.NETWORKS).select_related("region")
    body, now = get_object_or_404(networks, pk=pk), timezone.now()
    today = local_day(now)
    usual = {"fra": today.replace(month=1, day=1), "til": today}
    form = PeriodForm(request.GET if "fra" in request.GET else usual, today=today)
    days = form.cleaned_data if form.is_valid() else usual
    return body, Period.of(days["fra"], days["til"], now), form, now


def _days(period):
    return urlencode({"fra": period.first.isoformat(), "til": period.last.isoformat()})


@require_GET
def status(request, pk):
    body, period, form, now = _asked(request, pk)
    context = {"body": body, "form": form, "sheet": sheet_of(body, period, now), "days": _days(period)}
    return render(request, "meetings/status.html", context)


@require_GET
def status_pdf(request, pk):
    body, period, _, now = _asked(request, pk)
    return download(pdf_of(sheet_of(body, period, now), _made_at(period)), _name(body, period), "pdf")


@require_GET
def status_docx(request, pk):
    body, period, _, now = _asked(request, pk)
    return download(word_of(sheet_of(body, period, now), _made_at(period)), _name(body, period), "docx")


def _made_at(period):
    """The moment of the sheet: asked for twice, the file is the same."""
    return period.at.replace(microsecond=0)


def _name(body, period):
    return gettext("Status {region} {date}").format(
        region=body.region.name if body.region else body.name, date=period.last
    )


@require_http_methods(["GET", "POST"])
def evaluation_detail(request, pk):
    """The year that was, and what those who lead the network saw in it."""
    now = timezone.now()
    asked = Evaluation.objects.select_related("body__region", "body__secretariat", "done_by__person")
    evaluation = visible_or_404(asked, request.viewer, pk)
    seat = runs(request.user, evaluation.body, now)
    may_finish = seat is not None and evaluation.done_at is None
    if request.method == "POST" and not may_finish:
        raise Http404
    form = EvaluationForm(request.POST or None)
    by = {"actor": request.user, "seat": seat, "now": now}
    done = None
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: finish(evaluation, **by, **form.cleaned_data))
    if done:
        messages.success(request, gettext("Takk. Evalueringen er ført som gjort."))
        return redirect("evaluation-detail", pk=pk)
    period = Period.of(evaluation.starts_on, evaluation.due_on, now)
    context = {"evaluation": evaluation, "form": form, "may_finish": may_finish}
    context |= {"sheet": sheet_of(evaluation.body, period, now), "days": _days(period)}
    return render(request, "meetings/evaluation.html", context)
