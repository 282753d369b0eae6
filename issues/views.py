from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from issues import prioritise, raising
from issues.filters import IssueFilter
from issues.forms import STEP_FORMS, AssessForm, EndorseForm, RaiseForm
from issues.models import Issue
from issues.rules import may_assess, may_endorse, may_join, may_raise
from issues.similar import similar
from issues.where import where_is
from issues.workflow import WORKFLOW
from network.deadlines import local_day
from network.pages import attempt, number_asked, page_of, visible_or_404
from network.registries import panels_for
from network.story import story_of
from network.workflow import drawing, take
from register.models import Project

# By weight as on an agenda, those that have waited longest first; an index of Rank has just this order.
ORDERS = {"nyest": ["-pk"], "vekt": ["-rank__score", "rank__pk"]}


@require_GET
def issue_list(request):
    """Everything one may see, newest first; `mine` leaves what one raised or joined."""
    issues = Issue.objects.visible_to(request.viewer).for_lists()
    if request.GET.get("mine"):
        issues = issues.filter(voices__person=request.viewer.person_id)
    order = request.GET.get("orden", "nyest")
    if order == "vekt":
        issues = issues.filter(rank__isnull=False)
    shown = IssueFilter(request.GET, queryset=issues.order_by(*ORDERS.get(order, ORDERS["nyest"])))
    context = {
        "filter": shown,
        "page": page_of(request, shown.qs),
        "mine": bool(request.GET.get("mine")),
        "order": order,
        "may_raise": may_raise(request.viewer),
    }
    return render(request, "issues/list.html", context)


@require_http_methods(["GET", "POST"])
def issue_raise(request):
    """«Hva trenger du hjelp med?»: from a project, what is known is filled in."""
    seat = may_raise(request.viewer)
    if seat is None:
        return render(request, "issues/no_seat.html", status=403)
    project = _project(request)
    form = RaiseForm(
        request.POST or None, viewer=request.viewer, initial={"title": request.GET.get("tittel", "")}
    )
    if request.method == "POST" and form.is_valid() and (issue := _raised(request, form, seat, project)):
        messages.success(request, f"Innmeldingen er sendt. {issue.home_body.name} tar første gjennomgang.")
        return redirect("issue-detail", pk=issue.pk)
    suggestions = similar(form["title"].value() or "", request.viewer)
    context = {"form": form, "project": project, "suggestions": suggestions}
    return render(request, "issues/raise.html", context)


def _raised(request, form, seat, project):
    known = {"project": project, "phases": [project.phase] if project else []}
    return attempt(
        form,
        lambda: raising.raise_issue(
            actor=request.user, seat=seat, now=timezone.now(), **known, **form.cleaned_data
        ),
    )


def _project(request):
    asked = number_asked(request, "prosjekt")
    return Project.objects.visible_to(request.viewer).filter(pk=asked).first() if asked else None


@require_GET
def issue_similar(request):
    """The suggestions while the title is written: a fragment of the same page."""
    suggestions = similar(request.GET.get("title", "")[:400], request.viewer)
    return render(request, "issues/_similar.html", {"suggestions": suggestions})


@require_GET
def issue_detail(request, pk):
    now = timezone.now()
    viewer = request.viewer
    issue = visible_or_404(
        Issue.objects.for_lists().select_related("home_body", "project", "raised_by"), viewer, pk
    )
    context = {
        "issue": issue,
        "where": where_is(issue, now),
        "voices": issue.voices.select_related("person", "organisation").order_by("pk"),
        "assessments": prioritise.newest_of_each(issue),
        "may_endorse": may_endorse(viewer, issue),
        "may_assess": may_assess(viewer, issue),
        "endorse_form": EndorseForm(),
        **WORKFLOW.buttons(issue, request.user, now),
        "drawing": drawing(WORKFLOW, issue),
        "panels": panels_for("issue", [issue], viewer)[issue.pk],
        "timeline": story_of(issue),
        "today": local_day(now),
    }
    return render(request, "issues/detail.html", context)


@require_POST
def issue_endorse(request, pk):
    """«Gjelder oss også»: one click. Saying it twice is no error."""
    issue = visible_or_404(Issue.objects.all(), request.viewer, pk)
    form = EndorseForm(request.POST)
    seat = may_join(request.viewer)
    if seat is None:
        form.add_error(None, "Bare medlemmer av et nettverk kan slutte seg til.")
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
            messages.success(request, "Takk. Dere får svaret når det kommer.")
            return redirect("issue-detail", pk=issue.pk)
    return render(request, "issues/endorse.html", {"form": form, "issue": issue})


@require_http_methods(["GET", "POST"])
def issue_assess(request, pk):
    issue = visible_or_404(Issue.objects.select_related("organisation"), request.viewer, pk)
    seat = may_assess(request.viewer, issue)
    if seat is None:
        messages.warning(
            request, "Det er ledere av nettverk og medlemmer av fagrådet som vurderer innmeldinger."
        )
        return redirect("issue-detail", pk=issue.pk)
    previous = issue.assessments.filter(person=request.user).order_by("-pk").first()
    form = AssessForm(request.POST or None, previous=previous)
    if request.method == "POST" and form.is_valid():
        prioritise.assess(issue, actor=request.user, seat=seat, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Vurderingen er lagret. Den er et råd, og stopper ingenting.")
        return redirect("issue-detail", pk=issue.pk)
    return render(request, "issues/assess.html", {"form": form, "issue": issue, "previous": previous})


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
