"""Issues that look alike, among those the viewer may see."""

from dataclasses import dataclass

from issues.models import Issue, State
from network.likeness import closest

LEAST_LETTERS = 15


@dataclass(frozen=True)
class Suggestion:
    """A similar issue, and the words they share as the reason."""

    issue: Issue
    shared: tuple[str, ...]

    @property
    def is_answered(self):
        return self.issue.state == State.ANSWERED


def similar(text, viewer, *, exclude=None, limit=5):
    """The issues most like a text, best first; those answered before those open when they are as close.

    Never what the viewer may not see, never `exclude` (the issue itself), nothing for a few letters.
    """
    if len(text.strip()) < LEAST_LETTERS:
        return []
    seen = Issue.objects.visible_to(viewer).exclude(pk=exclude).for_lists()
    alike = closest(seen, text, first=lambda issue: issue.state == State.ANSWERED)
    return [Suggestion(issue, shared) for issue, shared in alike[:limit]]
