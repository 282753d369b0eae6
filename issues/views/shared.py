from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from issues import shared_needs
from issues.models import SharedNeed, SharedNeedAsked
from issues.rules import may_join
from network.forms import Form
from network.pages import attempt, visible_or_404


@require_http_methods(["GET", "POST"])
def sharedneed_detail(request, pk):
    """What several lack, as the innmelding it would be; to join, or not now."""
    now, viewer = timezone.now(), request.viewer
    shared = visible_or_404(SharedNeed.objects.select_related("issue"), viewer, pk)
    seat = may_join(viewer)
    if seat is None:
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if "nei" in request.POST:
            shared_needs.decline(shared, actor=request.user, now=now)
            messages.success(request, gettext("Da spør vi ikke igjen om dette."))
            return redirect("home")
        if issue := attempt(form, lambda: shared_needs.join(shared, actor=request.user, now=now, seat=seat)):
            messages.success(request, gettext("Virksomheten din er med på innmeldingen."))
            return redirect("issue-detail", pk=issue.pk)
    mine = shared.asked.filter(person=viewer.person_id).select_related("organisation").first()
    context = {
        "shared": shared,
        "draft": shared_needs.draft_of(shared),
        "mine": mine,
        "has_joined": mine.answer == SharedNeedAsked.Answer.JOINED,
        "form": form,
    }
    return render(request, "issues/shared.html", context)
