"""Lists as files: the short ones at once, the long ones made by a worker, to be found again under «Filene dine»."""

from itertools import islice

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from network.exports import FILES, kept_file
from network.pages import page_of, visible_or_404
from register import exports
from register.exporting import TABLES, shown
from register.models import ExportRun
from register.rules import may_import

What, Stage = ExportRun.What, ExportRun.Stage
STOP_ASKING = 286  # what htmx takes as the end of asking every other second


def how_far(request, run):
    """The status of an answer about a run: whoever asks again and again is told when there is no more to ask for."""
    return STOP_ASKING if request.htmx and not run.is_working else 200


@require_http_methods(["GET", "POST"])
def project_export(request, ending):
    """The list with its filters, as a file for a spreadsheet."""
    return _as_file(request, What.PROJECTS, ending)


@require_http_methods(["GET", "POST"])
def experience_export(request, ending):
    """The same of experiences: what the viewer sees."""
    return _as_file(request, What.EXPERIENCES, ending)


def _as_file(request, what, ending):
    if ending not in FILES:
        raise Http404
    header, rows_of = TABLES[what]
    rows = rows_of(request.viewer, shown(what, request.viewer, request.GET))
    first = list(islice(rows, exports.AT_A_PAGE + 1))
    file = ExportRun(what=what, ending=ending)
    if len(first) <= exports.AT_A_PAGE:
        return FILES[ending](file.file_name, header(), first)
    if request.method == "GET":
        context = {"file": file, "at_a_page": exports.AT_A_PAGE}
        return render(request, "register/export_order.html", context)
    told = {"actor": request.user, "now": timezone.now()}
    return redirect("export-detail", exports.order(what, ending, request.GET.urlencode(), **told).pk)


@require_GET
def export_list(request):
    """The files one has ordered, until they are erased."""
    seen = ExportRun.objects.visible_to(request.viewer).order_by("-pk")
    context = {
        "page": page_of(request, seen),
        "may_import": may_import(request.viewer),
        "days": exports.KEPT_FOR.days,
    }
    return render(request, "register/exports.html", context)


@require_GET
def export_detail(request, pk):
    """How far it has come, and the file when it is made; can be left and found again."""
    run = visible_or_404(ExportRun.objects, request.viewer, pk)
    is_open, until = run.is_open_to(request.viewer), run.started_at + exports.KEPT_FOR
    context = {"run": run, "is_open": is_open, "until": until}
    return render(request, "register/export.html", context, status=how_far(request, run))


@require_GET
def export_file(request, pk):
    run = visible_or_404(ExportRun.objects.filter(stage=Stage.DONE), request.viewer, pk)
    if not run.is_open_to(request.viewer):
        return redirect("export-detail", pk)
    return kept_file(run.file_name, exports.pieces_of(run, timezone.now()))
