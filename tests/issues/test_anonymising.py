"""A restricted innmelding: its parties see it; others see the anonymised text once it is shown, or nothing."""

import pytest

from issues import anonymising
from issues.models import Anonymised, Issue
from issues.similar import similar
from network import search
from network.models import Event
from network.workflow import Refused

SECRET = "Leverandøren Hemmelig AS slettet røntgenbilder hos oss"
OPEN = "Når en leverandør sletter røntgenbilder ved en feil"


@pytest.fixture
def hidden(chain):
    return chain.raised(title=SECRET, text="Det skjedde i Drammen.", restricted=True)


@pytest.fixture
def written(hidden, cast, now):
    return anonymising.write(
        hidden, actor=cast.member, seat=None, now=now, title=OPEN, text="Hvem varsler vi?", version=0
    )


def found(viewer):
    return [hit.title for _, hits in search.find("røntgenbilder", viewer) for hit in hits]


def test_nobody_but_the_parties_sees_it_before_it_is_shown(written, cast, viewer, client_for):
    assert found(viewer(cast.member_west)) == []
    assert similar(OPEN, viewer(cast.member_west)) == []
    browser = client_for(cast.member_west)
    assert browser.get(f"/innmeldinger/anonymiserte/{written.pk}/").status_code == 404
    assert OPEN not in browser.get("/innmeldinger/anonymiserte/").content.decode()


def test_the_raiser_writes_previews_and_shows_it(hidden, cast, client_for):
    browser = client_for(cast.member)
    form = {"title": OPEN, "text": "Hvem varsler vi?", "version": 0}
    page = browser.post(f"/innmeldinger/{hidden.pk}/anonymiser/", form, follow=True).content.decode()
    assert "Forhåndsvisning" in page
    assert OPEN in page
    assert SECRET not in page
    assert "Drammen" not in page
    twin = Anonymised.objects.get()
    browser.post(f"/innmeldinger/anonymiserte/{twin.pk}/vis/", {"version": twin.version})
    browser.post(f"/innmeldinger/anonymiserte/{twin.pk}/vis/", {"version": twin.version})
    assert Event.objects.filter(verb="issue.anonymised_shown").count() == 1
    assert OPEN in client_for(cast.member_west).get("/innmeldinger/anonymiserte/").content.decode()


@pytest.mark.parametrize(
    "address", ["/innmeldinger/", "/sok/?q=røntgenbilder", "/innmeldinger/anonymiserte/", "/"]
)
def test_what_is_shown_never_has_the_real_text_nor_who(address, written, hidden, cast, client_for, now):
    anonymising.show(written, actor=cast.member, seat=None, now=now, version=written.version)
    browser = client_for(cast.council_chair)
    for page in (
        browser.get(address),
        browser.get(f"/innmeldinger/anonymiserte/{written.pk}/"),
        browser.post("/innmeldinger/lignende/", {"text": SECRET}),
    ):
        read = page.content.decode().replace(f'value="{SECRET}"', "")
        assert SECRET not in read
        assert "Hemmelig" not in read
        assert "Drammen" not in read
        assert cast.member.name not in read
        assert "Vestre Viken" not in read
        assert f"/innmeldinger/{hidden.pk}/" not in read
    assert browser.get(f"/innmeldinger/{hidden.pk}/").status_code == 404


def test_others_find_the_anonymised_text_and_parties_the_innmelding(written, hidden, cast, viewer, now):
    anonymising.show(written, actor=cast.member, seat=None, now=now, version=written.version)
    assert found(viewer(cast.member_west)) == [OPEN]
    assert [s.issue for s in similar(SECRET, viewer(cast.member_west))] == [written]
    assert [s.issue for s in similar(SECRET, viewer(cast.lead))] == [hidden]
    assert found(viewer(cast.industry)) == []
    assert found(viewer(cast.outsider)) == []


def test_a_new_text_is_hidden_until_it_is_shown_again(written, hidden, cast, viewer, now):
    anonymising.show(written, actor=cast.member, seat=None, now=now, version=written.version)
    again = {"actor": cast.lead, "seat": None, "now": now, "title": "Ny tekst", "text": ""}
    anonymising.write(hidden, version=written.version, **again)
    assert not Anonymised.objects.visible_to(viewer(cast.member_west)).exists()
    with pytest.raises(Refused, match="endret teksten"):
        anonymising.write(hidden, version=written.version, **again)
    with pytest.raises(Refused, match="endret teksten"):
        anonymising.show(written, actor=cast.lead, seat=None, now=now, version=written.version)


def test_what_is_not_restricted_needs_no_anonymised_text(chain, cast, now):
    with pytest.raises(Refused, match="ikke skjermet"):
        anonymising.write(
            chain.raised(), actor=cast.member, seat=None, now=now, title="x", text="", version=0
        )


def test_a_party_who_did_not_raise_it_and_does_not_run_it_cannot_show_it(
    written, hidden, chain, cast, client_for
):
    chain.endorsed(hidden, cast.colleague, hidden.organisation)
    browser = client_for(cast.colleague)
    assert browser.get(f"/innmeldinger/{hidden.pk}/").status_code == 200
    assert browser.post(f"/innmeldinger/anonymiserte/{written.pk}/vis/", {"version": 1}).status_code == 404
    assert Issue.objects.get(pk=hidden.pk).anonymised.shown_at is None
