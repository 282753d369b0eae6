from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from escalation.document_pdf import pdf_of
from escalation.document_word import word_of
from meetings.forms.invitations import SendForm
from meetings.frozen import laid_out
from meetings.publishing import publish, sending
from meetings.views.parts import meeting_or_404, run_or_404
from network.pages import attempt, download


@require_http_methods(["GET", "POST"])
def meeting_publish(request, pk):
    """Who will be written to, and what is new; and then exactly that is sent. The button that leads here has
    compiled it; what has come since is shown before anything is sent."""
    now = timezone.now()
    meeting, _seat = run_or_404(request, pk)
    form = SendForm(request.POST or None)
    send = lambda: publish(meeting, actor=request.user, now=now, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempt(form, send):
        messages.success(request, gettext("Sakslisten er sendt ut."))
        return redirect("meeting-detail", pk=pk)
    context = {"meeting": meeting, "form": form, "plan": sending(meeting, request.user, now)}
    return render(request, "meetings/send.html", context)


@require_GET
def meeting_version(request, pk, number):
    meeting, version = _version_or_404(request, pk, number)
    context = {"meeting": meeting, "version": version, "agenda": laid_out(version, request.viewer)}
    return render(request, "meetings/version.html", context)


@require_GET
def meeting_version_pdf(request, pk, number):
    meeting, version = _version_or_404(request, pk, number)
    return download(
        pdf_of(laid_out(version, request.viewer), version.published_at), _name(meeting, version), "pdf"
    )


@require_GET
def meeting_version_docx(request, pk, number):
    meeting, version = _version_or_404(request, pk, number)
    return download(
        word_of(laid_out(version, request.viewer), version.published_at), _name(meeting, version), "docx"
    )


def _version_or_404(request, pk, number):
    """A version that was sent out, as it was sent."""
    meeting = meeting_or_404(request, pk)
    version = meeting.versions.filter(number=number, published_at__isnull=False).first()
    if version is None or "published" not in version.content:
        raise Http404
    return meeting, version


def _name(meeting, version):
    return gettext("Saksliste {meeting} versjon {number}").format(meeting=meeting, number=version.number)
