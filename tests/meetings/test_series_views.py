"""The pages of series, standing items and what others arrange."""

from datetime import date, datetime, time, timedelta

import pytest

from meetings import planning
from meetings.models import Meeting, OutsideEvent, Series, StandingItem
from meetings.series import start_series
from network.deadlines import OSLO, date_text, local_day
from network.models import Event

pytestmark = pytest.mark.django_db
AFTERNOON = time(14, 30)


@pytest.fixture
def series(bodies, cast, now):
    given = {"weekday": 1, "nth": 2, "time": AFTERNOON, "starts_on": local_day(now) + timedelta(1)}
    return start_series(bodies.south_east, actor=cast.lead, now=now, **given)


@pytest.fixture
def form(now):
    return {
        "token": "t1",
        "often": "months-1",
        "nth": 2,
        "weekday": 1,
        "time": "14:30",
        "starts_on": local_day(now) + timedelta(days=1),
        "capacity_minutes": 90,
        "place": "Teams",
        "holiday": "next",
        "buffer_minutes": 10,
        "propose_days": 10,
        "papers_days": 7,
    }


def first_form(page):
    return page.context["form"]


def test_a_series_is_started_with_what_stands_in_the_form(bodies, cast, client_for, form):
    browser = client_for(cast.lead)
    address = f"/moter/serier/ny/{bodies.south_east.pk}/"
    given = {field.html_name: field.value() for field in first_form(browser.get(address)).visible_fields()}
    assert {name: str(value) for name, value in given.items() if value not in (None, "")} == {
        name: str(value) for name, value in form.items() if name not in ("token", "place", "nth")
    } | {"time": "12:00:00"}
    for _ in range(2):
        browser.post(address, form)
    made = Series.objects.get()
    assert (made.rhythm, made.place) == ("andre tirsdag i måneden kl. 14.30", "Teams")
    page = browser.get(f"/moter/serier/{made.pk}/").content.decode()
    assert "Faste møter andre tirsdag i måneden kl. 14.30" in page
    assert "Andre tirsdag i måneden kl. 14.30" in browser.get("/moter/").content.decode()


def test_a_month_needs_to_know_which(bodies, cast, client_for, form):
    browser = client_for(cast.lead)
    address = f"/moter/serier/ny/{bodies.south_east.pk}/"
    page = browser.post(address, form | {"nth": ""}).content.decode()
    assert "Velg hvilken uke i måneden det skal være." in page
    browser.post(address, form | {"nth": "", "often": "weeks-2"})
    assert Series.objects.get().rhythm == "tirsdag annenhver uke kl. 14.30"


def test_a_fault_in_what_is_folded_away_is_unfolded(bodies, cast, client_for, form):
    browser = client_for(cast.lead)
    page = browser.post(
        f"/moter/serier/ny/{bodies.south_east.pk}/", form | {"papers_days": 0}
    ).content.decode()
    assert '<details class="ds-details" open>' in page


def test_a_series_is_changed_from_a_date_and_ended(series, cast, client_for, form, now):
    browser = client_for(cast.lead)
    address = f"/moter/serier/{series.pk}"
    asked = first_form(browser.get(f"{address}/endre/"))
    assert (asked["often"].value(), asked["nth"].value(), asked["time"].value()) == ("months-1", 2, AFTERNOON)
    since = local_day(now) + timedelta(days=60)
    browser.post(f"{address}/endre/", form | {"weekday": 3, "starts_on": since})
    going_on = Series.objects.order_by("pk").last()
    assert (going_on.weekday, going_on.starts_on) == (3, since)
    browser.post(f"/moter/serier/{going_on.pk}/avslutt/", {"token": "t2", "last": since + timedelta(days=40)})
    going_on.refresh_from_db()
    assert going_on.ends_on == since + timedelta(days=40)


def test_a_refusal_stands_beside_its_date(series, cast, client_for, form, now):
    browser = client_for(cast.lead)
    long_ago = local_day(now) - timedelta(days=9)
    page = browser.post(f"/moter/serier/{series.pk}/endre/", form | {"weekday": 3, "starts_on": long_ago})
    assert "kan ikke endres tilbake i tid" in page.content.decode()
    page = browser.post(f"/moter/serier/{series.pk}/avslutt/", {"token": "t", "last": long_ago})
    assert "kan ikke avsluttes tilbake i tid" in page.content.decode()


def test_who_holds_the_meetings_is_said_with_whose_wish_it_was(series, bodies, cast, client_for, now):
    browser = client_for(cast.lead)
    wish = {"token": "t", "facilitator": bodies.coordinating.pk, "wish": "Helse Sør-Øst RHF, brev 3. juni"}
    browser.post(f"/moter/serier/{series.pk}/fasilitering/", wish)
    said = "fasiliteres av Koordineringsgruppen, etter ønske fra Helse Sør-Øst RHF, brev 3. juni"
    meeting = Meeting.objects.order_by("starts_at").first()
    for address in (f"/moter/{meeting.pk}/", f"/moter/serier/{series.pk}/"):
        assert said in browser.get(address).content.decode()
    browser = client_for(cast.coord_lead)
    assert "Flytt møtet" in browser.get(f"/moter/{meeting.pk}/").content.decode()
    assert "Regionalt KI-nettverk Helse Sør-Øst" in browser.get("/moter/").content.decode()
    last = local_day(now)
    browser.post(f"/moter/serier/{series.pk}/fasilitering/avslutt/", {"token": "t", "last": last})
    series.refresh_from_db()
    assert series.facilitator_until == last
    assert not Meeting.objects.exclude(facilitator=None).filter(starts_at__date__gt=last).exists()


