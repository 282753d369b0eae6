from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from network.deadlines import local_day
from network.models import Admission
from network.pages import attempt, visible_or_404
from network.plots import table_file
from network.registries import panels_for
from network.rules import may_register
from network.story import story_of
from register import experiences, figures, projects
from register.about import about, stage_of
from register.filters import ProjectFilter
from register.forms.projects import OPENS, ProjectForm
from register.groups import PEOPLE
from register.models import Experience, Phase, Project
from register.rules import (
    may_answer_error,
    may_hand_over,
    may_import,
    may_join,
    may_report_error,
    may_report_on,
    may_take,
    may_withdraw,
    networks_run,
    seat_for,
)
from register.similar import similar_projects
from register.timeline import table_of, timeline
from register.views.withdrawing import withdrawn_page


@require_GET
def project_list(request):
    shown = _shown(request)
    page = shown.page(request)
    for project in page:
        project.needs_word = project.is_stale(request.viewer.at)
    context = {
        "filter": shown,
        "page": page,
        "may_register": may_register(request.viewer),
        "may_import": may_import(request.viewer),
        "runs_network": bool(networks_run(request.viewer)),
    }
    return render(request, "register/list.html", context)


@require_GET
def project_timeline(request):
    """The list, drawn as phases over the years."""
    shown = _shown(request)
    page = shown.page(request)
    drawn = timeline(list(page), local_day(request.viewer.at))
    context = {"filter": shown, "page": page, **drawn}
    return table_file(request, {"tidslinje": table_of(drawn)}) or render(
        request, "register/timeline.html", context
    )


@require_GET
def project_figures(request):
    """The list, counted by region and by year."""
    shown, day = _shown(request), local_day(request.viewer.at)
    del shown.filters["rekkefolge"]  # sums have none
    counts, is_part = figures.counted(shown)
    regions, years = figures.by_region(counts), figures.by_year(counts, day)
    context = {"filter": shown, "by_region": regions, "by_year": years}
    context |= {"is_part": is_part, "most": figures.MOST}
    return table_file(request, {"region": regions, "ar": years}) or render(
        request, "register/figures.html", context
    )


def _shown(request):
    seen = Project.objects.visible_to(request.viewer).for_lists().order_by("-pk")
    return ProjectFilter(request.GET, queryset=seen, viewer=request.viewer)


@require_GET
def project_detail(request, pk):
    viewer = request.viewer
    rows = Project.objects.select_related(
        "organisation__region", "owner", "product", "confirmed_by", "kept_for"
    )
    project = rows.visible_to(viewer).filter(pk=pk).first()
    if project is None:
        return withdrawn_page(request, pk, Project.with_withdrawn.visible_to(viewer))
    seen = list(project.experiences.visible_to(viewer).standing().for_lists().order_by("-pk"))
    used = experiences.used_with(seen, project, viewer)
    parts, may_report = about(project, viewer), may_report_on(viewer, project)
    works_in_it = may_report or parts["has_joined"]
    context = {
        **parts,
        "project": project,
        "experiences": [
            (label, [experience for experience in seen if experience.kind == kind])
            for kind, label in Experience.Kind.choices
        ],
        "has_experiences": bool(seen),
        "built_on": used,
        "kinds": Experience.Kind.choices,
        "may_report": may_report,
        "stage": stage_of(project, parts["checklist"], viewer) if works_in_it else None,
        "may_hand_over": may_hand_over(viewer, project),
        "may_take": may_take(viewer, project),
        "may_withdraw": may_withdraw(viewer, project),
        "may_join": may_join(viewer, project),
        "may_report_error": may_report_error(viewer, project),
        "may_raise": None if project.is_foreign else may_register(viewer),
        "may_answer": bool(parts["reports"]) and may_answer_error(viewer, project),
        "panels": panels_for("project", [project], viewer)[project.pk],
        "timeline": story_of(project, without=_told_elsewhere(parts), named=PEOPLE in parts["groups"]),
    }
    return render(request, "register/detail.html", context)


def _told_elsewhere(parts):
    """Experiences stand above, and only for those who may see them; names of people likewise."""
    hidden = [] if PEOPLE in parts["groups"] else ["project.handed_over", "project.joined", "project.left"]
    return ["experience.reported", *hidden]


def _form(request, project=None):
    """The form as it is sent. When the phase moves it is only shown again, with what is typed so far: by an
    address that htmx asks for, or by the button that is there without JavaScript."""
    about = {"viewer": request.viewer, "project": project}
    if request.method == "POST" and request.POST.get("do") != "show":
        return ProjectForm(request.POST, **about)
    # An address opens questions; it fills in nothing else for whoever follows it.
    asked = {name: request.GET[name] for name in ("phase", *OPENS) if name in request.GET}
    return ProjectForm(initial=asked | request.POST.dict(), **about)


@require_http_methods(["GET", "POST"])
def project_new(request):
    """Register in two minutes: six fields at most, the rest as the phase opens it."""
    seat = may_register(request.viewer)
    if seat is None:
        applied = Admission.objects.waiting_of(request.user)
        return render(request, "register/no_seat.html", {"applied": applied}, status=403)
    form = _form(request)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if given["organisation"]:
            seat = seat_for(request.viewer, given["organisation"].pk) or seat
        make = lambda: projects.register(actor=request.user, seat=seat, now=timezone.now(), **given)  # noqa: E731
        if project := attempt(form, make):
            messages.success(
                request,
                gettext("Prosjektet er registrert. Meld gjerne hva det kostet, ga og trengte."),
            )
            return redirect("project-detail", pk=project.pk)
    similar = similar_projects(form["purpose"].value() or "", request.viewer)
    context = {"form": form, "title": gettext("Registrer KI-prosjekt"), "similar": similar}
    return render(request, "register/form.html", context)


@require_http_methods(["GET", "POST"])
def project_edit(request, pk):
    rows = Project.with_withdrawn.select_related("organisation", "product")
    project = visible_or_404(rows, request.viewer, pk)
    seat = may_report_on(request.viewer, project)
    if seat is None:
        raise Http404
    if project.is_withdrawn:
        return redirect("project-detail", pk=pk)  # which says what happened
    form = _form(request, project)
    if form.is_bound and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "token"}
        change = lambda: projects.edit(project, actor=request.user, seat=seat, now=timezone.now(), **fields)  # noqa: E731
        if attempt(form, change):
            messages.success(request, gettext("Endringen er lagret."))
            if fields["phase"] == Phase.ENDED != project.phase:
                messages.info(
                    request, gettext("Prosjektet er avsluttet. Hva lærte dere, også av det som ikke gikk?")
                )
                return redirect("experience-new", pk=pk, kind=Experience.Kind.LESSON)
            return redirect("project-detail", pk=pk)
    context = {"form": form, "title": gettext("Endre prosjektet"), "project": project}
    return render(request, "register/form.html", context)
