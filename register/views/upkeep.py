"""What keeps a project true: confirming, handing over, errors and their answers, and versions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.deadlines import running
from network.membership import network_for
from network.models import Deadline
from network.pages import attempt, number_asked, visible_or_404
from network.workflow import Refused
from register import upkeep, upkeep_links
from register.forms.facts import ErrorAnswerForm, ErrorForm, HandOverForm
from register.groups import groups_seen
from register.models import ErrorReport, Project
from register.rules import (
    may_answer_error,
    may_answer_unseen,
    may_be_contact,
    may_hand_over,
    may_report_error,
    may_see_to,
)
from register.versions import differences, not_kept
from register.views.facts import own_or_404


@require_POST
def project_confirm(request, pk):
    project, seat = own_or_404(request, pk)
    upkeep.confirm(project, actor=request.user, seat=seat, now=timezone.now())
    messages.success(request, gettext("Takk. Det står nå at du har bekreftet prosjektet."))
    return redirect("project-detail", pk=pk)


@login_not_required
@require_http_methods(["GET", "POST"])
def project_still_true(request, code):
    """A link from a mail: it opens just this question, and confirms by a click on the page."""
    project = upkeep_links.read(code)
    if project is None:
        raise Http404
    if request.method == "POST":
        upkeep.confirm(project, actor=project.owner, now=timezone.now())
        return redirect(f"{request.path}?takk=1")
    context = {"project": project, "thanks": "takk" in request.GET}
    return render(request, "register/still_true.html", context)


@require_http_methods(["GET", "POST"])
def project_hand_over(request, pk):
    rows = Project.objects.select_related("organisation", "owner", "kept_for")
    project = visible_or_404(rows, request.viewer, pk)
    seat = may_hand_over(request.viewer, project)
    if seat is None:
        raise Http404
    form = HandOverForm(request.POST or None, project=project, viewer=request.viewer)
    now, invites = timezone.now(), not form.has_members and may_see_to(request.viewer, project)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("owner", "reason")}
        hand = lambda: upkeep.hand_over(project, actor=request.user, seat=seat, now=now, **given) or True  # noqa: E731
        if attempt(form, hand):
            messages.success(
                request,
                gettext("{owner} er ny kontakt, og har fått beskjed.").format(owner=given["owner"].name),
            )
            return redirect("project-detail", pk=pk)
    context = {
        "project": project,
        "form": form,
        "title": gettext("Hvem skal være kontakt?"),
        "button": gettext("Gi videre"),
        "invite_to": network_for(project.organisation, now) if invites else None,
    }
    return render(request, "register/ask.html", context)


@require_POST
def project_take(request, pk):
    """«Jeg er kontakt for dette»: nobody else is."""
    project = visible_or_404(Project.objects.select_related("organisation"), request.viewer, pk)
    seat = may_be_contact(request.viewer, project)
    if seat is None:
        raise Http404
    try:
        upkeep.take(project, actor=request.user, seat=seat, now=timezone.now())
        messages.success(request, gettext("Du er kontakt for prosjektet."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("project-detail", pk=pk)


@require_http_methods(["GET", "POST"])
def error_new(request, pk):
    rows = Project.objects.select_related("owner", "organisation")
    project = visible_or_404(rows, request.viewer, pk)
    if not may_report_error(request.viewer, project):
        raise Http404
    form = ErrorForm(request.POST or None)
    now = timezone.now()
    report = lambda: upkeep.report_error(project, actor=request.user, now=now, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempt(form, report):
        messages.success(
            request,
            gettext("Takk. {who} har ti virkedager på å svare deg.").format(who=_who_answers(project, now)),
        )
        return redirect("project-detail", pk=pk)
    context = {
        "project": project,
        "form": form,
        "title": gettext("Meld feil"),
        "button": gettext("Meld feil"),
        "intro": gettext("Du får svar innen ti virkedager."),
    }
    return render(request, "register/ask.html", context)


def _who_answers(project, now):
    """Named as far as all may know: the contact's own name is not for everyone."""
    if project.owner_id:
        return gettext("Den som er kontakt,")
    body = network_for(project.organisation, now)
    return body.name if body else gettext("Nettverket")


@require_http_methods(["GET", "POST"])
def error_answer(request, pk):
    rows = ErrorReport.objects.select_related("project__organisation", "reported_by")
    report = get_object_or_404(rows, pk=pk)
    project = report.project
    is_seen = Project.objects.visible_to(request.viewer).filter(pk=project.pk).exists()
    seat = (may_answer_error if is_seen else may_answer_unseen)(request.viewer, project)
    if seat is None:
        raise Http404
    form = ErrorAnswerForm(request.POST or None)
    given = lambda: {n: v for n, v in form.cleaned_data.items() if n != "token"}  # noqa: E731
    act = lambda: (  # noqa: E731
        upkeep.answer_error(report, actor=request.user, seat=seat, now=timezone.now(), **given()) or True
    )
    if request.method == "POST" and form.is_valid() and attempt(form, act):
        said = (
            gettext("Svaret er sendt til {reported_by}.").format(reported_by=report.reporter_name)
            if report.reported_by or report.email
            else gettext("Svaret er lagret. Vi har ingen adresse å sende det til.")
        )
        messages.success(request, said)
        return redirect("project-detail", pk=project.pk) if is_seen else redirect("home")
    context = {
        "project": project,
        "form": form,
        "title": gettext("Svar på meldt feil"),
        "button": gettext("Send svar"),
        "report": report,
        "deadline": running(report, Deadline.Kind.ANSWER),
        "is_unseen": not is_seen,
    }
    return render(request, "register/ask.html", context)


@require_GET
def project_versions(request, pk):
    """Any two versions, field by field: the two newest when nothing is chosen."""
    project = visible_or_404(Project.objects.select_related("organisation"), request.viewer, pk)
    versions = list(project.versions.select_related("by").order_by("-number"))
    by_number = {version.number: version for version in versions}
    after = by_number.get(number_asked(request, "til")) or (versions[0] if versions else None)
    before = by_number.get(number_asked(request, "fra")) or (versions[1] if len(versions) > 1 else None)
    groups = groups_seen(request.viewer, project)
    context = {"project": project, "versions": versions, "before": before, "after": after, "groups": groups}
    if before:
        context["differences"] = differences(before, after, groups)
        context["not_kept"] = not_kept(before, after, groups)
    return render(request, "register/versions.html", context)
