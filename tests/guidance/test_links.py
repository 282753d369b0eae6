"""The link to a source is checked by the desk that answers for it, and reported by those who read it."""

import pytest

from guidance.models import Entry, LinkReport
from network.models import Event, Notice
from network.registries import waiting_on

DEAD = "Meld at lenken til kilden ikke virker"
MARK = "meldt som død lenke"


@pytest.fixture
def entry(chain):
    return chain.published()


@pytest.fixture
def address(entry):
    return f"/veiledning/{entry.pk}/"


def waits(viewer, person):
    return [one.what for one in waiting_on(viewer(person)) if "lenken til kilden" in one.what]


def test_everyone_sees_who_checked_the_source_and_when(client, client_for, entry, address, cast):
    page = client.get(address).content.decode()
    assert "Sist kontrollert" not in page
    assert f"av {cast.owner_hdir.name}" in page.partition("Publisert")[2]
    client_for(cast.owner_hdir).post(f"{address}kilde/", {"source_url": entry.source_url})
    client.logout()
    page = client.get(address).content.decode()
    assert f"av {cast.owner_hdir.name}" in page.partition("Sist kontrollert")[2]
    Entry.objects.filter(pk=entry.pk).update(checked_at=None, checked_by=None)
    assert "Ikke kontrollert siden" in client.get(address).content.decode()


def test_a_reader_says_that_the_link_is_dead_and_the_desk_has_it_to_do(
    client_for, client, entry, address, cast, viewer
):
    reader = client_for(cast.outsider)
    assert DEAD in reader.get(address).content.decode()
    for _ in range(2):
        assert reader.post(f"{address}virker-ikke/").url == address
    assert LinkReport.objects.count() == 1
    assert DEAD not in reader.get(address).content.decode()
    assert waits(viewer, cast.owner_hdir) == [
        "En leser sier at lenken til kilden ikke virker: kontroller den eller bytt den"
    ]
    client_for(cast.industry).post(f"{address}virker-ikke/")
    assert waits(viewer, cast.owner_hdir)[0].startswith("2 lesere sier")
    assert waits(viewer, cast.owner_dmp) == waits(viewer, cast.member) == []
    assert [n.person for n in Notice.objects.filter(event__verb="entry.link_reported")] == [cast.owner_hdir]
    client.logout()
    for page in (address, "/veiledning/"):
        assert MARK in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("to", "verb"),
    [("https://www.helsedirektoratet.no/", "link_checked"), ("https://lovdata.no/", "link_changed")],
)
def test_checking_or_changing_the_link_clears_what_was_reported(
    client_for, entry, address, cast, viewer, to, verb
):
    client_for(cast.member).post(f"{address}virker-ikke/")
    desk = client_for(cast.owner_hdir)
    assert "Jeg har kontrollert lenken" in desk.get(address).content.decode()
    assert desk.post(f"{address}kilde/", {"source_url": to}).url == address
    event = Event.objects.get(verb=f"entry.{verb}")
    entry.refresh_from_db()
    assert (entry.source_url, entry.checked_at, entry.checked_by.person) == (to, event.at, cast.owner_hdir)
    assert waits(viewer, cast.owner_hdir) == []
    reader = client_for(cast.member)
    page = reader.get(address).content.decode()
    assert MARK not in page
    assert [n.person for n in Notice.objects.filter(event=event)] == [cast.member]
    # It can die again, and be reported by the same reader.
    assert DEAD in page
    reader.post(f"{address}virker-ikke/")
    assert len(waits(viewer, cast.owner_hdir)) == 1


def test_what_is_no_address_is_said_beside_its_field(client_for, entry, address, cast):
    page = client_for(cast.owner_hdir).post(f"{address}kilde/", {"source_url": "ingenting"}).content.decode()
    assert 'id="id_source_url_error"' in page
    entry.refresh_from_db()
    assert entry.source_url == "https://www.helsedirektoratet.no/"


def test_whoever_took_over_the_desk_keeps_its_links(client_for, entry, address, cast, bodies, viewer, now):
    bodies.desk_hdir.ends_on, bodies.desk_hdir.successor = now.date(), bodies.desk_dmp
    bodies.desk_hdir.save()
    client_for(cast.member).post(f"{address}virker-ikke/")
    assert len(waits(viewer, cast.owner_dmp)) == 1
    assert [n.person for n in Notice.objects.filter(event__verb="entry.link_reported")] == [cast.owner_dmp]
    given = {"source_url": "https://www.dmp.no/"}
    assert client_for(cast.owner_hdir).post(f"{address}kilde/", given).status_code == 404
    assert client_for(cast.owner_dmp).post(f"{address}kilde/", given).status_code == 302
    assert waits(viewer, cast.owner_dmp) == []
