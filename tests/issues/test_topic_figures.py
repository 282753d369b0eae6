"""Data access, code systems and the other topics, each with its own figures."""

from datetime import timedelta

from issues.models import Issue
from issues.topic_figures import by_topic
from network.language import choose_language
from network.workflow import take


def numbers_of(plot):
    return {name: dict(numbers) for name, numbers in plot["rows"]}


def test_each_topic_has_how_many_where_from_and_how_long(chain, cast, viewer):
    first = chain.raised(topics=["datatilgang", "kodeverk og datakvalitet"])
    take(chain.taken_up(first), "answer", actor=cast.lead, now=chain.tick(), text="Spør registeret.")
    Issue.objects.filter(pk=first.pk).update(raised_at=chain.now - timedelta(days=10, hours=1))
    chain.raised(title="Får vi data fra registeret?", topics=["datatilgang"])
    chain.raised(title="Uten tema")
    by_answer, by_region = map(numbers_of, by_topic(viewer(cast.member)))
    assert by_answer == {
        "Datatilgang": {"Innmeldinger": 2, "Åpne nå": 1, "Besvart": 1, "Dager til svar, median": 10},
        "Kodeverk og datakvalitet": {
            "Innmeldinger": 1,
            "Åpne nå": 0,
            "Besvart": 1,
            "Dager til svar, median": 10,
        },
    }
    assert by_region["Datatilgang"] == {"Helse Sør-Øst": 2}


def test_what_one_may_not_see_is_not_counted_and_none_is_said(chain, cast, client_for):
    chain.raised(topics=["datatilgang"], restricted=True)
    page = client_for(cast.member_west).get("/innmeldinger/tema/").content.decode()
    assert "Ingen innmeldinger har tema ennå" in page


def test_a_topic_says_that_it_is_norwegian_also_inside_the_drawing(chain, cast, client_for):
    chain.raised(topics=["datatilgang"])
    address = "/innmeldinger/tema/"
    assert '<text x="0" y="14">Datatilgang</text>' in client_for(cast.member).get(address).content.decode()
    choose_language(cast.member, "en")
    page = client_for(cast.member).get(address).content.decode()
    assert '<text x="0" y="14" lang="nb">Datatilgang</text>' in page
