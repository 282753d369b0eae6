"""Bodies end, merge, are renamed and hand over: what is open moves with clock and history, old words stand."""

from datetime import datetime, time, timedelta

import pytest

from config.daily import run_daily
from config.invariants import breaches
from escalation.models import Decision, Escalation, Referral
from escalation.succession import hand_over_cases
from issues.succession import hand_over_issues
from network import audit, deadlines, membership, notices
from network.deadlines import OSLO
from network.models import Body, Deadline, Event, Notice, Seat
from network.workflow import NotAllowed, take

pytestmark = pytest.mark.django_db
Kind = Body.Kind


def successor(old, name, on, **more):
    """Another body takes over on a date."""
    given = {
        "kind": old.kind,
        "owner": old.owner,
        "region": old.region,
        "answer_days": old.answer_days,
    } | more
    new = Body.objects.create(slug=f"{old.slug}-ny", name=name, starts_on=on, **given)
    old.ends_on, old.successor = on, new
    old.save()
    return new


def seated(person, body, organisation, chain, role=Seat.Role.LEAD):
    return membership.seat(
        person, body, organisation=organisation, role=role, actor=chain.cast.admin, now=chain.tick()
    )


def on(day):
    return datetime.combine(day, time(7), OSLO)


@pytest.fixture
def handover(chain):
    return (chain.now + timedelta(days=10)).date()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Innholdsansvarlig i Direktoratet for e-helse", "Innholdsansvarlig i Helsedirektoratet"),
        ("Innholdsansvarlig i Statens legemiddelverk", "Innholdsansvarlig i DMP"),
    ],
)
def test_an_open_sak_moves_on_the_date_with_clock_and_history(
    old, new, chain, cast, bodies, handover, viewer
):
    """As when Direktoratet for e-helse became part of Helsedirektoratet, and Legemiddelverket became DMP."""
    Body.objects.filter(pk=bodies.desk_hdir.pk).update(name=old)
    bodies.desk_hdir.refresh_from_db()
    answered = chain.settled(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
    still = chain.lifted(chain.proposed(chain.taken_up(chain.raised(title="Må vi melde avvik?"))))
    moving = chain.acknowledged(chain.referral(still, bodies.desk_hdir))
    due = deadlines.running(moving, Deadline.Kind.ANSWER).due_on
    after = successor(bodies.desk_hdir, new, handover)
    seated(cast.owner_dmp, after, bodies.desk_dmp.owner, chain)

    assert hand_over_cases(on(handover - timedelta(days=1))) == 0
    assert hand_over_cases(on(handover)) == 1
    assert hand_over_cases(on(handover + timedelta(days=1))) == 0

    moving.refresh_from_db()
    assert (moving.holder.name, moving.recipient.name, moving.state) == (new, old, "in_review")
    assert deadlines.running(moving, Deadline.Kind.ANSWER).due_on == due
    assert Event.objects.get(verb="referral.succeed", target_id=moving.pk).data["before_name"] == old
    # What was decided keeps the old name, and the successor sees it.
    assert Decision.objects.get(referral=answered).body.name == old
    assert Referral.objects.visible_to(viewer(cast.owner_dmp, on(handover))).filter(pk=moving.pk).exists()
    chain.now = on(handover)
    with pytest.raises(NotAllowed):
        chain.promised(moving)
    promised = take(
        moving,
        "settle",
        actor=cast.owner_dmp,
        now=chain.tick(),
        outcome=Decision.Outcome.DIRECT,
        grounds="Vi vet svaret.",
        text="Ja.",
    )
    assert promised.decisions.get().body.name == new


def test_a_paused_clock_is_still_paused_with_the_successor(chain, bodies, handover):
    asked = chain.asked(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    successor(bodies.coordinating, "Koordineringsgruppen for KI", handover)
    hand_over_cases(on(handover))
    asked.refresh_from_db()
    assert (asked.state, asked.holder.name) == ("waiting", "Koordineringsgruppen for KI")
    assert deadlines.running(asked, Deadline.Kind.ANSWER).is_paused


def test_the_saksbehandler_stays_who_has_a_role_in_the_new_one(chain, bodies, handover, cast, organisations):
    referral = chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))
    after = successor(bodies.coordinating, "Koordineringsgruppen for KI", handover)
    seat = seated(cast.coord_lead, after, organisations.hdir, chain)
    hand_over_cases(on(handover))
    referral.refresh_from_db()
    assert referral.officer == seat


