"""In the meeting: who is there, the clock, who stands aside, what came of each line, and what is taken up there."""

from datetime import timedelta

import pytest

from meetings import closing, notes, room
from meetings.compiling import compile_meeting
from meetings.models import AgendaItem, Meeting, Proposal
from network.models import Event
from network.workflow import Missing, NotAllowed, Refused

pytestmark = pytest.mark.django_db
Outcome = AgendaItem.Outcome


def seats(chain, cast, bodies, *names):
    return [chain.seat(getattr(cast, name), bodies.south_east) for name in names]


def test_two_who_note_who_is_there_note_it_together(meeting, chain, cast, bodies, now):
    lead, member, colleague = seats(chain, cast, bodies, "lead", "member", "colleague")
    room.attend(meeting, actor=cast.lead, now=now, arrived=[lead, member])
    room.attend(meeting, actor=cast.secretariat, now=now, arrived=[colleague, member], left=[lead])
    assert room.present_in(meeting) == {member.pk, colleague.pk}
    told = Event.objects.filter(verb="meeting.attended").count()
    room.attend(meeting, actor=cast.lead, now=now, arrived=[member])
    assert Event.objects.filter(verb="meeting.attended").count() == told


def test_only_those_who_sit_there_are_noted_and_only_by_who_runs_it(meeting, chain, cast, bodies, now):
    with pytest.raises(Refused):
        room.attend(meeting, actor=cast.lead, now=now, arrived=[chain.seat(cast.lead_west, bodies.west)])
    with pytest.raises(NotAllowed):
        room.attend(meeting, actor=cast.member, now=now, arrived=seats(chain, cast, bodies, "member"))
    assert room.present_in(meeting) == set()


def test_one_clock_runs_and_taking_up_a_line_stops_the_one_before(meeting, cast, now, line):
    first, second = line("issue"), line("proposed")
    room.start_clock(first, actor=cast.lead, now=now)
    room.start_clock(first, actor=cast.secretariat, now=now + timedelta(minutes=5))
    room.start_clock(second, actor=cast.lead, now=now + timedelta(minutes=12))
    assert line("issue").used_minutes == 12
    assert room.running(meeting).item_id == second.pk
    room.stop_clock(meeting, actor=cast.lead, now=now + timedelta(minutes=20))
    room.stop_clock(meeting, actor=cast.lead, now=now + timedelta(minutes=30))
    assert line("proposed").used_minutes == 8
    assert room.running(meeting) is None
    room.start_clock(first, actor=cast.lead, now=now + timedelta(minutes=40))
    room.stop_clock(meeting, actor=cast.lead, now=now + timedelta(minutes=43))
    assert line("issue").used_minutes == 15


def test_minutes_can_be_written_whatever_the_clock_says(meeting, cast, now, line):
    room.note_minutes(line("issue"), actor=cast.lead, now=now, used=25)
    assert line("issue").used_minutes == 25


def test_who_is_partial_is_noted_with_why_and_can_be_taken_back(meeting, chain, cast, bodies, now, line):
    member, colleague = seats(chain, cast, bodies, "member", "colleague")
    item = line("issue")
    room.stand_aside(
        item, actor=cast.lead, now=now, why={member: "Meldte saken.", colleague: "Deltok i prosjektet."}
    )
    room.stand_aside(item, actor=cast.lead, now=now, why={colleague: "", member: "Meldte saken selv."})
    assert list(item.stood_aside.values_list("seat", "why")) == [(member.pk, "Meldte saken selv.")]


@pytest.mark.parametrize("outcome", ["parked", "declined"])
def test_putting_away_needs_a_reason(outcome, meeting, cast, now, line):
    with pytest.raises(Missing) as refusal:
        room.conclude(line("issue"), actor=cast.lead, now=now, outcome=outcome, why=" ")
    assert refusal.value.field == "outcome_why"
    room.conclude(line("issue"), actor=cast.lead, now=now, outcome=outcome, why="Vi venter på svar.")
    assert (line("issue").outcome, line("issue").outcome_why) == (outcome, "Vi venter på svar.")


