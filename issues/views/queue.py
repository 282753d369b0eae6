from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from issues import first_reply, queue
from issues.forms.merging import TargetForm
from network.collation import by_name
from network.membership import runs
from network.models import Body
from network.pages import attempt, number_asked, page_of, visible_or_404
from network.registries import panels_for


def come_back(request, issue):
    """After a step: to the next line of the queue, for whoever came from there; else to the case."""
    following = number_asked(request, "neste")
    if following is None:
        return redirect("issue-detail", pk=issue.pk)
    part = request.GET.get("del", "")
    address = reverse("issue-queue") + (f"?del={part}" if part in queue.BY_NAME else "")
    return redirect(f"{address}#innmelding-{following}" if following else address)


def _networks(viewer):
    return list(Body.objects.filter(pk__in=viewer.run_body_ids, kind__in=Body.NETWORKS).order_by(by_name()))


@require_GET
def issue_queue(request):
    """The first look: what waits, a part at a time or all of them with the first of each."""
    now, viewer = timezone.now(), request.viewer
    networks = _networks(viewer)
    if not networks:
        raise Http404
    asked = number_asked(request, "nettverk")
    bodies = [body.pk for body in networks if asked in (None, body.pk)]
    counts = queue.counts(bodies, now)
    only = queue.BY_NAME.get(request.GET.get("del", ""))
    parts = []
    for section in [only] if only else queue.SECTIONS:
        page = page_of(request, queue.rows_of(section, bodies, now))
        told = {"section": section, "count": counts[section.name], "page": page}
        parts.append(told | {"lines": queue.lines(page, now)})
    shown = [] if only else [body for body in networks if body.pk in bodies]
    panels = panels_for("first_look", shown, viewer)
    context = {
        "parts": parts,
        "only": only,
        "tabs": [(section, counts[section.name]) for section in queue.SECTIONS],
        "panels": [html for found in panels.values() for html in found],
        "networks": networks,
        "asked": asked,
        "share": first_reply.share_within(bodies, now),
    }
    return render(request, "issues/queue.html", context)


@require_http_methods(["GET", "POST"])
def first_reply_target(request, pk):
    """How soon a network promises a first reply."""
    now = timezone.now()
    body = visible_or_404(Body.objects.filter(kind__in=Body.NETWORKS), request.viewer, pk)
    if runs(request.user, body, now) is None:
        raise Http404
    form = TargetForm(request.POST or None, initial={"days": body.first_reply_days})
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"]
        attempt(form, lambda: first_reply.set_target(body, actor=request.user, now=now, days=days))
        messages.success(request, gettext("Målet er {days} virkedager fra nå av.").format(days=days))
        return redirect("issue-queue")
    return render(request, "issues/target.html", {"form": form, "body": body})
