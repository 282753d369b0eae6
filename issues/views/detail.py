from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from issues import drafting, prioritise, raising
from issues.backing import voices_of
from issues.forms.raising import EndorseForm
from issues.forms.steps import TakeUpForm
from issues.forms.weighing import SCALES
from issues.merged import merging_of
from issues.models import Issue, Spared
from issues.rules import (
    is_said_for,
    may_anonymise,
    may_assess,
    may_back,
    may_endorse,
    may_join,
    may_take_back,
)
from issues.sparing import spared
from issues.talk import with_talk
from issues.views.around import around
from issues.views.talk import talk_context
from issues.where import where_is
from issues.workflow import WORKFLOW
from network.deadlines import local_day
from network.pages import attempt, visible_or_404
from network.registries import panels_for
from network.story import story_of
from network.workflow import Refused, drawing


@require_GET
def issue_detail(request, pk):
    now = timezone.now()
    viewer = request.viewer
    issues = Issue.objects.for_lists().select_related(
        "home_body", "project", "raised_by", "classification__confirmed_by"
    )
    issue = visible_or_404(with_talk(issues, viewer), viewer, pk)
    seat, assessments = may_assess(viewer, issue), prioritise.newest_of_each(issue)
    is_blind = prioritise.hidden_from(viewer, issue, seat, assessments)
    voices = list(voices_of(issue))
    joins, leaves = may_endorse(viewer, issue, voices), may_take_back(viewer, issue, voices)
    if issue.answer and request.GET.get("fra") == "forslag":
        spared(issue, person=request.user, how=Spared.How.READ, now=now)
    context = {
        "issue": issue,
        "where": where_is(issue, now, viewer, voices),
        "voices": voices,
        "may_back": may_back(viewer, voices),
        "may_anonymise": may_anonymise(viewer, issue),
        "assessments": assessments,
        "is_blind": is_blind,
        "scales": SCALES,
        "places": None if is_blind else prioritise.places(issue),
        "may_endorse": joins,
        "is_said_for": joins and is_said_for(joins, voices),
        "may_take_back": leaves,
        "stays_behind": leaves and len([v for v in voices if is_said_for(leaves, [v])]) > 1,
        "may_assess": seat,
        "endorse_form": EndorseForm(),
        **around(issue, viewer),
        **WORKFLOW.buttons(issue, request.user, now),
        "take_up_says": TakeUpForm.SENTENCE,
        "drawing": drawing(WORKFLOW, issue),
        **merging_of(issue, viewer, now),
        "panels": panels_for("issue", [issue], viewer)[issue.pk],
        "timeline": story_of(issue),
        "today": local_day(now),
        **talk_context(request, issue),
    }
    return render(request, "issues/detail.html", context)


@require_POST
def issue_endorse(request, pk):
    """«Gjelder oss også»: one click. Saying it twice is no error."""
    issue = visible_or_404(Issue.objects.all(), request.viewer, pk)
    form = EndorseForm(request.POST)
    seat = may_join(request.viewer)
    if seat is None:
        form.add_error(None, gettext("Bare medlemmer av et nettverk kan slutte seg til."))
    elif form.is_valid():
        voice = attempt(
            form,
            lambda: raising.endorse(
                issue,
                actor=request.user,
                seat=seat,
                organisation=seat.organisation,
                now=timezone.now(),
                text=form.cleaned_data["text"],
            ),
        )
        if voice:
            if request.GET.get("fra") == "forslag":
                spared(issue, person=request.user, how=Spared.How.JOINED, now=timezone.now())
                drafting.erase(person=request.user, key=request.POST.get("draft", ""))
            messages.success(request, gettext("Takk. Dere får svaret når det kommer."))
            return redirect("issue-detail", pk=issue.pk)
    return render(request, "issues/endorse.html", {"form": form, "issue": issue})


@require_POST
def issue_unendorse(request, pk):
    """«Gjelder ikke oss likevel»: one click, for it can be said again. Who saw it as a party only, sees it no more."""
    issue = visible_or_404(Issue.objects.all(), request.viewer, pk)
    try:
        raising.take_back(issue, actor=request.user, seat=may_join(request.viewer), now=timezone.now())
        messages.success(request, gettext("Du står ikke lenger på saken, og får ikke svaret på den."))
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
    if Issue.objects.visible_to(request.viewer).filter(pk=pk).exists():
        return redirect("issue-detail", pk=pk)
    return redirect("issue-list")
