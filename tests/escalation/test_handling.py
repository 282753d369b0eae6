"""What a recipient does before anything is decided, and what its clock says meanwhile."""

from datetime import timedelta

import pytest

from escalation import handling
from escalation.models import Clarification, Referral
from network import deadlines
from network.audit import timeline
from network.deadlines import add_working_days, local_day
from network.models import Deadline, Notice
from network.workflow import Missing, NotAllowed, NotPossible, Refused, take

pytestmark = pytest.mark.django_db
ANSWER = Deadline.Kind.ANSWER


@pytest.fixture
def group(chain, bodies):
    """The coordinating group's sak, sent a minute ago."""
    return chain.referral(chain.lifted(), bodies.coordinating)


@pytest.fixture
def in_review(chain, group):
    return chain.acknowledged(group)


def clock(referral):
    return deadlines.running(referral, ANSWER)


def told(verb, person):
    return Notice.objects.filter(event__verb=verb, person=person)


# Several recipients


def test_each_recipient_has_its_own_sak_and_its_own_clock(chain, bodies):
    bodies.desk_hdir.answer_days = 10
    bodies.desk_hdir.save()
    escalation = chain.lifted()
    day = local_day(chain.now)
    due = {r.recipient: clock(r).due_on for r in escalation.referrals.select_related("recipient")}
    assert due == {
        bodies.coordinating: add_working_days(day, 40),
        bodies.desk_hdir: add_working_days(day, 10),
    }
    assert [r.recipient for r in escalation.referrals.filter(is_lead=True)] == [bodies.coordinating]


# Acknowledge


def test_another_expected_date_than_the_agreed_needs_a_reason(chain, group, cast):
    seat = chain.seat(cast.coord_lead, group.holder)
    later = add_working_days(clock(group).due_on, 5)
    with pytest.raises(Missing, match="hvorfor svaret ventes en annen dag"):
        take(group, "acknowledge", actor=cast.coord_lead, now=chain.tick(), officer=seat, expected_on=later)
    take(
        group,
        "acknowledge",
        actor=cast.coord_lead,
        now=chain.tick(),
        officer=seat,
        expected_on=later,
        expected_reason="Vi venter på en høring.",
    )
    assert clock(group).due_on == later
    assert [step.because for step in deadlines.history_of(clock(group))] == ["", "Vi venter på en høring."]


def test_the_saksbehandler_sits_where_the_case_is(chain, group, cast, bodies):
    with pytest.raises(Refused, match="må ha en rolle i Koordineringsgruppen"):
        take(
            group,
            "acknowledge",
            actor=cast.coord_lead,
            now=chain.tick(),
            officer=chain.seat(cast.owner_hdir, bodies.desk_hdir),
        )


# Ask and reply


def test_the_clock_stands_still_from_the_day_after_the_question_until_the_reply(chain, in_review, cast):
    before = clock(in_review).due_on
    asked = chain.asked(in_review, by=local_day(chain.now) + timedelta(days=30))
    assert asked.state == "waiting"
    assert clock(asked).is_paused
    day = local_day(chain.now)
    chain.now += timedelta(days=9)
    take(asked, "reply", actor=cast.lead, now=chain.tick(), text="Fire prosjekter.")
    waited = deadlines.working_days_between(day, local_day(chain.now))
    assert waited >= 5
    assert clock(asked).due_on == add_working_days(before, waited)


def test_without_a_reply_it_goes_on_the_day_after_the_date_and_no_earlier(chain, in_review):
    by = local_day(chain.now) + timedelta(days=10)
    asked = chain.asked(in_review, by=by)
    chain.now += timedelta(days=10)
    assert handling.go_on_without_reply(chain.now) == 0
    chain.now += timedelta(days=1)
    assert handling.go_on_without_reply(chain.now) == 1
    assert handling.go_on_without_reply(chain.now) == 0
    asked.refresh_from_db()
    assert asked.state == "in_review"
    assert clock(asked).pauses[0][1] == by.isoformat()


