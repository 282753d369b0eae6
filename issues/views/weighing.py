from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from issues import prioritise
from issues.forms.weighing import AssessForm
from issues.models import Issue
from issues.rules import may_assess
from network.pages import visible_or_404


@require_http_methods(["GET", "POST"])
def issue_assess(request, pk):
    issue = visible_or_404(Issue.objects.select_related("organisation"), request.viewer, pk)
    seat = may_assess(request.viewer, issue)
    if seat is None:
        messages.warning(
            request, gettext("Det er ledere av nettverk og medlemmer av fagrådet som vurderer innmeldinger.")
        )
        return redirect("issue-detail", pk=issue.pk)
    previous = issue.assessments.filter(person=request.user).order_by("-pk").first()
    form = AssessForm(request.POST or None, previous=previous)
    if request.method == "POST" and form.is_valid():
        prioritise.assess(issue, actor=request.user, seat=seat, now=timezone.now(), **form.cleaned_data)
        messages.success(request, gettext("Vurderingen er lagret. Den er et råd, og stopper ingenting."))
        return redirect("issue-detail", pk=issue.pk)
    return render(request, "issues/assess.html", {"form": form, "issue": issue, "previous": previous})
