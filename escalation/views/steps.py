"""One page for every step of every table: its form, what it needs, and one call to the workflow."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from escalation.briefs import means
from escalation.models import Escalation, Referral
from escalation.rules import TOLD_IN_PAPERS, may_read_papers
from network.notices import told_anyone
from network.pages import attempt, lay_aside, number_asked, pick_up
from network.registries import panels_for
from network.retelling import stayed
from network.story import story_of
from network.workflow import event_of, take


def step_page(request, table, case, name, forms, elsewhere="", **context):
    """Shown only when the step can be taken. What is sent is the workflow's to judge: its refusal stands on
    the form, with all that was typed. `elsewhere` is the address of what can be done first; what is typed waits."""
    now = timezone.now()
    if name not in forms:
        raise Http404
    step = table.steps[name]
    if request.method == "GET" and name not in {
        open_name for open_name, _, _ in table.open_to(case, request.user, now)
    }:
        messages.warning(request, _why_not(step, case, request.user, now))
        return redirect(case)
    form = forms[name](
        request.POST or None,
        request.FILES or None,
        case=case,
        now=now,
        actor=request.user,
        initial=_initial(request),
    )
    form.ask_as(step.needs)
    if elsewhere and "elsewhere" in request.POST and lay_aside(request, form):
        return redirect(elsewhere)
    pick_up(request, form)
    if request.method == "POST" and (event := _taken(request, form, case, name, now)):
        told = gettext(" De det gjelder, har fått beskjed.") if told_anyone(event) else ""
        done = step.done_here if stayed(event.data) else step.done
        messages.success(request, f"{done}{told}")
        return redirect(case)
    panels = panels_for(f"{table.label}:{name}", [case], request.viewer)[case.pk]
    context |= {"panels": panels, "form": form, "case": case, "step": step, "name": name}
    context |= {"means": means(case, name), "elsewhere": elsewhere}
    return render(request, "escalation/step.html", context)


def _why_not(step, case, person, now):
    if case.state in step.sources and not step.who(person, case, now):
        return gettext("Rollen din gir ikke adgang til «{step}».").format(step=step.label)
    reason = step.unless and case.state in step.sources and step.unless(case, now)
    return reason or gettext("«{step}» er ikke mulig nå.").format(step=step.label)


def _taken(request, form, case, name, now):
    """The event of the step, taken now or by the first click of two; None when it is refused."""
    sent = {"actor": request.user, "token": request.POST.get("token")}
    # Asked first: what the first click changed may have made the second one's choices invalid.
    if first := event_of(case, name, **sent):
        return first
    if form.is_valid():
        version = form.cleaned_data["version"]
        act = lambda: take(case, name, now=now, version=version, **sent, **form.given())  # noqa: E731
        attempt(form, act, without=_untold(request.viewer, case))
    return event_of(case, name, **sent)


def _untold(viewer, case):
    """What a refusal says nothing of to those who do not read the papers of the case."""
    escalation = case.escalation if isinstance(case, Referral) else case
    reads = not isinstance(escalation, Escalation) or may_read_papers(viewer, escalation)
    return () if reads else TOLD_IN_PAPERS


def story_for(reads_papers, *cases):
    return story_of(*cases, without=() if reads_papers else TOLD_IN_PAPERS)


def _initial(request):
    """New content made for a case comes back chosen."""
    entry = number_asked(request, "entry")
    return {"entry": entry, "outcome": "new_content"} if entry else {}
