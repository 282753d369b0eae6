"""The paper for those who decide: the same content as a page, as PDF and as Word."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from escalation import paper_links
from escalation.document_pdf import pdf_of
from escalation.document_word import word_of
from escalation.models import Referral
from escalation.paper import laid_out, paper_of
from network.audit import head
from network.pages import download, visible_or_404
from network.registries import panels_for
from network.viewer import Viewer
from network.workflow import Refused


def by_link_too(view):
    """For those signed in; and for a browser where a link has opened just these papers, as its person."""

    @login_not_required
    @wraps(view)
    def shown(request, pk):
        if request.viewer.person is None:
            now = timezone.now()
            person = paper_links.reader(request.session, pk, now)
            if person is None:
                return redirect_to_login(request.get_full_path())
            request.viewer = Viewer(person, now)
        return view(request, pk)

    return shown


@login_not_required
@require_http_methods(["GET", "POST"])
def paper_link(request, code):
    """A link from a mail: one click opens just these papers; used once, it can be asked for anew."""
    now, link = timezone.now(), paper_links.read(code)
    if link is None:
        raise Http404
    context = {"link": link, "is_fresh": paper_links.is_fresh(link, now)}
    if request.method == "POST":
        try:
            if "new" in request.POST:
                paper_links.send_new(link, now=now)
                return render(request, "escalation/paper_link.html", context | {"is_sent": True})
            paper_links.open_with(link, now=now)
        except Refused as refusal:
            return render(request, "escalation/paper_link.html", context | {"refusal": refusal.sentence})
        paper_links.grant(request.session, link, now)
        return redirect("referral-paper", pk=link.referral.pk)
    return render(request, "escalation/paper_link.html", context)


@by_link_too
@require_GET
def referral_paper(request, pk):
    referral, paper = _paper_or_404(request, pk)
    panels = panels_for("referral", [referral], request.viewer)[referral.pk]
    context = {"referral": referral, "paper": laid_out(paper), "panels": panels}
    return render(request, "escalation/paper.html", context)


@by_link_too
@require_GET
def referral_paper_pdf(request, pk):
    _, paper = _paper_or_404(request, pk)
    return download(pdf_of(laid_out(paper), paper["made_at"]), _name(paper), "pdf")


@by_link_too
@require_GET
def referral_paper_docx(request, pk):
    _, paper = _paper_or_404(request, pk)
    return download(word_of(laid_out(paper), paper["made_at"]), _name(paper), "docx")


def _paper_or_404(request, pk):
    """The paper as it stands now, with the head of the audit chain, so that a cut tail can be seen."""
    readable = Referral.objects.with_papers_for(request.viewer).for_lists()
    referral = visible_or_404(readable, request.viewer, pk)
    return referral, paper_of(referral, timezone.now()) | {"anchor": head()}


def _name(paper):
    return gettext("{case_number} sakspapir").format(case_number=paper["case_number"])
