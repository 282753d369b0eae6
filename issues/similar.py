"""What looks like a text, among what the viewer may see: innmeldinger, and what stands above them."""

from dataclasses import dataclass

from issues.models import ANSWERED, Anonymised, Issue, State
from issues.ranking import keys_of, rank, shared_words, telling_words, text_of
from issues.titles import title_and_text
from network.likeness import CANDIDATES
from network.registries import searchables
from network.search import matching

LEAST_LETTERS = 15


@dataclass(frozen=True)
class Suggestion:
    """A similar issue, or the anonymised text of one, and the words they share as the reason."""

    issue: Issue | Anonymised
    shared: tuple[str, ...]

    @property
    def is_answered(self):
        return not self.is_anonymised and self.issue.state in ANSWERED

    @property
    def is_anonymised(self):
        return isinstance(self.issue, Anonymised)


def similar(text, viewer, *, exclude=None, limit=5):
    """The issues most like a text, best first; those answered before those open when they are as close.

    Never what the viewer may not see, never `exclude` (the issue itself), nothing for a few letters.
    Of a restricted issue those outside find the anonymised text, once it is shown.
    """
    if len(text.strip()) < LEAST_LETTERS:
        return []
    seen = Issue.objects.visible_to(viewer).apart()
    twins = Anonymised.objects.visible_to(viewer).filter(shown_at__isnull=False)
    rows = [
        *_candidates(seen.exclude(pk=exclude).for_lists(), text),
        *_candidates(twins.exclude(issue__in=seen.filter(restricted=True)).exclude(issue=exclude), text),
    ]
    return [Suggestion(row, shared) for row, shared in ranked(text, rows, limit=limit)]


def guidance_like(text, viewer, *, limit=3):
    """What applies already, of the kinds that say they answer: [(Searchable, object, shared words)], best first."""
    if len(text.strip()) < LEAST_LETTERS:
        return []
    found = []
    for kind in searchables():
        if kind.answers:
            rows = kind.model.objects.visible_to(viewer).select_related(*kind.select)
            found += [
                (kind, row, shared) for row, shared in ranked(text, _candidates(rows, text), limit=limit)
            ]
    return found


def ranked(text, rows, *, limit):
    """Rows with a title and a text, most like first: [(row, shared words)]. Among equals, the answered, the newest."""
    asked = _asked(text)
    order = sorted(rows, key=lambda row: (getattr(row, "state", "") != State.ANSWERED, -row.pk))
    alike = rank(asked, [text_of(row.title, row.text) for row in order])[:limit]
    return [(order[place], shared_words(text, (order[place].title, order[place].text))) for place, _ in alike]


def _asked(text):
    """With the title that it gets when it is sent."""
    return text_of(*title_and_text(text))


def _candidates(rows, text):
    """Of rows that search knows, the newest of those that share a telling word or a meaning."""
    label = rows.model._meta.label_lower
    words = " ".join([*keys_of(text)[:6], *telling_words(text)])
    found = rows.filter(pk__in=matching(label, words, any_word=True)).order_by("-pk")
    return list(found[:CANDIDATES])
