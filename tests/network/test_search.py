import pytest

from network import search
from register.projects import edit


def titles(text, viewer):
    return [hit.title for _, hits in search.find(text, viewer) for hit in hits]


@pytest.mark.parametrize(
    "text",
    [
        "røntgenbilder",
        "RØNTGENBILDER",
        "røntgenbilde",
        "deling trening",
        "røntg",
        "«deling»",
        "Deling; DROP TABLE",
    ],
)
def test_norwegian_words_are_found_in_their_forms(text, chain, cast, viewer):
    issue = chain.raised(text="Vi vil drop table på deling av bilder.")
    assert issue.title in titles(text, viewer(cast.member))


@pytest.mark.parametrize(
    "text", ["", "og i på", '"', "*", "' OR 1=1 --", "AND OR NOT", "-", "(", "x" * 5000, "\x00"]
)
def test_odd_text_finds_nothing_and_breaks_nothing(text, chain, cast, viewer):
    chain.raised()
    assert titles(text, viewer(cast.member)) == []


def test_what_one_may_not_see_is_not_found(chain, cast, viewer):
    issue = chain.raised(restricted=True)
    assert titles("røntgenbilder", viewer(cast.member_west)) == []
    assert titles("røntgenbilder", viewer(cast.lead)) == [issue.title]


def test_a_changed_text_is_found_by_its_new_words_alone(chain, cast, viewer, now):
    project = chain.registered()
    edit(project, actor=cast.member, now=now, title="Triagering av mammografi", purpose="Screening.")
    assert titles("mammografi", viewer(cast.member)) == ["Triagering av mammografi"]
    assert titles("bruddpåvisning", viewer(cast.member)) == []
