"""The pages of a meeting: what one writes there, and what is decided there."""

from datetime import timedelta

import pytest

from meetings import planning
from meetings.compiling import compile_meeting

# Made up, with valid check digits.
NATIONAL_ID = "01019000083"


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
