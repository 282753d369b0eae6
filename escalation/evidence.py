"""The case as it stood when it was lifted: pure, and comparable with how it stands later."""

from issues.models import Issue, Voice
from issues.prioritise import newest_of_each
from network.audit import canonical, sha256

SCHEMA = 1


def freeze(escalation, now):
    """What the case rests on at `now`, as plain JSON. Reads only; the same case gives the same content."""
    issues = Issue.objects.filter(escalations=escalation).select_related("organisation__region", "project")
    return {
        "schema": SCHEMA,
        "at": now.isoformat(),
        "title": escalation.title,
        "ask": escalation.ask,
        "no_assessment_because": escalation.no_assessment_because,
        "tie_to_raiser": escalation.tie_to_raiser,
        "issues": [_issue(issue, now) for issue in issues.order_by("pk")],
    }


def digest(content):
    return sha256(canonical(content))


def _issue(issue, now):
    return {
        "id": issue.pk,
        "title": issue.title,
        "text": issue.text,
        "kind": issue.get_kind_display(),
        "organisation": issue.organisation.name,
        "region": issue.organisation.region.name if issue.organisation.region else "",
        "project": issue.project.title if issue.project else "",
        "voices": [
            {"organisation": voice.organisation.name, "text": voice.text}
            for voice in Voice.objects.filter(issue=issue, at__lte=now)
            .select_related("organisation")
            .order_by("event")
        ],
        "assessments": [
            {
                "by": assessment.seat.signature,
                "severity": [assessment.severity, assessment.severity_reason],
                "resources": [assessment.resources, assessment.resources_reason],
                "benefit": [assessment.benefit, assessment.benefit_reason],
            }
            for assessment in newest_of_each(issue)
        ],
    }
