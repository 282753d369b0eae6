from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from issues import classifying
from issues.figure import figure, table_of
from issues.forms.classifying import ClassifyForm
from issues.models import Classification, Issue
from issues.rules import may_raise, runs_home
from issues.tension import rules_in_tension
from issues.topic_figures import by_topic
from issues.views.queue import come_back
from network.pages import attempt, visible_or_404
from network.plots import table_file

FIELDS = ("instrument", "responsibility", "phase", "care_level", "tension")
ANSWERED_SHOWN = 60


@require_http_methods(["GET", "POST"])
def issue_classify(request, pk):
    """One screen: what was confirmed before, or else what is suggested."""
    now = timezone.now()
    issue = visible_or_404(Issue.objects.select_related("home_body", "project"), request.viewer, pk)
    if runs_home(request.user, issue, now) is None:
        raise Http404
    standing = Classification.objects.filter(issue=issue).select_related("confirmed_by").first()
    suggested = None if standing else classifying.suggest(issue, now)
    form = ClassifyForm(
        request.POST or None,
        initial=_standing(standing) if standing else {"seen": 0} | vars(suggested),
        why=suggested.why if suggested else {},
        answered=_answered(request.viewer, issue),
    )
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "token"}
        if attempt(form, lambda: classifying.classify(issue, actor=request.user, now=now, **given)):
            messages.success(request, gettext("Klassifiseringen er bekreftet."))
            return come_back(request, issue)
    context = {"form": form, "issue": issue, "standing": standing, "suggested": suggested}
    return render(request, "issues/classify.html", context)


def _standing(standing):
    chosen = {name: getattr(standing, name) for name in FIELDS}
    return chosen | {
        "seen": standing.event_id,
        "regulations": list(standing.regulations.all()),
        "agencies": list(standing.agencies.all()),
        "conflicts_with": standing.conflicts_with_id,
    }


def _answered(viewer, issue):
    """Answers one may see, newest first: those the answer of this one could conflict with."""
    seen = Issue.objects.visible_to(viewer).exclude(answer="").exclude(pk=issue.pk)
    return Issue.objects.filter(pk__in=seen.order_by("-pk").values("pk")[:ANSWERED_SHOWN]).select_related(
        "organisation"
    )


@require_GET
def issue_figure(request):
    found = figure(request.viewer)
    return table_file(request, {"omrade": table_of(found)}) or render(request, "issues/figure.html", found)


@require_GET
def issue_topics(request):
    """What innmeldinger are about: data access, code systems and the rest, each with its own figures."""
    by_answer, by_region = by_topic(request.viewer)
    return table_file(request, {"svar": by_answer, "region": by_region}) or render(
        request,
        "issues/topics.html",
        {"by_answer": by_answer, "by_region": by_region, "may_raise": may_raise(request.viewer)},
    )


@require_GET
def issue_tension(request):
    return render(request, "issues/tension.html", {"pairs": rules_in_tension(request.viewer)})
