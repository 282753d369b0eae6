from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from network.pages import visible_or_404
from register import experiences
from register.forms.experiences import EXPERIENCE_FORMS
from register.models import Experience, Project
from register.rules import may_report_on


@require_http_methods(["GET", "POST"])
def experience_new(request, pk, kind):
    """What the project cost, gave, needed or taught: one short form for each."""
    project = visible_or_404(Project.objects.select_related("organisation"), request.viewer, pk)
    seat = may_report_on(request.viewer, project)
    if seat is None or kind not in EXPERIENCE_FORMS:
        raise Http404
    form = EXPERIENCE_FORMS[kind](request.POST or None)
    label = Experience.Kind(kind).label
    if request.method == "POST" and form.is_valid():
        experiences.report(
            project, actor=request.user, seat=seat, now=timezone.now(), kind=kind, **form.cleaned_data
        )
        messages.success(request, f"Takk. Meldt: {label}.")
        return redirect("project-detail", pk=pk)
    return render(request, "register/experience.html", {"form": form, "project": project, "label": label})


@require_GET
def experience_detail(request, pk):
    experience = visible_or_404(Experience.objects.for_lists(), request.viewer, pk)
    project = Project.objects.visible_to(request.viewer).filter(pk=experience.project_id).first()
    return render(request, "register/lone_experience.html", {"experience": experience, "project": project})
