"""The pages of a meeting: what one writes there, and what is decided there."""

from datetime import timedelta

import pytest

from meetings import closing, planning, room
from meetings.compiling import compile_meeting
from meetings.editing import edit_item
from network.deadlines import local_day
from network.registries import waiting_on

# Made up, with valid check digits.
NATIONAL_ID = "01019000083"
A_WEEK = timedelta(7)


@pytest.fixture
def lifting(chain, cast, bodies, now):
    """The lifting body's next meeting, with one proposal on its agenda."""
    chain.proposed()
    meeting = planning.plan(
        bodies.network_steering, actor=cast.lifting_lead, now=now, starts_at=now + timedelta(1)
    )
    compile_meeting(meeting, now=now)
    return meeting


def test_a_remark_on_a_line_holds_no_national_identity_number(lifting, cast, client_for):
    item = lifting.items.get(source="decision")
    text = f"Gjelder {NATIONAL_ID}."
    browser = client_for(cast.lifting_lead)
    page = browser.post(f"/moter/{lifting.pk}/saker/{item.pk}/", {"own_text": text}).content.decode()
    assert "ser ut som et fødselsnummer" in page
    assert text in page
    item.refresh_from_db()
    assert item.own_text == ""


def test_a_decision_is_offered_on_the_agenda_first(lifting, chain, cast, now, client_for):
    item = lifting.items.get(source="decision")
    lifting.starts_at = now - timedelta(hours=1)
    lifting.save()
    browser = client_for(cast.lifting_lead)
    for step in ("loft", "ikke-loft"):
        page = browser.get(f"/loftede-saker/{item.target_id}/{step}/").content.decode()
        assert f'href="/moter/{lifting.pk}/saker/{item.pk}/{step}/"' in page
        assert "Registrer beslutningen på sakslisten til Nettverkets styringsgruppe" in page
    other = browser.get(f"/loftede-saker/{item.target_id}/send-tilbake/").content.decode()
    assert "på sakslisten til" not in other


def test_before_the_meeting_the_page_says_when_it_is_and_presumes_nothing(lifting, cast, client_for):
    item = lifting.items.get(source="decision")
    response = client_for(cast.lifting_lead).get(f"/loftede-saker/{item.target_id}/loft/")
    page = response.content.decode()
    assert f'href="/moter/{lifting.pk}/">møtet i Nettverkets styringsgruppe' in page
    assert f"/moter/{lifting.pk}/saker/" not in page
    assert response.context["form"]["how"].value() is None


def test_in_a_meeting_that_has_not_begun_there_is_no_form(lifting, cast, now, client_for):
    item = lifting.items.get(source="decision")
    browser, address = client_for(cast.lifting_lead), f"/moter/{lifting.pk}/saker/{item.pk}/loft/"
    response = browser.get(address, follow=True)
    assert response.redirect_chain[-1][0] == f"/moter/{lifting.pk}/"
    assert "utfall føres først da" in response.content.decode()
    lifting.starts_at = now - timedelta(hours=1)
    lifting.save()
    assert browser.get(address).context["form"]["how"].value() == "meeting"


def test_what_stands_on_an_agenda_waits_for_nobody_before_that_meeting(
    chain, bodies, cast, now, viewer, client_for
):
    group = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    recording = "Lagt frem: registrer beslutningen, eller utsett saken"

    def asked(at):
        return [line.what for line in waiting_on(viewer(cast.coord_secretary, at))]

    assert recording in asked(now)
    coming = planning.plan(bodies.steering, actor=cast.coord_secretary, now=now, starts_at=now + timedelta(7))
    compile_meeting(coming, now=now)
    assert recording not in asked(now)
    assert "Behandle saken" not in asked(now)
    assert recording in asked(now + timedelta(7))
    lay = client_for(cast.coord_lead).get(f"{group.get_absolute_url()}legg-frem/")
    assert lay.context["form"]["treated_on"].value() == local_day(coming.starts_at)
    assert "Saken er allerede lagt frem" in lay.content.decode()


def test_only_on_an_agenda_that_is_still_open_and_has_the_case(lifting, chain, cast, now, client_for):
    item = lifting.items.get(source="decision")
    edit_item(
        item, actor=cast.lifting_lead, now=now, pinned=False, removed=True, own_minutes=None, own_text=""
    )
    page = client_for(cast.lifting_lead).get(f"/loftede-saker/{item.target_id}/loft/").content.decode()
    assert "på sakslisten til" not in page


def test_what_is_begun_and_not_written_up_comes_before_what_is_next(chain, bodies, cast, now, client_for):
    group = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    begun, coming = (
        planning.plan(bodies.steering, actor=cast.coord_secretary, now=now - A_WEEK, starts_at=starts_at)
        for starts_at in (now - timedelta(hours=1), now + timedelta(7))
    )
    for meeting in (begun, coming):
        compile_meeting(meeting, now=now)
    page = client_for(cast.coord_secretary).get(f"{group.get_absolute_url()}beslutt/").content.decode()
    assert f'href="/moter/{begun.pk}/saker/' in page
    assert f'href="/moter/{coming.pk}/saker/' not in page


def test_a_held_agenda_shows_the_wording_of_what_was_decided(chain, bodies, cast, now, client_for):
    group = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    meeting = planning.plan(
        bodies.steering, actor=cast.coord_secretary, now=now - A_WEEK, starts_at=now - timedelta(hours=1)
    )
    compile_meeting(meeting, now=now)
    item = meeting.items.get(source="decision")
    given = chain.decision_input(group)
    room.record_decision(item, "decide", actor=cast.coord_secretary, now=now, version=group.version, **given)
    closing.close(meeting, actor=cast.coord_secretary, now=now, rest_to_next=True)
    page = client_for(cast.steering_member).get(f"/moter/{meeting.pk}/").content.decode()
    line = page.partition(item.title)[2].partition("</li>")[0]
    assert "Følges opp" in line
    assert given["wording"] in line
