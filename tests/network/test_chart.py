"""Who there is, drawn: level by level, with who leads and who is missing."""

import re
from datetime import timedelta

import pytest

from network.chart import LEVELS
from network.composition import expect
from network.models import Body, Seat


@pytest.fixture
def page_for(client_for):
    def shown(person):
        page = client_for(person).get("/nettverk/").content.decode()
        return page, re.findall(r'href="/nettverk/(\d+)/"', page)

    return shown


def test_every_kind_of_body_has_one_place_in_the_chart():
    kinds = [kind for level in LEVELS for kind in level.kinds]
    assert sorted(kinds) == sorted(Body.Kind.values)


def test_bodies_stand_above_those_they_answer_and_those_that_ended_last(page_for, bodies, cast, now):
    gone = Body.objects.create(
        slug="gammel", name="Gammel gruppe", kind="topic_group", ends_on=now.date() - timedelta(days=2)
    )
    page, order = page_for(cast.member)
    assert order.index(str(bodies.steering.pk)) < order.index(str(bodies.coordinating.pk))
    assert order.index(str(bodies.coordinating.pk)) < order.index(str(bodies.network_steering.pk))
    assert order.index(str(bodies.network_steering.pk)) < order.index(str(bodies.south_east.pk))
    assert order[-1] == str(gone.pk)
    assert "Opp: løftede saker" in page


def test_a_body_shows_who_leads_and_says_when_nobody_does(page_for, bodies, cast, now):
    box = re.search(
        rf'href="/nettverk/{bodies.south_east.pk}/".*?</li>', page_for(cast.member)[0], re.DOTALL
    )[0]
    assert f"Leder: {cast.lead.name}" in box
    Seat.objects.filter(body=bodies.south_east, role="lead").update(ends_at=now - timedelta(hours=1))
    box = re.search(
        rf'href="/nettverk/{bodies.south_east.pk}/".*?</li>', page_for(cast.member)[0], re.DOTALL
    )[0]
    assert "ingen leder" in box
    assert cast.lead.name not in box


def test_vacant_places_are_for_those_inside(page_for, bodies, cast, now):
    expect(bodies.council, actor=cast.secretariat, seat=None, now=now, field="law")
    assert "Mangler: " in page_for(cast.member)[0]
    assert "Mangler: " not in page_for(cast.outsider)[0]
