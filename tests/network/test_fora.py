"""What exists already: found by anyone, suggested by members, kept by those who run a network."""

from datetime import timedelta

import pytest

from config.seed.files import rows
from network import fora, messages, search
from network.deadlines import local_day
from network.models import Forum, ForumContact, Notice, Region
from network.notices import breaches
from network.registries import waiting_on
from network.viewer import Viewer

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
    assert NEW["name"] not in client_for(cast.member).get("/nettverk/fora/").content.decode()
    mine = client_for(cast.member).get(f"/nettverk/fora/{made.pk}/").content.decode()
    assert "Finnes som KIN." in mine


def test_whoever_suggested_a_forum_is_told_what_became_of_it(cast, client_for, now):
    for name in ("Ett forum", "Noe helt annet"):
        client_for(cast.member).post("/nettverk/fora/ny/", NEW | {"name": name, "likevel": "1"})
    taken, declined = Forum.objects.order_by("pk")
    lead = client_for(cast.lead)
    for _ in range(2):  # looked over again it is no news
        lead.post(f"/nettverk/fora/{taken.pk}/kontroller/", NEW | {"name": taken.name})
    lead.post(f"/nettverk/fora/{declined.pk}/ta-ikke-inn/", {"reason": "Finnes som KIN."})
    notices = Notice.objects.filter(event__verb__startswith="forum.").order_by("pk")
    assert [notice.person for notice in notices] == [cast.member, cast.member]
    mails = [messages.compose(notice.mail, now) for notice in notices]
    assert [mail.subject for mail in mails] == [
        "Forslaget ditt er tatt inn: Ett forum",
        "Forslaget ditt er ikke tatt inn: Noe helt annet",
    ]
    assert "Begrunnelsen er: Finnes som KIN." in mails[1].body
    assert breaches() == []


def test_what_does_much_the_same_is_shown_before_another_is_made(forum, cast, client_for, bodies):
    given = NEW | {"name": "Lærende nettverk", "purpose": "Dele kunnskap om KI i klinikken."}
    browser = client_for(cast.member)
    page = browser.post("/nettverk/fora/ny/", given).content.decode()
    assert "Dele kunnskap om KI." in page
    assert "nasjonalt, eies av Miljøene" in page
    browser.post("/nettverk/fora/ny/", given | {"likevel": "1"})
    assert Forum.objects.filter(name="Lærende nettverk").exists()
    bodies.south_east.mandate = "Dele kunnskap om KI i regionen."
    bodies.south_east.save()
    series = client_for(cast.lead).get(f"/moter/serier/ny/{bodies.south_east.pk}/").content.decode()
    assert "eies av Miljøene" in series


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


# A suggestion reaches those who keep the list


def suggestions(person, now):
    return [one for one in waiting_on(Viewer(person, now)) if "Foreslått av" in one.what]


def test_a_suggestion_waits_on_those_who_run_the_national_network_until_it_is_seen_to(
    cast, client_for, now, client
):
    client_for(cast.member).post("/nettverk/fora/ny/", NEW)
    made = Forum.objects.get()
    assert made.checked_on is None, "nobody has checked it yet"
    [line] = suggestions(cast.secretariat, now)
    assert (line.title, line.what) == (NEW["name"], "Foreslått av Member: se over")
    assert line.url == f"/nettverk/fora/{made.pk}/"
    for other in (cast.lead, cast.member):
        assert suggestions(other, now) == []
    client_for(cast.secretariat).post(f"/nettverk/fora/{made.pk}/kontroller/", NEW)
    made.refresh_from_db()
    assert made.checked_on == local_day(now)
    assert suggestions(cast.secretariat, now) == []


@pytest.mark.parametrize(
    ("there", "suggested", "is_double"),
    [
        ("Centre for Artificial Intelligence Research (CAIR)", "CAIR", True),
        ("Centre for Artificial Intelligence Research", "CAIR", True),
        ("CAIR ved Universitetet i Agder", "Centre for Artificial Intelligence Research (CAIR)", True),
        ("Norway Health Tech", "Norway Healthtech", True),
        ("Digi Vestland", "Digi Rogaland", False),
        ("Norwegian Open AI Lab", "Norway Health Tech", False),
        ("Senter for pasientnær kunstig intelligens (SPKI)", "Nasjonalt senter for e-helseforskning", False),
    ],
)
def test_a_likely_double_is_shown_to_those_who_look_at_a_suggestion(
    there, suggested, is_double, cast, client_for, now
):
    known = Forum.objects.create(name=there, purpose="Forskning", owner="UiA", level="regional")
    browser, given = client_for(cast.member), NEW | {"name": suggested}
    first = browser.post("/nettverk/fora/ny/", given)
    assert ("Finnes det allerede?" in first.content.decode()) is is_double
    if is_double:
        assert "UiA" in first.content.decode()
        assert Forum.objects.count() == 1, "it is shown before another is made"
        browser.post("/nettverk/fora/ny/", given | {"likevel": "1"})
    made = Forum.objects.exclude(pk=known.pk).get()
    [line] = suggestions(cast.secretariat, now)
    assert (there in line.what) is is_double
    page = client_for(cast.secretariat).get(f"/nettverk/fora/{made.pk}/").content.decode()
    assert ("Kanskje det samme" in page) is is_double
    assert (f"/nettverk/fora/{known.pk}/" in page) is is_double


def test_the_environments_of_annex_2_are_all_there():
    names = " ".join(row["navn"] for row in rows("fora"))
    for name in ("Norwegian Open AI Lab", "CAIR", "SPKI", "MMIV", "Oslo Cancer Cluster (OCC)"):
        assert name in names


def test_a_forum_abroad_is_found_by_its_country(cast, client_for):
    client_for(cast.lead).post("/nettverk/fora/ny/", NEW | {"country": "Sverige"})
    made = Forum.objects.get()
    page = client_for(cast.member_west).get("/nettverk/fora/?q=sverige").content.decode()
    assert f"/nettverk/fora/{made.pk}/" in page
    assert "I andre land (Sverige)" in page
