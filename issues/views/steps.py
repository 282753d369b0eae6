from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from issues import merging
from issues.forms.steps import STEP_FORMS
from issues.models import Issue
from issues.views.queue import come_back
from issues.workflow import WORKFLOW
from network.collation import by_name
from network.models import OwnerElsewhere
from network.pages import attempt, lay_aside, number_asked, pick_up, visible_or_404
from network.workflow import take

# Steps that lock more than the one innmelding.
ACTS = {"agree": merging.agree, "unmerge": merging.unmerge}


@require_http_methods(["GET", "POST"])
def issue_step(request, pk, step):
    """One page for each step of the first look, from the table."""
    now = timezone.now()
    issue = visible_or_404(Issue.objects.select_related("home_body"), request.viewer, pk)
    opened = {name for name, _, _ in WORKFLOW.open_to(issue, request.user, now)}
    if step not in STEP_FORMS or (step not in opened and request.method == "GET"):
        messages.warning(request, gettext("Det er ikke mulig med denne saken nå."))
        return redirect("issue-detail", pk=issue.pk)
    more = _owners(request) if step == "refer" else {}
    owner = {"owner": more["owner"]} if more else {}
    form = STEP_FORMS[step](request.POST or None, case=issue, **owner)
    form.ask_as(WORKFLOW.steps[step].needs)
    if more and request.POST.get("do") == "owner" and (address := _with_owner(request, form, **more)):
        return redirect(address)
    pick_up(request, form)
    label = WORKFLOW.steps[step].label
    if request.method == "POST" and form.is_valid():
        sent = {"version": form.cleaned_data["version"], "token": form.cleaned_data["token"]}
        act = ACTS.get(step) or partial(take, name=step)
        if attempt(form, lambda: act(issue, actor=request.user, now=now, **sent, **form.given())):
            messages.success(request, WORKFLOW.steps[step].done)
            return come_back(request, issue)
    context = {"form": form, "issue": issue, "label": label, "name": step} | more
    return render(request, "issues/step.html", context)


def _owners(request):
    """Who owns what elsewhere, and the one that was chosen."""
    owners = list(OwnerElsewhere.objects.order_by(by_name()))
    asked = number_asked(request, "eier")
    return {"owners": owners, "owner": next((owner for owner in owners if owner.pk == asked), None)}


def _with_owner(request, form, owners, owner):
    """This page again, filled for the owner chosen now; what is written there stays. None when it can not be kept."""
    asked = request.POST.get("eier", "")
    chosen = next((one for one in owners if str(one.pk) == asked), None)
    filled = form.filled_for(chosen) if chosen and chosen != owner else {}
    query = request.GET.copy()
    query["eier"] = asked
    return f"{request.path}?{query.urlencode()}" if lay_aside(request, form, **filled) else None
