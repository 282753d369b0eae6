"""Duplicates that were never raised, because someone found the case among the suggestions (S7)."""

from issues.models import Spared


def spared(issue, *, person, how, now):
    """Count it, once for each person and case."""
    Spared.objects.get_or_create(issue=issue, person=person, defaults={"how": how, "at": now})
