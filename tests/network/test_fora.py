"""What exists already: found by anyone, suggested by members, kept by those who run a network."""

from datetime import timedelta

import pytest

from network import fora, search
from network.deadlines import local_day
from network.models import Forum, ForumContact, Region

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Nordisk KI-forum",
    "purpose": "Dele erfaringer i Norden.",
    "owner": "Nordisk råd",
    "level": "abroad",
}


@pytest.fixture
def forum():
    made = Forum.objects.create(
        name="KIN", purpose="Dele kunnskap om KI.", owner="Miljøene", level="national"
    )
    search.index(made)
    return made


def test_a_members_suggestion_is_seen_by_those_who_keep_the_list_and_taken_in(cast, client_for):
    client_for(cast.member).post("/nettverk/fora/ny/", NEW)
    made = Forum.objects.get()
    assert made.status == Forum.Status.SUGGESTED
    assert NEW["name"] in client_for(cast.lead).get("/nettverk/fora/").content.decode()
    assert NEW["name"] not in client_for(cast.member_west).get("/nettverk/fora/").content.decode()
    client_for(cast.lead).post(f"/nettverk/fora/{made.pk}/kontroller/", NEW | {"cadence": "Hvert kvartal"})
    assert "Hvert kvartal" in client_for(cast.member_west).get(f"/nettverk/fora/{made.pk}/").content.decode()


def test_a_suggestion_that_is_not_taken_in_says_why_and_is_gone_from_the_list(cast, client_for):
    client_for(cast.member).post("/nettverk/fora/ny/", NEW)
    made = Forum.objects.get()
    address = f"/nettverk/fora/{made.pk}/ta-ikke-inn/"
    client_for(cast.lead).post(address, {"reason": ""})
    made.refresh_from_db()
    assert made.status == Forum.Status.SUGGESTED
    client_for(cast.lead).post(address, {"reason": "Finnes som KIN."})
    made.refresh_from_db()
    assert made.status == Forum.Status.DECLINED
    assert client_for(cast.lead).get(f"/nettverk/fora/{made.pk}/").status_code == 404


def test_the_same_forum_is_not_made_twice(forum, cast, client_for):
    page = client_for(cast.member).post("/nettverk/fora/ny/", NEW | {"name": "kin"}).content.decode()
    assert "«KIN» står alt i oversikten." in page
    assert Forum.objects.count() == 1


def test_checking_it_dates_it(forum, cast, client_for, now):
    assert forum.checked_on is None
    told = {"name": "KIN", "purpose": "Dele kunnskap om KI.", "owner": "Miljøene", "level": "national"}
    client_for(cast.lead).post(f"/nettverk/fora/{forum.pk}/kontroller/", told)
    forum.refresh_from_db()
    assert forum.checked_on == local_day(now)


def test_it_is_found_by_what_it_is_for(forum, cast, client_for):
    for address in ("/nettverk/fora/?q=kunnskap", "/sok/?q=kunnskap"):
        assert f"/nettverk/fora/{forum.pk}/" in client_for(cast.member).get(address).content.decode()


def test_contact_with_an_environment_is_told_once_and_shown_by_region(cast, client_for, viewer, now):
    region = Region.objects.get(name="Helse Vest")
    mmiv = Forum.objects.create(
        name="MMIV", purpose="Bilder", owner="HB", level="regional", region=region, is_environment=True
    )
    given = {"step": "contacted", "on": local_day(now).isoformat(), "token": "t"}
    browser = client_for(cast.lead)
    browser.post(f"/nettverk/fora/{mmiv.pk}/", given)
    browser.post(f"/nettverk/fora/{mmiv.pk}/", given)
    assert ForumContact.objects.count() == 1
    [(where, [found])] = fora.environments_by_region(viewer(cast.member))
    assert (where, found.reached) == (region, ["kontaktet"])
    tomorrow = (local_day(now) + timedelta(days=1)).isoformat()
    page = browser.post(
        f"/nettverk/fora/{mmiv.pk}/", given | {"step": "met", "on": tomorrow}
    ).content.decode()
    assert "i dag eller tidligere" in page
    assert ForumContact.objects.count() == 1