def test_a_chain_of_successors_ends_with_the_one_that_exists(chain, bodies, handover):
    referral = chain.referral(chain.lifted(), bodies.desk_hdir)
    first = successor(bodies.desk_hdir, "Innhold A", handover - timedelta(days=3))
    last = successor(first, "Innhold B", handover)
    hand_over_cases(on(handover))
    referral.refresh_from_db()
    assert referral.holder == last
    assert Event.objects.filter(verb="referral.succeed", target_id=referral.pk).count() == 1


def test_what_is_left_without_a_successor_goes_to_the_coordinating_group_as_uavklart_ansvar(
    chain, bodies, handover
):
    referral = chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir))
    bodies.desk_hdir.ends_on = handover
    bodies.desk_hdir.save()
    hand_over_cases(on(handover))
    referral.refresh_from_db()
    assert (referral.holder, referral.responsibility) == (bodies.coordinating, "none")


def test_what_lies_before_a_steering_group_that_ends_lies_before_its_successor(chain, bodies, handover):
    laid = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    after = successor(bodies.steering, "Styringsgruppen for digital hjemmeoppfølging og KI", handover)
    hand_over_cases(on(handover))
    laid.refresh_from_db()
    assert (laid.deciding_body, laid.holder) == (after, bodies.coordinating)


def test_a_network_that_ends_leaves_its_cases_and_innmeldinger_to_the_next(
    chain, bodies, handover, cast, organisations
):
    proposed = chain.proposed()
    open_issue = chain.raised(title="Hvem vedlikeholder modellen?")
    after = successor(
        bodies.south_east, "Regionalt KI-nettverk sør", handover, lifting_body=bodies.network_steering
    )
    seated(cast.lead_west, after, organisations.hso, chain)
    hand_over_issues(on(handover))
    hand_over_cases(on(handover))
    open_issue.refresh_from_db()
    moved = Escalation.objects.get(pk=proposed.pk)
    assert (open_issue.home_body, moved.home_body) == (after, after)
    chain.now = on(handover)
    closed = take(moved, "withdraw", actor=cast.lead_west, now=chain.tick(), reason="Løst lokalt.")
    assert closed.state == "closed"


def test_who_was_told_before_is_not_asked_of_those_who_came_after(
    chain, bodies, handover, cast, organisations
):
    """What was owed can be recomputed, though others run the network and the lifting body now."""
    issue = chain.taken_up()
    chain.lifted(chain.proposed(issue))
    for old in (bodies.south_east, bodies.network_steering):
        after = successor(old, f"{old.name} II", handover, lifting_body=old.lifting_body)
        seated(cast.outsider, after, organisations.hso, chain)
    hand_over_issues(on(handover))
    hand_over_cases(on(handover))
    assert notices.breaches() == []


def test_what_is_over_stays_where_it_was(chain, bodies, handover):
    escalation = chain.all_answered()
    successor(bodies.desk_hdir, "Innhold B", handover)
    hand_over_cases(on(handover))
    assert escalation.referrals.get(recipient=bodies.desk_hdir).holder == bodies.desk_hdir


def test_after_succession_the_heir_can_be_asked_again_and_corrects(
    chain, bodies, handover, cast, organisations
):
    escalation = chain.all_answered()
    chain.said(escalation, cast.member, "no")
    after = successor(bodies.desk_hdir, "Innholdsansvarlig i nye Helsedirektoratet", handover)
    seated(cast.owner_dmp, after, organisations.hdir, chain)
    hand_over_cases(on(handover))
    desk = chain.referral(escalation, bodies.desk_hdir)
    corrected = take(
        desk,
        "correct",
        actor=cast.owner_dmp,
        now=on(handover),
        outcome=Decision.Outcome.NOT_MADE,
        wording="Lages ikke.",
        grounds="Vi så feil.",
    )
    assert corrected.decisions.order_by("-pk").first().body == after
    again = take(
        escalation,
        "reopen",
        actor=cast.lifting_lead,
        now=on(handover),
        reason="Svaret gjelder ikke kommunene.",
        recipients=[after],
    )
    assert [referral.recipient for referral in again.referrals.filter(round=2)] == [after]


