"""The joint answer of several recipients: how it reads, who stands behind it, and what its reader can do."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from escalation.models import Answer, Referral
from escalation.rules import may_read_draft
from escalation.together import cannot_sign
from escalation.workflow import REFERRALS
from guidance import joint
from guidance.models import JointText


@require_GET
def joint_answer(request, pk):
    """For those who sit in the bodies that answer together; a draft is nobody else's."""
    text = JointText.objects.whole().filter(pk=pk).first()
    if text is None or not may_read_draft(request.viewer, text):
        raise Http404
    referrals = list(Referral.objects.filter(joint=text).for_lists().order_by("-is_lead", "pk"))
    composed, signed = joint.composed(text), joint.standing(text)
    own = [
        (referral, _steps(referral, request.user), cannot_sign(referral, timezone.now()))
        for referral in referrals
    ]
    context = {
        "joint": text,
        "escalation": referrals[0].escalation if referrals else None,
        "composed": composed,
        "length": len(composed),
        "longest": Answer.MAX_LENGTH,
        "parts": [(part, joint.corrections(part)) for part in text.parts_now],
        "signers": [(body, signed.get(body.pk), joint.newest(text).get(body.pk)) for body in text.bodies],
        "n_signed": len(signed),
        "own": own,
        "writes_for_lead": any(steps and referral.holder_id == text.lead_id for referral, steps, _why in own),
    }
    return render(request, "escalation/joint.html", context)


def _steps(referral, person):
    """What this person can do with the joint answer, from their own body's sak."""
    opened = REFERRALS.open_to(referral, person, timezone.now())
    return [row for row in opened if row[0].endswith(("_joint", "_jointly"))]
