from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from escalation import briefs, handling, preparing
from escalation.filters import QueueFilter
from escalation.forms import REFERRAL_FORMS, input_forms
from escalation.forms.together import JOINT_FORMS
from escalation.models import Clarification, Escalation, Referral
from escalation.queues import by_urgency, precedents_for, waiting_days
from escalation.rules import bodies_with_journal, may_judge, may_read_draft, may_read_papers, takes_part
from escalation.views.steps import step_page, story_for
from escalation.workflow import REFERRALS
from guidance import joint
from network.deadlines import history_of, local_day, running_for
from network.pages import attempt, page_of, visible_or_404
from network.registries import panels_for
from network.workflow import drawing


@require_GET
def referral_detail(request, pk):
    now, viewer = timezone.now(), request.viewer
    referral = visible_or_404(Referral.objects.for_lists(), viewer, pk)
    referral.clock = running_for("escalation.referral", [pk]).get(pk)
    escalation = get_object_or_404(Escalation.objects.for_lists(), pk=referral.escalation_id)
    reads_papers = may_read_papers(viewer, escalation)
    context = {
        "referral": referral,
        "escalation": escalation,
        "issues": escalation.issues.visible_to(viewer).for_lists(),
        "reads_papers": reads_papers,
        "reads_draft": referral.joint_id and may_read_draft(viewer, referral.joint),
        "evidence": reads_papers and escalation.evidence.filter(round=referral.round).first(),
        "points": referral.proposal.splitlines(),
        "reckoned": history_of(referral.clock) if referral.clock else [],
        "waited": waiting_days(referral, now),
        "input_forms": _input_forms(request, referral, now),
        "may_judge": may_judge(viewer, escalation),
        **REFERRALS.buttons(referral, request.user, now),
        "drawing": drawing(REFERRALS, referral),
        "timeline": story_for(reads_papers, referral),
        "panels": panels_for("referral", [referral], viewer)[referral.pk],
        "today": local_day(now),
    }
    return render(request, "escalation/referral.html", context | _said(referral, reads_papers))


def _input_forms(request, referral, now):
    seat = preparing.may_say(request.user, referral, now)
    return input_forms(referral, preparing.possible_deputies(seat, now)) if seat else []


def _said(referral, reads_papers):
    """What was said before it was decided, what was decided, and what was answered."""
    signed = ("seat__person", "seat__organisation")
    decisions = list(referral.decisions.with_names().order_by("-pk"))
    inputs = referral.inputs.select_related(*signed, "deputy__person")
    return {
        "inputs": reads_papers and inputs.order_by("pk"),
        "clarifications": referral.clarifications.for_lists().order_by("pk"),
        "decisions": decisions,
        "corrected": {decision.corrects_id for decision in decisions},
        "answers": referral.answers.select_related(*signed, "entry", "joint").order_by("-pk"),
    }


@require_http_methods(["GET", "POST"])
def referral_step(request, pk, step):
    referral = visible_or_404(Referral.objects.for_lists(), request.viewer, pk)
    shown = {"brief": briefs.of_referral(referral, step)}
    if step in JOINT_FORMS and referral.joint:
        shown["joint"] = referral.joint
    if step in ("hand_on", "clarify"):
        shown["precedents"] = precedents_for(referral, request.viewer)
    if step in ("sign_joint", "answer_jointly") and referral.joint:
        shown["joint_text"] = joint.composed(referral.joint)
    if step == "settle":
        shown["elsewhere"] = _new_content(request, referral)
    return step_page(request, REFERRALS, referral, step, REFERRAL_FORMS, **shown)


def _new_content(request, referral):
    """Where the holder writes new content for the innmeldinger of the case, and comes back with it chosen."""
    asked = {
        "desk": referral.holder_id,
        "innmelding": [issue.pk for issue in referral.escalation.issues.all()],
        "next": request.path,
    }
    return f"{reverse('entry-new')}?{urlencode(asked, doseq=True)}"


@require_http_methods(["GET", "POST"])
def referral_input(request, pk):
    """What a member of the deciding body says before it decides."""
    now = timezone.now()
    referral = visible_or_404(Referral.objects.for_lists(), request.viewer, pk)
    deputies = preparing.possible_deputies(takes_part(request.user, referral, now), now)
    forms = input_forms(referral, deputies, request.POST)
    sent = next((form for form in forms if form.is_bound), None)
    if sent is None and not preparing.may_say(request.user, referral, now):
        messages.info(request, gettext("Her svarer medlemmene i gruppen mens saken er til behandling."))
        return redirect(referral)
    if sent and sent.is_valid():
        said = attempt(
            sent, lambda: preparing.say(referral, actor=request.user, now=now, **sent.cleaned_data)
        )
        if said:
            messages.success(request, gettext("Takk. De som forbereder saken, har fått beskjed."))
            return redirect(referral)
    return render(
        request, "escalation/input.html", {"form": sent, "input_forms": forms, "referral": referral}
    )


@require_GET
def referral_list(request):
    """Each body's queue: what is overdue first; mine and others'."""
    now = timezone.now()
    seen = Referral.objects.visible_to(request.viewer).for_lists()
    shown = QueueFilter(request.GET, queryset=by_urgency(seen), viewer=request.viewer, now=now)
    context = {
        "filter": shown,
        "page": page_of(request, shown.qs),
        "today": local_day(now),
        "has_journal": bodies_with_journal(request.viewer),
    }
    return render(request, "escalation/queue.html", context)


@require_GET
def clarification_detail(request, pk):
    """Where it was clarified: on the sak it was about."""
    return redirect(visible_or_404(Clarification.objects.all(), request.viewer, pk))


@require_GET
def clarification_list(request):
    """What has no clear owner, and whose it was agreed to be the other times."""
    unclear = Referral.objects.visible_to(request.viewer).exclude(responsibility="").for_lists()
    context = {
        "waiting": by_urgency(unclear)[:50],
        "page": page_of(
            request, Clarification.objects.visible_to(request.viewer).for_lists().order_by("-pk")
        ),
        "group": handling.coordinating_group(local_day(timezone.now())),
        "today": local_day(timezone.now()),
    }
    return render(request, "escalation/clarifications.html", context)
