from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings import minutes
from meetings.forms import MinutesForm
from meetings.views.parts import run_or_404
from network.pages import attempt


@require_http_methods(["GET", "POST"])
def meeting_minutes(request, pk):
    now = timezone.now()
    meeting, _seat = run_or_404(request, pk)
    items = list(meeting.items.filter(why_not="", removed=False, outcome="").order_by("position", "pk"))
    form = MinutesForm(request.POST or None, meeting=meeting, items=items, now=now)
    if request.method == "POST" and form.is_valid():
        given = {"text": form.cleaned_data["text"], "present": form.cleaned_data["present"]}
        held = attempt(
            form,
            lambda: minutes.hold(meeting, actor=request.user, now=now, outcomes=form.outcomes(), **given),
        )
        if held:
            messages.success(request, "Referatet er lagret. Det godkjennes i neste møte.")
            return redirect("meeting-detail", pk=pk)
    context = {"form": form, "title": "Skriv referat", "body": meeting.body, "meeting": meeting}
    return render(request, "meetings/form.html", context)
