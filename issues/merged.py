"""What a case page tells of merging: what it is part of, what is part of it, and who may say no."""

from django.db.models import Q

from issues.models import MERGEABLE, Issue, Merge
from issues.rules import may_object, raised_it, runs_home


def merging_of(issue, viewer, now):
    """Of another innmelding nothing is told that the reader may not
    see of it."""
    rows = list(
        Merge.objects.running()
        .filter(Q(issue=issue) | Q(into=issue))
        .select_related("issue__organisation", "into__home_body")
        .order_by("pk")
    )
    others = {merge.into_id if merge.issue_id == issue.pk else merge.issue_id for merge in rows}
    conflict = issue.classification.conflicts_with_id if hasattr(issue, "classification") else None
    others |= {conflict} - {None}
    seen = set()
    if others:
        seen = set(Issue.objects.visible_to(viewer).filter(pk__in=others).values_list("pk", flat=True))
    own = next((merge for merge in rows if merge.issue_id == issue.pk), None)
    is_asked = own is not None and own.status == Merge.Status.PROPOSED
    return {
        "merge": own,
        "sees_into": own is not None and own.into_id in seen,
        "merged_here": [merge for merge in rows if merge.into_id == issue.pk and merge.issue_id in seen],
        "may_object": is_asked and may_object(viewer.person, issue, own.into, now),
        "takes_it_back": is_asked and takes_it_back(viewer.person, issue, now),
        "may_classify": issue.home_body_id in viewer.run_body_ids,
        "merge_asked": is_asked,
        "sees_conflict": conflict in seen,
        "could_merge": own is None and issue.state in MERGEABLE,
    }


def takes_it_back(person, issue, now):
    """Whose no is their own network's proposal taken back."""
    return runs_home(person, issue, now) is not None and raised_it(person, issue, now) is None
