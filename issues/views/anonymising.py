from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from issues import anonymising, backing
from issues.forms.raising import AnonymiseForm
from issues.models import Anonymised, Issue
from issues.rules import may_anonymise, may_back
from network.pages import attempt, page_of, visible_or_404
from network.workflow import Refused


@require_GET
def anonymised_list(request):
    """What restricted cases are about, as far as it is told to all."""
    twins = Anonymised.objects.visible_to(request.viewer).filter(shown_at__isnull=False)
    return render(request, "issues/anonymised_list.html", {"page": page_of(request, twins.order_by("-pk"))})


@require_GET
def anonymised_detail(request, pk):
    """Just what everyone inside sees; for the parties also the way home, and to showing it."""
    twin = visible_or_404(Anonymised.objects.select_related("issue__home_body"), request.viewer, pk)
    is_party = Issue.objects.visible_to(request.viewer).filter(pk=twin.issue_id).exists()
    may_show = twin.shown_at is None and may_anonymise(request.viewer, twin.issue)
    context = {"twin": twin, "is_party": is_party, "may_show": may_show}
    return render(request, "issues/anonymised.html", context)


def _own_or_404(request, pk):
    issue = visible_or_404(Issue.objects.select_related("home_body"), request.viewer, pk)
    seat = may_anonymise(request.viewer, issue)
    if seat is None:
        raise Http404
    return issue, seat


@require_http_methods(["GET", "POST"])
def issue_anonymise(request, pk):
    """Write the text that others may see; the next page shows it as they will."""
    issue, seat = _own_or_404(request, pk)
    twin = Anonymised.objects.filter(issue=issue).first()
    begun = {"title": twin.title, "text": twin.text, "version": twin.version} if twin else {"version": 0}
    form = AnonymiseForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        given = {"actor": request.user, "seat": seat, "now": timezone.now(), **form.cleaned_data}
        if twin := attempt(form, lambda: anonymising.write(issue, **given)):
            return redirect("anonymised-detail", pk=twin.pk)
    return render(request, "issues/anonymise.html", {"form": form, "issue": issue, "twin": twin})


@require_POST
def anonymised_show(request, pk):
    """«Vis den anonymiserte teksten»: of the text just seen, and no newer one."""
    twin = visible_or_404(Anonymised.objects.select_related("issue"), request.viewer, pk)
    _issue, seat = _own_or_404(request, twin.issue_id)
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        anonymising.show(twin, actor=request.user, seat=seat, now=timezone.now(), version=seen)
        messages.success(request, gettext("Den anonymiserte teksten er vist for nettverket."))
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
    return redirect("anonymised-detail", pk=pk)


@require_POST
def issue_back(request, pk):
    """A virksomhet stands behind it: an act of its own, by someone who may speak for it."""
    issue = visible_or_404(Issue.objects.all(), request.viewer, pk)
    asked = request.POST.get("organisation", "")
    for organisation, seat in may_back(request.viewer, backing.voices_of(issue)):
        if str(organisation.pk) == asked:
            backing.stand_behind(
                issue, actor=request.user, seat=seat, organisation=organisation, now=timezone.now()
            )
            messages.success(
                request,
                gettext("{organisation} står bak innmeldingen.").format(organisation=organisation.name),
            )
    return redirect("issue-detail", pk=pk)
