"""The directory of fora and environments: found by anyone, suggested by members, kept by those who run a network."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network import fora
from network.collation import by_name
from network.forms.fora import ContactForm, DeclineForm, ForumForm
from network.models import Forum
from network.pages import attempt, page_of, visible_or_404
from network.rules import may_register, runs_networks
from network.search import matching
from network.story import story_of

FIELDS = tuple(ForumForm.base_fields)


@require_GET
def forum_list(request):
    """Whoever thinks of making a new one finds here what exists."""
    viewer, text = request.viewer, request.GET.get("q", "").strip()[:200]
    rows = Forum.objects.visible_to(viewer).standing().select_related("region").order_by("-status", by_name())
    if text:
        rows = rows.filter(pk__in=matching("network.forum", text))
    context = {
        "page": page_of(request, rows),
        "text": text,
        "environments": fora.environments_by_region(viewer),
        "may_suggest": may_register(viewer) or runs_networks(viewer),
    }
    return render(request, "network/fora.html", context)


@require_http_methods(["GET", "POST"])
def forum_new(request):
    keeps = runs_networks(request.viewer)
    seat = keeps or may_register(request.viewer)
    if seat is None:
        raise Http404
    form, overlaps = ForumForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        told = {"actor": request.user, "seat": seat, "now": timezone.now(), "is_kept": keeps is not None}
        make = lambda: fora.suggest(**told, **form.cleaned_data)  # noqa: E731
        if "likevel" not in request.POST:  # what exists is shown before another is made
            named, there = form.cleaned_data, Forum.objects.visible_to(request.viewer).standing()
            overlaps = fora.overlapping(named["name"], named["purpose"], there)
        if not overlaps and (forum := attempt(form, make)):
            thanks = (
                gettext("Forumet står i oversikten.")
                if keeps
                else gettext("Takk. De som leder nettverket, ser på forslaget.")
            )
            messages.success(request, thanks)
            return redirect("forum-detail", pk=forum.pk)
    context = {"form": form, "title": gettext("Foreslå et forum eller miljø"), "overlaps": overlaps}
    return render(request, "network/forum_form.html", context)


@require_http_methods(["GET", "POST"])
def forum_detail(request, pk):
    """What it is, and what the network has had to do with it; those who keep the directory tell of contact here."""
    viewer = request.viewer
    forum = visible_or_404(Forum.objects.select_related("region", "suggested_by__person"), viewer, pk)
    keeps, is_suggested = runs_networks(viewer), forum.status == Forum.Status.SUGGESTED
    form = ContactForm(request.POST or None) if keeps else None
    if request.method == "POST":
        if keeps is None:
            raise Http404
        told = {"actor": request.user, "seat": keeps, "now": timezone.now()}
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("step", "on", "note")}
            if attempt(form, lambda: fora.tell_contact(forum, **told, **given)):
                messages.success(request, gettext("Kontakten er ført."))
                return redirect("forum-detail", pk=pk)
    context = {
        "forum": forum,
        "keeps": keeps,
        "form": form,
        "decline_form": DeclineForm() if keeps and is_suggested else None,
        "doubles": fora.likely_doubles([forum], viewer)[forum.pk] if keeps and is_suggested else [],
        "contacts": forum.contacts.select_related("by__person").order_by("-on", "-pk"),
        "timeline": story_of(forum),
    }
    return render(request, "network/forum.html", context)


@require_http_methods(["GET", "POST"])
def forum_check(request, pk):
    """Correct it, or say that it still holds: the date is today's. A suggestion is taken in by this."""
    forum, keeps = _kept(request, pk)
    form = ForumForm(request.POST or None, initial={name: getattr(forum, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        told = {"actor": request.user, "seat": keeps, "now": timezone.now()}
        if attempt(form, lambda: fora.check(forum, **told, **form.cleaned_data)):
            messages.success(request, gettext("Lagret, og kontrollert i dag."))
            return redirect("forum-detail", pk=pk)
    return render(request, "network/forum_form.html", {"form": form, "title": forum.name, "forum": forum})


@require_POST
def forum_decline(request, pk):
    forum, keeps = _kept(request, pk)
    form = DeclineForm(request.POST)
    told = {"actor": request.user, "seat": keeps, "now": timezone.now()}
    if form.is_valid() and attempt(form, lambda: fora.decline(forum, **told, **form.cleaned_data) or True):
        messages.success(request, gettext("Forslaget er ikke tatt inn."))
        return redirect("forum-list")
    messages.error(
        request, form.errors.as_text().replace("* ", "") or gettext("Skriv hvorfor forslaget ikke tas inn.")
    )
    return redirect("forum-detail", pk=pk)


def _kept(request, pk):
    forum = visible_or_404(Forum.objects.select_related("region"), request.viewer, pk)
    keeps = runs_networks(request.viewer)
    if keeps is None:
        raise Http404
    return forum, keeps
