from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from issues import raising
from issues.first_reply import KIND
from issues.forms.raising import RaiseForm
from issues.rules import may_raise
from issues.similar import similar
from network.deadlines import date_text, running
from network.pages import attempt, number_asked
from register.models import Project


@require_http_methods(["GET", "POST"])
def issue_raise(request):
    """«Hva trenger du hjelp med?»: from a project, what is known is filled in."""
    seat = may_raise(request.viewer)
    if seat is None:
        return render(request, "issues/no_seat.html", status=403)
    project = _project(request)
    form = RaiseForm(
        request.POST or None,
        request.FILES or None,
        viewer=request.viewer,
        initial={"title": request.GET.get("tittel", "")},
    )
    if request.method == "POST" and form.is_valid() and (issue := _raised(request, form, seat, project)):
        by = date_text(running(issue, KIND).due_on)
        messages.success(request, f"Innmeldingen er sendt. Du hører fra et menneske innen {by}.")
        return redirect("issue-detail", pk=issue.pk)
    suggestions = similar(form["title"].value() or "", request.viewer)
    context = {"form": form, "project": project, "suggestions": suggestions}
    return render(request, "issues/raise.html", context)


def _raised(request, form, seat, project):
    known = {"project": project, "phases": [project.phase] if project else []}
    return attempt(
        form,
        lambda: raising.raise_issue(
            actor=request.user, seat=seat, now=timezone.now(), **known, **form.cleaned_data
        ),
    )


def _project(request):
    asked = number_asked(request, "prosjekt")
    return Project.objects.visible_to(request.viewer).filter(pk=asked).first() if asked else None


@require_GET
def issue_similar(request):
    """The suggestions while the title is written: a fragment of the same page."""
    suggestions = similar(request.GET.get("title", "")[:400], request.viewer)
    return render(request, "issues/_similar.html", {"suggestions": suggestions})
