"""What a deciding body does: laid before it, put off, given to someone, decided in its three ways, corrected."""

import re
from datetime import timedelta

import pytest

from escalation import preparing
from escalation.models import Decision, Participation
from network import deadlines, membership
from network.deadlines import add_working_days, local_day
from network.models import Deadline, Notice, Seat
from network.workflow import Missing, NotAllowed, NotPossible, Refused, take

pytestmark = pytest.mark.django_db
How, Outcome = Decision.How, Decision.Outcome


@pytest.fixture
def in_writing(chain, group):
    """Sent on written procedure, with a week to answer."""
    return chain.laid_before(group, in_writing=True, treated_on=local_day(chain.now) + timedelta(days=7))


def clock(referral, kind=Deadline.Kind.ANSWER):
    return deadlines.running(referral, kind)


def said(chain, referral, person, kind, **more):
    return preparing.say(referral, actor=person, now=chain.tick(), kind=kind, **more)


def after_the_date(chain):
    chain.now += timedelta(days=8)


# Lay before


def test_the_clock_is_the_same_when_it_is_laid_before_another_group(chain, group):
    before = clock(group)
    laid = chain.laid_before(group)
    assert (clock(laid).pk, clock(laid).due_on) == (before.pk, before.due_on)


def test_a_treatment_after_the_deadline_demands_a_new_date_at_once(chain, group):
    past = clock(group).due_on + timedelta(days=5)
    with pytest.raises(Missing, match="Velg en ny svarfrist") as refusal:
        chain.laid_before(group, treated_on=past)
    assert refusal.value.field == "due"
    with pytest.raises(Refused, match="etter at saken er behandlet"):
        chain.laid_before(group, treated_on=past, due=past - timedelta(days=1))
    due = add_working_days(past, 3)
    laid = chain.laid_before(group, treated_on=past, due=due)
    assert clock(laid).due_on == due


def test_a_proposal_has_one_to_three_points_and_keeps_them_without_their_numbers(chain, group, cast, bodies):
    def lay(proposal):
        return take(
            group,
            "lay_before",
            actor=cast.coord_lead,
            now=chain.tick(),
            deciding_body=bodies.steering,
            proposal=proposal,
        )

    with pytest.raises(Refused, match="høyst 3 punkter"):
        lay("1. A\n2. B\n3. C\n4. D")
    assert lay("1. Avklar ansvaret\n\n2) Lag veiledning").proposal == "Avklar ansvaret\nLag veiledning"


def test_only_a_steering_group_of_the_day_can_be_asked(chain, group, cast, bodies):
    bodies.steering.ends_on = local_day(chain.now)
    bodies.steering.save()
    with pytest.raises(Refused, match="kan ikke legges frem"):
        chain.laid_before(group)


# Defer


def test_the_third_time_it_is_put_off_the_lifting_body_hears_of_it(chain, laid, cast):
    for times in (1, 2, 3):
        laid = take(
            laid,
            "defer",
            actor=cast.coord_secretary,
            now=chain.tick(),
            reason="Underlaget var for tynt.",
            needed="Tall fra alle regioner.",
            treated_on=local_day(chain.now) + timedelta(days=7 * times),
        )
        heard = Notice.objects.filter(person=cast.lifting_lead, event__verb="referral.defer").count()
        assert (laid.times_deferred, heard) == (times, 1 if times == 3 else 0)
    assert Notice.objects.filter(person=cast.member, event__verb="referral.defer").count() == 3


def test_put_off_past_the_deadline_needs_a_new_date(chain, laid, cast):
    past = add_working_days(clock(laid).due_on, 1)
    given = {"reason": "Ferie.", "needed": "Et møte.", "treated_on": past}
    with pytest.raises(Missing, match="ny svarfrist"):
        take(laid, "defer", actor=cast.coord_secretary, now=chain.tick(), **given)
    assert (
        take(laid, "defer", actor=cast.coord_secretary, now=chain.tick(), due=past, **given).treated_on
        == past
    )


# In a meeting


