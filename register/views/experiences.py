from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from network.pages import attempt, visible_or_404
from register import experiences
from register.forms.experiences import EXPERIENCE_FORMS, ReuseForm
from register.models import Experience, Project
from register.rules import may_report_on, may_reuse_in, own_projects


@require_http_methods(["GET", "POST"])
def experience_new(request, pk, kind):
    """What the project cost, gave, needed or taught: one short form for each."""
    project = visible_or_404(Project.objects.select_related("organisation"), request.viewer, pk)
    seat = may_report_on(request.viewer, project)
    if seat is None or kind not in EXPERIENCE_FORMS:
        raise Http404
    form = EXPERIENCE_FORMS[kind](request.POST or None, organisation=project.organisation)
    label = Experience.Kind(kind).label
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "seat": seat, "now": timezone.now()}
        if attempt(form, lambda: experiences.report(project, kind=kind, **by, **form.cleaned_data)):
            messages.success(request, gettext("Takk. Meldt: {label}.").format(label=label))
            return redirect("project-detail", pk=pk)
    context = {"form": form, "project": project, "title": gettext("Meld {label}").format(label=label)}
    return render(request, "register/experience.html", context)


@require_GET
def experience_detail(request, pk):
    viewer = request.viewer
    seen = Experience.objects.visible_to(viewer)
    experience = visible_or_404(Experience.objects.for_lists(), viewer, pk)
    project = Project.objects.visible_to(viewer).filter(pk=experience.project_id).first()
    context = {
        "experience": experience,
        "project": project,
        "replaced_by": seen.filter(replaces=experience).first(),
        "reuses": experience.reuses.filter(project__in=Project.objects.visible_to(viewer)).select_related(
            "project__organisation"
        ),
        "avoided": experience.reuses.aggregate(count=Count("pk"), hours=Sum("hours_avoided")),
        "may_correct": project and may_report_on(viewer, project),
        "may_use": own_projects(viewer).exclude(pk=experience.project_id).exists(),
    }
    return render(request, "register/lone_experience.html", context)


@require_http_methods(["GET", "POST"])
def experience_correct(request, pk):
    """A correction is a new row; what was told first stays, with a pointer to what took its place."""
    old = visible_or_404(Experience.objects.for_lists(), request.viewer, pk)
    seat = may_report_on(request.viewer, old.project) if old.project else None
    if seat is None:
        raise Http404
    form = EXPERIENCE_FORMS[old.kind](
        request.POST or None, organisation=old.project.organisation, corrects=old
    )
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "seat": seat, "now": timezone.now()}
        new = attempt(form, lambda: experiences.correct(old, **by, **form.cleaned_data))
        if new:
            messages.success(request, gettext("Rettet. Den gamle teksten er tatt vare på."))
            return redirect("experience-detail", pk=new.pk)
    title = gettext("Rett {kind}").format(kind=old.get_kind_display())
    return render(request, "register/experience.html", {"form": form, "project": old.project, "title": title})


@require_http_methods(["GET", "POST"])
def experience_use(request, pk):
    """«Vi brukte dette»: work that was not done twice, counted."""
    experience = visible_or_404(Experience.objects.for_lists(), request.viewer, pk)
    mine = own_projects(request.viewer).exclude(pk=experience.project_id)
    if not mine.exists():
        raise Http404
    form = ReuseForm(request.POST or None, projects=mine)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        by = {"actor": request.user, "seat": may_reuse_in(request.viewer, given["project"])}
        if attempt(form, lambda: experiences.use(experience, **by, now=timezone.now(), **given)):
            messages.success(request, gettext("Takk. Da vet de som delte, at det hjalp."))
            return redirect("experience-detail", pk=pk)
    context = {"form": form, "project": experience.project, "title": gettext("Vi brukte dette")}
    context["about"] = experience
    return render(request, "register/experience.html", context)