def test_what_is_passed_over_three_times_is_not_moved_again(meeting, cast, now, line):
    AgendaItem.objects.filter(pk=line("issue").pk).update(passed_over=2)
    room.conclude(line("issue"), actor=cast.lead, now=now, outcome="next")
    AgendaItem.objects.filter(pk=line("issue").pk).update(passed_over=3, outcome="")
    with pytest.raises(Refused, match="forbigått 3 ganger"):
        room.conclude(line("issue"), actor=cast.lead, now=now, outcome="next")
    assert line("issue").outcome == Outcome.OPEN


def test_a_line_added_on_the_spot_has_the_next_number_and_survives_compile_and_close(
    meeting, cast, now, line
):
    given = {"actor": cast.secretariat, "now": now, "title": "Noe haster", "token": "t"}
    item = room.add_item(meeting, **given)
    assert room.add_item(meeting, **given).pk == item.pk
    numbers = sorted(meeting.items.values_list("number", flat=True))
    assert numbers == [f"{n}/{meeting.starts_at.year}" for n in (1, 2, 3)]
    compile_meeting(meeting, now=now)
    closing.close(meeting, actor=cast.lead, now=now, rest_to_next=True)
    item.refresh_from_db()
    assert (item.title, item.outcome, item.pinned) == ("Noe haster", Outcome.NEXT, True)
    assert Proposal.objects.open().filter(pk=item.target_id).exists()
    assert "Noe haster" in type(meeting).objects.get(pk=meeting.pk).minutes_text


def test_nothing_comes_of_a_line_before_the_meeting_begins(meeting, cast, now, line, client_for):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now + timedelta(days=8))
    item = line("issue")
    with pytest.raises(Refused, match="Møtet begynner"):
        room.conclude(item, actor=cast.lead, now=now, outcome="done")
    notes.save(item.meeting, item, actor=cast.lead, now=now, base=0, text="Spør om tall.")
    page = client_for(cast.lead).get(f"/moter/{meeting.pk}/fore/").content.decode()
    assert "Utfall og beslutninger fører du når møtet har begynt" in page
    assert f'name="outcome_{item.pk}"' not in page
    assert "Avslutt møtet" not in page


def test_nothing_is_written_in_a_meeting_by_others_or_when_it_is_over(
    meeting, chain, cast, bodies, now, line
):
    item, seat = line("issue"), chain.seat(cast.member, bodies.south_east)

    def acts(actor):
        who = {"actor": actor, "now": now}
        yield lambda: room.attend(meeting, arrived=[seat], **who)
        yield lambda: room.stand_aside(item, why={seat: "Meldte den."}, **who)
        yield lambda: room.start_clock(item, **who)
        yield lambda: room.stop_clock(meeting, **who)
        yield lambda: room.note_minutes(item, used=5, **who)
        yield lambda: room.conclude(item, outcome="done", **who)
        yield lambda: room.add_item(meeting, title="Ny", **who)

    before = Event.objects.count()
    for act in acts(cast.member):
        with pytest.raises(NotAllowed):
            act()
    assert Event.objects.count() == before
    closing.close(meeting, actor=cast.lead, now=now, rest_to_next=True)
    before = Event.objects.count()
    for act in acts(cast.lead):
        with pytest.raises(Refused, match="avsluttet"):
            act()
    assert Event.objects.count() == before
    assert not meeting.items.filter(title="Ny").exists()


def test_others_who_are_there_stand_in_the_minutes_and_do_not_count(meeting, chain, cast, bodies, now):
    who = {"actor": cast.lead, "now": now}
    room.attend(meeting, arrived=seats(chain, cast, bodies, "lead"), **who)
    room.note_others(meeting, others=" Kari Vara, Oslo kommune \r\n\r\nOla Gjest, KS", **who)
    with pytest.raises(NotAllowed):
        room.note_others(meeting, others="Ingen", actor=cast.member, now=now)
    closing.close(meeting, rest_to_next=True, **who)
    text = Meeting.objects.get(pk=meeting.pk).minutes_text
    assert "Andre til stede:\n- Kari Vara, Oslo kommune\n- Ola Gjest, KS\n" in text
    assert "Gruppen var ikke beslutningsdyktig: 1 av 3" in text
    assert "Kari" not in str(Event.objects.get(verb="meeting.others_noted").data)
