"""What a line's past does to the next agenda: put off, passed over, laid aside, and never on two at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from meetings import closing, planning, proposing, room
from meetings.compiling import compile_meeting
from meetings.editing import edit_item, set_aside, take_up_again, undecided
from meetings.models import AgendaItem, Meeting, Proposal
from meetings.publishing import publish
from meetings.standing import add_standing
from network.models import Attachment, Notice
from network.uploads import Upload
from network.workflow import NotAllowed, Refused, take
from tests.escalation.test_races import at_once

pytestmark = pytest.mark.django_db
NEXT, DONE, PARKED = AgendaItem.Outcome.NEXT, AgendaItem.Outcome.DONE, AgendaItem.Outcome.PARKED


@pytest.fixture
def meet(bodies, cast, chain):
    """Plans a meeting a month after the last, as the chain's clock has it."""

    def plan(minutes=60, after=30):
        return planning.plan(
            bodies.south_east,
            actor=cast.lead,
            now=chain.tick(),
            starts_at=chain.now + timedelta(days=after),
            capacity_minutes=minutes,
        )

    return plan


@pytest.fixture
def hold(cast, chain):
    """Holds it: what becomes of each line, by its title; the rest is done."""

    def held(meeting, **outcomes):
        chain.now = meeting.starts_at + timedelta(hours=2)
        given = {item.pk: outcomes.get(item.title, DONE) for item in meeting.items.all()}
        Meeting.objects.filter(pk=meeting.pk).update(published_at=meeting.starts_at)
        for item in meeting.items.filter(why_not=""):
            why = "Ikke denne gangen." if given[item.pk] == PARKED else ""
            room.conclude(item, actor=cast.lead, now=chain.now, outcome=given[item.pk], why=why)
        closing.close(meeting, actor=cast.lead, now=chain.now)

    return held


def proposed(bodies, cast, chain, title, **more):
    return proposing.propose(bodies.south_east, actor=cast.member, now=chain.tick(), title=title, **more)


def compiled(meeting, chain):
    compile_meeting(meeting, now=chain.tick())
    return meeting.items.get(source="proposed")


def test_the_paper_of_a_case_that_was_put_off_stands_on_the_next_agenda_too(
    chain, cast, meet, hold, client_for
):
    issue = chain.taken_up()
    first = meet()
    compile_meeting(first, now=chain.tick())
    paper = Upload("Saksfremlegg.pdf", Attachment.Kind.PDF, b"%PDF-1.7", "")
    edit_item(first.items.get(source="issue"), actor=cast.lead, now=chain.tick(), file=paper)
    hold(first, **{issue.title: NEXT})
    second = meet()
    compile_meeting(second, now=chain.tick())
    page = client_for(cast.member).get(reverse("meeting-detail", args=[second.pk])).text
    assert "Saksfremlegg.pdf" in page


def test_what_was_put_off_comes_back_says_so_and_leaves_the_old_line_whole(bodies, cast, chain, meet, hold):
    proposed(bodies, cast, chain, "Opplæring")
    first = meet()
    old = compiled(first, chain)
    hold(first, Opplæring=NEXT)
    second = meet()
    again = compiled(second, chain)
    assert (again.comes_from, again.must, again.is_on) == (old, True, True)
    assert "2. gang på sakslisten." in again.why
    hold(second, Opplæring=NEXT)
    third = compiled(meet(), chain)
    assert third.comes_from == again
    assert "3. gang på sakslisten." in third.why
    old.refresh_from_db()
    assert (old.outcome, old.comes_from) == (NEXT, None)


def test_it_follows_a_cancelled_meeting_to_the_one_after(bodies, cast, chain, meet, hold):
    proposed(bodies, cast, chain, "Opplæring")
    first = meet()
    compiled(first, chain)
    hold(first, Opplæring=NEXT)
    second = meet()
    compiled(second, chain)
    Meeting.objects.filter(pk=second.pk).update(state=Meeting.State.CANCELLED)
    again = compiled(meet(after=60), chain)
    assert again.is_on
    assert "2. gang" in again.why


