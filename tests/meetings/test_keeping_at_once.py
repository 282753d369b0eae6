"""Two who keep the minutes at once: as if one had come after the other, and nothing that either typed is lost."""

import threading

import pytest

from meetings import closing, notes, room
from meetings.models import Attendance, Meeting, NoteRevision
from network.models import Event
from tests.escalation.test_races import at_once, on_postgresql, refused

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WRITERS = 8


def test_eight_who_save_on_the_same_version_lose_no_line(meeting, line, cast, now):
    item = line("issue")
    people = [cast.lead, cast.secretariat]

    def saver(number):
        text = f"Linje {number}"
        return lambda: notes.save(meeting, item, actor=people[number % 2], now=now, base=0, text=text)

    outcomes = at_once(*[saver(number) for number in range(WRITERS)])
    assert refused(outcomes) == []
    stands = line("issue")
    assert sorted(stands.notes.split("\n")) == [f"Linje {number}" for number in range(WRITERS)]
    saved = list(NoteRevision.objects.filter(item=item).order_by("version").values_list("version", "text"))
    assert [version for version, _ in saved] == list(range(1, len(saved) + 1))
    assert saved[-1] == (stands.notes_version, stands.notes)


@on_postgresql
def test_saving_without_the_lock_would_lose_some_or_fail(meeting, line, now, cast):
    """Read, merge, write: what `save` would be without its lock. The last writer's text is all that is left."""
    read = threading.Barrier(WRITERS)
    item = line("issue")

    def unguarded(number):
        def act():
            text = type(item).objects.get(pk=item.pk).notes
            read.wait()
            type(item).objects.filter(pk=item.pk).update(notes=f"{text}\nLinje {number}".strip())

        return act

    at_once(*[unguarded(number) for number in range(WRITERS)])
    assert len(line("issue").notes.split("\n")) < WRITERS


def test_what_is_typed_while_another_closes_is_in_the_minutes_or_refused(meeting, line, cast, now):
    item = line("issue")
    saved, closed = at_once(
        lambda: notes.save(meeting, item, actor=cast.secretariat, now=now, base=0, text="Rett før slutt."),
        lambda: closing.close(meeting, actor=cast.lead, now=now, rest_to_next=True),
    )
    text = Meeting.objects.get(pk=meeting.pk).minutes_text
    assert closed.held_at == now
    assert ("Rett før slutt." in text) == (refused([saved]) == [])


def test_two_who_close_at_once_close_once(meeting, cast, now):
    act = lambda: closing.close(meeting, actor=cast.lead, now=now, rest_to_next=True)  # noqa: E731
    assert refused(at_once(*[act] * 4)) == []
    assert Event.objects.filter(verb="meeting.held").count() == 1
    assert NoteRevision.objects.filter(meeting=meeting, item=None).count() == 1


def test_two_who_note_who_is_there_at_once_note_both_once(meeting, chain, cast, bodies, now):
    seats = [chain.seat(person, bodies.south_east) for person in (cast.lead, cast.member, cast.colleague)]
    acts = [
        lambda seat=seat: room.attend(meeting, actor=cast.lead, now=now, arrived=[seat, seats[0]])
        for seat in seats
    ]
    assert refused(at_once(*acts)) == []
    assert Attendance.objects.filter(meeting=meeting).count() == 3


def test_a_line_added_twice_at_once_is_one_line(meeting, cast, now):
    act = lambda: room.add_item(meeting, actor=cast.lead, now=now, title="Haster", token="t")  # noqa: E731
    outcomes = at_once(*[act] * 4)
    assert refused(outcomes) == []
    assert meeting.items.filter(title="Haster").count() == 1
