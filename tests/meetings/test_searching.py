"""An agenda is found by what was sent out, by those who see it, and not by what is restricted."""

from datetime import timedelta

import pytest

from meetings import planning
from meetings.compiling import compile_meeting
from meetings.models import Meeting
from meetings.proposing import propose
from meetings.publishing import publish
from network import search


def found(text, viewer):
    return [hit.title for kind, hits in search.find(text, viewer) for hit in hits if kind.model is Meeting]


@pytest.fixture
def meeting(chain, bodies, cast, now):
    chain.taken_up(chain.raised(title="Hemmelig algoritme", restricted=True))
    chain.taken_up(chain.raised(title="Deling av røntgenbilder"))
    propose(bodies.south_east, actor=cast.member, now=now, title="Felles opplæring i høst")
    starts = now + timedelta(days=5)
    return planning.plan(bodies.south_east, actor=cast.lead, now=now, starts_at=starts, capacity_minutes=300)


def test_an_agenda_is_found_by_its_lines_once_it_is_sent(meeting, cast, viewer, client_for, now):
    compile_meeting(meeting, now=now)
    assert found("opplæring", viewer(cast.member)) == []
    publish(meeting, actor=cast.lead, now=now)
    for words in ("opplæring", "bilder"):
        assert found(words, viewer(cast.member)) == [str(Meeting.objects.get())]
    assert f"/moter/{meeting.pk}/" in client_for(cast.member).get("/sok/?q=opplæring").content.decode()


def test_it_is_not_found_by_what_is_restricted_nor_by_those_elsewhere(meeting, cast, viewer, now):
    publish(meeting, actor=cast.lead, now=now)
    assert found("algoritme", viewer(cast.lead)) == []
    for person in (cast.member_west, cast.industry, cast.outsider):
        assert found("opplæring", viewer(person)) == []
