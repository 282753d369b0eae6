"""What networks learn of others is told once, by those who run them, and read by everyone inside."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network import lessons
from network.deadlines import local_day
from network.models import Event, Lesson

TOLD = {
    "partner": "Digi-hjem",
    "what": "Temagrupper deler maler på tvers.",
    "status": "considered",
    "why": "Vi prøver én først.",
    "token": "t1",
}


def test_a_lead_tells_and_the_others_read(bodies, cast, now, client_for):
    address = f"/nettverk/{bodies.south_east.pk}/laering/"
    form = TOLD | {"on": local_day(now).isoformat()}
    browser = client_for(cast.lead)
    browser.post(address, form)
    browser.post(address, form)
    lesson = Lesson.objects.get()
    assert lesson.told_by == cast.lead.seats.get()
    for page in ("/nettverk/laering/", f"/nettverk/{bodies.south_east.pk}/"):
        assert "Temagrupper deler maler" in client_for(cast.member_west).get(page).content.decode()
    assert client_for(cast.member).post(address, form | {"token": "t2"}).status_code == 404
    assert client_for(cast.outsider).get("/nettverk/laering/").status_code == 404


def test_what_was_considered_comes_to_something_and_the_timeline_keeps_both(bodies, cast, now, client_for):
    lesson = lessons.tell(
        bodies.south_east, actor=cast.lead, seat=cast.lead.seats.get(), now=now, on=local_day(now), **TOLD
    )
    address = f"/nettverk/laering/{lesson.pk}/"
    assert client_for(cast.lead_west).get(address).status_code == 404
    client_for(cast.lead).post(address, {"status": "rejected", "why": "For få deltok."})
    lesson.refresh_from_db()
    assert (lesson.status, lesson.why) == ("rejected", "For få deltok.")
    event = Event.objects.get(verb="lesson.judged")
    assert (event.data["before"], event.data["status"]) == ("considered", "rejected")


def test_a_day_that_has_not_been_is_refused_beside_its_field(bodies, cast, client_for):
    address = f"/nettverk/{bodies.south_east.pk}/laering/"
    page = client_for(cast.lead).post(address, TOLD | {"on": "2099-01-01"}).content.decode()
    assert "Velg dagen dere lærte det" in page
    assert not Lesson.objects.exists()


@pytest.mark.parametrize("page", ["/nettverk/laering/", "/nettverk/{pk}/"])
def test_lessons_cost_the_same_with_one_and_with_many(page, bodies, cast, now, client_for):
    browser, address = client_for(cast.lead), page.format(pk=bodies.south_east.pk)
    by = {"actor": cast.lead, "seat": cast.lead.seats.get(), "now": now, "on": local_day(now)}

    def asked():
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        return len(queries)

    lessons.tell(bodies.south_east, **by, **TOLD)
    few = asked()
    for number in range(9):
        lessons.tell(bodies.south_east, **by, **TOLD | {"token": f"n{number}"})
    assert asked() == few
