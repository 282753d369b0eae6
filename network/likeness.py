"""Rows that say much the same as a text, with the words they share as the reason."""

from collections import Counter
from math import log

from network.models import SearchEntry
from network.norwegian import stem, stems_of, telling_of, words_of
from network.search import matching, stems_in

CANDIDATES = 60


def closest(rows, text, *, first=lambda row: False):
    """Of rows that search knows, those that share words with a text: [(row, shared stems)], best first.

    Two words must be shared (one, when the text has only one); rare words weigh most. Among equals come
    those that are `first`, then the newest.
    """
    wanted, label = set(map(stem, telling_of(text))), rows.model._meta.label_lower
    found = {
        row.pk: row
        for row in rows.filter(pk__in=matching(label, text, any_word=True)).order_by("-pk")[:CANDIDATES]
    }
    entries = SearchEntry.objects.filter(label=label, object_id__in=found).values_list("object_id", "stems")
    words = {pk: stems_in(kept) & wanted for pk, kept in entries}
    weight = _rarity(words.values())
    closeness = {pk: sum(weight[word] for word in shared) for pk, shared in words.items()}
    best = sorted(closeness, key=lambda pk: (-closeness[pk], not first(found[pk]), -pk))
    return [(found[pk], tuple(sorted(words[pk]))) for pk in best if len(words[pk]) >= min(2, len(wanted))]


def _rarity(word_sets):
    """A word that few candidates share says more than one that all share."""
    word_sets = list(word_sets)
    counts = Counter(word for words in word_sets for word in words)
    return {word: log(1 + len(word_sets) / count) for word, count in counts.items()}


def words_behind(stems, text):
    """The words of a text that some stems come from, as they are written there, each once."""
    found = {stem: word for word in reversed(words_of(text)) for stem in stems_of(word)}
    return [found[stem] for stem in stems if stem in found]
