"""Two texts from one: nothing that either has typed is lost, and what only one has changed is as they wrote it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.merging import END, merge

TEXTS = st.lists(st.sampled_from("abcdef") | st.just(""), max_size=8).map("\n".join)
NAMES = {"my_name": "Kari", "their_name": "Ola"}


def merged(base, mine, theirs):
    return merge(base, mine, theirs, **NAMES)


def lines(text):
    return Counter(line for line in text.split("\n") if line)


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_that_either_has_typed_is_lost(base, mine, theirs):
    text, _ = merged(base, mine, theirs)
    for typed in (mine, theirs):
        assert not lines(typed) - lines(base) - lines(text)


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_comes_that_nobody_wrote(base, mine, theirs):
    text, clashed = merged(base, mine, theirs)
    new = set(lines(text)) - set(lines(base)) - set(lines(mine)) - set(lines(theirs))
    assert new == ({"[Ola skrev samtidig:]", "[Kari skrev samtidig:]", END} if clashed else set())


@given(TEXTS, TEXTS)
def test_what_only_one_has_changed_is_as_they_wrote_it(base, mine):
    assert merged(base, mine, base) == (mine, False)
    assert merged(base, base, mine) == (mine, False)
    assert merged(base, mine, mine) == (mine, False)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text"),
    [
        ("a\nb\nc", "a\nb\nc\nd", "z\na\nb\nc", "z\na\nb\nc\nd"),
        ("a\nb\nc", "a\nB\nc", "a\nb\nC", "a\nB\nC"),
        ("", "min linje", "din linje", "din linje\nmin linje"),
        ("a", "a\nmin", "a\ndin", "a\ndin\nmin"),
        ("a\nb\nc", "a\nc", "a\nb\nC", "a\nC"),
    ],
    ids=["apart", "neighbours", "from nothing", "both at the end", "one took away"],
)
def test_changes_that_do_not_meet_are_both_there_without_marks(base, mine, theirs, text):
    assert merged(base, mine, theirs) == (text, False)


def test_the_same_line_changed_by_both_stands_twice_with_who_wrote_which():
    text, clashed = merged("Vi er enige.\nSlutt", "Vi er helt enige.\nSlutt", "Vi er uenige.\nSlutt")
    assert clashed
    assert text.split("\n") == [
        "[Ola skrev samtidig:]",
        "Vi er uenige.",
        "[Kari skrev samtidig:]",
        "Vi er helt enige.",
        END,
        "Slutt",
    ]
