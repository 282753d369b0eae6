"""A form made before others took a step is refused, says what they did, and keeps what was typed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from escalation.models import Referral
from meetings.planning import move, plan
from network.models import Event, EventAbout
from network.story import newest_event, news_since
from network.workflow import take

pytestmark = pytest.mark.django_db
SINCE = "Siden du åpnet siden, har dette skjedd: "


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(token|version|seen)" value="([^"]*)"', page))


@pytest.fixture
def asked(bodies, now):
    by = (now + timedelta(days=10)).date()
    return {"asked_body": bodies.south_east.pk, "by": by.isoformat()}


@pytest.fixture
def referral(chain, bodies):
    return chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))


def test_it_names_who_did_what_and_when_and_keeps_what_was_typed(client_for, cast, chain, referral, asked):
    url = reverse("referral-step", args=[referral.pk, "ask"])
    form = hidden(client_for(cast.coord_lead).get(url).content.decode())
    assert set(form) == {"token", "version", "seen"}
    chain.laid_before(referral)
    sent = form | {"question": "Hvor mange gjelder det?", **asked}
    before = Event.objects.count()
    page = client_for(cast.coord_lead).post(url, sent).content.decode()
    assert Event.objects.count() == before
    assert f"{SINCE}Koordineringsgruppen legger saken frem for Styringsgruppen (Coord lead, " in page
    assert "Se hva som er nytt før du sender på nytt." in page
    assert "Hvor mange gjelder det?" in page
    again = hidden(page)
    assert int(again["version"]) == int(form["version"]) + 1
    assert int(again["seen"]) > int(form["seen"])
    # Sent once more, the news is read: it is judged on what stands, and not refused as old.
    assert SINCE not in client_for(cast.coord_lead).post(url, sent | again).content.decode()


def test_what_has_become_impossible_is_said_to_be(client_for, cast, chain):
    issue = chain.raised()
    url = f"/innmeldinger/{issue.pk}/besvar/"
    form = hidden(client_for(cast.lead).get(url).content.decode())
    take(issue, "withdraw", actor=cast.member, now=chain.tick())
    page = client_for(cast.lead).post(url, form | {"text": "Slik gjør dere."}).content.decode()
    assert SINCE in page
    assert "«Besvar i nettverket» går ikke nå: saken er «trukket»." in page
    assert "før du sender på nytt" not in page
    assert "Slik gjør dere." in page


def test_it_names_only_what_came_after_the_form_was_made(cast, chain, referral):
    seen = newest_event(referral)
    chain.laid_before(referral)
    told = news_since(seen, referral)
    assert "legger saken frem" in told
    assert "Mottatt av" not in told


def test_what_the_reader_may_not_know_of_is_not_named(chain, referral):
    seen = newest_event(referral)
    chain.laid_before(referral)
    assert news_since(seen, referral, without=["referral.lay_before"]) == ""


def test_of_many_things_the_three_newest_are_named(cast, chain, now):
    issue = chain.raised()
    seen = newest_event(issue)
    issue = take(issue, "take_up", actor=cast.lead, now=chain.tick())
    for _ in range(2):
        until = now.date() + timedelta(days=60)
        issue = take(issue, "hold", actor=cast.lead, now=chain.tick(), reason="Vent litt.", until=until)
        issue = take(issue, "resume", actor=cast.lead, now=chain.tick())
    told = news_since(seen, issue)
    assert told.startswith("Siden du åpnet siden, har blant annet dette skjedd: Tatt opp igjen (")
    assert told.count(";") == 2


def test_a_meeting_that_was_moved_says_so(client_for, cast, chain, bodies, now):
    meeting = plan(bodies.south_east, actor=cast.lead, now=chain.tick(), starts_at=now + timedelta(days=20))
    url = f"/moter/{meeting.pk}/avlys/"
    form = hidden(client_for(cast.secretariat).get(url).content.decode())
    elsewhere = {"actor": cast.lead, "now": chain.tick(), "starts_at": now + timedelta(days=27)}
    move(meeting, why="Lederen er bortreist.", **elsewhere)
    page = client_for(cast.secretariat).post(url, form | {"why": "Ingen kan."}).content.decode()
    assert f"{SINCE}Møtet ble flyttet til " in page
    assert "Ingen kan." in page


def test_without_anything_to_tell_it_says_what_it_always_said(client_for, cast, referral, asked):
    url = reverse("referral-step", args=[referral.pk, "ask"])
    form = hidden(client_for(cast.coord_lead).get(url).content.decode())
    Referral.objects.filter(pk=referral.pk).update(version=referral.version + 1)
    EventAbout.objects.filter(event__gt=int(form["seen"])).delete()
    page = client_for(cast.coord_lead).post(url, form | {"question": "Hvor mange?", **asked})
    assert "Noen andre har endret saken siden du åpnet siden." in page.content.decode()