def test_a_line_stands_on_one_agenda_at_a_time(bodies, cast, chain, meet):
    proposed(bodies, cast, chain, "Opplæring")
    first, second = meet(), meet(after=60)
    compile_meeting(second, now=chain.tick())
    assert second.items.filter(source="proposed").exists(), "nothing stands before it yet"
    compile_meeting(first, now=chain.tick())
    compile_meeting(second, now=chain.tick())
    assert first.items.get(source="proposed").is_on
    assert not second.items.filter(source="proposed").exists()


def test_standing_items_stand_in_every_meeting(bodies, cast, chain, meet):
    add_standing(bodies.south_east, actor=cast.lead, now=chain.tick(), title="Nytt fra virksomhetene")
    first, second = meet(), meet(after=60)
    publish(first, actor=cast.lead, now=chain.tick())
    compile_meeting(second, now=chain.tick())
    assert [meeting.items.get(source="standing").is_on for meeting in (first, second)] == [True, True]


def test_what_one_agenda_has_sent_out_an_earlier_one_does_not_take(bodies, cast, chain, meet):
    proposed(bodies, cast, chain, "Opplæring")
    later = meet(after=60)
    publish(later, actor=cast.lead, now=chain.tick())
    sooner = meet()
    compile_meeting(sooner, now=chain.tick())
    assert not sooner.items.filter(source="proposed").exists()


def test_laid_aside_it_stays_away_until_somebody_takes_it_up_again(bodies, cast, chain, meet, hold):
    proposal = proposed(bodies, cast, chain, "Opplæring", minutes=50)
    proposed(bodies, cast, chain, "Noe annet", minutes=60)
    first = meet(minutes=60)
    compile_meeting(first, now=chain.tick())
    waits = first.items.get(source="proposed", target_id=proposal.pk)
    set_aside([waits], actor=cast.lead, now=chain.tick(), outcome=PARKED, why="Vi venter på budsjettet.")
    proposal.refresh_from_db()
    assert proposal.ended_why == "Vi venter på budsjettet."
    assert Notice.objects.filter(person=cast.member, event__verb="meeting.item_parked").count() == 1
    second = meet(after=60)
    compile_meeting(second, now=chain.tick())
    assert not second.items.filter(target_id=proposal.pk).exists()
    take_up_again(waits, second, actor=cast.lead, now=chain.tick())
    item = second.items.get(target_id=proposal.pk)
    assert (item.is_on, item.pinned) == (True, True)
    assert Proposal.objects.open().filter(pk=proposal.pk).exists()


def test_what_is_laid_aside_has_a_reason_and_is_done_by_whoever_runs_the_body(bodies, cast, chain, meet):
    proposed(bodies, cast, chain, "Opplæring")
    item = compiled(meet(), chain)
    with pytest.raises(Refused, match="Skriv hvorfor"):
        set_aside([item], actor=cast.lead, now=chain.tick(), outcome=PARKED, why=" ")
    with pytest.raises(NotAllowed):
        set_aside([item], actor=cast.member, now=chain.tick(), outcome=PARKED, why="Fordi.")
    item.refresh_from_db()
    assert item.outcome == ""


def test_passed_over_three_times_it_must_be_treated_or_laid_aside_before_the_agenda_goes_out(
    bodies, cast, chain, meet, hold
):
    long = proposed(bodies, cast, chain, "Lang sak", minutes=120)
    for _ in range(3):
        meeting = meet()
        compile_meeting(meeting, now=chain.tick())
        hold(meeting)
    meeting = meet()
    compile_meeting(meeting, now=chain.tick())
    assert [item.title for item in undecided(meeting)] == ["Lang sak"]
    with pytest.raises(Refused, match="tre ganger"):
        publish(meeting, actor=cast.lead, now=chain.tick())
    edit_item(
        meeting.items.get(target_id=long.pk, source="proposed"),
        actor=cast.lead,
        now=chain.tick(),
        pinned=True,
    )
    publish(meeting, actor=cast.lead, now=chain.tick())
    assert meeting.items.get(target_id=long.pk, source="proposed").number


