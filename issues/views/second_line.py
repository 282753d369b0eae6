from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from issues import second_line
from issues.forms.needs import FirstLineForm
from issues.models import Issue
from issues.rules import may_tell_first_line
from network.pages import visible_or_404


@require_http_methods(["GET", "POST"])
def first_line(request, pk):
    """«Dette er prøvd før»: what was tried, and who is to have the answer too."""
    issue = visible_or_404(Issue.objects.select_related("home_body"), request.viewer, pk)
    seat = may_tell_first_line(request.viewer, issue)
    if seat is None:
        raise PermissionDenied
    form = FirstLineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        second_line.tell_first_line(
            issue, actor=request.user, seat=seat, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, gettext("Det er lagret. De som prøvde først, får svaret når det kommer."))
        return redirect("issue-detail", pk=issue.pk)
    context = {
        "form": form,
        "issue": issue,
        "label": gettext("Fortell hva som er prøvd"),
        "button": gettext("Lagre"),
    }
    return render(request, "issues/small_form.html", context)
