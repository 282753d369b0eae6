"""The paper for those who decide: the same content as a page, as PDF and as Word."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from escalation.models import Referral
from escalation.paper import laid_out, paper_of
from escalation.paper_pdf import pdf_of
from escalation.paper_word import word_of
from network.audit import head
from network.pages import visible_or_404

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def referral_paper(request, pk):
    referral, paper = _paper_or_404(request, pk)
    return render(request, "escalation/paper.html", {"referral": referral, "paper": laid_out(paper)})


@require_GET
def referral_paper_pdf(request, pk):
    _, paper = _paper_or_404(request, pk)
    return _file(paper, pdf_of(paper), "pdf", "application/pdf")


@require_GET
def referral_paper_docx(request, pk):
    _, paper = _paper_or_404(request, pk)
    return _file(paper, word_of(paper), "docx", WORD)


def _paper_or_404(request, pk):
    """The paper as it stands now, with the head of the audit chain, so that a cut tail can be seen."""
    referral = visible_or_404(Referral.objects.for_lists(), request.viewer, pk)
    if not referral.proposal:
        raise Http404
    return referral, paper_of(referral, timezone.now()) | {"anchor": head()}


def _file(paper, content, ending, content_type):
    name = re.sub(r"[^\w ]", "-", f"{paper['case_number']} sakspapir")
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{ending}")
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