def test_a_late_proposal_is_for_information_until_the_chair_gives_a_reason(
    bodies, cast, chain, meet, client_for
):
    meeting = meet()

    def form():
        return client_for(cast.member).get(f"/moter/{meeting.pk}/foresla/").content.decode()

    assert "Fristen for å foreslå saker var" not in form()
    Meeting.objects.filter(pk=meeting.pk).update(propose_by=chain.now.date() - timedelta(days=1))
    late = form()
    assert "Fristen for å foreslå saker var" in late
    assert '<option value="information" selected>' in late
    assert 'name="minutes" value="5"' in late
    proposed(bodies, cast, chain, "Sent ute", item_type="decision", minutes=20)
    item = compiled(meeting, chain)
    assert (item.type, item.minutes, item.late) == ("information", 5, True)
    assert "etter fristen" in item.why
    edit_item(item, actor=cast.lead, now=chain.tick(), why_late="Budsjettfristen er i morgen.")
    item.refresh_from_db()
    assert (item.type, item.minutes, item.late) == ("decision", 20, True)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_what_is_proposed_while_agendas_are_made_stands_on_one_of_them(bodies, cast, chain, meet):
    first, second = meet(), meet(after=60)
    now = chain.tick()

    def propose(title):
        return lambda: proposing.propose(bodies.south_east, actor=cast.member, now=now, title=title)

    def make(meeting):
        return lambda: compile_meeting(meeting, now=now)

    titles = [f"Sak {number}" for number in range(4)]
    sent = [
        make(second),
        *[propose(title) for title in titles],
        lambda: publish(first, actor=cast.lead, now=now),
    ]
    at_once(*sent, make(first), make(second))
    compile_meeting(second, now=now)
    on = [item.title for item in AgendaItem.objects.filter(source="proposed") if item.is_on]
    assert sorted(on) == titles


def test_after_it_was_sent_out_only_a_person_makes_it_again_and_numbers_stay(bodies, cast, chain, meet):
    proposed(bodies, cast, chain, "Først")
    meeting = meet()
    publish(meeting, actor=cast.lead, now=chain.tick())
    proposed(bodies, cast, chain, "Etterpå")
    assert compile_meeting(meeting, now=chain.tick()) is None
    assert compile_meeting(meeting, now=chain.tick(), actor=cast.lead).number == 2
    numbers = dict(meeting.items.filter(source="proposed").values_list("title", "number"))
    assert numbers == {"Først": f"1/{meeting.starts_at.year}", "Etterpå": ""}


def test_what_was_sent_out_and_is_settled_since_stays_on_the_page_with_its_number(chain, cast, bodies, meet):
    issue = chain.taken_up()
    meeting = meet()
    publish(meeting, actor=cast.lead, now=chain.tick())

    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Slik.")
    compile_meeting(meeting, now=chain.tick(), actor=cast.lead)
    item = meeting.items.get(source="issue")
    assert item.number
    assert "behandlet på annen måte" in item.why_not


def test_a_standing_item_that_was_declined_once_is_on_the_next_and_not_among_what_is_laid_aside(
    bodies, cast, chain, meet, hold, client_for
):
    add_standing(bodies.south_east, actor=cast.lead, now=chain.tick(), title="Runde rundt bordet", minutes=5)
    first = meet()
    compile_meeting(first, now=chain.tick())
    hold(first, **{"Runde rundt bordet": PARKED})
    second = meet()
    compile_meeting(second, now=chain.tick())
    assert second.items.get(source="standing").is_on
    page = client_for(cast.lead).get(f"/moter/{second.pk}/").content.decode()
    assert "Lagt bort eller avvist" not in page


def test_what_is_taken_off_does_not_stand_among_what_had_no_room(bodies, cast, chain, meet, client_for):
    proposed(bodies, cast, chain, "Opplæring")
    meeting = meet()
    item = compiled(meeting, chain)
    edit_item(item, actor=cast.lead, now=chain.tick(), removed=True, pinned=False, own_text="Venter på Vest.")
    page = client_for(cast.lead).get(f"/moter/{meeting.pk}/").content.decode()
    taken_off = page.partition("Tatt av sakslisten denne gangen")[2]
    assert "Opplæring" in taken_off
    assert "Venter på Vest." in taken_off  # why, when whoever took it off said so
    assert "Ikke plass denne gangen" not in page
