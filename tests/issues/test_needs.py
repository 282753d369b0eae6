"""The learning loop: needs and projects, and what companies see of it and say to it."""

import pytest
from django.urls import reverse

from issues import needs
from issues.loop import loop_of, needs_by
from issues.models import NeedProject, NeedResponse
from network import notices, outbox
from network.models import Notice, Organisation
from network.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def need(chain):
    return chain.taken_up(chain.raised(kind="need", title="Vi trenger bedre triage", phases=["in_use"]))


@pytest.fixture
def linked(need, chain, cast):
    project = chain.registered(title="Triage med KI", phase="research")
    return needs.link(need, project, actor=cast.lead, seat=cast.lead.seats.get(), now=chain.tick())


def test_a_need_and_its_project_show_each_other(linked, cast, client_for):
    browser = client_for(cast.member_west)
    assert "Triage med KI" in browser.get(f"/innmeldinger/{linked.issue_id}/").content.decode()
    assert "Vi trenger bedre triage" in browser.get(f"/prosjekter/{linked.project_id}/").content.decode()


def test_what_is_told_from_abroad_is_no_part_of_our_loop(need, chain, cast, client_for, viewer):
    chain.registered(title="Økt triage", phase="research")
    place = {"organisation": None, "organisation_name": "NHS", "country": "Storbritannia"}
    chain.registered(title="Triage in London", phase="research", **place)
    lines = {part["label"]: part["lines"][0] for part in loop_of(viewer(cast.lead))}
    assert lines["Forskning"] == "1 prosjekt"
    address = reverse("need-link", args=[need.pk])
    assert "London" not in client_for(cast.member).get(address).content.decode()
    assert "Økt triage" in client_for(cast.member).get(address, {"q": "økt"}).content.decode()


def test_the_raiser_links_by_searching_and_hears_of_others_links(need, chain, cast, client_for):
    project = chain.registered(title="Triage med KI", phase="development")
    chain.registered(title="Noe annet", phase="development")
    browser, address = client_for(cast.member), reverse("need-link", args=[need.pk])
    page = browser.get(address, {"q": "triage"}).content.decode()
    assert "Triage med KI" in page
    assert "Noe annet" not in page
    browser.post(address, {"project": project.pk})
    browser.post(address, {"project": project.pk})
    (row,) = NeedProject.objects.all()
    assert (row.linked_by, row.ended_at) == (cast.member, None)
    assert not Notice.objects.filter(event__verb="issue.project_linked", person=cast.member).exists()
    client_for(cast.lead).post(reverse("need-unlink", args=[row.pk]))
    row.refresh_from_db()
    assert row.ended_at
    assert Notice.objects.get(event__verb="issue.project_unlinked").person == cast.member
    assert notices.breaches() == []


@pytest.mark.parametrize(("kind", "phase"), [("barrier", "research"), ("need", "in_use"), ("need", "ended")])
def test_only_a_need_and_only_the_three_earlier_phases(kind, phase, chain, cast, now):
    issue, project = chain.raised(kind=kind), chain.registered(phase=phase)
    with pytest.raises(Refused):
        needs.link(issue, project, actor=cast.lead, seat=cast.lead.seats.get(), now=now)


def test_needs_with_and_without_a_project_are_counted_as_the_reader_may_see(
    linked, chain, cast, viewer, client_for
):
    chain.raised(kind="need", title="Et behov ingen arbeider med", phases=["in_use", "research"])
    chain.raised(kind="need", title="Et skjermet behov", phases=["in_use"], restricted=True)
    rows = needs_by(viewer(cast.member_west), "phase")["rows"]
    assert [(r["name"], r["with"], r["without"]) for r in rows] == [("Forskning", 0, 1), ("I bruk", 1, 1)]
    page = client_for(cast.member_west).get("/innmeldinger/behov/").content.decode()
    assert "2 behov" in page
    assert "1 uten prosjekt" in page
    assert "for 1 behov" in page
    without = client_for(cast.member_west).get("/innmeldinger/?kind=need&prosjekt=uten").content.decode()
    assert "Et behov ingen arbeider med" in without
    assert "Vi trenger bedre triage" not in without


