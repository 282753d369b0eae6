from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from meetings.forms.planning import OutsideEventForm
from meetings.models import OutsideEvent
from meetings.outside import list_event
from meetings.rules import lists_events
from network.pages import attempt


@require_http_methods(["GET", "POST"])
def event_new(request):
    return _event(request, None, gettext("Før opp arrangement"))


@require_http_methods(["GET", "POST"])
def event_edit(request, pk):
    return _event(request, get_object_or_404(OutsideEvent, pk=pk), gettext("Rett arrangement"))


def _event(request, event, title):
    if lists_events(request.viewer) is None:
        raise Http404
    form = OutsideEventForm(request.POST or None, initial=model_to_dict(event) if event else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: list_event(actor=request.user, now=timezone.now(), event=event, **given)):
            messages.success(request, gettext("Arrangementet står på listen."))
            return redirect("meeting-list")
    return render(request, "meetings/form.html", {"form": form, "title": title})