def test_one_who_stood_aside_is_written_down_with_why_and_who_judged_it(chain, laid, cast, bodies):
    decided = chain.decided(laid, aside=cast.aside)
    part = Participation.objects.get(decision__referral=decided, seat__person=cast.aside)
    assert (part.part, part.reason, part.judged_by) == (
        "stood_aside",
        "Egen virksomhet meldte inn.",
        bodies.steering,
    )


def test_one_with_two_roles_does_not_stand_aside_in_one_and_take_part_in_the_other(
    chain, laid, cast, bodies, organisations, system
):
    also = {"organisation": organisations.hv, "role": Seat.Role.DEPUTY, "actor": system, "now": chain.tick()}
    other = membership.seat(cast.aside, bodies.steering, **also)
    parts = chain.participations(bodies.steering, aside=cast.aside)
    for part in parts:
        if part["seat"] == other:
            part["part"] = Participation.Part.TOOK_PART
    with pytest.raises(Refused, match="både delta og være inhabil"):
        chain.decided(laid, participations=parts)


def test_one_who_has_left_takes_no_part_by_the_old_seat(chain, laid, cast, bodies, organisations, system):
    old = chain.seat(cast.aside, bodies.steering)
    membership.end_seat(old, actor=system, now=chain.tick())
    again = {"organisation": organisations.hv, "role": Seat.Role.MEMBER, "actor": system}
    membership.seat(cast.aside, bodies.steering, now=chain.tick(), **again)
    with pytest.raises(Refused, match="er ikke medlem"):
        chain.decided(laid, participations=[{"seat": old, "part": Participation.Part.TOOK_PART}])


def test_a_decision_stops_the_review_and_gives_five_working_days_to_answer(chain, laid):
    decided = chain.decided(laid)
    due = clock(decided, Deadline.Kind.AFTER_DECISION)
    assert clock(decided) is None
    assert due.due_on == deadlines.add_working_days(local_day(chain.now), 5)


def test_tilslutning_needs_someone_to_do_it(chain, laid, organisations):
    with pytest.raises(Missing, match="velg hvem"):
        chain.decided(laid, outcome=Outcome.ENDORSED)
    assert chain.decided(laid, outcome=Outcome.ENDORSED, executor=organisations.hdir).state == "decided"


def test_a_date_to_do_it_by_needs_someone_to_do_it(chain, laid, bodies, cast):
    date = local_day(chain.now) + timedelta(days=30)
    with pytest.raises(Missing, match="innen datoen"):
        chain.decided(laid, executor_due=date)
    desk = chain.acknowledged(chain.referral(laid.escalation, bodies.desk_hdir))
    given = {"outcome": Outcome.NOT_MADE, "grounds": "Det finnes.", "text": "Nei.", "executor_due": date}
    with pytest.raises(Refused, match="lages senere") as refusal:
        take(desk, "settle", actor=cast.owner_hdir, now=chain.tick(), **given)
    assert refusal.value.field == "executor_due"


def test_votes_count_only_where_the_mandate_says_so(chain, laid, bodies):
    with pytest.raises(Refused, match="beslutter ved enighet"):
        chain.decided(laid, votes_for=3, votes_against=1)
    bodies.steering.may_vote = True
    bodies.steering.save()
    laid.refresh_from_db()
    with pytest.raises(Refused, match="flertall"):
        chain.decided(laid, votes_for=2, votes_against=2)
    decided = chain.decided(laid, votes_for=3, votes_against=1)
    assert decided.decisions.get().votes_for == 3


def test_it_cannot_be_dated_ahead(chain, laid):
    with pytest.raises(Refused, match="frem i tid"):
        chain.decided(laid, decided_on=local_day(chain.now) + timedelta(days=1))


# In writing


def test_in_writing_needs_a_date(chain, group):
    with pytest.raises(Missing, match="siste dag"):
        chain.laid_before(group, in_writing=True)


def test_it_is_not_decided_in_writing_unless_it_was_sent_so(chain, laid):
    with pytest.raises(Refused, match="ikke sendt på skriftlig behandling"):
        chain.decided(laid, how=How.WRITING)


