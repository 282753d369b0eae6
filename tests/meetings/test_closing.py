"""A close: every line has an outcome, those who asked hear why it stops, and what has been stays as it was."""

from datetime import timedelta

import pytest

from meetings import closing, minutes, notes, room
from meetings.compiling import compile_meeting
from meetings.models import AgendaItem, Meeting, Proposal
from network.messages import wording
from network.models import Event, Notice
from network.workflow import NotAllowed, Refused

pytestmark = pytest.mark.django_db
Outcome = AgendaItem.Outcome


@pytest.fixture
def close(meeting, cast, now):
    return lambda **more: closing.close(meeting, **({"actor": cast.lead, "now": now} | more))


@pytest.fixture
def conclude(cast, now):
    def act(item, outcome, why=""):
        room.conclude(item, actor=cast.lead, now=now, outcome=outcome, why=why)

    return act


def told(verb):
    return {notice.person for notice in Notice.objects.filter(event__verb=verb).select_related("person")}


def test_it_waits_for_every_line_and_says_which(close, conclude, line, meeting):
    conclude(line("issue"), "done")
    with pytest.raises(Refused, match="«Felles opplæring»"):
        close()
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.PLANNED
    close(rest_to_next=True)
    assert [line("issue").outcome, line("proposed").outcome] == [Outcome.DONE, Outcome.NEXT]
    held = Meeting.objects.get(pk=meeting.pk)
    assert (held.state, held.is_open) == (Meeting.State.HELD, False)


def test_by_who_runs_it_when_it_has_begun_and_once(close, meeting, cast):
    for person in (cast.member, cast.lead_west, cast.outsider):
        with pytest.raises(NotAllowed):
            close(actor=person, rest_to_next=True)
    with pytest.raises(Refused, match="Møtet begynner"):
        close(now=meeting.starts_at - timedelta(minutes=1), rest_to_next=True)
    close(rest_to_next=True)
    close(rest_to_next=True)
    assert Event.objects.filter(verb="meeting.held").count() == 1


