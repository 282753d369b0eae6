"""A meeting that goes on: sent out, begun an hour ago, with an innmelding and a proposal on its agenda."""

from datetime import timedelta

import pytest

from meetings.models import Meeting
from meetings.planning import plan
from meetings.proposing import propose
from meetings.publishing import publish

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def sent_out(chain):
    """`sent_out(body, actor, starts_at)`: the body's meeting with what stands, sent out just before it begins."""

    def make(body, actor, starts_at):
        meeting = plan(body, actor=actor, now=chain.tick(), starts_at=starts_at)
        publish(meeting, actor=actor, now=chain.tick())
        return Meeting.objects.select_related("body").get(pk=meeting.pk)

    return make


@pytest.fixture
def meeting(chain, cast, bodies, now, sent_out):
    chain.taken_up()
    propose(bodies.south_east, actor=cast.member, now=chain.tick(), title="Felles opplæring")
    return sent_out(bodies.south_east, cast.lead, now - AN_HOUR)


@pytest.fixture
def line(meeting):
    """`line("issue")`: the line from that source."""
    return lambda source: meeting.items.select_related("meeting__body").get(source=source)
