"""What access to data takes: completed when it comes, and summed so that nobody is singled out."""

from datetime import date, timedelta

import pytest

from network.models import Event
from register import facts
from register.accesses import sources
from register.models import DataAccess, Project

SUM = "/prosjekter/tall/data/"
GIVEN = {"token": "d", "source": "NPR", "granted_by": "FHI", "asked_on": "2026-01-10", "obstacle": ""}


@pytest.fixture
def told(chain, cast, organisations):
    """`told(organisation, days)`: a project of it, and how long it waited."""

    def make(
        organisation, days=None, *, source="Norsk pasientregister", reach="network", obstacle="", **more
    ):
        project = chain.registered(reach=reach, **more)
        Project.objects.filter(pk=project.pk).update(organisation=getattr(organisations, organisation))
        asked = date(2026, 1, 1)
        return facts.tell_access(
            project,
            actor=cast.member,
            now=chain.tick(),
            source=source,
            granted_by="FHI",
            asked_on=asked,
            got_on=None if days is None else asked + timedelta(days=days),
            obstacle=obstacle,
        )

    return make


@pytest.fixture
def found(viewer, cast):
    return lambda who: [(one.name, one.projects, one.waited) for one in sources(viewer(getattr(cast, who)))]


def test_a_waiting_application_is_completed_when_the_answer_comes(chain, cast, client_for):
    project, client = chain.registered(), client_for(cast.member)
    client.post(f"/prosjekter/{project.pk}/data/", GIVEN)
    access = DataAccess.objects.get()
    address = f"/prosjekter/{project.pk}/data/{access.pk}/"
    page = client.get(f"/prosjekter/{project.pk}/").content.decode()
    assert address in page
    assert 'value="2026-01-10"' in client.get(address).content.decode()
    for _ in range(2):
        client.post(address, GIVEN | {"got_on": "2026-04-20", "obstacle": "To runder."})
    access.refresh_from_db()
    assert (access.days, access.obstacle) == (100, "To runder.")
    assert Event.objects.filter(verb="project.access_changed").count() == 1
    assert "100 dager" in client.get(f"/prosjekter/{project.pk}/").content.decode()
    assert client_for(cast.member_west).get(address).status_code == 404
    other = chain.registered()
    assert client.get(f"/prosjekter/{other.pk}/data/{access.pk}/").status_code == 404


def test_each_source_is_summed_whatever_capitals_it_is_written_with(told, found):
    told("vestre_viken", 40)
    told("bergen", 100, source="norsk  pasientregister")
    told("hv", 160)
    told("hso")
    assert found("member") == [("Norsk pasientregister", 4, "100 dager")]


def test_below_three_organisations_no_figure_is_shown(told, found):
    told("vestre_viken", 40)
    told("vestre_viken", 50)
    told("bergen", 100)
    assert found("member") == [("Norsk pasientregister", None, "–")]


def test_two_that_one_may_not_open_are_not_told_apart_by_subtracting(told, found):
    for organisation, days in (("vestre_viken", 40), ("hso", 70)):
        told(organisation, days, group_reach={"data": "region"})
    told("bergen", 60)
    told("hv", 90)
    assert found("member_west") == [("Norsk pasientregister", None, "–")]
    assert found("member") == [("Norsk pasientregister", 4, "65 dager")]


def test_three_that_one_may_not_open_are_a_band(told, found):
    for organisation, days in (("vestre_viken", 40), ("hso", 70), ("hv", 90)):
        told(organisation, days, reach="region")
    told("bergen", 60)
    assert found("steering_member") == [("Norsk pasientregister", 4, "50–100 dager")]
    assert found("lead") == [("Norsk pasientregister", None, "–")], "two of them are the lead's own region"


def test_what_is_told_to_ones_own_organisation_only_is_never_counted(told, found):
    told("vestre_viken", 40, reach="organisation")
    told("bergen", 60, group_reach={"data": "organisation"})
    assert found("member") == []


def test_the_page_draws_it_and_shows_obstacles_one_may_open(told, cast, client_for):
    told("vestre_viken", 40, obstacle="To runder med spørsmål.")
    told("bergen", 100, obstacle="Bare for regionen.", reach="region")
    told("hv", 160)
    told("hso", 10)
    told("hdir", 20, source="Kreftregisteret")
    client = client_for(cast.colleague)
    assert SUM in client.get("/prosjekter/tall/").content.decode()
    page = client.get(SUM).content.decode()
    assert "To runder med spørsmål." in page
    assert "Bare for regionen." not in page
    assert "For få har fortalt" in page.split("Kreftregisteret, fra FHI")[1]
    assert client_for(cast.industry).get(SUM).status_code == 404
    agency = client_for(cast.owner_hdir).get(SUM).content.decode()
    assert "To runder med spørsmål." in agency
