"""Files on cases: to those who see the case, and to nobody else."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from network import attachments
from network.forms.uploads import WithdrawForm
from network.language import as_written
from network.links import url_for
from network.models import Attachment

TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}


def _seen_or_404(request, pk):
    """The file and what it hangs on. What one may not see is not there, whatever the reason."""
    attachment = Attachment.objects.filter(pk=pk, withdrawn_at=None).defer("content").first()
    target = attachment and attachments.target_for(attachment, request.viewer)
    if target is None:
        raise Http404
    return attachment, target


@require_GET
def attachment_detail(request, pk):
    """The file, to save: a browser opens nothing of it within our pages, and runs nothing that is in it."""
    attachment, _ = _seen_or_404(request, pk)
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=attachment.name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(attachment.content), content_type=TYPES[attachment.kind], headers=headers)


@require_http_methods(["GET", "POST"])
def attachment_withdraw(request, pk):
    attachment, target = _seen_or_404(request, pk)
    if not attachments.may_withdraw(attachment, request.viewer):
        raise Http404
    form = WithdrawForm(request.POST or None)
    back = url_for(*attachments.page_of(target))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        attachments.withdraw(attachment, viewer=request.viewer, now=timezone.now(), **given)
        messages.success(
            request,
            format_html(
                gettext("«{attachment}» er trukket. Det står på saken at du gjorde det, og hvorfor."),
                attachment=as_written(attachment.name),
            ),
        )
        return redirect(back)
    return render(request, "network/withdraw.html", {"form": form, "attachment": attachment, "back": back})
