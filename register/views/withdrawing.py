"""Taking a registration back, putting it back, and what its address says meanwhile."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.pages import attempt, visible_or_404
from register import withdrawing
from register.forms.withdrawing import WithdrawForm
from register.models import Project, Withdrawal
from register.rules import may_withdraw


def _own_or_404(request, pk):
    rows = Project.with_withdrawn.select_related("organisation", "owner")
    project = visible_or_404(rows, request.viewer, pk)
    seat = may_withdraw(request.viewer, project)
    if seat is None:
        raise Http404
    return project, seat


@require_http_methods(["GET", "POST"])
def project_withdraw(request, pk):
    """«Trekk registreringen», or why it cannot be."""
    project, seat = _own_or_404(request, pk)
    if project.is_withdrawn:  # a double click is not an error
        return redirect("project-detail", pk=pk)
    form = WithdrawForm(request.POST or None, others=withdrawing.could_be(project, request.viewer))
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "seat": seat, "now": timezone.now()}
        if attempt(form, lambda: withdrawing.withdraw(project, **by, **form.cleaned_data)):
            messages.success(request, gettext("Registreringen er trukket."))
            return redirect("project-detail", pk=pk)
    why_not = withdrawing.RELIED_ON if withdrawing.is_relied_on(project) else ""
    return render(request, "register/withdraw.html", {"project": project, "form": form, "why_not": why_not})


@require_POST
def project_put_back(request, pk):
    project, seat = _own_or_404(request, pk)
    if project.is_withdrawn:
        withdrawing.put_back(project, actor=request.user, seat=seat, now=timezone.now())
        messages.success(request, gettext("Registreringen er hentet tilbake."))
    return redirect("project-detail", pk=pk)


@require_GET
def withdrawal_detail(request, pk):
    """What a mail of it leads to: the address of the project says what happened."""
    withdrawal = visible_or_404(Withdrawal.objects.all(), request.viewer, pk)
    return redirect("project-detail", pk=withdrawal.project_id)


def withdrawn_page(request, pk, seen, *, page="project-detail"):
    """What the address of a project that was taken back says to those who could see it (`seen`), and where the other
    project is, on its `page`."""
    rows = seen.withdrawn().for_lists().select_related("owner")
    project = get_object_or_404(rows, pk=pk)
    withdrawal = project.withdrawals.standing().get()
    context = {
        "project": project,
        "withdrawal": withdrawal,
        "other": seen.filter(pk=withdrawal.same_as_id).first(),
        "other_page": page,
        "may_put_back": may_withdraw(request.viewer, project),
    }
    return render(request, "register/withdrawn.html", context)
