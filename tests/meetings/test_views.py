"""The pages of a meeting: what one writes there, and what is decided there."""

from datetime import timedelta

import pytest

from meetings import closing, planning, room
from meetings.compiling import compile_meeting
from meetings.editing import edit_item

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


def test_a_decision_is_offered_on_the_agenda_first(lifting, chain, cast, client_for):
    item = lifting.items.get(source="decision")
    browser = client_for(cast.lifting_lead)
    for step in ("loft", "ikke-loft"):
        page = browser.get(f"/loftede-saker/{item.target_id}/{step}/").content.decode()
        assert f'href="/moter/{lifting.pk}/saker/{item.pk}/{step}/"' in page
        assert "Registrer beslutningen på sakslisten til Nettverkets styringsgruppe" in page
    other = browser.get(f"/loftede-saker/{item.target_id}/send-tilbake/").content.decode()
    assert "på sakslisten til" not in other


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
