"""The choice: never over the time but for what must be, never beaten, the same whatever the order."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.agenda import SECTIONS, Candidate, compile_agenda

REGIONS = ("", "Helse Nord", "Helse Vest", "Helse Midt-Norge")


def candidate(pk, minutes=10, value=500, **more):
    given = {
        "source": "issue",
        "label": "issues.issue",
        "type": "discussion",
        "title": f"Sak {pk}",
        "why": "Derfor.",
    }
    return Candidate(pk=pk, minutes=minutes, value=value, **(given | more))


candidates = st.lists(
    st.builds(
        dict,
        minutes=st.integers(1, 40),
        value=st.integers(0, 1500),
        must=st.booleans(),
        region=st.sampled_from(REGIONS),
        passed_over=st.integers(0, 4),
        source=st.sampled_from(SECTIONS),
    ),
    max_size=9,
).map(lambda rows: [candidate(pk, **row) for pk, row in enumerate(rows)])
capacities = st.integers(0, 120)
properties = settings(max_examples=150)


def keys(lines):
    return [line.candidate.key for line in lines]


@properties
@given(candidates, capacities)
def test_over_the_time_only_for_what_must_be_treated(standing, capacity):
    agenda = compile_agenda(standing, capacity=capacity)
    must = sum(c.minutes for c in standing if c.must)
    assert agenda.minutes <= max(capacity, must)


@properties
@given(candidates, capacities)
def test_everything_that_stands_is_on_it_or_in_reserve_and_says_why(standing, capacity):
    agenda = compile_agenda(standing, capacity=capacity)
    assert sorted(keys(agenda.items) + keys(agenda.reserve)) == sorted(c.key for c in standing)
    assert all(line.why for line in agenda.items)
    assert all(line.why_not for line in agenda.reserve)


@properties
@given(candidates, capacities, st.randoms())
def test_the_order_they_come_in_changes_nothing(standing, capacity, random):
    shuffled = random.sample(standing, len(standing))
    assert compile_agenda(shuffled, capacity=capacity) == compile_agenda(standing, capacity=capacity)


@properties
@given(candidates, capacities)
def test_no_other_choice_in_the_minutes_left_is_worth_more(standing, capacity):
    free = [c for c in standing if not (c.must or c.region or c.passed_over >= 3)]
    agenda = compile_agenda(free, capacity=capacity)

    def worth(chosen):
        return sum(c.value + 1 for c in chosen)

    best = max(
        worth(some) for n in range(len(free) + 1) for some in combinations(free, n) if sum(c.minutes for c in some) <= capacity
    )  # fmt: skip
    assert worth(line.candidate for line in agenda.items) == best


@properties
@given(candidates, capacities, st.data())
def test_with_must_items_regions_and_old_ones_the_rest_of_the_time_is_used_as_well_as_can_be(
    standing, capacity, data
):
    pinned = (
        frozenset(data.draw(st.sets(st.sampled_from([c.key for c in standing])))) if standing else frozenset()
    )
    agenda = compile_agenda(standing, capacity=capacity, pinned=pinned)
    on = {line.candidate.key for line in agenda.items}
    first = [c for c in standing if c.must or c.key in pinned]
    assert {c.key for c in first} <= on
    old = [c for c in standing if c.passed_over >= 3 and c.key not in on]
    left = capacity - agenda.minutes
    assert all(c.minutes > left for c in old), "what was passed over three times comes before what is chosen"
    # What was chosen freely is no worse than any other choice among the same, in the same minutes.
    free = [
        line.candidate
        for line in agenda.items
        if line.why == line.candidate.why and line.candidate not in first
    ]
    rest = [line.candidate for line in agenda.reserve]
    room = left + sum(c.minutes for c in free)
    best = max(
        (
            sum(c.value + 1 for c in some)
            for n in range(len(free) + len(rest) + 1)
            for some in combinations([*free, *rest], n)
            if sum(c.minutes for c in some) <= room
        ),
        default=0,
    )
    assert sum(c.value + 1 for c in free) == best


def test_each_region_not_on_it_gets_its_best_before_the_rest():
    north, south = candidate(1, value=300, region="Helse Nord"), candidate(2, value=1500, region="Helse Vest")
    more_south = [candidate(n, value=1400, region="Helse Vest") for n in (3, 4)]
    agenda = compile_agenda([*more_south, north, south], capacity=30)
    assert keys(agenda.items) == [south.key, more_south[0].key, north.key]
    assert "Høyest prioritert fra Helse Nord" in agenda.items[-1].why


def test_what_was_passed_over_three_times_comes_before_what_is_worth_more():
    old, new = candidate(1, value=300, passed_over=3), candidate(2, value=1500)
    agenda = compile_agenda([old, new], capacity=10)
    assert keys(agenda.items) == [old.key]
    assert "Forbigått 3 ganger" in agenda.items[0].why


def test_people_put_on_and_take_off():
    low, high = candidate(1, value=300), candidate(2, value=1500)
    agenda = compile_agenda([low, high], capacity=10, pinned={low.key}, removed={high.key})
    assert (keys(agenda.items), agenda.reserve) == ([low.key], ())
