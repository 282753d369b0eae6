from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from escalation import changes
from escalation.filters import ChangeFilter
from escalation.forms import CHANGE_FORMS, ChangeForm
from escalation.models import Change, Escalation
from escalation.results import by_region, by_year_and_kind, by_year_and_origin
from escalation.rules import may_register_change
from escalation.views.steps import step_page
from issues.models import Issue
from network.deadlines import local_day
from network.pages import attempt, number_asked, page_of, visible_or_404
from network.plots import table_file
from network.story import story_of
from network.workflow import drawing


@require_GET
def change_list(request):
    """«Hva det førte til», by year, region and kind, with a plot and its table."""
    seen = Change.objects.visible_to(request.viewer)
    shown = ChangeFilter(request.GET, queryset=seen.for_lists().order_by("-status_on", "-pk"))
    years, regions, origins = (count(shown.qs) for count in (by_year_and_kind, by_region, by_year_and_origin))
    if asked := table_file(request, {"ar": years, "region": regions, "opphav": origins}):
        return asked
    context = {
        "filter": shown,
        "page": page_of(request, shown.qs),
        "by_year": years,
        "by_region": regions,
        "by_origin": origins,
        "may_register": may_register_change(request.viewer),
    }
    return render(request, "escalation/changes.html", context)


@require_GET
def change_detail(request, pk):
    change = visible_or_404(Change.objects.for_lists(), request.viewer, pk)
    context = {
        "change": change,
        "issues": change.issues.visible_to(request.viewer).for_lists(),
        "projects": change.projects.visible_to(request.viewer),
        "escalation_seen": Escalation.objects.visible_to(request.viewer)
        .filter(pk=change.escalation_id)
        .exists(),
        "who_does_it": changes.who_does_it(change),
        "origin": changes.origin_of(change),
        "texts": changes.texts_of(change),
        **changes.CHANGES.buttons(change, request.user, timezone.now()),
        "drawing": drawing(changes.CHANGES, change) if change.kind == Change.Kind.RULE else [],
        "timeline": story_of(change, followed=True),
        "today": local_day(timezone.now()),
    }
    return render(request, "escalation/change.html", context)


@require_http_methods(["GET", "POST"])
def change_new(request):
    now, viewer = timezone.now(), request.viewer
    if may_register_change(viewer) is None:
        raise Http404
    chosen = number_asked(request, "innmelding")
    held = Issue.objects.visible_to(viewer)
    possible = held.filter(pk=chosen) if chosen else held.exclude(escalations=None).order_by("-pk")
    form = ChangeForm(
        request.POST or None,
        issues=possible.distinct(),
        viewer=viewer,
        now=now,
        initial={"follower": viewer.person_id, "issues": [chosen]},
    )
    if request.method == "POST" and form.is_valid():
        change = attempt(
            form, lambda: changes.register(actor=request.user, viewer=viewer, now=now, **form.cleaned_data)
        )
        if change:
            messages.success(
                request, gettext("Endringen er ført. Når den er kommet lenger, registrerer du det her.")
            )
            return redirect(change)
    return render(request, "escalation/change_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change_step(request, pk, step):
    change = visible_or_404(Change.objects.for_lists(), request.viewer, pk)
    return step_page(request, changes.CHANGES, change, step, CHANGE_FORMS)
