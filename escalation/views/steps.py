"""One page for every step of every table: its form, what it needs, and one call to the workflow."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from escalation.rules import TOLD_IN_PAPERS
from network.pages import attempt, number_asked
from network.story import story_of
from network.workflow import take


def step_page(request, table, case, name, forms, **context):
    now = timezone.now()
    if name not in forms:
        raise Http404
    opened = {step_name for step_name, _, _ in table.open_to(case, request.user, now)}
    if name not in opened and (request.method == "GET" or case.state not in table.steps[name].sources):
        messages.warning(request, f"«{table.steps[name].label}» er ikke mulig nå.")
        return redirect(case)
    form = forms[name](request.POST or None, case=case, now=now, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        sent = {"version": form.cleaned_data["version"], "token": form.cleaned_data["token"]}
        done = attempt(form, lambda: take(case, name, actor=request.user, now=now, **sent, **form.given()))
        if done:
            label = table.steps[name].label
            messages.success(request, f"«{label}» er gjort. De det gjelder, har fått beskjed.")
            return redirect(done)
    context |= {"form": form, "case": case, "step": table.steps[name], "name": name}
    return render(request, "escalation/step.html", context)


def story_for(reads_papers, *cases):
    return story_of(*cases, without=() if reads_papers else TOLD_IN_PAPERS)


def _initial(request):
    """New content made for a case comes back chosen."""
    entry = number_asked(request, "entry")
    return {"entry": entry, "outcome": "new_content"} if entry else {}
