from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from escalation import briefs, drafting, verdicts
from escalation.filters import EscalationFilter
from escalation.forms import ESCALATION_FORMS, ProposeForm, VerdictForm
from escalation.models import Escalation
from escalation.queues import with_deadlines
from escalation.rules import may_judge, may_propose, may_read_papers
from escalation.views.steps import step_page, story_for
from escalation.workflow import ESCALATIONS
from guidance.models import JointText
from issues.models import Issue
from issues.prioritise import with_blindness
from issues.rules import weighs
from network.attachments import files_of
from network.deadlines import local_day, running, running_for
from network.models import Deadline
from network.pages import attempt, page_of, visible_or_404
from network.registries import panels_for
from network.workflow import drawing


@require_GET
def escalation_list(request):
    now = timezone.now()
    seen = with_deadlines(Escalation.objects.visible_to(request.viewer).for_lists()).order_by("-pk")
    shown = EscalationFilter(request.GET, queryset=seen, viewer=request.viewer, now=now)
    context = {"filter": shown, "page": page_of(request, shown.qs.with_progress()), "today": local_day(now)}
    return render(request, "escalation/list.html", context)


@require_GET
def escalation_detail(request, pk):
    now, viewer = timezone.now(), request.viewer
    escalation = visible_or_404(Escalation.objects.for_lists().with_progress(), viewer, pk)
    reads_papers = may_read_papers(viewer, escalation)
    issues = list(with_blindness(escalation.issues.visible_to(viewer).for_lists(), viewer, weighs(viewer)))
    context = {
        "escalation": escalation,
        "issues": issues,
        "referrals": _with_clocks(escalation),
        "changes": escalation.changes.visible_to(viewer).for_lists().order_by("-status_on", "-pk"),
        **ESCALATIONS.buttons(escalation, request.user, now),
        "drawing": drawing(ESCALATIONS, escalation),
        "verdict_form": VerdictForm() if may_judge(viewer, escalation) else None,
        "verdicts": escalation.verdicts.select_related("person").order_by("pk"),
        "timeline": story_for(reads_papers, escalation, *issues),
        "panels": panels_for("escalation", [escalation], viewer)[pk],
        "target": running(escalation, Deadline.Kind.PROPOSAL),
        "today": local_day(now),
    }
    return render(request, "escalation/detail.html", context | _rests_on(escalation, reads_papers, viewer))


def _with_clocks(escalation):
    """Where it was sent, this round first, each with its answers and its running clock."""
    referrals = list(
        escalation.referrals.for_lists()
        .prefetch_related(
            "answers__entry",
            "answers__seat__person",
            "answers__seat__organisation",
            Prefetch("answers__joint", JointText.objects.whole()),
        )
        .order_by("-round", "-is_lead", "pk")
    )
    clocks = running_for("escalation.referral", [referral.pk for referral in referrals])
    for referral in referrals:
        referral.clock = clocks.get(referral.pk)
    return referrals


def _rests_on(escalation, reads_papers, viewer):
    """The decision to lift it, the case as it stood then, and what was added since."""
    decisions = list(escalation.decisions.filter(referral=None).with_names().order_by("pk"))
    return {
        "decisions": decisions,
        "lifting": decisions[-1] if decisions else None,
        "evidence": reads_papers and escalation.evidence.order_by("-round").first(),
        "supplements": _supplements(escalation, viewer) if reads_papers else [],
    }


def _supplements(escalation, viewer):
    """What was added since, each with its file."""
    found = list(escalation.supplements.select_related("seat__person", "seat__organisation").order_by("pk"))
    files = files_of(found, viewer)
    for supplement in found:
        supplement.files = files.get(supplement, [])
    return found


@require_http_methods(["GET", "POST"])
def escalation_propose(request, issue_pk):
    """«Foreslå å løfte saken», from an innmelding: draft and propose in one act."""
    now = timezone.now()
    issue = visible_or_404(Issue.objects.select_related("home_body"), request.viewer, issue_pk)
    if request.method == "GET" and not may_propose(request.viewer, issue):
        messages.warning(request, gettext("«Foreslå å løfte saken» er ikke mulig nå."))
        return redirect("issue-detail", pk=issue.pk)
    form = ProposeForm(request.POST or None, initial={"title": issue.title}, issues=[issue], now=now)
    if request.method == "POST" and form.is_valid():
        escalation = attempt(
            form,
            lambda: drafting.propose(
                [issue], actor=request.user, now=now, home_body=issue.home_body, **form.cleaned_data
            ),
        )
        if escalation:
            messages.success(
                request,
                gettext("Saken er foreslått løftet. {lifting_body} har fått beskjed.").format(
                    lifting_body=escalation.lifting_body.name
                ),
            )
            return redirect("escalation-detail", pk=escalation.pk)
    return render(request, "escalation/propose.html", {"form": form, "issue": issue})


@require_http_methods(["GET", "POST"])
def escalation_step(request, pk, step):
    escalation = visible_or_404(Escalation.objects.for_lists(), request.viewer, pk)
    brief = briefs.of_case(escalation, step)
    return step_page(request, ESCALATIONS, escalation, step, ESCALATION_FORMS, brief=brief)


def _why_no_verdict(viewer, escalation):
    if escalation.verdicts.filter(person=viewer.person_id, round=escalation.round).exists():
        return gettext("Du har alt svart på om svaret løste saken.")
    return gettext("Her svarer de som meldte inn eller sluttet seg til, én gang hver.")


@require_http_methods(["GET", "POST"])
def escalation_verdict(request, pk):
    escalation = visible_or_404(Escalation.objects.for_lists(), request.viewer, pk)
    if not may_judge(request.viewer, escalation):
        messages.info(request, _why_no_verdict(request.viewer, escalation))
        return redirect(escalation)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = attempt(
            form,
            lambda: verdicts.say(
                escalation,
                actor=request.user,
                seat=request.viewer.member_seat,
                now=timezone.now(),
                helped=form.cleaned_data["helped"],
                why=form.cleaned_data["why"],
            ),
        )
        if said:
            messages.success(request, gettext("Takk. Tilbakemeldingen din er lagret."))
            return redirect(escalation)
    context = {"form": form, "escalation": escalation, "referrals": _with_clocks(escalation)}
    return render(request, "escalation/verdict.html", context)
