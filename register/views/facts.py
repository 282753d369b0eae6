"""What hangs on a project: parties, access to data, the checklist, «Nye metoder», calls, and how far it is seen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.language import Quoting
from network.pages import attempt, page_of, visible_or_404
from network.plots import table_file
from register import accesses, facts, projects
from register.disclosure import FEWEST
from register.forms.facts import ApprovalForm, BoundaryForm, CallForm, DataAccessForm, PartyForm
from register.forms.projects import GroupReachForm
from register.models import Approval, BoundaryCheck, Project
from register.rules import may_end_party, may_join, may_report_on


def own_or_404(request, pk):
    """A project whose facts the viewer may tell, and the seat that allows it."""
    rows = Project.objects.select_related("organisation", "product", "owner")
    project = visible_or_404(rows, request.viewer, pk)
    seat = may_report_on(request.viewer, project)
    if seat is None:
        raise Http404
    return project, seat


def _ask(request, project, form, *, title, act, done, intro="", anchor="fakta", button=None, **more):
    """One short form about a project: what it does is done once, and then one is back on its page."""
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: act() or True):
        messages.success(request, done)
        return redirect(f"{project_address(project)}#{anchor}")
    context = {
        "project": project,
        "form": form,
        "title": title,
        "intro": intro,
        "button": button or gettext("Lagre"),
        **more,
    }
    return render(request, "register/ask.html", context)


def project_address(project):
    return redirect("project-detail", pk=project.pk).url


@require_http_methods(["GET", "POST"])
def project_party_new(request, pk):
    project, seat = own_or_404(request, pk)
    form = PartyForm(request.POST or None)
    return _ask(
        request,
        project,
        form,
        title=gettext("Ny part i prosjektet"),
        intro=gettext("Velg en virksomhet som er med i prosjektet eller leverer til det."),
        act=lambda: facts.add_party(
            project,
            actor=request.user,
            seat=seat,
            now=timezone.now(),
            organisation=form.cleaned_data["organisation"],
            role=form.cleaned_data["role"],
        ),
        done=gettext("Parten er lagt til."),
        anchor="parter",
    )


@require_POST
def project_party_end(request, pk, party):
    project = visible_or_404(Project.objects.select_related("organisation"), request.viewer, pk)
    found = get_object_or_404(project.parties.select_related("organisation", "project"), pk=party)
    seat = may_end_party(request.viewer, project, found)
    if seat is None:
        raise Http404
    facts.end_party(found, actor=request.user, seat=seat, now=timezone.now())
    said = (
        gettext("Du er ikke lenger med i prosjektet.")
        if found.person_id == request.user.pk
        else gettext("{organisation} står ikke lenger som part.").format(
            organisation=found.organisation.called
        )
    )
    messages.success(request, said)
    return redirect(f"{project_address(project)}#parter")


@require_POST
def project_join(request, pk):
    """«Bli med»: a colleague registered it, and you work in it too."""
    project = visible_or_404(Project.objects.select_related("organisation"), request.viewer, pk)
    seat = may_join(request.viewer, project)
    if seat is None:
        raise Http404
    facts.join(project, actor=request.user, seat=seat, now=timezone.now())
    messages.success(request, gettext("Du er med i prosjektet. Den som er kontakt, har fått beskjed."))
    return redirect(f"{project_address(project)}#parter")


@require_http_methods(["GET", "POST"])
def project_access_new(request, pk):
    project, seat = own_or_404(request, pk)
    form = DataAccessForm(request.POST or None)
    return _ask(
        request,
        project,
        form,
        title=gettext("Hva krevde tilgangen til data?"),
        intro=gettext(
            "Vi samler ventetid og hindringer fra alle prosjektene, og legger dem frem for dem som gir tilgang."
        ),
        act=lambda: facts.tell_access(
            project, actor=request.user, seat=seat, now=timezone.now(), **form.cleaned_data
        ),
        done=gettext("Tilgangen er ført."),
        anchor="data",
    )


@require_http_methods(["GET", "POST"])
def project_access_edit(request, pk, access):
    """The answer has come, or something told of the access was wrong."""
    project, seat = own_or_404(request, pk)
    found = get_object_or_404(project.data_accesses, pk=access)
    stands = {name: getattr(found, name) for name in DataAccessForm.base_fields if name != "token"}
    form = DataAccessForm(request.POST or None, initial=stands)
    given = lambda: {n: v for n, v in form.cleaned_data.items() if n != "token"}  # noqa: E731
    return _ask(
        request,
        project,
        form,
        title=Quoting(gettext("Tilgang til {source}").format(source=found.source), found.source),
        act=lambda: facts.change_access(found, actor=request.user, seat=seat, now=timezone.now(), **given()),
        done=gettext("Tilgangen er ført."),
        anchor="data",
    )


@require_GET
def project_accesses(request):
    """What access to data takes, for each source and giver: for members, and for agencies that give it."""
    if not request.viewer.is_inside:
        raise Http404
    found = accesses.sources(request.viewer)
    plot = accesses.plot_of(found)
    context = {"sources": found, "plot": plot, "fewest": FEWEST}
    return table_file(request, {"kilde": plot}) or render(request, "register/accesses.html", context)


@require_http_methods(["GET", "POST"])
def project_approval(request, pk, kind):
    project, seat = own_or_404(request, pk)
    if kind not in Approval.Kind.values:
        raise Http404
    known = project.approvals.filter(kind=kind).values("state", "responsible", "evidence").first()
    form = ApprovalForm(request.POST or None, initial=known)
    given = lambda: {n: v for n, v in form.cleaned_data.items() if n != "token"}  # noqa: E731
    return _ask(
        request,
        project,
        form,
        title=Approval.Kind(kind).label,
        intro=Approval.MEANING[kind],
        act=lambda: facts.set_approval(
            project, actor=request.user, seat=seat, now=timezone.now(), kind=kind, **given()
        ),
        done=gettext("Sjekklisten er oppdatert."),
        anchor="sjekkliste",
    )


@require_GET
def boundary_list(request):
    """The projects at the boundary to «Nye metoder», and their ids there."""
    page = page_of(request, facts.boundary_cases(request.viewer).for_lists().order_by("-pk"))
    for project in page:
        project.boundary_label = BoundaryCheck.Result(project.boundary).label if project.boundary else ""
    return render(request, "register/boundaries.html", {"page": page})


@require_http_methods(["GET", "POST"])
def project_boundary(request, pk):
    project, seat = own_or_404(request, pk)
    form = BoundaryForm(request.POST or None)
    return _ask(
        request,
        project,
        form,
        title=gettext("Hører dette til Nye metoder?"),
        intro=gettext("Fem spørsmål. Svaret er en hjelp, ikke en avgjørelse: Nye metoder avgjør selv."),
        act=lambda: facts.check_boundary(
            project, actor=request.user, seat=seat, now=timezone.now(), **form.given()
        ),
        done=gettext("Svarene er lagret."),
        anchor="nye-metoder",
    )


@require_http_methods(["GET", "POST"])
def project_calls(request, pk):
    project, seat = own_or_404(request, pk)
    said = project.call_yeses.filter(person=request.user, ended_at__isnull=True).first()
    form = CallForm(request.POST or None, initial={"phone": said.phone if said else ""})
    return _ask(
        request,
        project,
        form,
        title=gettext("Kan andre ringe deg om dette?"),
        intro=gettext("Bare du kan si ja for deg selv, og du kan angre når du vil."),
        act=lambda: facts.say_yes_to_calls(
            project, actor=request.user, seat=seat, now=timezone.now(), phone=form.cleaned_data["phone"]
        ),
        done=gettext("Valget ditt er lagret."),
        anchor="fakta",
    )


@require_http_methods(["GET", "POST"])
def project_reach(request, pk):
    project, seat = own_or_404(request, pk)
    form = GroupReachForm(request.POST or None, project=project)
    chosen = lambda: {n: v for n, v in form.cleaned_data.items() if v and n != "token"}  # noqa: E731
    return _ask(
        request,
        project,
        form,
        title=gettext("Hvem kan se hva?"),
        intro=gettext(
            "Ingen del kan vises for flere enn dem som ser prosjektet. Leverandør, pris, finansiering, kontakt og parter er "
            "vanligvis bare for nettverket, og ikke for bedrifter."
        ),
        act=lambda: projects.edit(
            project, actor=request.user, seat=seat, now=timezone.now(), group_reach=chosen()
        ),
        done=gettext("Valget er lagret."),
        anchor="fakta",
    )
