import secrets

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from issues import drafting, raising
from issues.answers import answers_for
from issues.first_reply import KIND
from issues.forms.raising import DraftForm, RaiseForm
from issues.models import Draft
from issues.rules import may_raise
from network.deadlines import date_text, running
from network.models import Admission
from network.pages import attempt, number_asked
from network.reach import Reach, narrowest
from network.workflow import Refused
from register.models import Project


@require_http_methods(["GET", "POST"])
def issue_raise(request):
    """«Hva trenger du hjelp med?»: from a project, what is known is filled in."""
    seat = may_raise(request.viewer)
    if seat is None:
        applied = Admission.objects.waiting_of(request.user)
        return render(request, "issues/no_seat.html", {"applied": applied}, status=403)
    wish = request.POST.get("do", "send")
    if wish == "draft":
        return _kept(request)
    project, drafts = _project(request), Draft.objects.filter(person=request.user).order_by("-changed_at")
    asked = request.GET.get("utkast")
    draft = drafts.filter(key=asked).first() if asked and not request.POST else None
    begun = _begun(request, project, draft)
    form = RaiseForm(
        request.POST if wish == "send" and request.POST else None,
        request.FILES or None,
        viewer=request.viewer,
        initial=begun,
    )
    if form.is_bound and form.is_valid() and (issue := _raised(request, form, seat, project)):
        by = date_text(running(issue, KIND).due_on)
        messages.success(
            request, gettext("Innmeldingen er sendt. Du hører fra et menneske innen {by}.").format(by=by)
        )
        return redirect("issue-detail", pk=issue.pk)
    key = request.POST.get("draft") or (draft.key if draft else secrets.token_urlsafe(12))
    context = {
        "form": form,
        "project": project,
        "drafts": drafts.exclude(key=key),  # not the one that is being written
        "draft_key": key,
        "draft_version": request.POST.get("draft_version") or (draft.version if draft else 0),
        "answers": answers_for(form["text"].value() or "", request.viewer),
        "asked": wish == "similar",
    }
    return render(request, "issues/raise.html", context)


def _begun(request, project, draft):
    """What the form begins with: what was typed before a look at what is like it, a draft, or a project
    (whose page can ask something of its own)."""
    begun = {"text": request.GET.get("tekst", ""), "kind": request.GET.get("slag", "")}
    if project:
        begun |= {"organisation": project.organisation_id, "reach": narrowest([project.reach, Reach.NETWORK])}
    if draft:
        begun |= {"text": draft.text, "kind": draft.kind}
    if request.POST:
        typed = RaiseForm(viewer=request.viewer).fields
        begun |= {name: request.POST.get(name, "") for name in typed if name not in ("topics", "file")}
        begun |= {
            "topics": request.POST.getlist("topics"),
            "restricted": bool(request.POST.get("restricted")),
        }
    return begun


def _raised(request, form, seat, project):
    known = {"project": project, "phases": [project.phase] if project else []}
    issue = attempt(
        form,
        lambda: raising.raise_issue(
            actor=request.user, seat=seat, now=timezone.now(), **known, **form.given()
        ),
    )
    if issue and (key := request.POST.get("draft")):
        drafting.erase(person=request.user, key=key)
    return issue


def _project(request):
    asked = number_asked(request, "prosjekt")
    return Project.objects.visible_to(request.viewer).filter(pk=asked).first() if asked else None


def _kept(request):
    """«Lagre utkast», without JavaScript."""
    kept, sentence = _keep(request)
    level = messages.SUCCESS if kept else messages.WARNING
    messages.add_message(request, level, sentence)
    if kept:
        return redirect("issue-raise")
    typed = {
        "draft_key": request.POST.get("draft", ""),
        "draft_version": request.POST.get("draft_version", 0),
    }
    form = RaiseForm(viewer=request.viewer, initial=_begun(request, _project(request), None))
    drafts = Draft.objects.filter(person=request.user).exclude(key=typed["draft_key"]).order_by("-changed_at")
    return render(request, "issues/raise.html", {"form": form, "drafts": drafts, **typed})


def _keep(request):
    """(draft or None, what to say)."""
    if may_raise(request.viewer) is None:
        return None, gettext("Bare medlemmer av et nettverk kan melde inn.")
    form = DraftForm(request.POST)
    if not form.is_valid():
        return None, " ".join([gettext("Utkastet er ikke lagret."), *form.errors.get("text", [])])
    given = form.cleaned_data
    key, version = given.pop("draft"), given.pop("draft_version")
    try:
        draft = drafting.keep(person=request.user, key=key, version=version, now=timezone.now(), **given)
    except Refused as refusal:
        return None, refusal.sentence
    return draft, gettext("Utkastet er lagret. Bare du ser det.") if draft else ""


@require_POST
def draft_save(request):
    """The draft while one writes: a fragment that says so, with the version this tab has now seen."""
    draft, sentence = _keep(request)
    version = draft.version if draft else request.POST.get("draft_version", "0")
    context = {"sentence": sentence, "draft_key": request.POST.get("draft", ""), "draft_version": version}
    return render(request, "issues/_draft.html", context)


@require_POST
def draft_erase(request):
    drafting.erase(person=request.user, key=request.POST.get("draft", ""))
    messages.success(request, gettext("Utkastet er slettet."))
    return redirect("issue-raise")


@require_http_methods(["GET", "POST"])
def issue_similar(request):
    """The suggestions while one writes: a fragment of the same page. Posted, for a text is too long for an address."""
    text = (request.POST.get("text") or request.GET.get("text", ""))[:2000]
    return render(request, "issues/_similar.html", {"answers": answers_for(text, request.viewer)})
