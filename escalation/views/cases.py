from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from escalation import drafting, verdicts
from escalation.filters import EscalationFilter
from escalation.forms import ESCALATION_FORMS, ProposeForm, VerdictForm
from escalation.models import Escalation, ReferralState
from escalation.rules import may_judge, may_read_papers
from escalation.views.steps import step_page, story_for
from escalation.workflow import ESCALATIONS
from issues.models import Issue
from network.deadlines import local_day, running_for
from network.membership import runs
from network.pages import attempt, page_of, visible_or_404
from network.registries import panels_for
from network.workflow import drawing


@require_GET
def escalation_list(request):
    shown = EscalationFilter(
        request.GET, queryset=Escalation.objects.visible_to(request.viewer).for_lists().order_by("-pk")
    )
    return render(
        request, "escalation/list.html", {"filter": shown, "page": page_of(request, shown.qs.with_progress())}
    )


@require_GET
def escalation_detail(request, pk):
    now = timezone.now()
    escalation = visible_or_404(Escalation.objects.for_lists(), request.viewer, pk)
    referrals = list(
        escalation.referrals.for_lists()
        .prefetch_related("answers__entry", "answers__seat__person", "answers__seat__organisation")
        .order_by("-round", "-is_lead", "pk")
    )
    clocks = running_for("escalation.referral", [referral.pk for referral in referrals])
    for referral in referrals:
        referral.clock = clocks.get(referral.pk)
    reads_papers = may_read_papers(request.viewer, escalation)
    issues = list(escalation.issues.visible_to(request.viewer).for_lists())
    this_round = [referral for referral in referrals if referral.round == escalation.round]
    context = {
        "escalation": escalation,
        "issues": issues,
        "referrals": referrals,
        "decisions": escalation.decisions.filter(referral=None).with_names(),
        "n_sent": sum(referral.state != ReferralState.WITHDRAWN for referral in this_round),
        "n_answered": sum(referral.state == ReferralState.ANSWERED for referral in this_round),
        "evidence": reads_papers and escalation.evidence.order_by("-round").first(),
        "supplements": reads_papers
        and escalation.supplements.select_related("seat__person", "seat__organisation").order_by("pk"),
        "changes": escalation.changes.for_lists().order_by("-status_on", "-pk"),
        "steps": list(ESCALATIONS.open_to(escalation, request.user, now)),
        "drawing": drawing(ESCALATIONS, escalation),
        "verdict_form": VerdictForm() if may_judge(request.viewer, escalation) else None,
        "verdicts": escalation.verdicts.select_related("person").order_by("pk"),
        "timeline": story_for(reads_papers, escalation, *issues),
        "panels": panels_for("escalation", [escalation], request.viewer)[pk],
        "today": local_day(now),
    }
    return render(request, "escalation/detail.html", context)


@require_http_methods(["GET", "POST"])
def escalation_propose(request, issue_pk):
    """«Foreslå løftet», from an innmelding: draft and propose in one act."""
    now = timezone.now()
    issue = visible_or_404(Issue.objects.select_related("home_body"), request.viewer, issue_pk)
    if runs(request.user, issue.home_body, now) is None:
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
                request, f"Saken er foreslått løftet. {escalation.lifting_body.name} har fått beskjed."
            )
            return redirect("escalation-detail", pk=escalation.pk)
    return render(request, "escalation/propose.html", {"form": form, "issue": issue})


@require_http_methods(["GET", "POST"])
def escalation_step(request, pk, step):
    escalation = visible_or_404(Escalation.objects.for_lists(), request.viewer, pk)
    return step_page(request, ESCALATIONS, escalation, step, ESCALATION_FORMS)


@require_http_methods(["GET", "POST"])
def escalation_verdict(request, pk):
    escalation = visible_or_404(Escalation.objects.for_lists(), request.viewer, pk)
    if not may_judge(request.viewer, escalation):
        messages.info(request, "Her svarer de som meldte inn eller sluttet seg til, én gang hver.")
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
            messages.success(request, "Takk. Tilbakemeldingen din er lagret.")
            return redirect(escalation)
    return render(request, "escalation/verdict.html", {"form": form, "escalation": escalation})
