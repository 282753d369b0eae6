from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from issues.forms.steps import STEP_FORMS
from issues.models import Issue
from issues.workflow import WORKFLOW
from network.pages import attempt, visible_or_404
from network.workflow import take


@require_http_methods(["GET", "POST"])
def issue_step(request, pk, step):
    """One page for each step of the first look, from the table."""
    now = timezone.now()
    issue = visible_or_404(Issue.objects.select_related("home_body"), request.viewer, pk)
    opened = {name for name, _, _ in WORKFLOW.open_to(issue, request.user, now)}
    if step not in STEP_FORMS or (step not in opened and request.method == "GET"):
        messages.warning(request, "Det er ikke mulig med denne saken nå.")
        return redirect("issue-detail", pk=issue.pk)
    form = STEP_FORMS[step](request.POST or None, case=issue)
    form.ask_as(WORKFLOW.steps[step].needs)
    label = WORKFLOW.steps[step].label
    if request.method == "POST" and form.is_valid():
        sent = {"version": form.cleaned_data["version"], "token": form.cleaned_data["token"]}
        if attempt(form, lambda: take(issue, step, actor=request.user, now=now, **sent, **form.given())):
            messages.success(request, f"«{label}» er gjort.")
            return redirect("issue-detail", pk=issue.pk)
    return render(request, "issues/step.html", {"form": form, "issue": issue, "label": label, "name": step})