def test_all_have_answered_and_it_is_decided_before_the_date(chain, in_writing, cast):
    for person in (cast.steering_lead, cast.steering_member):
        said(chain, in_writing, person, "written", value="yes")
    with pytest.raises(Refused, match="Ikke alle har svart"):
        chain.decided(in_writing, how=How.WRITING)
    said(chain, in_writing, cast.aside, "written", value="yes")
    assert chain.decided(in_writing, how=How.WRITING).state == "decided"


def test_silence_is_no_consent_unless_the_mandate_says_so(chain, in_writing, cast, bodies):
    said(chain, in_writing, cast.steering_lead, "written", value="yes")
    after_the_date(chain)
    with pytest.raises(Refused, match="Taushet regnes ikke som tilslutning") as refusal:
        chain.decided(in_writing, how=How.WRITING)
    assert cast.steering_member.name in refusal.value.sentence
    assert cast.steering_lead.name not in refusal.value.sentence
    bodies.steering.silence_counts = True
    bodies.steering.save()
    in_writing.refresh_from_db()
    assert chain.decided(in_writing, how=How.WRITING).state == "decided"


def test_any_member_can_demand_a_meeting_and_gets_it(chain, in_writing, cast, bodies):
    bodies.steering.silence_counts = True
    bodies.steering.save()
    said(chain, in_writing, cast.steering_member, "meeting")
    after_the_date(chain)
    with pytest.raises(NotPossible, match="bedt om møte"):
        chain.decided(in_writing, how=How.WRITING)
    assert chain.decided(in_writing, how=How.MEETING).state == "decided"


def test_one_who_changed_their_mind_has_answered_with_the_last_word(chain, in_writing, cast):
    said(chain, in_writing, cast.steering_member, "written", value="yes")
    said(chain, in_writing, cast.steering_member, "written", value="no", text="Kostnaden er ikke utredet.")
    values = [given.value for given in in_writing.inputs.order_by("pk")]
    assert values == ["yes", "no"]


# By fullmakt


@pytest.fixture
def authorised(chain, laid, cast, bodies):
    return take(
        laid,
        "authorise",
        actor=cast.coord_secretary,
        now=chain.tick(),
        seat=chain.seat(cast.coord_lead, bodies.coordinating),
        limits="Innenfor forslaget.",
        until=local_day(chain.now) + timedelta(days=10),
    )


def decide_as(chain, referral, person, **more):
    given = chain.decision_input(referral) | {"how": How.AUTHORITY, "participations": []} | more
    return take(referral, "decide", actor=person, now=chain.tick(), **given)


def test_only_the_one_with_fullmakt_may_decide_alone_and_only_by_it(chain, authorised, cast):
    with pytest.raises(NotAllowed):
        decide_as(chain, authorised, cast.steering_member)
    with pytest.raises(Refused, match="etter fullmakt"):
        decide_as(chain, authorised, cast.coord_lead, **chain.decision_input(authorised))
    decision = decide_as(chain, authorised, cast.coord_lead).decisions.get()
    assert (decision.how, decision.recorded_by.person) == (How.AUTHORITY, cast.coord_lead)


def test_one_who_stands_aside_does_not_decide_alone(chain, authorised, cast, bodies):
    """The steering group's member has been given fullmakt, and is inhabil."""
    given = {"limits": "Alt.", "until": local_day(chain.now) + timedelta(days=10)}
    seat = chain.seat(cast.aside, bodies.steering)
    take(authorised, "authorise", actor=cast.coord_secretary, now=chain.tick(), seat=seat, **given)
    parts = chain.participations(bodies.steering, aside=cast.aside)
    with pytest.raises(Refused, match="er inhabil, og kan ikke beslutte etter fullmakt"):
        decide_as(chain, authorised, cast.aside, participations=parts)


def test_fullmakt_ends_on_its_day(chain, authorised, cast):
    chain.now += timedelta(days=11)
    with pytest.raises(NotAllowed):
        decide_as(chain, authorised, cast.coord_lead)


def test_nobody_decides_by_a_fullmakt_that_was_never_given(chain, laid, cast):
    with pytest.raises(Refused, match="Ingen har fått fullmakt"):
        decide_as(chain, laid, cast.coord_secretary)


