"""Issues that look alike, among those the viewer may see."""

from collections import Counter
from dataclasses import dataclass
from math import log

from issues.models import Issue, State
from network.models import SearchEntry
from network.search import matching, stems_of

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
    seen = Issue.objects.visible_to(viewer).apart().exclude(pk=exclude).for_lists()
    alike = closest(seen, text, first=lambda issue: issue.state == State.ANSWERED)
    return [Suggestion(issue, shared) for issue, shared in alike[:limit]]


def closest(rows, text, *, first=lambda row: False):
    """Of rows that search knows, those that share words with a text: [(row, shared stems)], best first.

    Two words must be shared (one, when the text has only one); rare words weigh most. Among equals come
    those that are `first`, then the newest.
    """
    wanted, label = set(stems_of(text)), rows.model._meta.label_lower
    found = {
        row.pk: row
        for row in rows.filter(pk__in=matching(label, text, any_word=True)).order_by("-pk")[:CANDIDATES]
    }
    entries = SearchEntry.objects.filter(label=label, object_id__in=found).values_list("object_id", "stems")
    words = {pk: set(stems.split()) & wanted for pk, stems in entries}
    weight = _rarity(words.values())
    closeness = {pk: sum(weight[word] for word in shared) for pk, shared in words.items()}
    best = sorted(closeness, key=lambda pk: (-closeness[pk], not first(found[pk]), -pk))
    return [(found[pk], tuple(sorted(words[pk]))) for pk in best if len(words[pk]) >= min(2, len(wanted))]


def _rarity(word_sets):
    """A word that few candidates share says more than one that all share."""
    word_sets = list(word_sets)
    counts = Counter(word for words in word_sets for word in words)
    return {word: log(1 + len(word_sets) / count) for word, count in counts.items()}
