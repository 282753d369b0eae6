"""That no one's price can be computed back from figures over several."""

from types import SimpleNamespace

import pytest

from register.disclosure import band, may_show
from register.prices import adjusted


def reports(*organisations):
    return [SimpleNamespace(pk=number, organisation_id=one) for number, one in enumerate(organisations)]


@pytest.mark.parametrize(
    ("organisations", "seen", "shown"),
    [
        ("AB", set(), False),
        ("AAB", set(), False),  # three reports, two organisations
        ("ABC", set(), True),
        ("ABC", {0}, False),  # the viewer is one of three: two are left to tell apart
        ("ABC", {0, 1}, False),
        ("ABC", {0, 1, 2}, True),  # nothing there that one may not open
        ("ABCD", {0}, True),
        ("ABCD", {0, 1}, False),
    ],
)
def test_hidden_organisations_are_none_or_three(organisations, seen, shown):
    assert may_show(reports(*organisations), seen) is shown


def test_a_part_is_not_shown_beside_a_whole_that_gives_one_away():
    """The product has A, B and C, its area also D: the difference of the two is D."""
    area = reports(*"ABCD")
    assert may_show(area, set())
    assert not may_show(area[:3], set(), within=area)
    assert may_show(area[:3], {3}, within=area), "D has told the viewer already"
    six = reports(*"ABCDEF")
    assert may_show(six[:3], set(), within=six)


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        (0, (0, 10_000)),
        (10_000, (10_000, 20_000)),
        (999_999, (500_000, 1_000_000)),
        (1_000_000, (1_000_000, 2_000_000)),
        (7_100_000, (5_000_000, 10_000_000)),
    ],
)
def test_bands(amount, found):
    assert band(amount) == found


def test_prices_are_those_of_the_newest_year():
    assert adjusted(1_000_000, 2015) == 1_336_000
    assert adjusted(1_000_000, 2024) == 1_000_000
    assert adjusted(1_000_000, None) is adjusted(1_000_000, 1999) is None
    assert adjusted(1_000_000, 2026) == 1_000_000, (
        "the index does not know it yet, and it counts as it was told"
    )
