"""Projects that nobody is contact for: someone answers for them all the same, and can take them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from network import outbox
from network.deadlines import local_day
from network.models import Deadline, Notice, Organisation
from network.notices import breaches
from network.registries import waiting_on
from network.viewer import Viewer
from network.workflow import Refused
from register import rules, upkeep
from register.models import ErrorReport, Project
from register.models.projects import seen_to_by

ERROR = {"token": "e", "text": "Produktet heter noe annet."}


@pytest.fixture
def project(chain):
    """As an import leaves it: a known organisation, a source, and no contact."""
    made = chain.registered(source_key="kilde-1")
    Project.objects.filter(pk=made.pk).update(owner=None)
    made.refresh_from_db()
    return made


def lines(person, at):
    return [(one.title, one.what) for one in waiting_on(Viewer(person, at))]


def whats(person, at):
    return [what for _, what in lines(person, at)]


def page_of(client, project):
    return client.get(f"/prosjekter/{project.pk}/").content.decode()


# An error in what nobody is contact for


def test_whoever_is_contact_reads_the_error_whatever_seat_they_have(project, chain, cast, viewer):
    error = upkeep.report_error(project, actor=cast.member_west, now=chain.tick(), text=ERROR["text"])
    assert not ErrorReport.objects.visible_to(viewer(cast.industry)).exists()
    Project.objects.filter(pk=project.pk).update(owner=cast.industry)
    assert ErrorReport.objects.visible_to(viewer(cast.industry)).get() == error


def test_an_error_where_nobody_is_contact_reaches_those_who_lead_the_regions_network(
    project, cast, client_for, now
):
    reader = client_for(cast.member_west)
    said = reader.post(f"/prosjekter/{project.pk}/feil/", ERROR, follow=True).content.decode()
    assert "Den som er kontakt" not in said
    assert "Regionalt KI-nettverk Helse Sør-Øst har ti virkedager på å svare deg" in said
    told = Notice.objects.filter(event__verb="project.error_reported", needs_you=True)
    assert {notice.person for notice in told} == {cast.lead, cast.secretariat}
    assert breaches() == []
    assert "En leser sier at noe er feil: svar" in whats(cast.lead, now)
    assert "En leser sier at noe er feil: svar" not in whats(cast.lead_west, now)

    address = reverse("errorreport-detail", args=[ErrorReport.objects.get().pk])
    client_for(cast.lead).post(address, {"token": "a", "outcome": "stands", "answer": "Nei."})
    assert ErrorReport.objects.get().answered_by == cast.lead
    assert Notice.objects.filter(person=cast.member_west, event__verb="project.error_answered").exists()


def test_an_error_in_what_only_its_organisation_sees_is_answered_by_the_regions_lead(
    project, cast, client_for, now
):
    """Exactly that: the project is no more theirs to see than before."""
    Project.objects.filter(pk=project.pk).update(reach="organisation")
    client_for(cast.member).post(f"/prosjekter/{project.pk}/feil/", ERROR)
    [line] = [one for one in waiting_on(Viewer(cast.lead, now)) if one.title == project.title]
    assert line.what == "En leser sier at noe er feil: svar"
    address = reverse("errorreport-detail", args=[ErrorReport.objects.get().pk])
    assert line.url == address
    assert client_for(cast.lead_west).get(address).status_code == 404
    lead = client_for(cast.lead)
    for other in ("", "ny-kontakt/", "versjoner/", "rediger/"):
        assert lead.get(f"/prosjekter/{project.pk}/{other}").status_code == 404
    page = lead.get(address).content.decode()
    assert ERROR["text"] in page
    assert f'href="/prosjekter/{project.pk}/"' not in page
    lead.post(address, {"token": "a", "outcome": "stands", "answer": "Nei."})
    assert ErrorReport.objects.get().answered_by == cast.lead
    assert not [one for one in waiting_on(Viewer(cast.lead, now)) if one.title == project.title]


def test_where_no_regional_network_is_the_national_one_answers(project, cast, bodies, organisations, now):
    for place in (organisations.ks, None):
        Project.objects.filter(pk=project.pk).update(organisation=place)
        project.refresh_from_db()
        report = upkeep.report_error(project, actor=cast.member_west, now=now, text="Feil.")
        told = Notice.objects.filter(event__verb="project.error_reported", event__data__body_id__isnull=False)
        assert {notice.person for notice in told} == {cast.secretariat}
        assert "En leser sier at noe er feil: svar" in whats(cast.secretariat, now)
        assert "En leser sier at noe er feil: svar" not in whats(cast.lead, now)
        upkeep.answer_error(report, actor=cast.secretariat, now=now, outcome="stands", answer="Nei.")


def test_the_lead_sees_when_an_owners_clock_has_run_out_and_may_answer(chain, cast, client_for, now):
    owned = chain.registered()
    report = upkeep.report_error(owned, actor=cast.member_west, now=now, text="Feil.")
    due = Deadline.objects.get(target_label="register.errorreport").due_on
    gone = now + timedelta(days=(due - local_day(now)).days + 1)
    late = "Fristen for å svare på en meldt feil er ute: svar, eller velg en ny kontakt"
    assert late not in whats(cast.lead, now)
    assert late in whats(cast.lead, gone)
    assert late not in whats(cast.lead_west, gone)
    assert late not in whats(cast.member, gone), "the owner has a line of their own"
    address = reverse("errorreport-detail", args=[report.pk])
    assert client_for(cast.lead).get(address).status_code == 200
    assert client_for(cast.lead_west).get(address).status_code == 404


def test_whoever_reported_sees_that_it_is_open(chain, cast, client_for, now):
    owned = chain.registered(reach="public")
    for reader in (cast.member_west, cast.industry):
        upkeep.report_error(owned, actor=reader, now=now, text=f"Feil, sier {reader.name}.")
        page = page_of(client_for(reader), owned)
        assert f"Feil, sier {reader.name}." in page
        assert "Du meldte en feil" in page
    assert "Du meldte en feil" not in page_of(client_for(cast.colleague), owned)


def test_what_is_told_abroad_is_for_others_to_keep_true(chain, cast, client_for):
    foreign = chain.registered(country="Sverige", reach="public")
    Project.objects.filter(pk=foreign.pk).update(owner=None, organisation=None)
    browser = client_for(cast.lead)
    page = page_of(browser, foreign)
    for hidden in ("Meld feil", "Bli med i prosjektet", ">Meld inn<", "Godkjenninger og vurderinger"):
        assert hidden not in page, hidden
    for part in ("feil", "bli-med"):
        assert browser.post(f"/prosjekter/{foreign.pk}/{part}/", ERROR).status_code == 404


# Nobody is contact


def test_a_project_without_contact_waits_on_the_lead_who_chooses_one(project, cast, client_for, now):
    wanted = (project.title, "Prosjektet har ingen kontakt: velg en")
    assert wanted in lines(cast.lead, now)
    for other in (cast.lead_west, cast.member):
        assert wanted not in lines(other, now)
    browser, address = client_for(cast.lead), f"/prosjekter/{project.pk}/ny-kontakt/"
    browser.post(address, {"token": "t", "owner": cast.colleague.pk, "reason": ""})
    project.refresh_from_db()
    assert project.owner == cast.colleague
    assert wanted not in lines(cast.lead, now)


def test_what_has_ended_or_is_abroad_asks_for_no_contact(project, cast, now):
    for change in ({"phase": "ended"}, {"phase": "in_use", "country": "Sverige"}):
        Project.objects.filter(pk=project.pk).update(**change)
        assert "Prosjektet har ingen kontakt: velg en" not in whats(cast.lead, now)


def test_a_member_of_the_organisation_takes_it_with_one_click(project, cast, client_for, now):
    address = f"/prosjekter/{project.pk}/jeg-er-kontakt/"
    west = client_for(cast.member_west)
    assert "Jeg er kontakt for dette" not in page_of(west, project)
    assert west.post(address).status_code == 404
    browser = client_for(cast.colleague)
    assert "Jeg er kontakt for dette" in page_of(browser, project)
    browser.post(address)
    project.refresh_from_db()
    assert project.owner == cast.colleague
    assert "Jeg er kontakt for dette" not in page_of(browser, project)
    assert project.versions.order_by("-number").first().told["owner"] == "Colleague"


def test_of_two_who_take_it_the_first_has_it(project, cast, client_for, now):
    upkeep.take(project, actor=cast.member, now=now)
    with pytest.raises(Refused):
        upkeep.take(project, actor=cast.colleague, now=now)
    project.refresh_from_db()
    assert project.owner == cast.member


def test_where_nobody_of_the_organisation_is_a_member_the_lead_takes_it_or_invites(
    project, cast, client_for, regions, now
):
    empty = Organisation.objects.create(
        slug="tom", name="Tomt HF", short_name="Tomt", kind="trust", region=regions["sor-ost"]
    )
    Project.objects.filter(pk=project.pk).update(organisation=empty)
    browser, address = client_for(cast.lead), f"/prosjekter/{project.pk}/ny-kontakt/"
    page = browser.get(address).content.decode()
    assert f'<option value="{cast.lead.pk}"' in page
    assert "Ingen i Tomt HF er medlem ennå" in page
    network = cast.lead.seats.get().body_id
    assert reverse("member-list", args=[network]) in page
    browser.post(address, {"token": "t", "owner": cast.lead.pk, "reason": ""})
    project.refresh_from_db()
    assert project.owner == cast.lead
    assert upkeep.keep_for_those_who_left(now) == 0, "they run a network, and may stay contact"


@pytest.mark.parametrize("who", ["lead", "lead_west", "secretariat", "member", "outsider"])
def test_who_sees_to_a_project_is_the_same_for_one_and_for_a_list(who, chain, cast, organisations, now):
    where = {"Norsk": {}, "Ukjent": {"organisation": None}, "Utenlandsk": {"country": "Sverige"}}
    for number, (title, fields) in enumerate(where.items()):
        for slug in ("vestre_viken", "bergen", "ks"):
            made = chain.registered(title=f"{title} {slug}", source_key=f"{number}-{slug}")
            own = {"organisation": getattr(organisations, slug)}
            Project.objects.filter(pk=made.pk).update(**(own | fields))
    seen_to = Project.objects.filter(seen_to_by(Viewer(getattr(cast, who), now)))
    found = {project.pk for project in seen_to}
    asked = {
        one.pk for one in Project.objects.all() if rules.may_see_to(Viewer(getattr(cast, who), now), one)
    }
    assert found == asked
    assert bool(found) is (who in ("lead", "lead_west", "secretariat"))


def test_the_mail_of_an_error_reaches_the_lead_who_does_not_see_the_project_and_tells_no_more(
    project, cast, client_for, now, mailoutbox
):
    hidden = {"reach": "organisation", "purpose": "Hemmelig formål", "funding": "9 mill."}
    Project.objects.filter(pk=project.pk).update(**hidden)
    client_for(cast.member).post(f"/prosjekter/{project.pk}/feil/", ERROR)
    outbox.send_due()
    [mail] = [mail for mail in mailoutbox if mail.to == [cast.lead.email]]
    assert mail.subject == f"Meldt feil: {project.title}"
    assert ERROR["text"] in mail.body
    for said in (mail.body, str(mail.alternatives)):
        assert "Hemmelig" not in said
        assert "9 mill." not in said
        assert f"/prosjekter/{project.pk}/" not in said
    address = reverse("errorreport-detail", args=[ErrorReport.objects.get().pk])
    assert address in mail.body
    assert client_for(cast.lead).get(address).status_code == 200
    notice = Notice.objects.get(person=cast.lead, event__verb="project.error_reported")
    assert client_for(cast.lead).get(f"/varsler/{notice.pk}/").url == address


def test_the_mail_of_an_error_is_dropped_once_it_is_no_longer_theirs(project, cast, client_for, mailoutbox):
    Project.objects.filter(pk=project.pk).update(reach="organisation")
    client_for(cast.member).post(f"/prosjekter/{project.pk}/feil/", ERROR)
    Project.objects.filter(pk=project.pk).update(owner=cast.colleague)
    outbox.send_due()
    assert not [mail for mail in mailoutbox if mail.to == [cast.lead.email]]


def test_an_error_stands_in_the_history_of_its_project(project, cast, client_for):
    client_for(cast.member_west).post(f"/prosjekter/{project.pk}/feil/", ERROR)
    assert "En leser meldte en feil" in page_of(client_for(cast.member), project)