def test_the_heir_sends_the_corrected_answer(chain, bodies, handover, cast, organisations):
    escalation = chain.all_answered()
    after = successor(bodies.desk_hdir, "Innholdsansvarlig i nye Helsedirektoratet", handover)
    seated(cast.owner_dmp, after, organisations.hdir, chain)
    hand_over_cases(on(handover))
    corrected = take(
        chain.referral(escalation, bodies.desk_hdir),
        "correct",
        actor=cast.owner_dmp,
        now=on(handover),
        outcome=Decision.Outcome.NOT_MADE,
        wording="Lages ikke.",
        grounds="Vi så feil.",
        answer_changes=True,
    )
    given = {"now": on(handover), "text": "Vi lager ikke dette."}
    with pytest.raises(NotAllowed):
        take(corrected, "answer", actor=cast.member, **given)
    assert take(corrected, "answer", actor=cast.owner_dmp, **given).answers.count() == 2


def test_a_closed_case_gets_its_new_round_from_those_who_took_over(
    chain, bodies, handover, cast, organisations, system
):
    escalation = chain.all_answered()
    for person, helped in ((cast.member, "no"), (cast.member_west, "yes")):
        chain.said(escalation, person, helped)
    lifting = successor(bodies.network_steering, "Fagdirektørene", handover)
    home = successor(bodies.south_east, "Regionalt KI-nettverk sør", handover, lifting_body=lifting)
    seated(cast.outsider, lifting, organisations.hso, chain)
    seated(cast.lead_west, home, organisations.hso, chain)
    hand_over_cases(on(handover))
    again = take(
        escalation,
        "reopen",
        actor=cast.outsider,
        now=on(handover),
        reason="Svaret gjelder ikke kommunene.",
        recipients=[bodies.desk_hdir],
    )
    assert (again.state, again.home_body, again.lifting_body) == ("lifted", home, lifting)
    assert Notice.objects.filter(person=cast.lead_west, event__verb="escalation.reopen").exists()
    assert notices.breaches() == []


def test_those_who_took_over_from_a_secretariat_serve_whom_it_served(
    chain, bodies, handover, cast, organisations, viewer
):
    issue = chain.raised()
    after = successor(bodies.secretariat, "Sekretariatet for KI-nettverket", handover)
    seated(cast.outsider, after, organisations.hso, chain, role=Seat.Role.SECRETARY)
    with pytest.raises(NotAllowed):
        take(issue, "take_up", actor=cast.outsider, now=chain.tick())
    chain.now = on(handover)
    later = chain.raised(title="Hvem vedlikeholder modellen?")
    told = Notice.objects.filter(event__verb="issue.raised", event__target_id=later.pk)
    assert cast.outsider in {notice.person for notice in told}
    assert cast.secretariat not in {notice.person for notice in told}
    assert bodies.south_east.pk in viewer(cast.outsider, on(handover)).run_body_ids
    assert take(issue, "take_up", actor=cast.outsider, now=chain.tick()).state == "with_network"
    with pytest.raises(NotAllowed):
        take(later, "take_up", actor=cast.secretariat, now=chain.tick())
    assert notices.breaches() == []


def test_nothing_is_amiss_the_day_after_everything_has_moved(chain, bodies, handover, cast, organisations):
    """Networks, lifting body, groups, desks and secretariat have all been succeeded, with cases everywhere."""
    chain.proposed()
    lifted = chain.lifted(chain.proposed(chain.taken_up(chain.raised(title="Må vi melde avvik?"))))
    chain.laid_before(chain.acknowledged(chain.referral(lifted, bodies.coordinating)))
    for name in ("network_steering", "south_east", "coordinating", "steering", "desk_hdir", "secretariat"):
        old = getattr(bodies, name)
        after = successor(old, f"{old.name} II", handover, lifting_body=old.lifting_body)
        seated(cast.outsider, after, organisations.hdir, chain)
    run_daily(on(handover))
    audit.seal()
    assert breaches(on(handover)) == []


def test_members_of_a_desk_without_a_lead_hear_of_a_new_case(chain, bodies, cast, organisations, system):
    for seat in Seat.objects.filter(body=bodies.desk_dmp):
        membership.end_seat(seat, actor=system, now=chain.tick())
    membership.seat(
        cast.outsider,
        bodies.desk_dmp,
        organisation=organisations.dmp,
        role="member",
        actor=system,
        now=chain.tick(),
    )
    chain.lifted(recipients=[bodies.desk_dmp])
    assert Notice.objects.filter(person=cast.outsider, needs_you=True, event__verb="escalation.lift").exists()