def test_a_meeting_tells_when_where_and_until_when(bodies, cast, client_for, now):
    at = datetime.combine(local_day(now) + timedelta(days=30), time(12), OSLO)
    meeting = planning.plan(
        bodies.south_east,
        actor=cast.lead,
        now=now,
        starts_at=at,
        buffer_minutes=10,
        place="https://mote.example/1",
    )
    page = client_for(cast.member).get(f"/moter/{meeting.pk}/").content.decode()
    assert "kl. 12.00–13.40" in page
    assert 'href="https://mote.example/1"' in page
    assert f"Frist for å foreslå saker: {date_text(meeting.propose_by)}" in page
    assert f"Frist for saksfremlegg: {date_text(meeting.papers_by)}" in page
    assert "Flytt møtet" not in page


def test_moved_and_cancelled_it_says_why(series, cast, client_for):
    meeting = Meeting.objects.order_by("starts_at").first()
    browser = client_for(cast.lead)
    to = meeting.starts_at.astimezone(OSLO) + timedelta(days=1)
    sent = {"token": "t", "version": 0, "why": "Lederen er på reise.", "starts_at": f"{to:%Y-%m-%dT%H:%M}"}
    for _ in range(2):
        browser.post(f"/moter/{meeting.pk}/flytt/", sent)
    page = browser.get(f"/moter/{meeting.pk}/").content.decode()
    assert "Flyttet fra" in page
    assert "Lederen er på reise." in page
    stale = browser.post(f"/moter/{meeting.pk}/avlys/", {"token": "t", "version": 0, "why": "Nei."})
    assert "Noen andre har endret saken" in stale.content.decode()
    again = {"token": "t", "version": first_form(stale)["version"].value(), "why": "Få saker."}
    browser.post(f"/moter/{meeting.pk}/avlys/", again)
    page = browser.get(f"/moter/{meeting.pk}/").content.decode()
    assert "Hvorfor møtet er avlyst: Få saker." in page
    assert "Flytt møtet" not in page
    assert Event.objects.filter(verb="meeting.moved").count() == 1


def test_standing_items_are_added_once_and_ended(bodies, cast, client_for):
    browser = client_for(cast.lead)
    address = f"/moter/faste-saker/{bodies.south_east.pk}/"
    assert "Ingen faste saker ennå." in browser.get(address).content.decode()
    for _ in range(2):
        sent = {"token": "t", "title": "Nytt fra oss", "type": "information", "minutes": 10}
        browser.post(address, sent)
    item = StandingItem.objects.get()
    assert "Nytt fra oss" in browser.get(address).content.decode()
    for _ in range(2):
        browser.post(f"/moter/faste-saker/{item.pk}/avslutt/")
    assert "Ingen faste saker ennå." in browser.get(address).content.decode()
    assert list(Event.objects.filter(verb__startswith="standing").values_list("verb", flat=True)) == [
        "standing.added",
        "standing.ended",
    ]


def test_what_others_arrange_is_listed_linked_and_corrected(cast, client_for, now):
    day = local_day(now) + timedelta(days=20)
    sent = {
        "title": "KI-stafetten",
        "organiser": "KIN",
        "url": "https://kin.example/etappe",
        "starts_on": day,
    }
    browser = client_for(cast.lead)
    assert "neste etappe i KI-stafetten" in browser.get("/moter/").content.decode()
    for _ in range(2):
        browser.post("/moter/hos-andre/nytt/", sent)
    event = OutsideEvent.objects.get()
    bad = browser.post(f"/moter/hos-andre/{event.pk}/", sent | {"ends_on": date(2020, 1, 1)})
    assert "slutter før det begynner" in bad.content.decode()
    browser.post(f"/moter/hos-andre/{event.pk}/", sent | {"place": "Bodø"})
    page = client_for(cast.outsider).get("/moter/").content.decode()
    assert 'href="https://kin.example/etappe"' in page
    assert "Bodø" in page
    assert "Rett<" not in page


def test_the_list_has_months_and_says_what_is_empty(series, bodies, cast, client_for, now):
    page = client_for(cast.member).get("/moter/").content.decode()
    month = Meeting.objects.order_by("starts_at").first().starts_at
    assert f"{date_text(local_day(month)).split(' ', 1)[1].capitalize()}</h3>" in page
    assert "Planlegg ett møte" not in page
    page = client_for(cast.outsider).get("/moter/").content.decode()
    assert "Ingen kommende møter i gruppene dine." in page


def test_a_lead_is_offered_a_series_where_there_is_none(bodies, cast, client_for):
    page = client_for(cast.lead_west).get("/moter/").content.decode()
    assert f'href="/moter/serier/ny/{bodies.west.pk}/"' in page
    assert "Ingen faste møter." in page
