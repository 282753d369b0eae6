"""One's own page: what one is here, how one signs in, what is kept, and the way out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from config.leaving import belongings_of, erase_person, leave_network, why_stay
from config.me_forms import LeaveForm
from network.forms import Form
from network.models import Admission, MailChoice
from network.notices import chosen
from network.pages import attempt
from network.personal_data import kept_about
from network.rules import may_register
from network.second_factor import lacks_second_factor, needs_second_factor


@require_GET
def me(request):
    viewer = request.viewer
    context = {
        "seats": viewer.seats_by_preference,
        "needs_factor": needs_second_factor(viewer),
        "lacks_factor": settings.SECOND_FACTOR_REQUIRED and lacks_second_factor(request),
        "mail": MailChoice.Choice(chosen(request.user)).label,
        "may_be_asked": may_register(viewer),
        "oidc": bool(settings.OIDC_ISSUER),
        "admissions": Admission.objects.waiting_of(request.user),
    }
    return render(request, "me/me.html", context)


@require_GET
def second_factor(request):
    """Where those who must have a second factor are sent until they do: why, and one way to go on."""
    return render(request, "me/second_factor.html", {"lacks_factor": lacks_second_factor(request)})


@require_GET
def my_data(request):
    """All that is kept about oneself, as a file."""
    headers = {"Content-Disposition": 'attachment; filename="alt-om-meg.json"'}
    return HttpResponse(kept_about(request.viewer), content_type="application/json", headers=headers)


@require_http_methods(["GET", "POST"])
def me_leave(request):
    now = timezone.now()
    has = belongings_of(request.user)
    form = LeaveForm(request.POST or None, person=request.user, now=now, has_something=not has.is_empty)
    if request.method == "POST" and form.is_valid():
        heir = form.cleaned_data.get("heir")
        if attempt(form, lambda: leave_network(request.user, now=now, heir=heir)):
            messages.success(
                request, gettext("Du er ute av nettverket. Det du hadde ansvaret for, er gitt videre.")
            )
            return redirect("me")
    seats = list(request.viewer.seats_by_preference)
    context = {"form": form, "has": has, "seats": seats, "stays": why_stay(request.user, seats, now)}
    return render(request, "me/leave.html", context)


@require_http_methods(["GET", "POST"])
def me_erase(request):
    form = Form(request.POST)  # nothing to fill in: it carries a refusal
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: erase_person(request.user, now=timezone.now())):
        logout(request)
        messages.success(request, gettext("Brukeren din er slettet."))
        return redirect("home")
    return render(request, "me/erase.html", {"form": form, "has_seats": bool(request.viewer.seats)})
