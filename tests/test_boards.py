"""Those who answer for content, and those who decide, have a board of their own on the front page."""

from datetime import timedelta

import pytest

from escalation.models import Verdict
from escalation.verdicts import say
from guidance.models import Entry
from meetings.compiling import compile_meeting
from meetings.planning import plan
from network.workflow import take

HELPED = "Løste svarene deres sakene?"
LED_TO = "Sist besluttet, og hva det førte til"


@pytest.fixture
def home(client_for):
    return lambda person: client_for(person).get("/").content.decode()


def test_a_content_owner_sees_what_the_desk_holds_and_what_is_past_its_deadline(home, chain, cast, bodies):
    assert "Ingen saker hos dere nå" in home(cast.owner_hdir)
    chain.lifted(recipients=[bodies.desk_hdir])
    assert "1 sak hos dere" in home(cast.owner_hdir)
    chain.lifted(recipients=[bodies.desk_hdir])
    page = home(cast.owner_hdir)
    assert "2 saker hos dere" in page
    assert "over fristen" not in page
    assert "hos dere" not in home(cast.member)


def test_a_content_owner_sees_when_their_content_is_looked_at_next(home, chain, cast, now):
    assert "Dere har ikke publisert noe" in home(cast.owner_hdir)
    entry = chain.published()
    assert "den neste sees over" in home(cast.owner_hdir)
    Entry.objects.filter(pk=entry.pk).update(review_on=now.date() - timedelta(days=1))
    assert "1 skulle vært sett over" in home(cast.owner_hdir)
    assert "Dere har ikke publisert noe" in home(cast.owner_dmp)


def test_a_content_owner_sees_whether_the_answers_helped(home, chain, cast, bodies):
    issue = chain.raised()
    chain.endorsed(issue, cast.colleague)
    case = chain.lifted(chain.proposed(chain.taken_up(issue), [bodies.desk_hdir]), [bodies.desk_hdir])
    assert HELPED not in home(cast.owner_hdir)
    chain.settled(chain.acknowledged(chain.referral(case, bodies.desk_hdir)))
    assert "Ingen har sagt noe om svaret ennå" in home(cast.owner_hdir)
    say(case, actor=cast.member, now=chain.tick(), helped=Verdict.Helped.YES)
    say(case, actor=cast.colleague, now=chain.tick(), helped=Verdict.Helped.PARTLY, why="Mangler mal.")
    assert "1 ja, 1 delvis" in home(cast.owner_hdir)


def test_who_sits_in_a_group_sees_what_it_shall_decide_with_the_paper(home, chain, cast, bodies, now):
    referral = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    group = referral.deciding_body
    meeting = plan(group, actor=cast.coord_secretary, now=now, starts_at=now + timedelta(days=9))
    compile_meeting(meeting, now=chain.tick())
    page = home(cast.steering_member)
    assert f"{group.name} møtes" in page
    assert f"{referral.get_absolute_url()}sakspapir/" in page
    assert referral.title in page
    assert f"{group.name} møtes" not in home(cast.member)


def test_who_sits_in_a_group_sees_what_came_of_what_it_decided(home, chain, cast, bodies):
    assert LED_TO not in home(cast.lifting_lead)
    case = chain.lifted(recipients=[bodies.desk_hdir])
    page = home(cast.lifting_lead)
    assert LED_TO in page
    assert "saken løftes" in page
    assert case.title in page
    assert LED_TO not in home(cast.member)
    take(case, "withdraw", actor=cast.lifting_lead, now=chain.tick(), reason="Løst på annen måte.")
    assert "avsluttet: trukket" in home(cast.lifting_lead)