def test_fullmakt_is_not_given_to_an_outsider(chain, laid, cast, bodies):
    with pytest.raises(Refused, match="kan ikke få fullmakt"):
        take(
            laid,
            "authorise",
            actor=cast.coord_secretary,
            now=chain.tick(),
            seat=chain.seat(cast.owner_dmp, bodies.desk_dmp),
            limits="Alt.",
            until=local_day(chain.now) + timedelta(days=10),
        )


# Corrections


def correct(chain, referral, person, **more):
    given = (
        chain.decision_input(referral) | {"grounds": "Datoen var feil.", "wording": "Innen 1. april."} | more
    )
    return take(referral, "correct", actor=person, now=chain.tick(), **given)


def test_what_nobody_corrects_stays_as_it_was_decided(chain, laid, cast, client_for):
    decided = chain.decided(laid, aside=cast.aside, decided_on=local_day(chain.now) - timedelta(days=3))
    page = client_for(cast.coord_secretary).get(f"/loftede-saker/hos-mottaker/{decided.pk}/rett/")
    form = page.context["form"]
    assert 'value="stood_aside" selected' in page.text
    given = {name: form[name].value() for name in form.fields}
    given |= {"grounds": "Skrivefeil.", "wording": "Innen 1. april.", "token": "rett"}
    given = {name: value for name, value in given.items() if value not in (None, False)}
    client_for(cast.coord_secretary).post(f"/loftede-saker/hos-mottaker/{decided.pk}/rett/", given)
    old, new = decided.decisions.order_by("pk")
    told = lambda decision: set(decision.participations.values_list("seat", "part", "reason"))  # noqa: E731
    assert told(new) == told(old)
    assert (new.decided_on, new.how) == (old.decided_on, old.how)


def test_a_decision_is_corrected_only_by_a_new_one_that_points_at_it(chain, laid, cast):
    decided = chain.decided(laid)
    old = decided.decisions.get()
    corrected = correct(chain, decided, cast.coord_secretary)
    new = corrected.decisions.exclude(pk=old.pk).get()
    assert (new.corrects, new.wording, old.wording) == (
        old,
        "Innen 1. april.",
        decided.decisions.first().wording,
    )
    old.refresh_from_db()
    assert old.wording == "Helsedirektoratet avklarer innen 1. mars."
    with pytest.raises(NotPossible):
        chain.decided(corrected)


def test_the_decision_that_holds_is_read_first(chain, laid, cast, client_for):
    corrected = correct(chain, chain.decided(laid), cast.coord_secretary)
    page = client_for(cast.coord_lead).get(corrected.get_absolute_url()).content.decode()
    page = page.split('id="besl"')[1]
    order = [page.index(said) for said in ("Innen 1. april.", "slik den sto før rettingen", "innen 1. mars.")]
    assert order == sorted(order)


def test_a_group_says_how_it_corrects_and_needs_fullmakt_to_do_it_by_fullmakt(chain, laid, cast):
    decided = chain.decided(laid)
    for field, wrong, kind in (
        ("how", None, Missing),
        ("decided_on", None, Missing),
        ("how", How.AUTHORITY, Refused),
    ):
        with pytest.raises(kind) as refusal:
            correct(chain, decided, cast.coord_secretary, **{field: wrong})
        assert refusal.value.field == field


def test_a_corrected_answer_goes_to_all_who_got_the_first(chain, laid, cast):
    answered = chain.answered(chain.decided(laid))
    with pytest.raises(NotPossible, match="Svaret er sendt"):
        chain.answered(answered)
    corrected = correct(chain, answered, cast.coord_secretary, answer_changes=True)
    assert clock(corrected, Deadline.Kind.AFTER_DECISION)
    assert Notice.objects.get(event__verb="referral.correct", person=cast.member).needs_you
    again = chain.answered(corrected, text="Fristen er 1. april.")
    assert [answer.text for answer in again.answers.order_by("pk")][-1] == "Fristen er 1. april."
    assert Notice.objects.filter(event__verb="referral.answer", person=cast.member).count() == 2
    assert clock(again, Deadline.Kind.AFTER_DECISION) is None


