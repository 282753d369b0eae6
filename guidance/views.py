from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guidance import links, publishing
from guidance.forms import EntryForm, ReviewForm, SourceForm, TakeDownForm
from guidance.models import Entry
from guidance.rules import keeps
from issues.models import Issue, State
from network.collation import by_name, sort_key
from network.deadlines import local_day
from network.models import Body, Regulation, Seat
from network.pages import attempt, number_asked, visible_or_404
from network.registries import panels_for
from network.rules import owns_content
from register.models import Phase

MOST_ISSUES = 20
# A project that has ended needs no rules.
SHOWN_PHASES = [phase for phase in Phase if phase != Phase.ENDED]
ACROSS = "alle"


@login_not_required
@require_GET
def guidance(request):
    """The information page, by phase from research to use (Recommendation 6)."""
    entries = list(
        Entry.objects.published()
        .with_reports()
        .select_related("agency")
        .defer("text")
        .order_by(by_name("title"))
    )
    entries.sort(key=lambda entry: entry.subject != Entry.Subject.REGULATORY)
    regulations = list(Regulation.objects.order_by(by_name("title")))
    phases = [
        {
            "id": phase.value,
            "title": phase.label.capitalize(),
            "entries": [entry for entry in entries if phase.value in entry.phases],
            "regulations": [regulation for regulation in regulations if phase.value in regulation.phases],
        }
        for phase in SHOWN_PHASES
    ]
    across = [regulation for regulation in regulations if not set(regulation.phases) & set(Phase.values)]
    if across:
        phases.append(
            {"id": ACROSS, "title": gettext("På tvers av fasene"), "entries": [], "regulations": across}
        )
    return render(request, "guidance/page.html", {"phases": phases} | _own(entries, request.viewer))


def _own(entries, viewer):
    """What those who publish see first: their desks, what they answer for, and what they have taken down."""
    desks = _own_desks(viewer)
    ours = {desk.pk for desk in desks}
    gone = Entry.objects.taken_down().filter(desk__in=ours).defer("text").order_by("-taken_down_at")
    return {
        "desks": desks,
        "own": sorted((one for one in entries if one.desk_id in ours), key=lambda one: one.review_on),
        "taken_down": gone if desks else (),
        "today": local_day(viewer.at),
    }


def _own_desks(viewer):
    """The content desks this reader publishes from."""
    seats = [seat for seat in viewer.seats if seat.body.is_desk and seat.role != Seat.Role.OBSERVER]
    return sorted({seat.body for seat in seats}, key=lambda desk: sort_key(desk.name))


@login_not_required
@require_GET
def regulation_detail(request, pk):
    """To where it first stands on the information page, unfolded there."""
    rule = visible_or_404(Regulation.objects.all(), request.viewer, pk)
    phase = next((phase.value for phase in SHOWN_PHASES if phase.value in rule.phases), ACROSS)
    return redirect(f"{reverse('guidance')}?regelverk={phase}#{phase}-{pk}")


@login_not_required
@require_GET
def entry_detail(request, pk):
    entry = visible_or_404(Entry.objects.for_page(), request.viewer, pk)
    return render(request, "guidance/entry.html", _about(entry, request))


def _about(entry, request, form=None):
    """What the page of a piece shows; the form of its source, for those who keep it."""
    person, now = request.viewer.person, request.viewer.at
    if form is None and person and keeps(person, entry, now):
        form = SourceForm(initial={"source_url": entry.source_url})
    has_reported = person and entry.link_reports.filter(person=person, cleared_at=None).exists()
    return {
        "entry": entry,
        "issues": entry.issues.visible_to(request.viewer).order_by("pk"),
        "is_asked_for": entry.issues.exists(),
        "former": entry.former.all() if entry.version else (),
        "panels": panels_for("entry", [entry], request.viewer)[entry.pk],
        "checked": links.checked_text(entry),
        "form": form,
        "may_report": person and not has_reported,
        "today": local_day(now),
    }


@require_POST
def entry_source(request, pk):
    """The desk says that the source opens, or gives another address."""
    entry = visible_or_404(Entry.objects.published().for_page(), request.viewer, pk)
    if keeps(request.user, entry, request.viewer.at) is None:
        raise Http404
    form = SourceForm(request.POST)
    if form.is_valid() and attempt(
        form, lambda: links.check(entry, actor=request.user, now=timezone.now(), **form.cleaned_data)
    ):
        messages.success(request, gettext("Lenken til kilden er kontrollert."))
        return redirect(entry)
    return render(request, "guidance/entry.html", _about(entry, request, form))


