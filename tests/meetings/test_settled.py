"""A line whose case was decided elsewhere says so, offers only what makes sense, and is carried no further."""

from datetime import timedelta

import pytest
from django.utils import translation

from meetings import closing, room
from meetings.compiling import compile_meeting
from meetings.models import AgendaItem, Meeting
from meetings.planning import plan
from network.models import Notice
from network.workflow import Refused, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def laid(chain, bodies, sent_out, cast, now):
    """A case on the steering group's agenda, sent out; the meeting has begun."""
    escalation = chain.lifted(recipients=[bodies.coordinating])
    referral = chain.laid_before(chain.acknowledged(chain.referral(escalation, bodies.coordinating)))
    meeting = sent_out(bodies.steering, cast.coord_secretary, now - timedelta(hours=1))
    return meeting, meeting.items.get(source="decision"), referral


@pytest.fixture
def decided(laid, chain):
    """The same, decided on its own page since."""
    chain.decided(laid[2])
    return laid


def read(client_for, person, meeting, page=""):
    return client_for(person).get(f"/moter/{meeting.pk}/{page}").content.decode()


def test_the_page_says_what_it_came_to_and_offers_no_decision(decided, client_for, cast):
    meeting, item, _ = decided
    for page in ("", "fore/"):
        assert "Saken er allerede avgjort: følges opp" in read(
            client_for, cast.coord_secretary, meeting, page
        )
    room_page = read(client_for, cast.coord_secretary, meeting, "fore/")
    assert f"decide:{item.pk}" not in room_page
    choices = room_page.partition(f'name="outcome_{item.pk}"')[2].partition("</select>")[0]
    assert ('value="done"' in choices, 'value="parked"' in choices) == (True, True)
    assert ('value="next"' in choices, 'value="declined"' in choices) == (False, False)


def test_before_it_is_decided_the_page_says_nothing_of_it(laid, client_for, cast):
    page = read(client_for, cast.coord_secretary, laid[0], "fore/")
    assert f"decide:{laid[1].pk}" in page
    assert "allerede avgjort" not in page


def test_what_is_noted_of_it_is_bokmal_whoever_presses_the_button(decided, cast, now):
    with translation.override("en"):
        room.conclude(decided[1], actor=cast.coord_secretary, now=now, outcome="done")
    assert AgendaItem.objects.get(pk=decided[1].pk).outcome_why.startswith("Saken er allerede avgjort")


@pytest.mark.parametrize("outcome", ["next", "declined"])
def test_it_cannot_be_sent_on_or_declined(outcome, decided, cast, now):
    with pytest.raises(Refused, match="allerede avgjort"):
        room.conclude(decided[1], actor=cast.coord_secretary, now=now, outcome=outcome, why="Nei.")


def test_put_away_it_needs_no_other_reason_and_nobody_is_told_it_stopped(decided, cast, now):
    meeting, item, _ = decided
    room.conclude(item, actor=cast.coord_secretary, now=now, outcome="parked")
    closing.close(meeting, actor=cast.coord_secretary, now=now, rest_to_next=True)
    item.refresh_from_db()
    assert item.outcome_why.startswith("Saken er allerede avgjort")
    assert not Notice.objects.filter(event__verb="meeting.item_parked").exists()


def test_the_close_waits_not_for_it_and_the_minutes_say_where_it_was_decided(decided, cast, now):
    meeting, item, _ = decided
    closing.close(meeting, actor=cast.coord_secretary, now=now)
    item.refresh_from_db()
    assert item.outcome == AgendaItem.Outcome.DONE
    assert "Utfall: behandlet. Saken er allerede avgjort" in Meeting.objects.get(pk=meeting.pk).minutes_text


def test_what_was_to_go_on_and_is_decided_meanwhile_goes_nowhere(laid, chain, cast, bodies, now):
    meeting, item, referral = laid
    room.conclude(item, actor=cast.coord_secretary, now=now, outcome="next")
    chain.decided(referral)
    closing.close(meeting, actor=cast.coord_secretary, now=now)
    coming = plan(bodies.steering, actor=cast.coord_secretary, now=now, starts_at=now + timedelta(days=9))
    compile_meeting(coming, now=now)
    item.refresh_from_db()
    assert item.outcome == AgendaItem.Outcome.DONE
    assert not coming.items.filter(source="decision").exists()


def test_compiled_again_the_line_is_on_no_agenda(decided, cast, now):
    meeting, item, _ = decided
    compile_meeting(meeting, now=now, actor=cast.coord_secretary)
    item.refresh_from_db()
    assert not item.is_on
    assert "behandlet på annen måte" in item.why_not


def test_the_form_of_a_decision_is_not_opened_for_it(decided, client_for, cast):
    meeting, item, _ = decided
    page = client_for(cast.coord_secretary).get(f"/moter/{meeting.pk}/saker/{item.pk}/beslutt/", follow=True)
    assert page.redirect_chain[-1][0] == f"/moter/{meeting.pk}/fore/"
    assert "allerede avgjort" in page.content.decode()


def test_an_innmelding_that_has_its_answer_is_not_put_off(meeting, line, chain, cast, now, client_for):

    issue = line("issue")
    case = type(chain.raised()).objects.get(pk=issue.target_id)
    take(case, "answer", actor=cast.lead, now=now, text="Se veilederen.")
    page = read(client_for, cast.lead, meeting, "fore/")
    assert "Innmeldingen er «besvart», og venter ikke lenger på dette møtet." in page
    closing.close(meeting, actor=cast.lead, now=now, rest_to_next=True)
    assert line("issue").outcome == AgendaItem.Outcome.DONE


def test_another_lines_own_decision_is_said_as_before(laid, chain, cast, now, client_for):
    meeting, item, referral = laid
    given = chain.decision_input(referral)
    room.record_decision(item, "decide", actor=cast.coord_secretary, now=now, version=None, **given)
    page = read(client_for, cast.coord_secretary, meeting, "fore/")
    assert "allerede avgjort" not in page
    assert "Beslutning: Følges opp" in page