def test_whoever_asked_may_go_on_without_waiting_and_those_asked_need_not_reply(
    chain, in_review, cast, bodies
):
    before = clock(in_review).due_on
    asked = chain.asked(in_review, asked_body=bodies.west)
    with pytest.raises(NotAllowed):
        take(asked, "unask", actor=cast.lead_west, now=chain.tick())
    back = take(asked, "unask", actor=cast.coord_lead, now=chain.tick())
    assert (back.state, back.asked_body) == ("in_review", None)
    assert not clock(back).is_paused
    assert clock(back).due_on == before
    told_west = told("referral.unask", cast.lead_west).get()
    assert not told_west.needs_you
    with pytest.raises(NotPossible):
        take(back, "reply", actor=cast.lead_west, now=chain.tick(), text="To prosjekter.")


def test_a_job_that_ran_late_takes_no_more_than_the_days_waited_for(chain, in_review):
    by = local_day(chain.now) + timedelta(days=10)
    asked = chain.asked(in_review, by=by)
    chain.now += timedelta(days=25)
    handling.go_on_without_reply(chain.now)
    assert clock(asked).pauses[0][1] == by.isoformat()


def test_another_network_can_be_asked_and_then_it_and_the_proposer_may_reply(
    chain, in_review, cast, bodies, viewer
):
    escalation = in_review.escalation
    escalation.restricted = True
    escalation.save()
    asked = chain.asked(in_review, asked_body=bodies.west)
    assert told("referral.ask", cast.lead_west).get().needs_you
    assert Referral.objects.visible_to(viewer(cast.lead_west)).filter(pk=asked.pk).exists()
    with pytest.raises(NotAllowed):
        take(asked, "reply", actor=cast.member, now=chain.tick(), text="Jeg vet!")
    take(asked, "reply", actor=cast.lead_west, now=chain.tick(), text="To prosjekter i vest.")
    assert told("referral.reply", cast.coord_lead).get().needs_you


# A new date


def test_a_new_date_is_counted_and_told_to_those_who_asked(chain, in_review, cast):
    for days in (5, 10):
        due = add_working_days(clock(in_review).due_on, days)
        in_review = take(
            in_review,
            "new_date",
            actor=cast.coord_lead,
            now=chain.tick(),
            due=due,
            reason="Høringen er forsinket.",
        )
        assert clock(in_review).due_on == due
    assert len(clock(in_review).moves) == 2
    assert told("referral.new_date", cast.member).count() == 2
    assert [event.verb for event in timeline(in_review)].count("referral.new_date") == 2


def day_off(after):
    """The first Saturday, Sunday or holiday after a date."""
    return next(day for n in range(1, 9) if not deadlines.is_working_day(day := after + timedelta(days=n)))


def test_no_svarfrist_falls_on_a_day_when_nobody_answers(chain, group, in_review, cast, bodies):
    free = day_off(clock(in_review).due_on)
    offered = deadlines.date_text(deadlines.nearest_working_day(free, after=local_day(chain.now)))
    sentence = (
        f"{deadlines.date_text(free)} er ikke en virkedag. Velg en virkedag; den nærmeste er {offered}."
    )
    with pytest.raises(Refused) as refusal:
        take(in_review, "new_date", actor=cast.coord_lead, now=chain.tick(), due=free, reason="Høringen.")
    assert (refusal.value.sentence, refusal.value.field) == (sentence, "due")
    with pytest.raises(Refused) as refusal:
        chain.laid_before(in_review, treated_on=free, due=free)
    assert (refusal.value.sentence, refusal.value.field) == (sentence, "due")
    desk = chain.referral(in_review.escalation, bodies.desk_hdir)
    seat = chain.seat(cast.owner_hdir, bodies.desk_hdir)
    given = {"officer": seat, "expected_on": free, "expected_reason": "Høringen."}
    with pytest.raises(Refused) as refusal:
        take(desk, "acknowledge", actor=cast.owner_hdir, now=chain.tick(), **given)
    assert (refusal.value.sentence, refusal.value.field) == (sentence, "expected_on")


