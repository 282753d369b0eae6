from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from issues import needs
from issues.forms.needs import LinkForm, RespondForm
from issues.loop import loop_of, needs_by, table_of, table_of_loop
from issues.models import Issue, NeedProject, NeedResponse
from issues.models.needs import ANSWERING_PHASES
from issues.rules import may_link, may_respond
from network.pages import attempt, visible_or_404
from network.plots import table_file
from register.filters import containing
from register.models import Project

HITS = 20
ONLY_COMPANIES = _("Bare bedrifter svarer her, og bare på behov de kan se.")


@require_GET
def need_loop(request):
    """Figure 1, with what there is: needs, projects, and needs no project works on."""
    loop = loop_of(request.viewer)
    by_phase, by_region = (needs_by(request.viewer, what) for what in ("phase", "region"))
    tables = {"sloyfe": table_of_loop(loop), "fase": table_of(by_phase), "region": table_of(by_region)}
    context = {"loop": loop, "by_phase": by_phase, "by_region": by_region}
    return table_file(request, tables) or render(request, "issues/loop.html", context)


@require_http_methods(["GET", "POST"])
def need_link(request, pk):
    """Find the project by a word of its name, then say that it works on the need."""
    viewer = request.viewer
    issue = visible_or_404(Issue.objects.select_related("home_body"), viewer, pk)
    seen = Project.objects.visible_to(viewer).norwegian().filter(phase__in=ANSWERING_PHASES).for_lists()
    own = seen.filter(owner=viewer.person_id)
    seen = seen if may_link(viewer, issue) else own
    if issue.kind != Issue.Kind.NEED or (not may_link(viewer, issue) and not own.exists()):
        raise PermissionDenied
    form = LinkForm(request.POST or None)
    form.fields["project"].queryset = seen
    if request.method == "POST" and form.is_valid() and _linked(request, issue, form):
        messages.success(request, gettext("Behovet er koblet til prosjektet."))
        return redirect("issue-detail", pk=issue.pk)
    asked = request.GET.get("q", "").strip()[:100]
    hits = (seen.filter(containing("title", asked)) if asked else seen).order_by("-pk")[:HITS]
    return render(request, "issues/need_link.html", {"issue": issue, "form": form, "q": asked, "hits": hits})


def _linked(request, issue, form):
    project = form.cleaned_data["project"]
    seat = may_link(request.viewer, issue, project)
    return attempt(
        form, lambda: needs.link(issue, project, actor=request.user, seat=seat, now=timezone.now())
    )


@require_POST
def need_unlink(request, pk):
    rows = NeedProject.objects.select_related("issue__home_body", "project")
    linked = visible_or_404(rows, request.viewer, pk)
    seat = may_link(request.viewer, linked.issue, linked.project)
    if seat is None:
        raise PermissionDenied
    needs.unlink(linked, actor=request.user, seat=seat, now=timezone.now())
    messages.success(request, gettext("Prosjektet er koblet fra behovet."))
    return redirect("issue-detail", pk=linked.issue_id)


@require_http_methods(["GET", "POST"])
def need_respond(request, pk):
    """A company says what it can do about a published need."""
    issue = visible_or_404(Issue.objects.all(), request.viewer, pk)
    seat = may_respond(request.viewer, issue)
    if seat is None:
        raise PermissionDenied(ONLY_COMPANIES)
    form = RespondForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = needs.respond(
            issue, actor=request.user, seat=seat, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, gettext("Svaret er sendt til den som meldte inn, og til nettverket."))
        return redirect("needresponse-detail", pk=response.pk)
    intro = gettext(
        "Bare dere, den som meldte inn, virksomheten der behovet oppsto, og de som leder nettverket, ser svaret. Andre bedrifter ser det ikke. Det gir ingen fordel i en anskaffelse."
    )
    context = {
        "form": form,
        "issue": issue,
        "label": gettext("Kan dere bidra?"),
        "button": gettext("Send"),
        "intro": intro,
        "sent": issue.responses.filter(organisation=seat.organisation)
        .select_related("person")
        .order_by("-pk"),
    }
    return render(request, "issues/respond.html", context)


@require_GET
def response_detail(request, pk):
    rows = NeedResponse.objects.select_related("issue", "person", "organisation")
    response = visible_or_404(rows, request.viewer, pk)
    return render(request, "issues/response.html", {"response": response, "issue": response.issue})
