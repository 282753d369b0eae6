from django.shortcuts import render
from django.views.decorators.http import require_GET

from escalation.gaps import asked_for, gap_of
from network.pages import page_of


@require_GET
def gap_list(request):
    """«Etterspurt innhold»: what the information page lacks."""
    page = page_of(request, asked_for(request.viewer))
    return render(request, "escalation/gaps.html", {"page": page, "gaps": [gap_of(row) for row in page]})
