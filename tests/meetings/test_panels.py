"""Where a case stands on an agenda, shown on the pages of the case; and from the agenda, the way to its paper."""

from datetime import timedelta

import pytest

from meetings.compiling import compile_meeting
from meetings.planning import plan


@pytest.fixture
def laid(chain, bodies):
    return chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))


@pytest.fixture
def meeting(laid, cast, bodies, now):
    meeting = plan(bodies.steering, actor=cast.steering_lead, now=now, starts_at=now + timedelta(days=9))
    compile_meeting(meeting, now=now)
    return meeting


def test_a_member_sees_on_the_case_and_its_paper_when_it_is_treated(laid, meeting, cast, client_for):
    member, other = client_for(cast.steering_member), "Står på sakslisten til"
    address = laid.get_absolute_url()
    link = f'href="/moter/{meeting.pk}/">Styringsgruppen '
    for page in (address, f"{address}sakspapir/", laid.escalation.get_absolute_url()):
        assert link in member.get(page).content.decode(), page
    assert other not in client_for(cast.member).get(address).content.decode()


def test_the_agenda_leads_to_the_paper_of_what_is_laid_before_the_body(laid, meeting, cast, client_for):
    page = client_for(cast.steering_member).get(f"/moter/{meeting.pk}/").content.decode()
    paper = f"{laid.get_absolute_url()}sakspapir/"
    assert f'href="{paper}"' in page
    assert client_for(cast.steering_member).get(paper).status_code == 200
