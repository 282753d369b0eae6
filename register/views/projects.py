from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from network.pages import page_of, visible_or_404
from network.registries import panels_for
from network.rules import may_register
from network.story import story_of
from register import projects
from register.filters import ProjectFilter
from register.forms.projects import ProjectForm
from register.models import Experience, Phase, Project
from register.rules import may_report_on, seat_for


@require_GET
def project_list(request):
    seen = Project.objects.visible_to(request.viewer).for_lists().order_by("-pk")
    shown = ProjectFilter(request.GET, queryset=seen)
    context = {
        "filter": shown,
        "page": page_of(request, shown.qs),
        "may_register": may_register(request.viewer),
    }
    return render(request, "register/list.html", context)


@require_GET
def project_detail(request, pk):
    viewer = request.viewer
    project = visible_or_404(Project.objects.select_related("organisation", "owner"), viewer, pk)
    changes = list(project.phase_changes.order_by("at", "pk"))
    seen = list(project.experiences.visible_to(viewer).standing().for_lists().order_by("-pk"))
    context = {
        "project": project,
        "phase_line": _phase_line(project, changes),
        "phases": changes,
        "experiences": [
            (label, [experience for experience in seen if experience.kind == kind])
            for kind, label in Experience.Kind.choices
        ],
        "has_experiences": bool(seen),
        "kinds": Experience.Kind.choices,
        "may_report": may_report_on(viewer, project),
        "may_raise": may_register(viewer),
        "panels": panels_for("project", [project], viewer)[project.pk],
        # Experiences stand above, and only for those who may see them.
        "timeline": story_of(project, without=["experience.reported"]),
    }
    return render(request, "register/detail.html", context)


def _phase_line(project, changes):
    """The phases from research to the end: those it has been in, and where it is now."""
    been_in = {change.phase for change in changes}
    return [
        {
            "label": phase.label,
            "state": "now" if phase == project.phase else "done" if phase in been_in else "next",
        }
        for phase in Phase
    ]


@require_http_methods(["GET", "POST"])
def project_new(request):
    """Register in two minutes: six fields at most, the rest when it is known."""
    seat = may_register(request.viewer)
    if seat is None:
        return render(request, "register/no_seat.html", status=403)
    form = ProjectForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        seat = seat_for(request.viewer, given["organisation"].pk) or seat
        project = projects.register(actor=request.user, seat=seat, now=timezone.now(), **given)
        messages.success(request, "Prosjektet er registrert. Meld gjerne hva det kostet, ga og trengte.")
        return redirect("project-detail", pk=project.pk)
    return render(request, "register/form.html", {"form": form, "title": "Registrer KI-prosjekt"})


@require_http_methods(["GET", "POST"])
def project_edit(request, pk):
    project = visible_or_404(Project.objects.select_related("organisation"), request.viewer, pk)
    seat = may_report_on(request.viewer, project)
    if seat is None:
        raise Http404
    form = ProjectForm(request.POST or None, viewer=request.viewer, project=project)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "token"}
        projects.edit(project, actor=request.user, seat=seat, now=timezone.now(), **fields)
        messages.success(request, "Endringen er lagret.")
        if fields["phase"] == Phase.ENDED != project.phase:
            messages.info(request, "Prosjektet er avsluttet. Hva lærte dere, også av det som ikke gikk?")
            return redirect("experience-new", pk=pk, kind=Experience.Kind.LESSON)
        return redirect("project-detail", pk=pk)
    context = {"form": form, "title": "Endre prosjektet", "project": project}
    return render(request, "register/form.html", context)
