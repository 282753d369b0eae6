"""«Hva det førte til»: what comes of decisions, its own two ways, and where it shows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from escalation import changes
from escalation.models import Change, Decision
from escalation.results import by_year_and_kind
from network import notices
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
        step(chain, change, "adopt", on=chain.now.date() + timedelta(days=1))


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


def test_counted_by_year_and_kind_the_plot_says_what_the_table_says(chain, viewer, cast):
    issue = chain.raised()
    for kind, day in (
        ("infrastructure", date(2025, 3, 1)),
        ("infrastructure", date(2026, 1, 2)),
        ("infrastructure", date(2026, 5, 3)),
        ("rule", date(2026, 2, 1)),
    ):
        registers(chain, viewer, cast.lead, [issue], kind=kind, status_on=day)
    plot = by_year_and_kind(Change.objects.all())
    assert plot["years"] == [2025, 2026]
    assert plot["rows"] == [
        ("Regelverk", [(2025, 0), (2026, 1)], 1),
        ("Infrastruktur", [(2025, 1), (2026, 2)], 3),
    ]
    assert {(bar["label"], bar["value"]) for bar in plot["bars"]} == {
        ("2025 infrastruktur", 1),
        ("2026 regelverk", 1),
        ("2026 infrastruktur", 2),
    }
    widths = {bar["value"]: bar["width"] for bar in plot["bars"]}
    assert widths[2] == pytest.approx(2 * widths[1], abs=1)


def test_nothing_yet_is_an_empty_plot():
    assert by_year_and_kind(Change.objects.all()) == {}