@require_POST
def entry_dead_link(request, pk):
    """«Meld at lenken til kilden ikke virker», from any reader who has signed in."""
    entry = visible_or_404(Entry.objects.published(), request.viewer, pk)
    links.report_dead(entry, actor=request.user, now=timezone.now())
    messages.success(request, gettext("Takk. De som har ansvaret for innholdet, har fått beskjed."))
    return redirect(entry)


@require_http_methods(["GET", "POST"])
def entry_new(request):
    now = timezone.now()
    desk = get_object_or_404(Body.objects.select_related("owner"), pk=number_asked(request, "desk") or 0)
    if owns_content(request.user, desk, now) is None:
        raise Http404
    issues, chosen = _may_have_asked(request)
    form = EntryForm(request.POST or None, desk=desk, issues=issues, initial={"issues": chosen}, now=now)
    preview = _preview(request, form)
    if request.method == "POST" and not preview and form.is_valid():
        entry = attempt(
            form,
            lambda: publishing.publish(desk=desk, actor=request.user, now=now, **form.cleaned_data),
        )
        if entry:
            messages.success(request, gettext("Innholdet er publisert på informasjonssiden."))
            return redirect(_back(request, entry))
    context = {"form": form, "desk": desk, "preview": preview, "came_from": _came_from(request)}
    return render(request, "guidance/form.html", context)


@require_http_methods(["GET", "POST"])
def entry_review(request, pk):
    """The desk looks at it again: changes what no longer applies, and says when it is looked at next."""
    now = timezone.now()
    entry = visible_or_404(Entry.objects.for_page(), request.viewer, pk)
    if keeps(request.user, entry, now) is None:
        raise Http404
    issues, _named = _may_have_asked(request, entry)
    form = ReviewForm(request.POST or None, case=entry, issues=issues, now=now)
    preview = _preview(request, form)
    if request.method == "POST" and not preview and form.is_valid():
        version = form.cleaned_data["version"]
        if attempt(
            form,
            lambda: publishing.review(entry, actor=request.user, now=now, version=version, **form.given()),
        ):
            is_back, back = entry.taken_down_at, gettext("Innholdet er publisert igjen.")
            messages.success(request, back if is_back else gettext("Takk. Innholdet er sett over."))
            return redirect(entry)
    return render(request, "guidance/review.html", {"form": form, "entry": entry, "preview": preview})


@require_http_methods(["GET", "POST"])
def entry_take_down(request, pk):
    """The desk says that it no longer applies, and why."""
    now = timezone.now()
    entry = visible_or_404(Entry.objects.for_page(), request.viewer, pk)
    if keeps(request.user, entry, now) is None:
        raise Http404
    if entry.taken_down_at:
        messages.info(request, gettext("Teksten er alt tatt ned."))
        return redirect(entry)
    form = TakeDownForm(request.POST or None, case=entry)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        act = partial(publishing.take_down, entry, actor=request.user, now=now, version=version)
        if attempt(form, lambda: act(**form.given())):
            messages.success(
                request, gettext("Teksten er tatt ned. De som har fått den som svar, får beskjed.")
            )
            return redirect(entry)
    panels = panels_for("entry", [entry], request.viewer)[entry.pk]
    return render(request, "guidance/take_down.html", {"form": form, "entry": entry, "panels": panels})


def _preview(request, form):
    """What readers would see, for whoever asks before publishing; the first button, so also what Enter gives."""
    return form.as_read() if request.POST.get("do") == "preview" else None


def _may_have_asked(request, entry=None):
    """The innmeldinger content can be made for, and those the address says it is: what is lifted, newest first,
    what it names, and what the content was made for already."""
    seen = Issue.objects.visible_to(request.viewer)
    named = [
        int(pk) for pk in request.GET.getlist("innmelding") if pk.isascii() and pk.isdigit() and len(pk) < 19
    ]
    newest = seen.filter(state=State.LIFTED).order_by("-pk").values_list("pk", flat=True)[:MOST_ISSUES]
    before = entry.issues.values_list("pk", flat=True) if entry else ()
    return seen.filter(pk__in=[*named, *newest, *before]).order_by("-pk"), named


def _came_from(request):
    """The page it is written for, where the address names one of ours."""
    back = request.GET.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""


def _back(request, entry):
    """To the case it was written for, with the new content chosen; else to the content itself."""
    back = _came_from(request)
    if not back:
        return entry
    parts = urlsplit(back)
    chosen = [*parse_qsl(parts.query), ("entry", entry.pk)]
    return urlunsplit(parts._replace(query=urlencode(chosen)))
