from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from escalation import plan
from escalation.forms.plan import CloseForm, DecideMilestoneForm, MilestoneForm
from escalation.models import Decision, Escalation, Milestone
from escalation.rules import decides_on_milestone, keeps_plan
from network.deadlines import local_day
from network.language import Quoting, Written
from network.models import Body
from network.pages import attempt, visible_or_404


@require_GET
def milestone_detail(request, pk):
    now, person = request.viewer.at, request.user
    milestone = visible_or_404(Milestone.objects.for_lists(), request.viewer, pk)
    is_open = milestone.decision is None
    # What was decided in a case is read by those who may see the case; of a plan itself, by all who see the plan.
    cases = Escalation.objects.visible_to(request.viewer)
    read = Decision.objects.filter(Q(escalation=None) | Q(escalation__in=cases))
    context = {
        "milestone": milestone,
        "decision": read.with_names().select_related("escalation").filter(pk=milestone.decision_id).first(),
        "may_decide": is_open and decides_on_milestone(person, milestone, now),
        "may_close": is_open and keeps_plan(person, milestone.body, now),
        "today": local_day(now),
    }
    return render(request, "escalation/milestone.html", context)


@require_http_methods(["GET", "POST"])
def milestone_new(request, body_pk):
    now = timezone.now()
    body = get_object_or_404(Body, pk=body_pk)
    if keeps_plan(request.user, body, now) is None:
        raise Http404
    form = MilestoneForm(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid():
        add = attempt(form, lambda: plan.add(body=body, actor=request.user, now=now, **form.cleaned_data))
        if add:
            messages.success(
                request,
                gettext("Milepælen er lagt til. {put_before} har fått beskjed.").format(
                    put_before=add.put_before.name
                ),
            )
            return redirect(add)
    context = {
        "form": form,
        "title": gettext("Ny milepæl"),
        "text": gettext("Milepælen står i planen til {body}. Den er nådd når den er besluttet.").format(
            body=body.name
        ),
        "button": gettext("Legg til"),
        "back": reverse("body-detail", args=[body.pk]),
        "back_title": body.name,
    }
    return render(request, "escalation/milestone_form.html", context)


@require_http_methods(["GET", "POST"])
def milestone_close(request, pk):
    """By a decision that is recorded already."""
    milestone = visible_or_404(Milestone.objects.for_lists(), request.viewer, pk)
    if keeps_plan(request.user, milestone.body, timezone.now()) is None:
        raise Http404
    form = CloseForm(request.POST or None, milestone=milestone, viewer=request.viewer)
    text = gettext("Velg beslutningen av {put_before} som gjør at milepælen er nådd.").format(
        put_before=milestone.put_before.name
    )
    return _reach(request, milestone, form, plan.close, gettext("Lukk milepælen"), text)


@require_http_methods(["GET", "POST"])
def milestone_decide(request, pk):
    """By a decision recorded now."""
    milestone = visible_or_404(Milestone.objects.for_lists(), request.viewer, pk)
    now = timezone.now()
    if decides_on_milestone(request.user, milestone, now) is None:
        raise Http404
    form = DecideMilestoneForm(request.POST or None, case=milestone, now=now)
    text = gettext("Skriv hva {body} besluttet i møtet. Da er milepælen nådd.").format(
        body=milestone.put_before.name
    )
    return _reach(request, milestone, form, plan.decide, gettext("Registrer beslutningen"), text)


def _reach(request, milestone, form, job, title, text):
    def reach():
        return job(milestone, actor=request.user, now=timezone.now(), **form.given())

    if request.method == "POST" and form.is_valid() and attempt(form, reach):
        messages.success(request, gettext("Milepælen er nådd."))
        return redirect(milestone)
    context = {
        "form": form,
        "title": Quoting(f"{title}: {milestone.title}", milestone.title),
        "here": title,
        "text": text,
        "button": title,
        "back": milestone.get_absolute_url(),
        "back_title": Written(milestone.title),
    }
    return render(request, "escalation/milestone_form.html", context)
