"""Two texts that grew from the same one, made into one by line. Nothing that either has typed is lost.

The three-way merge of diff3, over Python's own difflib: the libraries that do it are under the GPL, which is
not ours to choose, or merge by character, which makes words that nobody wrote.
"""

from difflib import SequenceMatcher

MARK = "[{} skrev samtidig:]"
END = "[Velg hva som skal stå, og ta bort klammene.]"


def merge(base, mine, theirs, *, my_name, their_name):
    """The text both wanted. Where they have written differently on the same place, both stand, each under
    the name of who wrote it. Texts have «\\n» between lines. Returns (text, whether both had to stand)."""
    base, mine, theirs = (text.split("\n") for text in (base, mine, theirs))
    merged, clashed = [], False
    for was, me, they in _regions(base, mine, theirs):
        if me in (was, they):
            merged += they
        elif they == was:
            merged += me
        elif not (any(was) and any(me) and any(they)):
            # Both only added here, or one changed what the other took away: nothing contradicts.
            merged += they + me
        else:
            clashed = True
            merged += [MARK.format(their_name), *they, MARK.format(my_name), *me, END]
    return "\n".join(merged), clashed


def _regions(base, mine, theirs):
    """The three texts cut at the lines they all have: what stands between, and then what they share."""
    at = (0, 0, 0)
    for start, mine_at, theirs_at, size in _shared(base, mine, theirs):
        yield from _narrowed(base[at[0] : start], mine[at[1] : mine_at], theirs[at[2] : theirs_at])
        shared = base[start : start + size]
        yield shared, shared, shared
        at = (start + size, mine_at + size, theirs_at + size)


def _narrowed(was, me, they):
    """What both have written alike at the beginning of a place is no clash; only the rest can be."""
    same = 0
    while same < min(len(me), len(they)) and me[same] == they[same] and me[same] not in was:
        same += 1
    if same:
        yield [], me[:same], they[:same]
    yield was, me[same:], they[same:]


def _shared(base, mine, theirs):
    """Runs of lines that all three have, as (place in base, in mine, in theirs, how many); the end last."""
    in_mine, in_theirs = _matches(base, mine), _matches(base, theirs)
    one = other = 0
    while one < len(in_mine) and other < len(in_theirs):
        (a, at_mine, a_size), (b, at_theirs, b_size) = in_mine[one], in_theirs[other]
        start, end = max(a, b), min(a + a_size, b + b_size)
        if start < end:
            yield start, at_mine + start - a, at_theirs + start - b, end - start
        if a + a_size < b + b_size:
            one += 1
        else:
            other += 1
    yield len(base), len(mine), len(theirs), 0


def _matches(one, other):
    return SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()[:-1]
