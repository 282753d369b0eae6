"""What is typed is saved on the version it was typed from; each text is a revision, and nothing is lost."""

import pytest

from meetings import closing, notes, room
from meetings.merging import END
from meetings.models import AgendaItem, NoteRevision
from network.workflow import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(meeting, cast, now, line):
    def act(base, text, actor=cast.lead, item="issue"):
        return notes.save(meeting, line(item) if item else None, actor=actor, now=now, base=base, text=text)

    return act


def revisions(**of):
    return list(NoteRevision.objects.filter(**of).order_by("version").values_list("version", "text"))


def test_each_save_is_a_revision(save, line):
    assert save(0, "En").version == 1
    assert save(1, "En\nTo").version == 2
    item = line("issue")
    assert (item.notes, item.notes_version) == ("En\nTo", 2)
    assert revisions(item=item) == [(1, "En"), (2, "En\nTo")]


def test_saved_again_unchanged_is_no_revision(save, line):
    save(0, "En")
    assert save(1, "En").version == 1
    assert save(0, "En").version == 1
    assert revisions(item=line("issue")) == [(1, "En")]


def test_two_from_the_same_version_are_both_there(save, line, cast):
    save(0, "Innledning")
    save(1, "Innledning\nLederen sa noe.")
    merged = save(1, "Først dette.\nInnledning", actor=cast.secretariat)
    assert merged.text == "Først dette.\nInnledning\nLederen sa noe."
    assert not merged.clashed
    # What was typed is kept beside what came of it: whoever has typed on goes on from there.
    assert revisions(item=line("issue"))[-2:] == [
        (merged.typed_version, "Først dette.\nInnledning"),
        (merged.version, merged.text),
    ]
    went_on = save(merged.typed_version, "Først dette.\nInnledning\nOg mer.", actor=cast.secretariat)
    assert set(went_on.text.split("\n")) == {"Først dette.", "Innledning", "Lederen sa noe.", "Og mer."}


def test_the_same_line_stands_twice_with_who_wrote_which(save, cast):
    save(0, "Vi utsetter.")
    save(1, "Vi utsetter til mars.")
    merged = save(1, "Vi utsetter til april.", actor=cast.secretariat)
    assert merged.clashed
    assert merged.text.split("\n") == [
        f"[{cast.lead.name} skrev samtidig:]",
        "Vi utsetter til mars.",
        f"[{cast.secretariat.name} skrev samtidig:]",
        "Vi utsetter til april.",
        END,
    ]


def test_sent_again_because_the_answer_was_lost_it_counts_once(save, cast, line):
    save(0, "Fra lederen.")
    first = save(0, "Fra sekretariatet.", actor=cast.secretariat)
    again = save(0, "Fra sekretariatet.", actor=cast.secretariat)
    assert again == first
    assert first.text.count("Fra sekretariatet.") == 1
    assert len(revisions(item=line("issue"))) == 3


def test_a_reader_who_has_changed_nothing_gets_what_stands(save, cast):
    save(0, "En")
    save(1, "En\nTo", actor=cast.secretariat)
    assert save(1, "En").text == "En\nTo"
    assert save(0, "", item=None).version == 0


def test_line_ends_are_the_same_whatever_sent_them(save):
    save(0, "En\r\nTo")
    assert save(1, "En\nTo").version == 1


def test_a_version_that_does_not_exist_is_refused(save):
    save(0, "En")
    with pytest.raises(Refused):
        save(7, "To")


def test_only_those_who_run_the_meeting_write(save, cast, line):
    for person in (cast.member, cast.lead_west, cast.outsider, cast.admin):
        with pytest.raises(NotAllowed):
            save(0, "Nei", actor=person)
    assert revisions() == []


def test_an_agenda_that_is_not_sent_out_may_still_lose_lines_so_nothing_is_written_there(
    meeting, save, line, cast, now
):
    type(meeting).objects.filter(pk=meeting.pk).update(published_at=None)
    with pytest.raises(Refused, match="Send ut sakslisten"):
        save(0, "En")
    with pytest.raises(Refused, match="Send ut sakslisten"):
        room.attend(meeting, actor=cast.lead, now=now)


def test_after_the_close_a_line_is_what_it_was_and_the_minutes_go_on(meeting, save, cast, now, line):
    save(0, "En")
    closing.close(meeting, actor=cast.lead, now=now, rest_to_next=True)
    with pytest.raises(Refused, match="avsluttet"):
        save(1, "To")
    assert AgendaItem.objects.get(pk=line("issue").pk).notes == "En"
    meeting.refresh_from_db()
    saved = save(meeting.minutes_version, f"{meeting.minutes_text}\nMer.", item=None)
    assert saved.text.endswith("\nMer.")


def test_what_was_being_typed_of_the_whole_when_it_closed_comes_into_the_minutes(meeting, save, cast, now):
    save(0, "Innledning.", item=None)
    closing.close(meeting, actor=cast.lead, now=now, rest_to_next=True)
    saved = save(1, "Innledning.\nOg en siste setning.", item=None, actor=cast.secretariat)
    assert "Og en siste setning." in saved.text
    assert "## Til stede" in saved.text
