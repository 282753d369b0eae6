"""Two texts that grew from the same one, made into one by line. Nothing that either has typed is lost.

A three-way merge over Python's own difflib: the libraries that do it are under the GPL, which is not for one of
them to choose here, and they see a clash where one writes on a line and another adds the next.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

MARK = "[{} skrev samtidig:]"
END = "[Velg hva som skal stå, og ta bort klammene.]"


@dataclass(frozen=True)
class Edit:
    """Lines `start` to `end` of the old text became `lines`; `mine` tells whose edit it is."""

    start: int
    end: int
    mine: bool
    lines: list


def merge(base, mine, theirs, *, my_name, their_name):
    """The text both wanted. Where they have changed the same lines, both stand, each under the name of who wrote
    it. Texts have «\\n» between lines. Returns (text, whether both had to stand)."""
    base, mine, theirs = (text.split("\n") for text in (base, mine, theirs))
    merged, at, clashed = [], 0, False
    for start, end, edits in _places([*_edits(base, theirs, mine=False), *_edits(base, mine, mine=True)]):
        was = base[start:end]
        they, me = (
            _applied(base, start, end, [e for e in edits if e.mine is side]) for side in (False, True)
        )
        merged += base[at:start]
        at = end
        if me in (was, they):
            merged += they
        elif they == was:
            merged += me
        elif any(was) and any(me) and any(they):
            clashed = True
            merged += [MARK.format(their_name), *they, MARK.format(my_name), *me, END]
        else:
            # Both only added here, or one changed what the other took away: nothing contradicts.
            merged += they + me[_alike(me, they) :]
    return "\n".join(merged + base[at:]), clashed


def _edits(base, text, *, mine):
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    return [
        Edit(start, end, mine, text[new_start:new_end])
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _places(edits):
    """Edits that touch the same lines, together: (start, end, edits), in order. To add where another adds is the
    same place; to add beside lines that another changes is not."""
    places = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, edit.mine)):
        start, end, together = places[-1] if places else (-1, -1, [])
        if edit.start < end or edit.start == edit.end == start == end:
            places[-1] = (start, max(end, edit.end), [*together, edit])
        else:
            places.append((edit.start, edit.end, [edit]))
    return places


def _applied(base, start, end, edits):
    lines = []
    for edit in edits:
        lines += base[start : edit.start] + edit.lines
        start = edit.end
    return lines + base[start:end]


def _alike(one, other):
    """How many lines two begin with alike."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
