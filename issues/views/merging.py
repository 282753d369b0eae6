from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from issues import merging
from issues.forms.merging import ObjectForm, ProposeMergeForm
from issues.merged import takes_it_back
from issues.models import OVER, Issue, Merge, State
from issues.rules import may_object, runs_home
from issues.similar import similar
from issues.views.queue import come_back
from network import search
from network.audit import label_of
from network.deadlines import date_text
from network.pages import attempt, visible_or_404

CANDIDATES = 8
HITS = 20


def _candidates(request, issue):
    """Those that look alike, or have the words that were searched for, and the one that is chosen; never more
    than one may see."""
    seen = Issue.objects.visible_to(request.viewer).apart().exclude(pk=issue.pk).exclude(state__in=OVER)
    if asked := _asked(request):
        hits = seen.filter(pk__in=search.matching(label_of(Issue), asked))
        found = list(hits.order_by("-pk").values_list("pk", flat=True)[:HITS])
    else:
        alike = similar(issue.title, request.viewer, exclude=issue.pk, limit=CANDIDATES)
        found = [one.issue.pk for one in alike]
    chosen = request.POST.get("into", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
        found.append(int(chosen))
    return seen.filter(pk__in=found).select_related("organisation").order_by("-pk")


def _asked(request):
    return request.GET.get("ord", "").strip()[:100]


@require_http_methods(["GET", "POST"])
def issue_merge(request, pk):
    """The network proposes that this is the same case as another."""
    now = timezone.now()
    issue = visible_or_404(Issue.objects.select_related("home_body"), request.viewer, pk)
    if runs_home(request.user, issue, now) is None:
        raise Http404
    form = ProposeMergeForm(request.POST or None, candidates=_candidates(request, issue))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        merge = attempt(form, lambda: merging.propose_merge(issue, actor=request.user, now=now, **given))
        if merge:
            until = date_text(merge.due_on)
            messages.success(
                request,
                gettext("Forslaget er sendt. Den som meldte inn, kan si nei til og med {until}.").format(
                    until=until
                ),
            )
            return come_back(request, issue)
    context = {"form": form, "issue": issue, "asked": _asked(request)}
    return render(request, "issues/merge.html", context)


@require_http_methods(["GET", "POST"])
def issue_object(request, pk):
    """Saying no to a merging, by the raiser or either network."""
    now = timezone.now()
    issue = visible_or_404(Issue.objects.select_related("home_body"), request.viewer, pk)
    merge = issue.merges.running().select_related("into__home_body", "issue").first()
    if merge is None:
        messages.warning(request, gettext("Forslaget om å slå sammen gjelder ikke lenger."))
        return redirect("issue-detail", pk=issue.pk)
    if may_object(request.user, issue, merge.into, now) is None:
        raise Http404
    if merge.status == Merge.Status.DONE or issue.state == State.MERGED:
        messages.warning(request, gettext("Saken er alt slått sammen. Be nettverket om å skille dem igjen."))
        return redirect("issue-detail", pk=issue.pk)
    is_own = takes_it_back(request.user, issue, now)
    form = ObjectForm(request.POST or None, takes_it_back=is_own)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: merging.object_to(merge, actor=request.user, now=now, **given)):
            messages.success(request, gettext("Sakene blir ikke slått sammen. De andre har fått beskjed."))
            return redirect("issue-detail", pk=issue.pk)
    sees_into = Issue.objects.visible_to(request.viewer).filter(pk=merge.into_id).exists()
    heading = gettext("Trekk forslaget om å slå sammen") if is_own else gettext("Dette er ikke samme sak")
    context = {"form": form, "issue": issue, "merge": merge, "sees_into": sees_into}
    context |= {"takes_it_back": is_own, "heading": heading}
    return render(request, "issues/object.html", context)
