"""«Regler i spenning»: where two rules pull against each other, with the cases and their answers (S76)."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from issues.models import Classification, Issue

MOST = 300


@dataclass
class Pair:
    """Two rules, and the innmeldinger in which they pull each their way, newest first."""

    rules: tuple
    issues: list = field(default_factory=list)
    seen: frozenset = frozenset()

    @property
    def answered(self):
        return [issue for issue in self.issues if issue.answer]

    @property
    def conflicts(self):
        """Those whose answer a person has marked as conflicting with that of another."""
        return [issue for issue in self.issues if issue.classification.conflicts_with_id in self.seen]


def rules_in_tension(viewer):
    """The pairs, those with most cases first, among what the viewer may see."""
    found = defaultdict(list)
    issues = (
        Issue.objects.visible_to(viewer)
        .apart()
        .filter(pk__in=Classification.objects.exclude(tension="").values("pk"))
        .select_related("classification", "organisation")
        .prefetch_related("classification__regulations")
        .order_by("-pk")[:MOST]
    )
    for issue in issues:
        rules = sorted(issue.classification.regulations.all(), key=lambda rule: rule.pk)
        for pair in combinations(rules, 2):
            found[pair].append(issue)
    seen = _others_seen(viewer, {issue for rows in found.values() for issue in rows})
    pairs = [Pair(rules, rows, seen) for rules, rows in found.items()]
    return sorted(pairs, key=lambda pair: (-len(pair.issues), str(pair.rules[0]), str(pair.rules[1])))


def _others_seen(viewer, issues):
    """Of the cases whose answers these are said to conflict with, those the viewer may see."""
    others = {issue.classification.conflicts_with_id for issue in issues} - {None}
    return frozenset(Issue.objects.visible_to(viewer).filter(pk__in=others).values_list("pk", flat=True))
