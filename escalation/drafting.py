"""From innmeldinger to a proposal that they be lifted."""

from django.utils.translation import gettext_lazy as _

from escalation.models import Escalation, EscalationIssue, State
from issues.models import Issue
from network import search
from network.audit import record
from network.membership import runs
from network.once import twice_is_once
from network.reach import narrowest
from network.workflow import Missing, NotAllowed, Refused, take
from network.writing import writing


@twice_is_once
def draft(issues, *, actor, now, home_body, title, ask="", token=None):
    """Gather innmeldinger that one network holds in a draft. Its reach is the narrowest of theirs."""
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Escalation.objects.filter(token=key).first()):
        return first
    seat = runs(actor, home_body, now)
    if seat is None:
        raise NotAllowed(_("Det er lederen eller sekretariatet i nettverket som foreslår at en sak løftes."))
    issues = list(Issue.objects.filter(pk__in=[issue.pk for issue in issues]).order_by("pk"))
    if not issues:
        raise Missing(_("Velg minst én innmelding."), field="issues")
    if any(issue.home_body_id != home_body.pk for issue in issues):
        raise Refused(_("Alle innmeldingene må høre til nettverket som foreslår."), field="issues")
    if home_body.lifting_body is None:
        raise Refused(_("Nettverket har ikke bestemt hvem som løfter saker ennå."))
    escalation = Escalation.objects.create(
        title=title.strip(),
        ask=ask.strip(),
        home_body=home_body,
        lifting_body=home_body.lifting_body,
        proposer=seat,
        reach=narrowest(issue.reach for issue in issues),
        restricted=any(issue.restricted for issue in issues),
        drafted_at=now,
        token=key,
    )
    EscalationIssue.objects.bulk_create(
        EscalationIssue(escalation=escalation, issue=issue) for issue in issues
    )
    record(
        "escalation.drafted",
        actor=actor,
        seat=seat,
        at=now,
        target=escalation,
        states=("", State.DRAFT),
        title=escalation.title,
    )
    search.index(escalation)
    return escalation


@writing()
def propose(issues, *, actor, now, home_body, title, token=None, **given):
    """Draft and propose in one act, as a lead does from an innmelding. All of it or nothing."""
    escalation = draft(
        issues, actor=actor, now=now, home_body=home_body, title=title, ask=given["ask"], token=token
    )
    if escalation.state != State.DRAFT:
        return escalation
    return take(escalation, "propose", actor=actor, now=now, **given)