def test_a_cancelled_meeting_is_not_closed(close, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
    with pytest.raises(Refused, match="avlyst"):
        close(rest_to_next=True)


@pytest.mark.parametrize("why_not", ["", "0 minutter igjen."], ids=["on the agenda", "in reserve"])
def test_what_is_passed_over_three_times_is_not_moved_along_with_the_rest(
    why_not, close, conclude, line, cast
):
    AgendaItem.objects.filter(pk=line("issue").pk).update(passed_over=3, why_not=why_not)
    with pytest.raises(Refused, match="forbigått 3 ganger"):
        close(rest_to_next=True)
    conclude(line("issue"), "parked", "Ingen har tid før sommeren.")
    close(rest_to_next=True)
    assert line("issue").outcome == Outcome.PARKED
    assert cast.member in told("meeting.item_parked")


def test_what_had_no_room_twice_waits_in_reserve_without_a_word(close, line):
    AgendaItem.objects.filter(pk=line("issue").pk).update(passed_over=2, why_not="0 minutter igjen.")
    close(rest_to_next=True)
    assert line("issue").outcome == Outcome.OPEN
    assert told("meeting.item_parked") == set()


@pytest.mark.parametrize(("outcome", "word"), [("parked", "Lagt bort"), ("declined", "Avvist")])
def test_those_who_asked_hear_why_it_stops(outcome, word, close, conclude, line, cast, chain):
    issue = line("issue")
    conclude(issue, outcome, "Vi venter på departementet.")
    conclude(line("proposed"), outcome, "Hører til fagrådet.")
    verb = f"meeting.item_{outcome}"
    assert told(verb) == set()  # it can be said anew until the meeting is closed
    close()
    about_issue = Event.objects.get(verb=verb, target_label="issues.issue")
    assert set(about_issue.notices.values_list("person", flat=True)) == {cast.member.pk}
    subject, body = wording(about_issue)
    assert subject.startswith(word)
    assert issue.title in subject
    assert "Vi venter på departementet." in body
    assert f"/innmeldinger/{issue.target_id}/" in body
    about_proposal = Event.objects.get(verb=verb, target_label="meetings.meeting")
    assert set(about_proposal.notices.values_list("person", flat=True)) == {cast.member.pk}


def test_a_case_that_is_put_away_is_told_to_those_who_asked_and_to_who_proposed_it(
    chain, cast, bodies, now, sent_out
):
    escalation = chain.proposed()
    lifting = sent_out(bodies.network_steering, cast.lifting_lead, now - timedelta(minutes=30))
    item = lifting.items.get(source="decision")
    who = {"actor": cast.lifting_lead, "now": now}
    room.conclude(item, outcome="declined", why="Ikke vår sak.", **who)
    closing.close(lifting, rest_to_next=True, **who)
    event = Event.objects.get(verb="meeting.item_declined")
    assert (event.target_label, event.target_id) == ("escalation.escalation", escalation.pk)
    assert {cast.member, cast.lead} <= told("meeting.item_declined")


def test_a_proposal_ends_when_it_is_dealt_with_and_waits_when_it_goes_on(close, conclude, line):
    proposal = Proposal.objects.get(pk=line("proposed").target_id)
    conclude(line("proposed"), "done")
    close(rest_to_next=True)
    proposal.refresh_from_db()
    assert (proposal.ended_at is not None, proposal.ended_why) == (True, "behandlet")


def test_a_proposal_that_goes_on_is_open_still(close, line):
    close(rest_to_next=True)
    assert Proposal.objects.open().filter(pk=line("proposed").target_id).exists()


def test_the_clock_stops_with_the_meeting(close, cast, now, line, meeting):
    room.start_clock(line("issue"), actor=cast.lead, now=now - timedelta(minutes=7))
    close(rest_to_next=True)
    assert line("issue").used_minutes == 7
    assert room.running(meeting) is None


def test_a_worker_that_compiles_while_minutes_are_kept_changes_nothing(meeting, cast, now, line, close):
    notes.save(meeting, line("issue"), actor=cast.lead, now=now, base=0, text="Sagt.")
    before = list(meeting.items.order_by("pk").values())
    assert compile_meeting(meeting, now=now) is None
    assert list(meeting.items.order_by("pk").values()) == before
    close(rest_to_next=True)
    after = list(meeting.items.order_by("pk").values())
    assert compile_meeting(meeting, now=now) is None
    assert list(meeting.items.order_by("pk").values()) == after


def test_nothing_in_a_past_meeting_changes_when_a_later_one_is_kept(
    meeting, close, conclude, line, cast, bodies, now, sent_out, chain
):
    conclude(line("issue"), "next")
    close(rest_to_next=True)

    def stands():
        held = Meeting.objects.get(pk=meeting.pk)
        lines = [dict(row) for row in held.items.order_by("pk").values()]
        return lines, held.minutes_text, list(held.versions.values()), list(held.revisions.values())

    before = stands()
    later = sent_out(bodies.south_east, cast.lead, now - timedelta(minutes=10))
    again = later.items.get(source="issue")
    assert again.target_id == line("issue").target_id
    notes.save(later, again, actor=cast.lead, now=now, base=0, text="Noe helt annet.")
    room.conclude(again, actor=cast.lead, now=now, outcome="declined", why="Ikke vår.")
    room.conclude(later.items.get(source="minutes"), actor=cast.lead, now=now, outcome="done")
    closing.close(later, actor=cast.lead, now=now, rest_to_next=True)
    assert stands() == before


def test_decisions_do_not_wait_for_minutes_and_are_not_made_when_it_is_over(
    chain, cast, bodies, now, sent_out
):
    escalation = chain.proposed()
    lifting = sent_out(bodies.network_steering, cast.lifting_lead, now - timedelta(minutes=30))
    item = lifting.items.get(source="decision")
    given = {"reason": "For tidlig.", "instead": "Spør regionen.", "how": "meeting", "decided_on": now.date()}
    given |= {"version": escalation.version, "participations": chain.participations(bodies.network_steering)}
    who = {"actor": cast.lifting_lead, "now": now}
    closing.close(lifting, rest_to_next=True, **who)
    with pytest.raises(Refused, match="avsluttet"):
        room.record_decision(item, "not_lift", **who, **given)
    escalation.refresh_from_db()
    assert escalation.state == "proposed"


def test_a_line_that_is_decided_stays_decided(chain, cast, bodies, now, sent_out):
    escalation = chain.proposed()
    lifting = sent_out(bodies.network_steering, cast.lifting_lead, now - timedelta(minutes=30))
    item = lifting.items.get(source="decision")
    given = {"reason": "For tidlig.", "instead": "Spør regionen.", "how": "meeting", "decided_on": now.date()}
    who = {"actor": cast.lifting_lead, "now": now}
    room.record_decision(
        item,
        "not_lift",
        version=escalation.version,
        participations=chain.participations(bodies.network_steering),
        **who,
        **given,
    )
    escalation.refresh_from_db()
    assert escalation.state == "closed"  # told already, while the meeting goes on
    with pytest.raises(Refused, match="avgjort"):
        room.conclude(item, outcome="next", **who)
    assert "Beslutning: Saken løftes ikke." in minutes.draft(lifting, now)
