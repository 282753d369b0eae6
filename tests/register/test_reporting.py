"""The expectation to report use (R1): who is expected to, what is missing, who sees it, and one reminder."""

from datetime import timedelta

import pytest

from network.deadlines import local_day
from network.models import Event, Mail, Notice
from network.registries import waiting_on
from network.viewer import Viewer
from register import invariants, reporting
from register.models import Project

KINDS = ("cost", "benefit", "infrastructure")


@pytest.fixture
def project(chain):
    """In use, and nobody wrote when that was decided."""
    return chain.registered()


def wanted(person, at):
    return [one.what for one in waiting_on(Viewer(person, at)) if "bruken" in one.what or "plikt" in one.what]


def told(chain, project, kind):
    amount = {} if kind == "cost" else {"cost_of": "", "amount_nok": None}
    chain.experience(project, kind=kind, title=f"Om {kind}", **amount)


def duty(body, cast, now, actor):
    reporting.turn_on(
        body, actor=actor, seat=None, now=now, decision="Eierne, sak 12/2026", decided_on=local_day(now)
    )


@pytest.mark.parametrize(
    ("phase", "is_expected"),
    [("procurement", False), ("introduction", True), ("in_use", True), ("ended", False)],
)
def test_what_is_being_introduced_or_used_has_been_decided(phase, is_expected, chain, cast, now):
    made = chain.registered(phase=phase)
    assert Project.objects.missing_report(local_day(now)).filter(pk=made.pk).exists() is is_expected
    assert bool(wanted(cast.member, now)) is is_expected


def test_one_report_is_enough_but_what_is_missing_is_shown(project, chain, cast, client_for, now):
    assert wanted(cast.member, now) == [
        "Fasen er «i bruk»: meld gjerne bruken (kostnad, gevinst, infrastruktur)"
    ]
    told(chain, project, "lesson")
    assert wanted(cast.member, now) == []
    page = client_for(cast.lead).get("/prosjekter/mangler/").content.decode()
    assert project.title in page
    assert "Ikke meldt: kostnad, gevinst, infrastruktur" in page
    told(chain, project, "benefit")
    page = client_for(cast.lead).get("/prosjekter/mangler/").content.decode()
    assert "Ikke meldt: kostnad, infrastruktur" in page
    told(chain, project, "cost")
    told(chain, project, "infrastructure")
    assert project.title not in client_for(cast.lead).get("/prosjekter/mangler/").content.decode()


def test_what_is_told_is_said_on_the_project_and_a_check_finds_where_it_is_not(project, chain, now):
    other = chain.registered(title="Et annet prosjekt")
    for kind in ("cost", "benefit", "infrastructure", "lesson"):
        told(chain, project, kind)
        assert list(invariants.breaches()) == []
    Project.objects.filter(pk=other.pk).update(told_cost=True)
    assert list(invariants.breaches()) == [f"project {other.pk} says cost is told: True"]


def test_where_it_is_a_duty_all_three_are_asked_for(project, chain, cast, bodies, now):
    duty(bodies.south_east, cast, now, cast.lead)
    told(chain, project, "cost")
    assert wanted(cast.member, now) == [
        "Fasen er «i bruk»: bruken skal meldes etter «Eierne, sak 12/2026» (gevinst, infrastruktur)"
    ]
    told(chain, project, "benefit")
    told(chain, project, "infrastructure")
    assert wanted(cast.member, now) == []


def test_a_national_duty_is_a_duty_for_every_region(project, cast, bodies, client_for, now):
    duty(bodies.national, cast, now, cast.secretariat)
    for lead in (cast.lead, cast.lead_west):
        page = client_for(lead).get("/prosjekter/mangler/").content.decode()
        assert "melding er en plikt etter «Eierne, sak 12/2026»" in page
        assert "en forventning, ikke en plikt" not in page
    assert "skal meldes etter «Eierne, sak 12/2026»" in wanted(cast.member, now)[0]


def test_the_lead_has_one_line_for_all_that_is_missing_in_the_region(project, chain, cast, now):
    chain.registered(title="Et til")
    line = "2 prosjekter har ikke meldt bruken: se hvem, og spør gjerne om de trenger hjelp"
    assert wanted(cast.lead, now) == [line]
    assert wanted(cast.secretariat, now) == [line]
    assert wanted(cast.lead_west, now) == []
    told(chain, project, "lesson")
    assert wanted(cast.lead, now)[0].startswith("1 prosjekt har ikke")


def test_the_owner_is_reminded_once(project, cast, now):
    assert reporting.ask_for_reports(now) == 0, "there has been no time to tell"
    later = now + timedelta(days=31)
    assert reporting.ask_for_reports(later) == 1
    for days in (1, 40, 400):
        assert reporting.ask_for_reports(later + timedelta(days=days)) == 0
    event = Event.objects.get(verb="project.report_asked")
    assert [notice.person for notice in Notice.objects.filter(event=event)] == [cast.member]
    assert Mail.objects.filter(person=cast.member, key=f"event:{event.pk}:{cast.member.pk}").exists()


def test_nobody_is_reminded_of_what_has_been_told(project, chain, cast, now):
    told(chain, project, "lesson")
    assert reporting.ask_for_reports(now + timedelta(days=31)) == 0
