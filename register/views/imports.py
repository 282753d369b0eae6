from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.exports import csv_stream
from network.pages import attempt, page_of, visible_or_404
from register import runs
from register.forms.imports import ColumnsForm, UploadForm
from register.models import ImportNote, ImportRun
from register.rules import may_import
from register.views.exports import how_far

Stage, Kind = ImportRun.Stage, ImportNote.Kind
SHOWN_FIRST = (Kind.REFUSED, Kind.DUPLICATE, Kind.VOCABULARY, Kind.CHANGED, Kind.NEW, Kind.SHORTENED)


def _seat_or_404(request):
    seat = may_import(request.viewer)
    if seat is None:
        raise Http404
    return seat


@require_http_methods(["GET", "POST"])
def import_list(request):
    """Take a file in; and find again those that are on their way or have come."""
    seat = _seat_or_404(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid() and (run := attempt(form, lambda: _started(request, form, seat))):
        return redirect("import-columns", pk=run.pk)
    seen = ImportRun.objects.visible_to(request.viewer).select_related("by").order_by("-pk")
    return render(request, "register/imports.html", {"form": form, "page": page_of(request, seen)})


def _started(request, form, seat):
    file, source = form.cleaned_data["file"], form.cleaned_data["source"]
    return runs.start(
        file.read(),
        file_name=file.name,
        source=source.name if source else "",
        actor=request.user,
        seat=seat,
        now=timezone.now(),
    )


@require_http_methods(["GET", "POST"])
def import_columns(request, pk):
    """What each column means: guessed, and put right by whoever knows the file."""
    _seat_or_404(request)
    run = visible_or_404(ImportRun.objects, request.viewer, pk)
    if run.stage in (Stage.DONE, Stage.IMPORTING):
        return redirect("import-detail", pk=pk)
    form = ColumnsForm(request.POST or None, run=run, headings=runs.headings(run))
    if request.method == "POST" and form.is_valid():
        told = {"actor": request.user, "now": timezone.now(), **form.chosen}
        if attempt(form, lambda: runs.choose(run, **told)):
            return redirect("import-detail", pk=pk)
    return render(request, "register/import_columns.html", {"form": form, "run": run})


@require_GET
def import_detail(request, pk):
    """How far it has come, what it will do, and what it did; can be left and found again."""
    _seat_or_404(request)
    run = visible_or_404(ImportRun.objects.select_related("by"), request.viewer, pk)
    if run.stage == Stage.MAPPING:
        return redirect("import-columns", pk=pk)
    kinds = set(run.notes.order_by().values_list("kind", flat=True).distinct())
    asked = request.GET.get("vis")
    kind = asked if asked in kinds else next((kind for kind in SHOWN_FIRST if kind in kinds), None)
    context = {
        "run": run,
        "kinds": [one for one in SHOWN_FIRST if one in kinds],
        "kind": Kind(kind) if kind else None,
        "page": page_of(request, run.notes.filter(kind=kind).order_by("row", "pk")),
        "left": run.is_working and run.claimed_until is not None and run.claimed_until < timezone.now(),
    }
    return render(request, "register/import.html", context, status=how_far(request, run))


@require_POST
def import_confirm(request, pk):
    _seat_or_404(request)
    run = visible_or_404(ImportRun.objects, request.viewer, pk)
    runs.confirm(run, actor=request.user, now=timezone.now())
    return redirect("import-detail", pk=pk)


@require_GET
def import_refused(request, pk):
    """The rows that were left out, as a file: where each stands and why."""
    _seat_or_404(request)
    run = visible_or_404(ImportRun.objects, request.viewer, pk)
    left_out = run.notes.filter(kind__in=[Kind.REFUSED, Kind.DUPLICATE]).order_by("row", "pk")
    rows = left_out.values_list("row", "column", "text").iterator()
    return csv_stream(
        gettext("Utelatte rader.csv"), [gettext("Rad"), gettext("Kolonne"), gettext("Hvorfor")], rows
    )
