"""Weighing by severity, resource use and benefit (Need 1, note 7). Advice, never a gate."""

from statistics import mean

from django.db import transaction

from issues.models import Assessment, Issue, Rank
from network.audit import record

FORMULA = 1
CRITERIA = ("severity", "resources", "benefit")


def score(assessments):
    """Formula 1: the mean over assessors of the sum of the three criteria, times 100 (300 to 1500)."""
    return round(mean(sum(assessment.scores) for assessment in assessments) * 100)


def spread(assessments):
    """The largest disagreement between two assessors on one criterion, 0 to 4."""
    return max(max(column) - min(column) for column in zip(*(a.scores for a in assessments), strict=True))


def newest_of_each(issue):
    """The assessments that count: each assessor's last one."""
    return those_that_count(
        issue.assessments.select_related("seat__person", "seat__organisation").order_by("pk")
    )


def those_that_count(assessments):
    """Of assessments in order, each assessor's last one."""
    return list({assessment.person_id: assessment for assessment in assessments}.values())


@transaction.atomic
def assess(
    issue,
    *,
    actor,
    seat,
    now,
    severity,
    severity_reason,
    resources,
    resources_reason,
    benefit,
    benefit_reason,
    token=None,
):
    """Add one assessor's weighing, 1 to 5 on each criterion with a reason, and store the new rank."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    event = record(
        "issue.assessed",
        actor=actor,
        seat=seat,
        at=now,
        target=issue,
        key=f"assess:{issue.pk}:{actor.pk}:{token}" if token else None,
        title=issue.title,
        scores=[severity, resources, benefit],
    )
    assessment, made = Assessment.objects.get_or_create(
        event=event,
        defaults={
            "issue": issue,
            "seat": seat,
            "person": actor,
            "severity": severity,
            "severity_reason": severity_reason,
            "resources": resources,
            "resources_reason": resources_reason,
            "benefit": benefit,
            "benefit_reason": benefit_reason,
            "at": now,
        },
    )
    if made:
        rank(issue)
    return assessment


def rank(issue):
    """Store where the issue stands, from the assessments that count."""
    assessments = newest_of_each(issue)
    if not assessments:
        return None
    stored, _ = Rank.objects.update_or_create(
        issue=issue,
        defaults={
            "score": score(assessments),
            "spread": spread(assessments),
            "assessors": len(assessments),
            "formula": FORMULA,
        },
    )
    return stored
