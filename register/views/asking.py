"""People to ask, and what one has asked and been asked: between two, and seen by no other."""

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.collation import by_name
from network.pages import attempt, page_of, visible_or_404
from network.workflow import Refused
from register import asking
from register.filters import ResourceFilter
from register.forms.asking import AnswerForm, QuestionForm, ResourceForm
from register.models import Project, Question, ResourcePerson
from register.rules import may_ask, may_share, projects_known_from

GIVEN = ("knows", "phases", "per_month", "reach_me")


@require_GET
def resource_list(request):
    """Who can be asked, about what; the projects they know it from, as far as the reader sees them."""
    viewer = request.viewer
    if may_ask(viewer) is None:
        raise Http404
    seen = Project.objects.visible_to(viewer).order_by(by_name("title"), "pk")
    rows = ResourcePerson.objects.visible_to(viewer).select_related("person", "organisation")
    rows = rows.prefetch_related(Prefetch("projects", seen)).order_by(by_name("person__name"), "pk")
    shown = ResourceFilter(request.GET, queryset=rows)
    context = {
        "filter": shown,
        "page": page_of(request, shown.qs),
        "is_narrowed": any(shown.form[name].value() for name in shown.form.fields),
        "may_share": may_share(viewer),
    }
    return render(request, "register/resources.html", context)


@require_GET
def resource_detail(request, pk):
    """To where one asks them; of oneself, to what one has said."""
    yes = visible_or_404(ResourcePerson.objects.all(), request.viewer, pk)
    if yes.person_id == request.viewer.person_id:
        return redirect("resource-new")
    return redirect("resource-ask", pk=yes.person_id)


@require_http_methods(["GET", "POST"])
def resource_new(request):
    """One's own yes to being asked; or no more."""
    seat = may_share(request.viewer)
    if seat is None:
        raise Http404
    done = {"actor": request.user, "seat": seat, "now": timezone.now()}
    if request.method == "POST" and "nei" in request.POST:
        asking.no_longer_resource(**done)
        messages.success(request, gettext("Du står ikke lenger på listen."))
        return redirect("resource-list")
    yes = ResourcePerson.objects.filter(person=request.user, ended_at__isnull=True).first()
    form = _resource_form(request, yes)
    if request.method == "POST" and form.is_valid():
        asking.become_resource(**done, **form.cleaned_data)
        messages.success(request, gettext("Takk. Du står på listen."))
        return redirect("resource-list")
    return render(request, "register/resource.html", {"form": form, "yes": yes})


def _resource_form(request, yes):
    """What was said before can be said again, also of a project that one is no longer with."""
    known = Q(pk__in=projects_known_from(request.viewer).values("pk"))
    initial = {}
    if yes:
        before = list(yes.projects.values_list("pk", flat=True))
        known |= Q(pk__in=before)
        initial = {name: getattr(yes, name) for name in GIVEN} | {"projects": before}
    projects = Project.objects.visible_to(request.viewer).filter(known)
    return ResourceForm(request.POST or None, projects=projects, initial=initial)


@require_http_methods(["GET", "POST"])
def resource_ask(request, pk):
    """A question to the person `pk`; or from when they can be asked."""
    viewer, now = request.viewer, timezone.now()
    rows = ResourcePerson.objects.visible_to(viewer).exclude(person=viewer.person_id)
    yes = get_object_or_404(rows.select_related("person", "organisation"), person=pk)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"actor": request.user, "seat": may_ask(viewer), "now": now, **form.cleaned_data}
        if attempt(form, lambda: asking.ask(yes.person, **given)):
            messages.success(
                request, gettext("Spørsmålet er sendt. {name} har fått beskjed.").format(name=yes.person.name)
            )
            return redirect("question-list")
    # What was typed is not lost when the last place was taken meanwhile.
    full = None if form.is_bound else asking.why_not_now(yes, asker=request.user, now=now)
    return render(request, "register/question_new.html", {"yes": yes, "form": form, "full": full})


@require_GET
def question_list(request):
    """What one has asked and been asked, the newest first."""
    rows = Question.objects.visible_to(request.viewer).select_related("asker", "asked")
    return render(request, "register/questions.html", {"page": page_of(request, rows.order_by("-pk"))})


@require_http_methods(["GET", "POST"])
def question_detail(request, pk):
    """What was asked and answered. Whoever was asked answers here, or says «Ikke nå», in one field."""
    rows = Question.objects.select_related("asker", "asked", "organisation")
    question = visible_or_404(rows, request.viewer, pk)
    is_asked, is_sent = question.asked_id == request.user.pk, request.method == "POST"
    if is_sent and not is_asked:
        raise Http404
    declines = "ikke" in request.POST
    form = AnswerForm(request.POST or None, declines=declines)
    if is_sent and form.is_valid():
        close = asking.decline if declines else asking.answer
        done = {"actor": request.user, "seat": may_ask(request.viewer), "now": timezone.now()}
        if attempt(form, lambda: close(question, **done, **form.cleaned_data) or True):
            said = (
                gettext("{name} får vite at det ikke passer nå.")
                if declines
                else gettext("Svaret er sendt til {name}.")
            )
            messages.success(request, said.format(name=question.asker.name))
            return redirect("question-detail", pk=pk)
    context = {
        "question": question,
        "form": form if is_sent or (is_asked and question.is_open) else None,
        "is_asked": is_asked,
        "lapses_on": asking.lapses_on(question),
        "last_day": asking.last_day(question),
        "reach": asking.reach_of(question, request.viewer),
    }
    return render(request, "register/question.html", context)


@require_POST
def question_withdraw(request, pk):
    """Whoever asked needs no answer any more."""
    question = get_object_or_404(Question, pk=pk, asker=request.user)
    done = {"actor": request.user, "seat": may_ask(request.viewer), "now": timezone.now()}
    try:
        asking.withdraw(question, **done)
        messages.success(request, gettext("Spørsmålet er trukket."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("question-detail", pk=pk)
