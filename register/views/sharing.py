"""«Erfaringer»: what others have learned, and what one can take from them."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.collation import by_name
from network.language import as_written
from network.pages import attempt, page_of, visible_or_404
from register import sharing
from register.filters import ExperienceFilter
from register.forms.sharing import AdoptForm, CompetenceForm, OfferForm, ToolForm, VersionForm
from register.models import Competence, Experience, Tool
from register.rules import may_adopt, may_share, may_tell_version, shows_outside


@require_GET
def sharing_list(request):
    """The newest experiences, narrowed by what the address asks for."""
    rows = Experience.objects.visible_to(request.viewer).standing().for_lists().order_by("-pk")
    shown = ExperienceFilter(request.GET, queryset=rows)
    if not request.viewer.is_inside:
        shown.without_costs()
    page = shown.page(request)
    context = {
        "filter": shown,
        "page": page,
        "shows_amounts": shows_outside(request.viewer, [one.amount_nok for one in page]),
        "avoided": sharing.work_avoided(),
        "is_inside": request.viewer.is_inside,
    }
    return render(request, "register/sharing.html", context)


def _seat(request):
    """Members share; others have no page to do it from."""
    seat = may_share(request.viewer)
    if seat is None:
        raise Http404
    return seat


def _inside(request):
    if not request.viewer.is_inside:
        raise Http404


@require_GET
def tool_list(request):
    _inside(request)
    tools = (
        Tool.objects.visible_to(request.viewer)
        .select_related("organisation")
        .prefetch_related("adoptions__organisation")
    )
    rows = tools.annotate(users=Count("adoptions")).order_by("-users", by_name())
    mine = request.viewer.organisation_ids
    page = page_of(request, rows)
    for tool in page:
        tool.is_ours = any(adoption.organisation_id in mine for adoption in tool.adoptions.all())
    return render(request, "register/tools.html", {"page": page, "may_share": may_share(request.viewer)})


@require_http_methods(["GET", "POST"])
def tool_new(request):
    seat = _seat(request)
    form = ToolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"actor": request.user, "seat": seat, "now": timezone.now(), **form.cleaned_data}
        if attempt(form, lambda: sharing.share_tool(**told)):
            messages.success(request, gettext("Delt. Andre kan si at de bruker det."))
            return redirect("tool-list")
    return render(
        request,
        "register/share.html",
        {
            "form": form,
            "title": gettext("Del et verktøy eller en mal"),
            "back": "tool-list",
            "back_title": gettext("Verktøy og maler"),
        },
    )


@require_http_methods(["GET", "POST"])
def tool_detail(request, pk):
    """Its versions, and who uses which; those who share it tell of a new one here."""
    viewer = request.viewer
    tool = visible_or_404(Tool.objects.select_related("organisation"), viewer, pk)
    teller = may_tell_version(viewer, tool)
    if request.method == "POST" and teller is None:
        raise Http404
    form = VersionForm(request.POST or None) if teller else None
    if request.method == "POST" and form.is_valid():
        told = {"actor": request.user, "seat": teller, "now": timezone.now(), **form.cleaned_data}
        if attempt(form, lambda: sharing.tell_version(tool, **told)):
            messages.success(request, gettext("Den nye versjonen står her nå."))
            return redirect("tool-detail", pk=pk)
    versions = list(tool.versions.order_by("-dated_on", "-pk"))
    adoptions = list(
        tool.adoptions.select_related("organisation", "version").order_by(by_name("organisation__name"))
    )
    context = {
        "tool": tool,
        "form": form,
        "versions": versions,
        "adoptions": adoptions,
        "adopt_form": AdoptForm(tool=tool) if may_adopt(viewer, versions, adoptions) else None,
    }
    return render(request, "register/tool.html", context)


@require_POST
def tool_adopt(request, pk):
    """Of the version that is chosen; on the list nothing is asked, and it is the newest."""
    tool = visible_or_404(Tool.objects.all(), request.viewer, pk)
    seat = _seat(request)
    form = AdoptForm(request.POST, tool=tool)
    if not form.is_valid():
        raise Http404
    version = form.cleaned_data["version"] if "version" in request.POST else sharing.newest_version(tool)
    sharing.adopt(tool, actor=request.user, seat=seat, now=timezone.now(), version=version)
    messages.success(
        request,
        format_html(
            gettext("{organisation} bruker «{tool}»."),
            organisation=seat.organisation.called,
            tool=as_written(tool.name),
        ),
    )
    return redirect("tool-detail", pk=pk)


@require_GET
def competence_list(request):
    _inside(request)
    context = {"rows": sharing.competence_table(request.viewer), "may_share": may_share(request.viewer)}
    return render(request, "register/competence.html", context)


@require_GET
def competence_detail(request, pk):
    """To an offer, where it stands on the list."""
    visible_or_404(Competence.objects.filter(is_offer=True), request.viewer, pk)
    return redirect(f"{reverse('competence-list')}#tilbud-{pk}")


@require_http_methods(["GET", "POST"])
def competence_new(request, what):
    """`what`: «behov», what a group lacks here, or «tilbud», what it can learn somewhere."""
    seat = _seat(request)
    forms = {
        "behov": (CompetenceForm, gettext("Meld et behov for kompetanse")),
        "tilbud": (OfferForm, gettext("Meld et tilbud om kompetanse")),
    }
    if what not in forms:
        raise Http404
    make, title = forms[what]
    form = make(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sharing.tell_competence(actor=request.user, seat=seat, now=timezone.now(), **form.cleaned_data)
        messages.success(request, gettext("Meldt."))
        return redirect("competence-list")
    context = {"form": form, "title": title, "back": "competence-list", "back_title": gettext("Kompetanse")}
    return render(request, "register/share.html", context)
