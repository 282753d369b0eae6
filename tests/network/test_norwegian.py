"""Words as search keeps them: forms, parts of compounds, and one word for the same thing."""

import pytest

from network.norwegian import asked_of, kept_of, parts_of, stem, stems_of


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("røntgenbilder", ["røntgen", "bilder"]),
        ("pasientjournalsystemet", ["pasient", "journal", "system"]),
        ("behandlingsgrunnlag", ["behandling", "grunnlag"]),
        ("sykehusinnkjøp", ["sykehus", "innkjøp"]),
    ],
)
def test_a_compound_is_kept_with_its_parts(compound, parts):
    assert parts_of(stem(compound)) == tuple(map(stem, parts))
    assert set(map(stem, [compound, *parts])) <= set(kept_of(compound))


@pytest.mark.parametrize(
    "word",
    ["behandling", "innføring", "forbedring", "anbefaling", "forhandling", "utprøving", "ki", "avtalen"],
)
def test_what_is_one_word_is_not_taken_apart(word):
    assert parts_of(stem(word)) == ()


@pytest.mark.parametrize("name", ["KI", "AI", "kunstig intelligens", "Artificial Intelligence"])
def test_the_same_thing_is_asked_for_by_one_word_and_kept_by_it(name):
    assert asked_of(name) == ["ki"]
    assert "ki" in kept_of(f"Bruk av {name} i klinikken")


def test_the_longest_name_goes_before_a_shorter_one_in_it():
    assert asked_of("AI Act") == asked_of("KI-forordningen")
    assert asked_of("AI Act") != asked_of("AI")


def test_letters_of_neighbours_are_ours_and_other_marks_fall_away():
    assert stems_of("Göteborg Ánte Skellefteå") == stems_of("gøteborg ante skellefteå")
    assert stems_of("får") != stems_of("far")