@pytest.fixture
def other_company(cast, organisations):
    """A second company, with a seat like the first."""
    org = Organisation.objects.create(
        slug="rival", name="Rival AS", short_name="Rival", kind="industry", region=None
    )
    seat = cast.industry.seats.get()
    person = type(cast.industry).objects.create_user("rival@loft.example", name="Rival", is_invented=True)
    seat.pk, seat.person, seat.organisation = None, person, org
    seat.save()
    return person


def test_a_companys_answer_is_for_those_who_asked_and_never_for_another_company(
    need, cast, client_for, other_company
):
    said = {"text": "Vi kan levere", "contact": "Petter", "token": "t"}
    address = reverse("need-respond", args=[need.pk])
    client_for(cast.industry).post(address, said)
    client_for(cast.industry).post(address, said)
    response = NeedResponse.objects.get()
    asked_again = client_for(cast.industry).get(address).content.decode()
    assert "Dette har dere alt svart" in asked_again
    assert "Vi kan levere" in asked_again
    assert "Vi kan levere" not in client_for(other_company).get(address).content.decode()
    page, detail = f"/innmeldinger/{need.pk}/", reverse("needresponse-detail", args=[response.pk])
    for person in (cast.industry, cast.member, cast.colleague, cast.lead):
        assert "Vi kan levere" in client_for(person).get(detail).content.decode()
        assert detail in client_for(person).get(page).content.decode()
    for person in (other_company, cast.member_west, cast.outsider):
        assert client_for(person).get(detail).status_code == 404
    shown = client_for(other_company).get(page).content.decode()
    assert "Røntgensyn" not in shown
    assert {n.person for n in Notice.objects.filter(event__verb="needresponse.given")} == {
        cast.lead, cast.secretariat, cast.member,
    }  # fmt: skip


WAYS_IN = ["/innmeldinger/", "/innmeldinger/?orden=vekt", "/innmeldinger/lignende/?title=triage av pasienter",
           "/sok/?q=triage", "/innmeldinger/behov/", "/", "/varsler/"]  # fmt: skip


@pytest.mark.parametrize(
    "hidden", [{"restricted": True}, {"phases": ["procurement"]}, {"kind": "barrier"}, {"reach": "region"}]
)
def test_no_way_in_shows_a_company_what_it_may_not_see(hidden, chain, cast, client_for, organisations):
    secret = chain.raised(**({"kind": "need", "title": "Hemmelig triage av pasienter"} | hidden))
    chain.assessed(secret)
    browser = client_for(cast.industry)
    for address in WAYS_IN:
        assert "Hemmelig" not in browser.get(address).content.decode()
    for name in ("issue-detail", "need-respond"):
        assert browser.get(reverse(name, args=[secret.pk])).status_code == 404


def test_a_company_sees_neither_links_to_what_is_bought_nor_needs_behind_a_project(
    need, chain, cast, client_for, organisations
):
    bought = chain.registered(title="Hemmelig anskaffelse", phase="procurement", reach="public")
    secret = chain.raised(kind="need", title="Hemmelig behov", restricted=True)
    shown = chain.registered(title="Åpen forskning", phase="research", reach="public")
    for issue, project in ((need, bought), (secret, shown)):
        needs.link(issue, project, actor=cast.lead, seat=cast.lead.seats.get(), now=chain.tick())
    browser = client_for(cast.industry)
    for address in (f"/innmeldinger/{need.pk}/", f"/prosjekter/{shown.pk}/"):
        assert "Hemmelig" not in browser.get(address).content.decode()
    assert "Vi trenger bedre triage" in browser.get("/innmeldinger/?prosjekt=uten").content.decode()


def test_what_became_restricted_takes_the_answer_and_its_mail_with_it(
    need, cast, client_for, mailoutbox, now
):
    said = {"text": "Vi kan levere", "contact": "Petter", "seat": cast.industry.seats.get()}
    response = needs.respond(need, actor=cast.industry, now=now, **said)
    type(need).objects.filter(pk=need.pk).update(restricted=True)
    detail = reverse("needresponse-detail", args=[response.pk])
    assert client_for(cast.industry).get(detail).status_code == 404
    outbox.send_due()
    assert not [m for m in mailoutbox if "industry" in m.to[0]]