def test_a_correction_of_words_alone_owes_no_new_answer(chain, laid, cast):
    answered = chain.answered(chain.decided(laid))
    corrected = correct(chain, answered, cast.coord_secretary)
    assert clock(corrected, Deadline.Kind.AFTER_DECISION) is None
    with pytest.raises(NotPossible, match="Svaret er sendt"):
        chain.answered(corrected)


def test_a_desk_corrects_its_own_and_no_other(chain, bodies, cast):
    escalation = chain.lifted()
    desk = chain.settled(chain.acknowledged(chain.referral(escalation, bodies.desk_hdir)))
    given = {
        "outcome": Outcome.EXISTS,
        "wording": "Det fantes alt.",
        "grounds": "Vi fant den gamle siden.",
        "link": "https://www.helsedirektoratet.no/",
    }
    with pytest.raises(NotAllowed):
        take(desk, "correct", actor=cast.owner_dmp, now=chain.tick(), **given)
    assert take(desk, "correct", actor=cast.owner_hdir, now=chain.tick(), **given).decisions.count() == 2


def test_a_correction_to_another_outcome_ends_what_the_old_decision_set_in_motion(
    chain, laid, cast, organisations
):
    due = chain.now.date() + timedelta(days=60)
    decided = chain.decided(laid, executor=organisations.hdir, executor_due=due)
    assert [change.state for change in decided.escalation.changes.all()] == ["recommended"]
    correct(chain, decided, cast.coord_secretary, outcome=Outcome.NOT_FOLLOWED_UP)
    assert [change.state for change in decided.escalation.changes.all()] == ["dropped"]


def test_a_correction_to_tilslutning_sets_its_own_change_in_motion(chain, laid, cast, organisations):
    decided = chain.decided(laid)
    with pytest.raises(Missing):
        correct(chain, decided, cast.coord_secretary, outcome=Outcome.ENDORSED)
    correct(chain, decided, cast.coord_secretary, outcome=Outcome.ENDORSED, executor=organisations.hdir)
    assert [change.executor for change in decided.escalation.changes.all()] == [organisations.hdir]


def test_what_is_followed_up_has_someone_to_do_it_and_a_date_or_says_that_nobody_does(
    chain, laid, organisations
):
    for given, field in (
        ({"nobody_acts": False}, "executor"),
        ({"executor": organisations.hdir}, "executor_due"),
    ):
        with pytest.raises(Missing) as refusal:
            chain.decided(laid, **given)
        assert refusal.value.field == field
    assert chain.decided(laid, nobody_acts=True).state == "decided"


def test_a_desk_that_says_it_exists_shows_where(chain, bodies, cast):
    desk = chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir))
    given = {"outcome": Outcome.EXISTS, "grounds": "Det finnes.", "text": "Se siden."}
    with pytest.raises(Missing) as refusal:
        take(desk, "settle", actor=cast.owner_hdir, now=chain.tick(), **given)
    assert refusal.value.field == "entry"
    link = "https://www.helsedirektoratet.no/ki"
    assert (
        take(desk, "settle", actor=cast.owner_hdir, now=chain.tick(), link=link, **given).state == "answered"
    )


def test_by_fullmakt_the_group_is_not_said_to_have_been_there(chain, laid, cast, bodies):
    given = take(
        laid,
        "authorise",
        actor=cast.coord_secretary,
        now=chain.tick(),
        seat=chain.seat(cast.steering_lead, bodies.steering),
        limits="Innenfor forslaget.",
        until=chain.now.date() + timedelta(days=30),
    )
    decided = chain.decided(given, aside=cast.aside, how="authority")
    parts = decided.decisions.get().participations
    assert list(parts.values_list("part", "seat__person")) == [("stood_aside", cast.aside.pk)]


