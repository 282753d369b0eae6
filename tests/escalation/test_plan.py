"""A plan is milestones, and each is reached by a decision: of a case, or of the plan itself (S52)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from escalation import plan
from escalation.models import Decision, Milestone
from escalation.succession import hand_over_cases
from meetings.compiling import compile_meeting
from meetings.planning import plan as plan_meeting
from network.deadlines import date_text
from network.models import Notice
from network.registries import waiting_on
from network.workflow import Missing, NotAllowed, NotPossible, Refused
from tests.escalation.test_succession import on, successor

Outcome = Decision.Outcome


@pytest.fixture
def add(bodies, cast, chain):
    def add(**more):
        given = {
            "body": bodies.national,
            "actor": cast.secretariat,
            "title": "Legge frem planen for nettverket",
            "put_before": bodies.steering,
            "due_on": chain.now.date() + timedelta(days=20),
        }
        return plan.add(now=chain.tick(), **(given | more))

    return add


@pytest.fixture
def said(chain, bodies):
    return {
        "outcome": Outcome.ENDORSED,
        "wording": "Styringsgruppen slutter seg til planen.",
        "grounds": "Planen svarer på behovet.",
        "decided_on": chain.now.date(),
        "participations": chain.participations(bodies.steering),
    }


def test_it_waits_for_the_body_it_is_put_before_until_that_has_decided(add, said, chain, cast, bodies):
    later, sooner = add(), add(due_on=chain.now.date() + timedelta(days=3))
    assert list(Milestone.objects.waiting_for(bodies.steering)) == [sooner, later]
    assert not Milestone.objects.waiting_for(bodies.coordinating)
    told = Notice.objects.filter(event__verb="milestone.added").values_list("person__email", flat=True)
    assert set(told) == {"steering_lead@loft.example", "coord_secretary@loft.example"}
    plan.decide(later, actor=cast.coord_secretary, now=chain.tick(), **said)
    later.refresh_from_db()
    assert (later.decision.body, later.decision.escalation, later.decision.outcome) == (
        bodies.steering, None, "endorsed",
    )  # fmt: skip
    assert later.decision.participations.count() == 3
    assert later.closed_at == chain.now
    assert list(Milestone.objects.waiting_for(bodies.steering)) == [sooner]
    assert Notice.objects.filter(event__verb="milestone.reached", person=cast.secretariat).exists()


def test_a_decision_of_a_case_can_be_the_one_that_reached_it(add, chain, cast, bodies):
    laid = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    decision = chain.decided(laid).decisions.get()
    milestone = add()
    for _ in range(2):
        plan.close(milestone, actor=cast.secretariat, now=chain.tick(), decision=decision)
    milestone.refresh_from_db()
    assert milestone.decision == decision
    assert Notice.objects.filter(event__verb="milestone.added").exists()


def test_another_bodys_decision_does_not_reach_it(add, chain, cast):
    lifting = chain.lifted().decisions.get()
    with pytest.raises(Refused) as refusal:
        plan.close(add(), actor=cast.secretariat, now=chain.tick(), decision=lifting)
    assert refusal.value.field == "decision"


def test_who_may(add, said, chain, cast, bodies):
    with pytest.raises(NotAllowed):
        add(actor=cast.member)
    milestone = add()
    for person in (cast.secretariat, cast.steering_member):
        with pytest.raises(NotAllowed):
            plan.decide(milestone, actor=person, now=chain.tick(), **said)
    plan.decide(milestone, actor=cast.steering_lead, now=chain.tick(), token="t", **said)
    plan.decide(milestone, actor=cast.steering_lead, now=chain.tick(), token="t", **said)
    with pytest.raises(NotPossible):
        plan.decide(milestone, actor=cast.steering_lead, now=chain.tick(), **said)
    with pytest.raises(NotAllowed):
        plan.close(add(), actor=cast.lead, now=chain.tick(), decision=Decision.objects.get())


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        ({"outcome": Outcome.LIFT}, Refused),
        ({"wording": " "}, Missing),
        ({"grounds": ""}, Missing),
        ({"participations": []}, Missing),
    ],
)
def test_what_a_decision_of_a_plan_must_say(wrong, refused, add, said, chain, cast):
    milestone = add()
    with pytest.raises(refused):
        plan.decide(milestone, actor=cast.steering_lead, now=chain.tick(), **(said | wrong))
    assert not Decision.objects.exists()


def test_it_cannot_be_closed_without_a_decision(add, chain):
    milestone = add()
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(pk=milestone.pk).update(closed_at=chain.now)


def test_the_agenda_bears_a_decision_without_a_case(add, said, chain, cast, bodies):
    plan.decide(add(), actor=cast.steering_lead, now=chain.tick(), **said)
    meeting = plan_meeting(
        bodies.steering, actor=cast.steering_lead, now=chain.now, starts_at=chain.now + timedelta(days=9)
    )
    compile_meeting(meeting, now=chain.tick())


def test_from_the_bodys_page_to_the_decision(add, said, client_for, cast, bodies, chain):
    page = client_for(cast.secretariat)
    body = f"/nettverk/{bodies.national.pk}/"
    new = f"/loftede-saker/plan/{bodies.national.pk}/ny-milepael/"
    assert new in page.get(body).content.decode()
    given = {
        "token": "a",
        "title": "Orientere styringsgruppen",
        "put_before": bodies.steering.pk,
        "due_on": chain.now.date().isoformat(),
    }
    address = page.post(new, given).url
    assert page.post(new, given).url == address
    assert Milestone.objects.count() == 1
    assert "Skal besluttes av Styringsgruppen innen" in page.get(address).content.decode()
    member = client_for(cast.member)
    assert "Orientere styringsgruppen" in member.get(body).content.decode()
    assert new not in member.get(body).content.decode()
    decides = client_for(cast.coord_secretary)
    form = decides.get(f"{address}beslutt/")
    assert '<option value="" selected>Velg utfall</option>' in form.content.decode()
    seats = [row.seat for row in form.context["form"].participation_rows]
    sent = {
        "token": "b",
        "version": 0,
        "outcome": "noted",
        "wording": "Tatt til orientering.",
        "grounds": "Planen er kjent.",
        "decided_on": chain.now.date().isoformat(),
        **{f"part_{seat.pk}": "took_part" for seat in seats},
    }
    for _ in range(2):
        assert decides.post(f"{address}beslutt/", sent).url == address
    reached = decides.get(address).content.decode()
    assert "tatt til orientering" in reached
    assert "beslutt/" not in reached
    assert "Styringsgruppen besluttet" in client_for(cast.member).get(body).content.decode()


def test_a_decision_one_may_not_read_is_neither_offered_nor_shown(add, chain, cast, bodies, client_for):
    issue = chain.taken_up(chain.raised(title="Skjermet sak", restricted=True))
    lifted = chain.lifted(chain.proposed(issue))
    laid = chain.laid_before(chain.acknowledged(chain.referral(lifted, bodies.coordinating)))
    decision = chain.decided(laid, wording="Noe skjermet.").decisions.get()
    milestone = add(body=bodies.west, actor=cast.lead_west)
    address = milestone.get_absolute_url()
    assert "Skjermet sak" not in client_for(cast.lead_west).get(f"{address}lukk/").content.decode()
    plan.close(milestone, actor=cast.secretariat, now=chain.tick(), decision=decision)
    page = client_for(cast.lead_west).get(address).content.decode()
    assert "Styringsgruppen besluttet" in page
    assert "kjermet" not in page
    assert "Noe skjermet." in client_for(cast.steering_lead).get(address).content.decode()


def test_the_agenda_shows_where_a_milestone_stands_and_leads_to_its_plan(
    add, said, chain, cast, client_for, bodies
):
    milestone = add(due_on=chain.now.date() - timedelta(days=3))
    starts = chain.now + timedelta(days=10)
    meeting = plan_meeting(bodies.steering, actor=cast.steering_lead, now=chain.tick(), starts_at=starts)
    compile_meeting(meeting, now=chain.tick())
    browser, address = client_for(cast.steering_lead), reverse("meeting-detail", args=[meeting.pk])
    page = browser.get(address).content.decode()
    assert f'href="{milestone.get_absolute_url()}"' in page
    assert f'href="/nettverk/{bodies.national.pk}/#plan"' in page
    assert f"Skal besluttes av {bodies.steering.name} innen {date_text(milestone.due_on)}." in page
    assert "over fristen" in page
    plan.decide(milestone, actor=cast.steering_lead, now=chain.tick(), **said)
    page = browser.get(address).content.decode()
    assert "over fristen" not in page
    assert f"{bodies.steering.name} besluttet" in page


def test_a_milestone_follows_its_bodies_to_whoever_took_over(add, said, chain, cast, bodies, organisations):
    day = chain.now.date() + timedelta(days=10)
    open_one, reached = add(), add()
    plan.decide(reached, actor=cast.steering_lead, now=chain.tick(), **said)
    after = successor(bodies.steering, "Ny styringsgruppe", day)
    assert hand_over_cases(on(day - timedelta(days=1))) == 0
    assert hand_over_cases(on(day)) == 1
    assert hand_over_cases(on(day + timedelta(days=1))) == 0
    assert list(Milestone.objects.waiting_for(after)) == [open_one]
    reached.refresh_from_db()
    assert reached.put_before == bodies.steering


def test_a_milestone_that_is_due_soon_waits_on_both_bodies(add, cast, viewer, chain, client_for, said):
    milestone = add()
    asked = lambda person, at: [(line.what, line.url) for line in waiting_on(viewer(person, at))]  # noqa: E731
    decide = (
        "Milepæl i planen til Nasjonalt KI-nettverk: registrer beslutningen",
        f"{milestone.get_absolute_url()}beslutt/",
    )
    ours = ("Milepæl i planen deres: skal besluttes av Styringsgruppen", milestone.get_absolute_url())
    assert decide not in asked(cast.coord_secretary, chain.now)
    near = chain.now + timedelta(days=10)
    assert decide in asked(cast.coord_secretary, near)
    assert ours in asked(cast.secretariat, near)
    assert client_for(cast.coord_secretary).get(decide[1]).status_code == 200
    assert not {decide, ours} & {*asked(cast.member, near), *asked(cast.lead_west, near)}
    plan.decide(milestone, actor=cast.coord_secretary, now=chain.tick(), **said)
    assert decide not in asked(cast.coord_secretary, near)
