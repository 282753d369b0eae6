"""What a reader is told has changed: everything they would notice, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.difference import difference


def line(pk, title="Sak", kind="discussion", minutes=10, presenter=""):
    return {
        "source": "issue",
        "label": "issues.issue",
        "pk": pk,
        "title": f"{title} {pk}",
        "type": kind,
        "minutes": minutes,
        "presenter": presenter,
    }


def agenda(*lines, reserve=()):
    return {"items": list(lines), "reserve": list(reserve)}


lines = st.lists(
    st.builds(
        line,
        st.integers(1, 6),
        minutes=st.sampled_from([5, 10]),
        kind=st.sampled_from(["decision", "discussion"]),
    ),
    unique_by=lambda each: each["pk"],
)


@given(lines, lines)
def test_something_is_told_exactly_when_the_agendas_differ(before, after):
    assert bool(difference(agenda(*before), agenda(*after))) == (before != after)


def test_each_change_is_a_sentence():
    before = agenda(line(1), line(2), line(3, minutes=5))
    after = agenda(line(3, minutes=15), line(1, kind="decision", presenter="Kari Nes"), line(4))
    assert difference(before, after) == [
        "Ny sak: Sak 4 (drøfting, 10 minutter).",
        "Tatt ut: Sak 2.",
        "Endret: Sak 3: 15 minutter, ikke 5.",
        "Endret: Sak 1: beslutning, ikke drøfting, legges frem av Kari Nes.",
        "Sakene står i en annen rekkefølge.",
    ]


def test_the_reserve_list_is_not_on_the_agenda():
    assert difference(agenda(line(1)), agenda(line(1), reserve=[line(2)])) == []