def test_a_vara_takes_part_only_instead_of_the_member(chain, laid, cast, bodies, organisations, system):
    member = chain.seat(cast.steering_member, bodies.steering)
    vara = membership.seat(
        cast.owner_dmp,
        bodies.steering,
        organisation=organisations.dmp,
        role="deputy",
        deputises_for=member,
        actor=system,
        now=chain.now,
    )
    with pytest.raises(Refused, match="vara"):
        chain.decided(laid)
    parts = [
        part | {"part": "absent"} if part["seat"] == member else part
        for part in chain.participations(bodies.steering)
    ]
    decided = chain.decided(laid, participations=parts)
    assert vara.signature.endswith(f"vara for {cast.steering_member.name})")
    assert decided.decisions.get().participations.filter(seat=vara, part="took_part").exists()


def test_those_who_sit_there_for_whoever_shall_do_it_are_needed(chain, laid, cast, organisations):
    chain.decided(laid, executor=organisations.dmp, executor_due=chain.now.date() + timedelta(days=60))
    needed = Notice.objects.filter(event__verb="referral.decide", needs_you=True)
    assert set(needed.values_list("person__name", flat=True)) == {
        cast.steering_member.name,
        cast.coord_lead.name,
    }


# The form


def filled_in(browser, address, **more):
    """What a browser would send back from the form as it stands, but for what is said here."""
    form = browser.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields} | {"token": "t"} | more
    return {name: value for name, value in given.items() if value not in (None, False)}


def test_all_that_the_outcome_lacks_is_told_at_once(laid, cast, client_for):
    browser, address = client_for(cast.coord_secretary), f"/loftede-saker/hos-mottaker/{laid.pk}/beslutt/"
    given = filled_in(browser, address, outcome="followed_up", wording="", share_2_what="Prøver den")
    given[f"part_{cast.aside.seats.get().pk}"] = "stood_aside"
    page = browser.post(address, given)
    lacking = {"wording", "grounds", f"why_{cast.aside.seats.get().pk}"}
    lacking |= {f"share_1_{name}" for name in ("organisation", "what", "due_on")}
    lacking |= {"share_2_organisation", "share_2_due_on"}
    assert set(page.context["form"].errors) == lacking
    assert page.content.decode().count("Noe mangler eller må rettes") == 1
    alone = browser.post(address, filled_in(browser, address, outcome="partly"))
    assert set(alone.context["form"].errors) == {"grounds", "executor", "executor_due"}
    scheme = browser.post(address, filled_in(browser, address, outcome="other_scheme"))
    assert set(scheme.context["form"].errors) == {"grounds", "scheme"}
    assert not Decision.objects.filter(referral=laid).exists()


def test_that_nobody_took_part_is_told_with_the_rest(laid, cast, client_for):
    browser, address = client_for(cast.coord_secretary), f"/loftede-saker/hos-mottaker/{laid.pk}/beslutt/"
    given = filled_in(browser, address, outcome="noted")
    given |= {name: "absent" for name in given if name.startswith("part_")}
    errors = browser.post(address, given).context["form"].errors
    assert set(errors) == {"grounds", "__all__"}
    assert errors["__all__"] == ["Kryss av for dem som deltok i beslutningen."]


def test_a_desk_is_told_all_that_is_lacking_at_once(chain, bodies, cast, client_for):
    desk = chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir))
    browser, address = client_for(cast.owner_hdir), f"/loftede-saker/hos-mottaker/{desk.pk}/avgjor-og-svar/"
    errors = browser.post(address, filled_in(browser, address, outcome="new_content")).context["form"].errors
    assert set(errors) == {"grounds", "text", "entry"}


def test_what_an_outcome_needs_is_not_called_optional(laid, cast, client_for):
    page = client_for(cast.coord_secretary).get(f"/loftede-saker/hos-mottaker/{laid.pk}/beslutt/")
    optional = re.findall(r'([^<>]+) <span class="muted">\(valgfritt\)', page.content.decode())
    assert {name.strip() for name in optional} == {
        "Hva slags endring er det?",
        "Hvem følger endringen til den er i mål?",
        "Eller en annen",
        "Særmerknader",
    }
    assert "(trengs når saken hører til en annen ordning)" in page.content.decode()
