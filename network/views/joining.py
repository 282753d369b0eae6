"""Ways into the network, and out of it for those who lead: asking, using a link, inviting, deciding."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from network import admission
from network.collation import by_name
from network.forms.joining import ApplyForm, DecideForm, InviteForm, JoinForm, TakeBackForm, UseForm
from network.membership import runs
from network.models import Admission, Body, Seat
from network.pages import attempt, page_of, visible_or_404
from network.workflow import Refused


@login_not_required
@require_http_methods(["GET", "POST"])
def join(request):
    """Name and address. The answer is the same whoever asks, so that nobody learns who has a user here."""
    if too_many := ratelimit.consume_or_429(request, action="signup"):
        return too_many
    form = JoinForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent:
        admission.ask(**form.cleaned_data, language=get_language(), now=timezone.now())
    return render(request, "network/join.html", {"form": form, "sent": sent})


@login_not_required
@require_http_methods(["GET", "POST"])
def join_with(request, code):
    now = timezone.now()
    made = admission.opened(code, now)
    if made is None:
        return render(request, "network/join_over.html", status=404)
    own = admission.organisations_for(made, now)
    form = UseForm(request.POST or None, made=made, own=own)
    if request.method == "POST" and form.is_valid():
        person = attempt(form, lambda: admission.use(made, now=now, **form.cleaned_data))
        if person:
            return perform_login(request, person, redirect_url=reverse("home"))
    return render(request, "network/join_with.html", {"form": form, "made": made, "own": own})


@require_http_methods(["GET", "POST"])
def join_apply(request):
    """For who has a user and no role. Who has one has nothing to ask for here."""
    if request.viewer.seats:
        return redirect("home")
    now = timezone.now()
    form = ApplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: admission.apply(request.user, now=now, **form.cleaned_data))
        if made:
            return redirect("home")
    waiting = Admission.objects.waiting_of(request.user).first()
    return render(request, "network/join_apply.html", {"form": form, "waiting": waiting})


def _network_or_404(request, pk, now):
    """A network this person runs, and the seat they run it by."""
    body = get_object_or_404(Body.objects.select_related("secretariat"), pk=pk, kind__in=Body.NETWORKS)
    seat = runs(request.user, body, now)
    if seat is None:
        raise Http404
    return body, seat


@require_http_methods(["GET", "POST"])
def member_list(request, pk):
    """The members of a network, who has applied, who is invited, and one form to invite another."""
    now = timezone.now()
    body, seat = _network_or_404(request, pk, now)
    by = {"actor": request.user, "seat": seat, "now": now}
    if request.method == "POST" and request.POST.get("revoke", "").isdecimal():
        made = get_object_or_404(body.admissions.select_related("body"), pk=int(request.POST["revoke"]))
        return _revoked(request, made, by)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: admission.invite(body, **by, **form.cleaned_data))
        if made:
            invited = isinstance(made, Admission)
            said = (
                gettext("Invitasjonen er sendt.")
                if invited
                else gettext("{person} er nå medlem.").format(person=made.person.name)
            )
            messages.success(request, said)
            return redirect("member-list", pk=pk)
    seats = Seat.objects.at(now).filter(body=body).with_names().order_by(by_name("person__name"), "pk")
    context = {
        "form": form,
        "body": body,
        "page": page_of(request, seats, per_page=50),
        "taken_back": admission.TAKEN_BACK,
        "applied": body.admissions.waiting().order_by("applied_at"),
        "invited": body.admissions.unused(now).select_related("invited_by").order_by("made_at"),
    }
    return render(request, "network/members.html", context)


def _revoked(request, made, by):
    try:
        admission.revoke(made, **by)
        messages.success(request, gettext("Invitasjonen er trukket. Lenken virker ikke lenger."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("member-list", pk=made.body_id)


@require_http_methods(["GET", "POST"])
def member_end(request, pk, seat_pk):
    now = timezone.now()
    body, seat = _network_or_404(request, pk, now)
    held = get_object_or_404(
        Seat.objects.at(now).with_names(), pk=seat_pk, body=body, role__in=admission.TAKEN_BACK
    )
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "seat": seat, "now": now}
        if attempt(form, lambda: admission.take_back(held, **by, **form.cleaned_data)):
            messages.success(
                request, gettext("Medlemskapet til {person} er avsluttet.").format(person=held.person.name)
            )
            return redirect("member-list", pk=pk)
    return render(request, "network/member_end.html", {"form": form, "body": body, "held": held})


@require_http_methods(["GET", "POST"])
def admission_detail(request, pk):
    """An application: decided by whoever runs the network, and followed by the one who applied."""
    now = timezone.now()
    rows = Admission.objects.select_related("body__secretariat", "organisation", "person", "decided_by")
    made = visible_or_404(rows, request.viewer, pk)
    seat = runs(request.user, made.body, now)
    open_ = seat is not None and made.applied_at is not None and made.decided_at is None
    form = DecideForm(request.POST or None, initial={"organisation": made.organisation_id}) if open_ else None
    if request.method == "POST" and form is None:
        if seat is None or made.decided_at is None:
            raise Http404
        messages.warning(request, gettext("Noen andre har alt svart på søknaden."))
        return redirect(request.path)
    if request.method == "POST":
        by = {"actor": request.user, "seat": seat, "now": now}
        if form.is_valid() and attempt(form, lambda: admission.decide(made, **by, **form.given())):
            messages.success(request, gettext("{name} har fått svar.").format(name=made.name))
            return redirect("member-list", pk=made.body_id)
    return render(request, "network/admission.html", {"made": made, "form": form, "runs": seat is not None})
