"""A published text that no longer applies is taken down: out of every list, but its address still answers."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from escalation.models import Change
from guidance import publishing
from guidance.models import Entry
from network.models import Event, Notice
from network.registries import waiting_on
from network.workflow import Missing, Stale
from tests.guidance.test_review import sent  # noqa: F401 - the form as it comes
from tests.guidance.test_views import PAGE

WHY = "Loven er endret. Følg den nye forskriften."


@pytest.fixture
def entry(chain):
    return chain.published()


@pytest.fixture
def answered(chain, bodies):
    """A case that a content desk has answered with new content."""
    referral = chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir))
    chain.settled(referral)
    return referral


@pytest.fixture
def taken(entry, client_for, cast):
    client_for(cast.owner_hdir).post(f"{PAGE}{entry.pk}/ta-ned/", {"token": "t", "version": 0, "reason": WHY})
    entry.refresh_from_db()
    return entry


def test_what_it_led_to_says_that_the_text_is_taken_down(answered, client_for, cast):
    change, entry = Change.objects.get(), Entry.objects.get()
    reader = client_for(cast.member)
    assert "Les teksten på informasjonssiden:" in reader.get(change.get_absolute_url()).text
    client_for(cast.owner_hdir).post(f"{PAGE}{entry.pk}/ta-ned/", {"token": "t", "version": 0, "reason": WHY})
    assert "Teksten på informasjonssiden ble tatt ned" in reader.get(change.get_absolute_url()).text


def test_it_leaves_lists_and_search_and_what_waits(taken, client_for, client, cast, viewer):
    Entry.objects.filter(pk=taken.pk).update(review_on=timezone.localdate())
    reader = client_for(cast.member)
    for page in (PAGE, "/sok/?q=bilder", "/"):
        assert taken.title not in reader.get(page).content.decode()
    assert taken.title not in str(waiting_on(viewer(cast.owner_hdir)))
    client.logout()
    for page in (PAGE, "/sok/?q=bilder", "/"):
        assert taken.title not in client.get(page).content.decode()


def test_its_address_says_that_it_is_taken_down_when_by_whom_and_why(taken, client, client_for, cast):
    page = client.get(taken.get_absolute_url())
    assert page.status_code == 200
    said = page.content.decode()
    assert "Helsedirektoratet tok ned denne teksten" in said
    assert WHY in said
    assert taken.text in said.partition("Slik sto teksten da den ble tatt ned")[2]
    # Nothing is left to do for a reader, but its desk finds it and can publish it again.
    assert "virker ikke" not in client_for(cast.member).get(taken.get_absolute_url()).content.decode()
    desk = client_for(cast.owner_hdir)
    assert taken.title in desk.get(PAGE).content.decode().partition('id="tatt-ned"')[2]
    assert "Publiser en ny utgave" in desk.get(taken.get_absolute_url()).content.decode()
    assert "Kontroller kilden" not in desk.get(taken.get_absolute_url()).content.decode()


def test_a_new_version_puts_it_back_and_the_old_one_is_kept(taken, sent, client_for, client, cast):  # noqa: F811
    desk = client_for(cast.owner_hdir)
    sent |= {"version": taken.version, "text": "Følg forskriften."}
    for _ in range(2):  # a double click
        assert desk.post(f"{PAGE}{taken.pk}/se-over/", sent).url == taken.get_absolute_url()
    assert Event.objects.filter(verb="entry.put_back", actor=cast.owner_hdir).count() == 1
    client.logout()
    page = client.get(taken.get_absolute_url()).content.decode()
    assert "tok ned denne teksten" not in page
    now_read, _, former = page.partition("Tidligere utgaver")
    assert "Følg forskriften." in now_read
    assert taken.text in former
    assert taken.title in client.get("/sok/?q=forskriften").content.decode()
    assert taken.title in client.get(PAGE).content.decode()


def test_a_form_opened_before_does_not_publish_it_again_unseen(taken, sent, client_for, cast):  # noqa: F811
    refused = client_for(cast.owner_hdir).post(f"{PAGE}{taken.pk}/se-over/", sent | {"version": 0})
    assert refused.status_code == 200
    taken.refresh_from_db()
    assert taken.taken_down_at


def test_only_its_desk_takes_it_down_and_says_why(entry, client_for, cast, now):
    address = f"{PAGE}{entry.pk}/ta-ned/"
    for person in (cast.owner_dmp, cast.member, cast.admin):
        browser = client_for(person)
        assert browser.post(address, {"token": "t", "version": 0, "reason": WHY}).status_code == 404
        assert "Ta ned" not in browser.get(entry.get_absolute_url()).content.decode()
    desk = client_for(cast.owner_hdir)
    assert "Ta ned teksten" in desk.get(entry.get_absolute_url()).content.decode()
    assert 'id="id_reason_error"' in desk.post(address, {"token": "t", "version": 0}).content.decode()
    given = {"actor": cast.owner_hdir, "now": now}
    with pytest.raises(Missing):
        publishing.take_down(entry, version=0, reason=" ", **given)
    with pytest.raises(Stale):
        publishing.take_down(entry, version=7, reason=WHY, **given)
    for _ in range(2):  # a double click
        publishing.take_down(entry, version=0, reason=WHY, **given)
    event = Event.objects.get(verb="entry.taken_down")
    assert (event.actor, event.seat.body, event.data["reason"]) == (cast.owner_hdir, entry.desk, WHY)


def test_an_answer_that_points_at_it_says_so_and_those_who_asked_hear(answered, client_for, cast, chain):
    entry = Entry.objects.get()
    publishing.take_down(entry, actor=cast.owner_hdir, now=chain.tick(), version=0, reason=WHY)
    issue = answered.escalation.issues.get()
    cases = (answered.escalation.get_absolute_url(), answered.get_absolute_url())
    for page in (f"/innmeldinger/{issue.pk}/", *cases):
        said = client_for(cast.member).get(page).content.decode()
        assert "Teksten svaret viser til, ble tatt ned" in said
        assert "Les mer på informasjonssiden" not in said
    told = {one.person: one.needs_you for one in Notice.objects.filter(event__verb="entry.taken_down")}
    assert told[cast.member] is True
    assert cast.owner_hdir not in told
    assert cast.owner_dmp not in told


def test_it_cannot_be_chosen_for_an_answer(taken, chain, bodies, client_for, cast):
    referral = chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir))
    page = client_for(cast.owner_hdir).get(f"{referral.get_absolute_url()}avgjor-og-svar/").content.decode()
    assert taken.title not in page.partition('name="entry"')[2].partition("</select>")[0]


def test_those_who_asked_for_it_read_on_their_innmelding_that_it_is_gone(entry, chain, client_for, cast):
    issue = chain.raised()
    entry.issues.add(issue)
    publishing.take_down(entry, actor=cast.owner_hdir, now=chain.tick(), version=0, reason=WHY)
    page = client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").content.decode()
    assert f"Tatt ned fra informasjonssiden: {entry.title}" in page
    assert WHY in page


def test_the_database_keeps_when_by_whom_and_why_together(taken):
    for missing in ({"taken_down_why": ""}, {"taken_down_by": None}, {"published_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.filter(pk=taken.pk).update(**missing)
