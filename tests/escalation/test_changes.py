"""«Hva det førte til»: what comes of decisions, its own two ways, and where it shows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from escalation import changes
from escalation.models import Change, Decision
from escalation.results import by_region, by_year_and_kind, by_year_and_origin
from network import notices
from network.deadlines import local_day
from network.models import Event, Notice
from network.workflow import Missing, NotAllowed, NotPossible, Refused, take

pytestmark = pytest.mark.django_db
Outcome = Decision.Outcome


@pytest.fixture
def decide(chain, bodies):
    """`decide(outcome, …)`: the steering group decides so; the change that came of it, or None."""

    def decides(outcome, **more):
        group = chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))
        chain.decided(chain.laid_before(group), outcome=outcome, **more)
        return Change.objects.first()

    return decides


def step(chain, change, name, actor=None, **more):
    given = {"on": chain.now.date()} | more
    return take(change, name, actor=actor or change.follower, now=chain.tick(), **given)


# From decisions


def test_a_proposed_rule_is_followed_by_the_saksbehandler_and_names_what_caused_it(decide, cast):
    change = decide(Outcome.RULE_CHANGE)
    assert (change.kind, change.state, change.follower) == ("rule", "proposed", cast.coord_lead)
    assert [issue.voices.first().person for issue in change.issues.all()] == [cast.member]
    assert change.decision.outcome == Outcome.RULE_CHANGE


def test_what_an_executor_shall_do_is_recommended_until_it_has_said_yes(decide, chain, organisations, cast):
    change = decide(Outcome.ENDORSED, executor=organisations.hdir, change_kind="funding", follower=cast.lead)
    assert (change.kind, change.state, change.follower, change.executor) == (
        "funding",
        "recommended",
        cast.lead,
        organisations.hdir,
    )
    with pytest.raises(Missing, match="sagt ja"):
        step(chain, change, "into_plan", executor=organisations.hdir)
    planned = step(chain, change, "into_plan", executor=organisations.hdir, agreed="Avdelingsdirektøren")
    assert planned.state == "in_plan"


@pytest.mark.parametrize("outcome", [Outcome.NOTED, Outcome.NOT_FOLLOWED_UP, Outcome.OTHER_SCHEME])
def test_a_decision_that_changes_nothing_makes_no_change(decide, outcome):
    assert decide(outcome) is None


def test_a_promise_of_content_is_a_change_with_its_date(chain, bodies, cast):
    desk = chain.promised(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
    change = desk.escalation.changes.get()
    assert (change.kind, change.state, change.follower) == ("guidance", "planned", cast.owner_hdir)
    assert change.due_on == chain.now.date() + timedelta(days=60)


def test_new_content_is_a_change_already_made(chain, bodies):
    desk = chain.settled(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
    assert desk.escalation.changes.get().state == "done"


# Where it can be read


def test_the_source_of_one_state_is_not_taken_for_that_of_the_next(decide, chain, client_for):
    change = decide(Outcome.RULE_CHANGE)
    draft, act = "https://eksempel.no/horing", "https://eksempel.no/lov"
    heard = step(chain, change, "to_hearing", link=draft)
    assert step(chain, heard, "stands", link="").link == draft
    client = client_for(change.follower)
    page = client.get(reverse("change-step", args=[change.pk, "adopt"])).content.decode()
    assert draft not in page
    adopted = step(chain, heard, "adopt", link=act)
    history = client.get(change.get_absolute_url()).content.decode()
    assert adopted.link == act
    assert draft in history[history.index('id="historikk"') :]


def test_a_state_told_without_a_source_has_none(decide, chain):
    change = step(chain, decide(Outcome.RULE_CHANGE), "to_hearing", link="https://eksempel.no/horing")
    assert step(chain, change, "adopt", link="").link == ""


# When the decision is corrected


def corrects(chain, change_or_case, person, **more):
    given = {"grounds": "Det var feil.", "wording": "Lages ikke."} | more
    return take(change_or_case, "correct", actor=person, now=chain.tick(), **given)


def test_what_was_counted_as_made_falls_with_the_decision_that_said_so(chain, bodies, cast, client_for):
    desk = chain.settled(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
    corrects(chain, desk, cast.owner_hdir, outcome=Outcome.NOT_MADE)
    change = Change.objects.get()
    assert change.state == "dropped"
    page = client_for(cast.member).get(change.get_absolute_url()).content.decode()
    assert "Beslutningen som satte den i gang, er rettet." in page


def test_what_others_have_ended_since_has_ended(chain, bodies, cast):
    desk = chain.promised(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
    step(chain, Change.objects.get(), "complete")
    corrects(chain, desk, cast.owner_hdir, outcome=Outcome.NOT_MADE)
    assert Change.objects.get().state == "done"


def test_a_correction_of_words_is_read_on_the_change_and_the_next_one_still_ends_it(
    chain, bodies, cast, organisations
):
    laid = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    does = {"outcome": Outcome.ENDORSED, "executor": organisations.hdir}
    decided = chain.decided(laid, change_kind="funding", follower=cast.lead, **does)
    given = chain.decision_input(decided, **does)
    corrects(chain, decided, cast.coord_secretary, **given | {"wording": "Hdir betaler innen 1. april."})
    change = Change.objects.get()
    assert (change.what, change.state) == ("Hdir betaler innen 1. april.", "recommended")
    assert Notice.objects.filter(event__verb="change.reworded", person=cast.lead).exists()

    corrects(chain, decided, cast.coord_secretary, **given | {"executor": organisations.dmp})
    old, new = Change.objects.order_by("pk")
    assert (old.state, new.state, new.executor) == ("dropped", "recommended", organisations.dmp)
    assert (new.kind, new.follower) == ("funding", cast.lead)
    assert notices.breaches() == []


def test_a_date_that_was_wrong_is_moved_and_nothing_is_said_to_have_failed(
    chain, bodies, cast, organisations
):
    laid = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    day = chain.now.date()
    does = {"outcome": Outcome.ENDORSED, "executor": organisations.hdir, "wording": "Hdir lager malen."}
    decided = chain.decided(laid, executor_due=day + timedelta(days=30), **does)
    given = chain.decision_input(decided, **does)
    corrects(chain, decided, cast.coord_secretary, **given | {"executor_due": day + timedelta(days=60)})
    change = Change.objects.get()
    assert (change.state, change.due_on) == ("recommended", day + timedelta(days=60))


def test_nothing_is_to_be_done_before_it_is_decided(chain, bodies, organisations):
    laid = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    due = chain.now.date() - timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        chain.decided(laid, outcome=Outcome.ENDORSED, executor=organisations.hdir, executor_due=due)
    assert refusal.value.field == "executor_due"


# Its own way


def test_a_rule_goes_by_the_ministry_and_those_who_asked_hear_each_time(decide, chain, cast):
    change = decide(Outcome.RULE_CHANGE)
    for name, state in (("to_ministry", "ministry"), ("to_hearing", "hearing"), ("adopt", "adopted")):
        change = step(chain, change, name)
        assert change.state == state
        assert Notice.objects.filter(event__verb=f"change.{name}", person=cast.member).exists()
    with pytest.raises(NotPossible):
        step(chain, change, "to_hearing")


def test_a_rule_is_never_taken_into_the_plan(decide, chain):
    change = decide(Outcome.RULE_CHANGE)
    with pytest.raises(NotPossible):
        step(chain, change, "into_plan", agreed="Direktøren")


def test_a_measure_is_never_adopted(decide, chain, organisations):
    change = decide(Outcome.ENDORSED, executor=organisations.hdir)
    with pytest.raises(NotPossible):
        step(chain, change, "adopt")


def test_what_did_not_happen_says_why(decide, chain):
    change = decide(Outcome.RULE_CHANGE)
    with pytest.raises(Missing, match="hvorfor"):
        step(chain, change, "not_adopt")
    assert step(chain, change, "not_adopt", note="Departementet prioriterer ikke.").state == "not_adopted"


def test_it_is_not_dated_ahead(decide, chain):
    change = decide(Outcome.RULE_CHANGE)
    with pytest.raises(Refused, match="frem i tid"):
        step(chain, change, "adopt", on=local_day(chain.now) + timedelta(days=1))


def test_a_follower_gives_it_on_and_may_then_do_no_more(decide, chain, cast):
    change = decide(Outcome.RULE_CHANGE)
    given = take(change, "hand_over", actor=cast.coord_lead, now=chain.tick(), follower=cast.owner_dmp)
    assert Notice.objects.get(event__verb="change.hand_over", person=cast.owner_dmp).needs_you
    with pytest.raises(NotAllowed):
        step(chain, given, "to_ministry", actor=cast.coord_lead)
    assert step(chain, given, "to_ministry").state == "ministry"


# Found outside a decision


def registers(chain, viewer, person, issues, **more):
    given = {
        "kind": "infrastructure",
        "what": "Felles tjeneste for avidentifisering",
        "follower": person,
        "status_on": chain.now.date(),
    }
    return changes.register(
        actor=person, viewer=viewer(person, chain.now), now=chain.tick(), issues=issues, **(given | more)
    )


def test_the_new_follower_is_not_owed_what_came_before(decide, chain, cast):
    change = decide(Outcome.RULE_CHANGE)
    step(chain, change, "to_ministry", actor=cast.lead)
    take(change, "hand_over", actor=cast.lead, now=chain.tick(), follower=cast.owner_dmp)
    assert notices.breaches() == []


def test_it_shows_on_the_innmelding_and_the_project_it_came_of(chain, viewer, cast, client_for):
    project = chain.registered()
    issue = chain.raised(project=project)
    change = registers(chain, viewer, cast.lead, [issue])
    assert list(change.projects.all()) == [project]
    assert list(change.issues.all()) == [issue]
    for page in (reverse("issue-detail", args=[issue.pk]), reverse("project-detail", args=[project.pk])):
        shown = client_for(cast.member).get(page)
        assert "Felles tjeneste for avidentifisering" in shown.content.decode()


def test_a_member_does_not_register_changes(chain, viewer, cast):
    with pytest.raises(NotAllowed):
        registers(chain, viewer, cast.member, [chain.raised()])


def test_twice_is_once(chain, viewer, cast):
    issue = chain.raised()
    first = registers(chain, viewer, cast.lead, [issue], token="x")
    assert registers(chain, viewer, cast.lead, [issue], token="x") == first
    assert Event.objects.filter(verb="change.registered").count() == 1


def test_without_a_cause_there_is_nothing_to_register(chain, viewer, cast):
    with pytest.raises(Missing, match="minst én innmelding"):
        registers(chain, viewer, cast.lead, [])


def test_what_came_of_a_restricted_innmelding_is_for_its_parties(chain, viewer, cast):
    change = registers(chain, viewer, cast.lead, [chain.raised(restricted=True)])
    assert not Change.objects.visible_to(viewer(cast.lead_west)).filter(pk=change.pk).exists()


# The plot and its table


@pytest.fixture
def registered_in(chain, viewer, cast):
    """`registered_in(year, …)`: a change registered that year, whatever became of it later."""

    def register(year, issues=None, person=None, **more):
        issues = [chain.raised()] if issues is None else issues
        change = registers(chain, viewer, person or cast.lead, issues, **more)
        Change.objects.filter(pk=change.pk).update(registered_at=datetime(year, 6, 1, tzinfo=UTC))
        return change

    return register


def bars(plot):
    return {bar["label"]: (bar["value"], bar["width"]) for bar in plot["bars"]}


def test_counted_by_year_and_kind_the_plot_says_what_the_table_says(registered_in):
    for kind, year in (
        ("infrastructure", 2025),
        ("infrastructure", 2026),
        ("infrastructure", 2026),
        ("rule", 2026),
    ):
        registered_in(year, kind=kind)
    plot = by_year_and_kind(Change.objects.all())
    assert plot["columns"] == [2025, 2026, "I alt"]
    assert plot["rows"] == [
        ("Regelverk", [(2025, 0), (2026, 1), ("I alt", 1)]),
        ("Infrastruktur", [(2025, 1), (2026, 2), ("I alt", 3)]),
    ]
    assert bars(plot) == {
        "2025 infrastruktur": (1, 120),
        "2026 regelverk": (1, 120),
        "2026 infrastruktur": (2, 240),
    }


def test_a_change_stays_in_its_year_however_it_moves(registered_in, chain):
    change = registered_in(2025, kind="rule")
    step(chain, change, "to_ministry")
    assert by_year_and_kind(Change.objects.all())["columns"] == [2025, "I alt"]


def test_counted_by_region_a_change_from_two_counts_in_both(registered_in, chain, organisations, cast):
    registered_in(2026)
    registered_in(2026, [chain.raised(), chain.raised(), chain.raised(organisation=organisations.bergen)])
    assert by_region(Change.objects.all())["rows"] == [
        ("Helse Sør-Øst", [("Endringer", 2)]),
        ("Helse Vest", [("Endringer", 1)]),
    ]
    registered_in(2026, [], cast.coord_lead)
    assert by_region(Change.objects.all())["rows"][-1] == ("Uten helseregion", [("Endringer", 1)])


def test_the_share_that_came_from_below_is_told_by_year(registered_in, cast):
    registered_in(2025, [], cast.coord_lead)
    for _ in range(2):
        registered_in(2026)
    registered_in(2026, [], cast.owner_hdir)
    plot = by_year_and_origin(Change.objects.all())
    assert plot["rows"] == [
        (2025, [("Nedenfra", 0), ("Ovenfra", 1), ("Andel nedenfra", "0 %")]),
        (2026, [("Nedenfra", 2), ("Ovenfra", 1), ("Andel nedenfra", "67 %")]),
    ]
    assert {label: value for label, (value, _) in bars(plot).items()} == {
        "2025, prosent": 0,
        "2026, prosent": 67,
    }


def test_the_page_has_each_plot_with_its_table_and_each_change_its_origin(registered_in, client_for, cast):
    below, above = registered_in(2026), registered_in(2025, [], cast.coord_lead)
    browser = client_for(cast.lead)
    page = browser.get("/loftede-saker/hva-det-forte-til/").content.decode()
    assert page.count("<svg") == page.count("plot-table") == 3
    assert "året den ble registrert" in page
    only = browser.get("/loftede-saker/hva-det-forte-til/?year=2025").context["page"]
    assert list(only) == [above]
    assert "Kom nedenfra" in browser.get(below.get_absolute_url()).content.decode()
    assert "Kom ovenfra" in browser.get(above.get_absolute_url()).content.decode()


def test_a_content_owner_registers_on_the_page_what_came_from_above(client_for, cast):
    form = {
        "token": "x",
        "kind": "guidance",
        "what": "Nytt rundskriv om KI",
        "status_on": "2026-01-05",
        "follower": cast.owner_hdir.pk,
    }
    assert client_for(cast.owner_hdir).post("/loftede-saker/hva-det-forte-til/ny/", form).status_code == 302
    assert not Change.objects.get().issues.exists()
    refused = client_for(cast.lead).post(
        "/loftede-saker/hva-det-forte-til/ny/", form | {"token": "y", "follower": cast.lead.pk}
    )
    assert "Velg minst én innmelding" in str(refused.context["form"].errors["issues"])


def test_nothing_yet_is_an_empty_plot():
    for count in (by_year_and_kind, by_region, by_year_and_origin):
        assert count(Change.objects.all()) == {}