def test_a_date_in_the_past_is_refused(chain, in_review, cast):
    with pytest.raises(Refused, match="frem i tid"):
        take(
            in_review,
            "new_date",
            actor=cast.coord_lead,
            now=chain.tick(),
            due=local_day(chain.now),
            reason="Haster.",
        )


# Hand on


def test_the_next_holder_gets_its_own_clock_and_the_total_stays_visible(chain, group, bodies, cast):
    sent = group.sent_at
    bodies.desk_dmp.answer_days = 15
    bodies.desk_dmp.save()
    chain.now += timedelta(days=6)
    moved = chain.handed_on(group, to=bodies.desk_dmp)
    assert (moved.state, moved.holder, moved.recipient) == ("sent", bodies.desk_dmp, bodies.coordinating)
    assert clock(moved).due_on == add_working_days(local_day(chain.now), 15)
    assert (moved.sent_at, moved.officer) == (sent, None)
    assert moved.held_since > sent
    with pytest.raises(NotAllowed):
        chain.acknowledged(moved, cast.coord_lead)
    assert chain.acknowledged(moved, cast.owner_dmp).state == "in_review"


def test_the_second_handing_on_goes_to_the_coordinating_group_whoever_was_named(chain, group, bodies, cast):
    moved = chain.handed_on(group, to=bodies.desk_dmp)
    again = chain.handed_on(moved, to=bodies.desk_hdir, actor=cast.owner_dmp)
    assert (again.holder, again.responsibility) == (bodies.coordinating, "unclear")
    with pytest.raises(NotPossible, match="Avklar først hvem"):
        chain.acknowledged(again)
    with pytest.raises(NotPossible, match="Avklar først hvem"):
        chain.handed_on(again, to=bodies.desk_hdir)


def test_what_nobody_has_goes_to_the_coordinating_group_at_once(chain, group, bodies):
    moved = chain.handed_on(group, responsibility="ministry")
    assert (moved.holder, moved.responsibility) == (bodies.coordinating, "ministry")


def test_a_clarification_is_kept_sends_the_case_on_and_is_found_the_next_time(chain, group, bodies, cast):
    unclear = chain.handed_on(group, responsibility="several")
    clarified = chain.clarified(unclear, to=bodies.desk_hdir)
    assert (clarified.holder, clarified.responsibility, clarified.state) == (bodies.desk_hdir, "", "sent")
    kept = Clarification.objects.get()
    assert (kept.responsibility, kept.agreed_holder) == ("several", bodies.desk_hdir)
    assert told("referral.clarify", cast.owner_hdir).get().needs_you
    assert told("referral.clarify", cast.member).exists()


def test_it_is_not_handed_to_itself_nor_to_who_takes_no_cases(chain, group, bodies):
    with pytest.raises(Refused, match="alt hos"):
        chain.handed_on(group, to=bodies.coordinating)
    with pytest.raises(Refused, match="tar ikke imot"):
        chain.handed_on(group, to=bodies.council)
    with pytest.raises(Missing, match="hvem saken hører til hos"):
        chain.handed_on(group)
    with pytest.raises(Refused, match="Velg enten hvem"):
        chain.handed_on(group, to=bodies.desk_dmp, responsibility="unclear")


def test_a_case_that_stays_with_the_coordinating_group_keeps_its_clock_and_its_officer(chain, group):
    clock = deadlines.running(group, Deadline.Kind.ANSWER)
    stays = chain.handed_on(group, responsibility="unclear")
    assert stays.responsibility == "unclear"
    assert (stays.holder, stays.held_since, stays.officer) == (group.holder, group.held_since, group.officer)
    assert deadlines.running(stays, Deadline.Kind.ANSWER) == clock


def test_where_it_went_stands_on_the_timeline_of_the_innmelding(chain, group, bodies):
    chain.handed_on(group, to=bodies.desk_dmp)
    issue = group.escalation.issues.get()
    verbs = [event.verb for event in timeline(issue)]
    assert "referral.hand_on" in verbs
