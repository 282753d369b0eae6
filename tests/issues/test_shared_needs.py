"""One innmelding of what several lack: drafted when three organisations in two regions have told of it."""

from datetime import timedelta

import pytest

from issues import shared_needs
from issues.models import Issue, SharedNeed, Voice
from network.models import Notice
from network.registries import waiting_on
from network.viewer import Viewer
from register import experiences
from register.models import Experience, Project

VALIDATION = Experience.Need.VALIDATION


@pytest.fixture
def lacks(chain, cast, organisations):
    """`lacks(organisation, person)`: a project there has told that it lacks a place to validate."""

    def tell(organisation, person, need=VALIDATION, **more):
        project = chain.registered(title=f"Prosjekt i {organisation.name}")
        Project.objects.filter(pk=project.pk).update(organisation=organisation, owner=person)
        project.refresh_from_db()
        return experiences.report(
            project,
            actor=person,
            now=chain.tick(),
            kind="infrastructure",
            title="Et felles testmiljø",
            need=need,
            **more,
        )

    return tell


@pytest.fixture
def three(lacks, cast, organisations):
    lacks(organisations.vestre_viken, cast.member)
    lacks(organisations.hso, cast.lead)
    lacks(organisations.bergen, cast.member_west)


def asked_of(person, now):
    return [one for one in waiting_on(Viewer(person, now)) if "felles-behov" in one.url]


def test_three_in_two_regions_are_asked_once(three, cast, now):
    later = now + timedelta(days=1)
    shared_needs.ask_due(later)
    shared_needs.ask_due(later)
    assert SharedNeed.objects.count() == 1
    assert [len(asked_of(person, later)) for person in (cast.member, cast.lead, cast.member_west)] == [
        1,
        1,
        1,
    ]
    assert asked_of(cast.colleague, later) == []
    told = Notice.objects.filter(event__verb="need.shared", needs_you=True).values_list("person", flat=True)
    assert sorted(told) == sorted([cast.member.pk, cast.lead.pk, cast.member_west.pk])


@pytest.mark.parametrize(
    "case", ["two organisations", "one region", "told to their own only", "corrected away"]
)
def test_fewer_are_not_asked(case, lacks, cast, organisations, now):
    lacks(organisations.vestre_viken, cast.member)
    lacks(organisations.hso, cast.lead)
    if case == "one region":
        organisations.hdir.region = organisations.hso.region
        organisations.hdir.save()
        lacks(organisations.hdir, cast.colleague)
    if case == "told to their own only":
        lacks(organisations.bergen, cast.member_west, reach="organisation")
    if case == "corrected away":
        told = lacks(organisations.bergen, cast.member_west)
        experiences.correct(
            told, actor=cast.member_west, now=now, reason="Løst", title="Vi har det nå", need=""
        )
    shared_needs.ask_due(now + timedelta(days=1))
    assert not SharedNeed.objects.exists()


def test_the_first_who_joins_raises_it_and_the_others_are_voices(three, cast, client_for, now):
    shared_needs.ask_due(now)
    shared = SharedNeed.objects.get()
    address = f"/innmeldinger/felles-behov/{shared.pk}/"
    page = client_for(cast.member).get(address).content.decode()
    assert "Helse Bergen HF: Et felles testmiljø" in page
    client_for(cast.member).post(address)
    client_for(cast.member).post(address)
    client_for(cast.member_west).post(address)
    issue = Issue.objects.get()
    assert (issue.kind, issue.raised_by) == ("need", cast.member)
    assert sorted(Voice.objects.filter(issue=issue).values_list("person", flat=True)) == sorted(
        [cast.member.pk, cast.member_west.pk]
    )
    assert asked_of(cast.member, now) == []
    assert len(asked_of(cast.lead, now)) == 1


def test_not_now_is_not_asked_again_and_sends_nothing(three, cast, client_for, now):
    shared_needs.ask_due(now)
    shared = SharedNeed.objects.get()
    client_for(cast.member).post(f"/innmeldinger/felles-behov/{shared.pk}/", {"nei": "1"})
    shared_needs.ask_due(now + timedelta(days=1))
    assert asked_of(cast.member, now + timedelta(days=1)) == []
    assert not Issue.objects.exists()


def test_one_more_who_tells_later_is_asked_alone(three, lacks, cast, organisations, now):
    shared_needs.ask_due(now)
    organisations.hdir.region = organisations.bergen.region
    organisations.hdir.save()
    lacks(organisations.hdir, cast.colleague)
    later = now + timedelta(days=2)
    shared_needs.ask_due(later)
    assert SharedNeed.objects.count() == 1
    assert len(asked_of(cast.colleague, later)) == 1
    assert Notice.objects.filter(event__verb="need.shared", person=cast.member).count() == 1


def test_those_who_were_not_asked_find_no_page(three, cast, client_for, now):
    shared_needs.ask_due(now)
    shared = SharedNeed.objects.get()
    for person in (cast.colleague, cast.industry, cast.secretariat):
        assert client_for(person).get(f"/innmeldinger/felles-behov/{shared.pk}/").status_code == 404
