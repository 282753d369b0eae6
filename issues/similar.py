"""Issues that look alike, among those the viewer may see."""

from collections import Counter
from dataclasses import dataclass
from math import log

from issues.models import Issue, State
from network.models import SearchEntry
from network.search import matching, stems_of

LABEL = "issues.issue"
CANDIDATES = 60
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
    wanted = set(stems_of(text))
    found = (
        Issue.objects.visible_to(viewer)
        .filter(pk__in=matching(LABEL, text, any_word=True))
        .exclude(pk=exclude)
        .for_lists()
        .order_by("-pk")[:CANDIDATES]
    )
    issues = {issue.pk: issue for issue in found}
    stems = dict(
        SearchEntry.objects.filter(label=LABEL, object_id__in=issues).values_list("object_id", "stems")
    )
    words = {pk: set(text.split()) & wanted for pk, text in stems.items()}
    weight = _rarity(words.values())
    closeness = {pk: sum(weight[word] for word in shared) for pk, shared in words.items()}
    best = sorted(closeness, key=lambda pk: (-closeness[pk], issues[pk].state != State.ANSWERED, -pk))
    enough = [pk for pk in best if len(words[pk]) >= min(2, len(wanted))]
    return [Suggestion(issues[pk], tuple(sorted(words[pk]))) for pk in enough[:limit]]


def _rarity(word_sets):
    """A word that few candidates share says more than one that all share."""
    word_sets = list(word_sets)
    counts = Counter(word for words in word_sets for word in words)
    return {word: log(1 + len(word_sets) / count) for word, count in counts.items()}
