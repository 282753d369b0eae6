from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from escalation.models import Escalation, Referral
from issues.models import Issue
from meetings import reply_links
from meetings.forms.invitations import InviteForm, ReplyForm
from meetings.frozen import start_times
from meetings.invitations import can_answer, invite_to_item, reply, withdraw
from meetings.models import AgendaItem, Invitation
from meetings.papers import papers_of
from meetings.restricted import restricted_among
from meetings.views.parts import item_or_404, run_or_404
from network.links import url_for
from network.pages import attempt, visible_or_404


@require_http_methods(["GET", "POST"])
def invitation_detail(request, pk):
    """One's own invitation, and the answer to it. Those who run the meeting read the answers on its page."""
    rows = Invitation.objects.with_names().select_related("meeting__body", "item")
    invitation = visible_or_404(rows, request.viewer, pk)
    if invitation.person_id != request.user.pk:
        if request.method == "POST":
            raise Http404
        return redirect("meeting-detail", pk=invitation.meeting_id)
    page = _answered(request, invitation)
    if page is None:
        messages.success(request, gettext("Svaret er lagret. Du kan endre det til møtet begynner."))
        if invitation.is_from_outside:
            return redirect(request.path)
        return redirect("meeting-detail", pk=invitation.meeting_id)
    return page


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation_reply(request, code):
    """A link from a mail: it opens just the answer to one invitation, and answers by a click on the page."""
    invitation = reply_links.read(code)
    if invitation is None:
        raise Http404
    page = _answered(request, invitation, by_link=True)
    return page or redirect(request.path)


def _answered(request, invitation, *, by_link=False):
    """The page with the question; None when it was answered."""
    now, meeting = timezone.now(), invitation.meeting
    form = ReplyForm(request.POST or None)
    answer = lambda: reply(invitation, actor=invitation.person, now=now, **form.given())  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempt(form, answer):
        return None
    item = invitation.item
    seen = not by_link and item and AgendaItem.objects.visible_to(request.viewer).filter(pk=item.pk).exists()
    context = {
        "invitation": invitation,
        "meeting": meeting,
        "form": form,
        "by_link": by_link,
        "may_answer": can_answer(meeting, now) and not invitation.withdrawn_at,
        "starts": start_times([meeting]).get(item.pk) if item else None,
        "names_item": item and (seen or not restricted_among([item])),
        "line": item if seen else None,
        "papers": papers_of(meeting, [item], request.viewer)[item.pk] if seen else [],
        "case_url": _case_url(item, request.viewer) if seen else "",
    }
    return render(request, "meetings/invitation.html", context)


def _case_url(item, viewer):
    """Where the case of a line is read, for those who may."""
    cases = {case._meta.label_lower: case for case in (Issue, Escalation, Referral)}
    case = cases.get(item.target_label)
    if case is None or not case.objects.visible_to(viewer).filter(pk=item.target_id).exists():
        return ""
    return url_for(item.target_label, item.target_id)


@require_http_methods(["GET", "POST"])
def agenda_item_invite(request, pk, item_pk):
    now = timezone.now()
    meeting, _seat = run_or_404(request, pk)
    item = item_or_404(meeting, item_pk)
    form = InviteForm(request.POST or None, item=item, now=now)
    if request.method == "POST" and form.is_valid():
        asked = attempt(form, lambda: invite_to_item(item, actor=request.user, now=now, **form.given()))
        if asked:
            messages.success(
                request, gettext("{person} er innkalt til saken.").format(person=asked.person.name)
            )
            return redirect("meeting-detail", pk=pk)
    context = {"form": form, "item": item, "meeting": meeting}
    return render(request, "meetings/invite.html", context)


@require_POST
def invitation_withdraw(request, pk):
    row = get_object_or_404(Invitation, pk=pk, item__isnull=False)
    meeting, _seat = run_or_404(request, row.meeting_id)
    withdraw(row, actor=request.user, now=timezone.now())
    messages.success(request, gettext("Innkallingen er trukket."))
    return redirect("meeting-detail", pk=meeting.pk)
