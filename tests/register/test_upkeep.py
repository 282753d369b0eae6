"""What keeps the register true: confirming, handing over, errors with a clock, versions."""

from datetime import timedelta

import pytest
from django.urls import reverse

from network import messages, outbox
from network.deadlines import add_working_days, local_day
from network.membership import end_seat
from network.models import Deadline, Event, Letter, Mail, Notice
from network.notices import breaches
from network.registries import waiting_on
from network.viewer import Viewer
from network.workflow import Refused
from register import projects, upkeep, upkeep_links
from register.models import ErrorReport, Project

HALF_A_YEAR, NINE_MONTHS = timedelta(days=183), timedelta(days=275)


@pytest.fixture
def project(chain):
    return chain.registered()


def age(project, now, by):
    Project.objects.filter(pk=project.pk).update(confirmed_at=now - by, asked_at=None)


def whats(person, now):
    return [waiting.what for waiting in waiting_on(Viewer(person, now))]


def test_an_owner_is_asked_twice_a_year_and_confirms_by_a_click_from_the_mail(
    project, cast, client, now, mailoutbox
):
    upkeep.ask_due(now)
    assert not Mail.objects.exists(), "half a year has not passed"
    age(project, now, HALF_A_YEAR)
    assert (upkeep.ask_due(now), upkeep.ask_due(now + timedelta(days=1))) == (1, 0)
    assert "Stemmer det som står, fortsatt? Bekreft med ett klikk" in whats(cast.member, now)
    outbox.send_due()
    [mail] = mailoutbox
    assert mail.to == [cast.member.email]
    [link] = [line for line in mail.body.splitlines() if "/prosjekter/bekreft/" in line]
    path = "/prosjekter/" + link.partition("/prosjekter/")[2]

    assert "Stemmer dette fortsatt?" in client.get(path).content.decode()
    project.refresh_from_db()
    assert project.confirmed_at < now - timedelta(days=100), "opening the link changes nothing"
    assert "er bekreftet" in client.post(path, follow=True).content.decode()
    project.refresh_from_db()
    assert project.confirmed_by == cast.member
    assert project.confirmed_at > now - timedelta(days=1)
    assert not any("Stemmer" in what for what in whats(cast.member, now))


def test_a_link_that_is_not_ours_or_not_the_owners_any_more_opens_nothing(project, cast, client, now):
    code = upkeep_links.code_for(project.pk, cast.member.pk)
    assert upkeep_links.read(code) == project
    assert client.get(reverse("project-still-true", args=[code + "x"])).status_code == 404
    upkeep.hand_over(project, actor=cast.member, now=now, owner=cast.colleague)
    assert client.get(reverse("project-still-true", args=[code])).status_code == 404


def test_what_nobody_has_confirmed_for_nine_months_is_marked_and_can_be_found(
    project, chain, cast, client_for, now
):
    fresh = chain.registered(title="Ferskt prosjekt")
    age(project, now, NINE_MONTHS)
    client = client_for(cast.member)
    assert "ikke bekreftet på ni måneder" in client.get(f"/prosjekter/{project.pk}/").content.decode()
    assert "ikke bekreftet på ni måneder" not in client.get(f"/prosjekter/{fresh.pk}/").content.decode()
    stale = client.get("/prosjekter/?bekreftet=gammelt").content.decode()
    assert project.title in stale
    assert fresh.title not in stale
    assert fresh.title in client.get("/prosjekter/?bekreftet=nylig").content.decode()
    client.post(f"/prosjekter/{project.pk}/bekreft/")
    page = client.get(f"/prosjekter/{project.pk}/").content.decode()
    assert "ikke bekreftet" not in page
    assert f"av {cast.member.name}" in page


def test_what_someone_left_goes_to_the_lead_who_names_a_new_owner(project, cast, client_for, system, now):
    assert upkeep.keep_for_those_who_left(now) == 0
    end_seat(cast.member.seats.get(), actor=system, now=now)
    later = now + timedelta(minutes=1)
    assert upkeep.keep_for_those_who_left(later) == 1
    assert upkeep.keep_for_those_who_left(later) == 0
    project.refresh_from_db()
    assert (project.owner, project.kept_for) == (cast.lead, cast.member)
    assert "Member er ikke lenger kontakt: velg en ny" in whats(cast.lead, later)
    assert Notice.objects.filter(person=cast.lead, event__verb="project.handed_over", needs_you=True).exists()

    address = f"/prosjekter/{project.pk}/ny-kontakt/"
    client = client_for(cast.lead)
    assert "Member west" not in client.get(address).content.decode(), "only those of the organisation"
    client.post(address, {"token": "t", "owner": cast.colleague.pk, "reason": ""})
    project.refresh_from_db()
    assert (project.owner, project.kept_for) == (cast.colleague, None)
    assert upkeep.keep_for_those_who_left(later) == 0
    assert [version.told["owner"] for version in project.versions.order_by("number")] == [
        "Member",
        "Lead",
        "Colleague",
    ]


def test_a_reader_reports_an_error_and_is_answered_within_ten_working_days(project, cast, client_for, now):
    reader = client_for(cast.member_west)
    given = {"token": "e", "text": "Produktet heter noe annet."}
    reader.post(f"/prosjekter/{project.pk}/feil/", given)
    reader.post(f"/prosjekter/{project.pk}/feil/", given)
    report = ErrorReport.objects.get()
    clock = Deadline.objects.get(target_label="register.errorreport", target_id=report.pk)
    assert clock.due_on == add_working_days(local_day(report.reported_at), 10)
    [waiting] = [one for one in waiting_on(Viewer(cast.member, now)) if "feil" in one.what]
    assert waiting.due == clock.due_on

    owner = client_for(cast.member)
    address = f"/prosjekter/feil/{report.pk}/"
    assert given["text"] in owner.get(address).content.decode()
    owner.post(address, {"token": "a", "outcome": "corrected", "answer": "Det er rettet nå."})
    report.refresh_from_db()
    clock.refresh_from_db()
    assert (report.outcome, report.answered_by) == ("corrected", cast.member)
    assert clock.ended_at is not None
    told = Notice.objects.get(person=cast.member_west, event__verb="project.error_answered")
    assert messages.wording(told.event)[1].count("Det er rettet nå.") == 1
    assert not any("feil" in what for what in whats(cast.member, now))
    with pytest.raises(Refused):
        upkeep.answer_error(report, actor=cast.colleague, now=now, outcome="stands", answer="Nei.")


def test_any_two_versions_are_compared_field_by_field(project, cast, chain, client_for):
    for change in (
        {"purpose": "Formål nummer to."},
        {"supplier": "Gleamer", "product": "BoneView"},
        {"phase": "ended"},
    ):
        projects.edit(project, actor=cast.member, now=chain.tick(), **change)
    projects.edit(project, actor=cast.member, now=chain.tick(), phase="ended")
    assert project.versions.count() == 4, "the same said again is no version"
    client = client_for(cast.member)
    newest = client.get(f"/prosjekter/{project.pk}/versjoner/").content.decode()
    assert "avsluttet" in newest
    assert "Formål nummer to." not in newest
    first = client.get(f"/prosjekter/{project.pk}/versjoner/?fra=1&til=3").content.decode()
    for said in ("Formål nummer to.", "Svar på minutter om pasienten har brudd.", "BoneView", "Gleamer"):
        assert said in first
    assert "avsluttet" not in first


def test_versions_tell_no_more_than_the_page(chain, cast, client_for):
    project = chain.registered(reach="public", product="BoneView")
    projects.edit(
        project,
        actor=cast.member,
        now=chain.tick(),
        supplier="Gleamer",
        product="BoneView",
        funding="9 mill.",
    )
    page = client_for(cast.industry).get(f"/prosjekter/{project.pk}/versjoner/").content.decode()
    for hidden in ("Gleamer", "9 mill.", "Member"):
        assert hidden not in page
    assert (
        "9 mill." in client_for(cast.member_west).get(f"/prosjekter/{project.pk}/versjoner/").content.decode()
    )


def test_what_was_told_before_versions_were_kept_is_the_first(project, cast, chain):
    project.versions.all().delete()
    projects.edit(project, actor=cast.member, now=chain.tick(), title="Nytt navn")
    assert [version.told["title"] for version in project.versions.order_by("number")] == [
        project.title,
        "Nytt navn",
    ]
    assert Event.objects.filter(verb="project.edited").count() == 1


def test_a_visitor_reports_an_error_and_is_answered_by_mail_and_forgotten(
    chain, cast, client, now, mailoutbox
):
    project = chain.registered(reach="public")
    address = f"/prosjekter/apne/{project.pk}/feil/"
    assert address in client.get(f"/prosjekter/apne/{project.pk}/").content.decode()
    given = {"token": "v", "text": "Produktet heter noe annet.", "email": "leser@example.com", "website": ""}
    for _ in range(2):
        assert "har fått beskjed" in client.post(address, given).content.decode()
    client.post(address, given | {"token": "w", "website": "https://spam.example"})
    report = ErrorReport.objects.get()
    assert report.reported_by is None
    clock = Deadline.objects.get(target_label="register.errorreport", target_id=report.pk)
    assert clock.due_on == add_working_days(local_day(report.reported_at), 10)
    told = Notice.objects.get(person=cast.member, event__verb="project.error_reported")
    assert "En leser uten innlogging mener noe er feil" in messages.wording(told.event)[1]
    outbox.send_due()
    mailoutbox.clear()

    client.force_login(cast.member, backend="django.contrib.auth.backends.ModelBackend")
    assert address not in client.get(f"/prosjekter/apne/{project.pk}/").content.decode(), "it is the owner's"
    answering = f"/prosjekter/feil/{report.pk}/"
    assert "En leser uten innlogging" in client.get(answering).content.decode()
    client.post(answering, {"token": "a", "outcome": "corrected", "answer": "Det er rettet nå."})
    outbox.send_due()
    [mail] = [mail for mail in mailoutbox if mail.to == ["leser@example.com"]]
    assert project.title in mail.subject
    assert "Det er rettet nå." in mail.body
    upkeep.forget_visitors(now)
    for model in (ErrorReport, Mail, Event, Letter):
        assert "leser@example.com" not in str(list(model.objects.values()))
    assert not Mail.objects.filter(person=None).exists()


def test_a_visitor_who_leaves_no_address_is_not_said_to_be_answered(chain, cast, client_for, now, system):
    project = chain.registered(reach="public")
    report = upkeep.report_error(project, actor=system, now=now, text="Feil navn.")
    given = {"token": "a", "outcome": "stands", "answer": "Nei."}
    page = client_for(cast.member).post(f"/prosjekter/feil/{report.pk}/", given, follow=True).content.decode()
    assert "la ikke igjen en adresse" in page
    assert not Mail.objects.filter(person=None).exists()
    assert not Notice.objects.filter(event__verb="project.error_answered").exists()


def test_a_visitor_meets_only_what_is_public_and_only_so_often(chain, cast, client):
    hidden = chain.registered(reach="network")
    assert client.get(f"/prosjekter/apne/{hidden.pk}/feil/").status_code == 404
    address = f"/prosjekter/apne/{chain.registered(reach='public').pk}/feil/"
    sent = [client.post(address, {"token": f"t{n}", "text": "Feil."}).status_code for n in range(12)]
    assert sent[-1] == 429
    assert ErrorReport.objects.count() < 12


def test_an_owner_hears_that_someone_left_the_project(project, cast, bodies, client_for):
    client_for(cast.colleague).post(f"/prosjekter/{project.pk}/bli-med/")
    joined = project.parties.get(person=cast.colleague)
    client_for(cast.colleague).post(f"/prosjekter/{project.pk}/parter/{joined.pk}/avslutt/")
    told = Notice.objects.get(person=cast.member, event__verb="project.left")
    assert "Colleague er ikke lenger med i prosjektet" in messages.wording(told.event)[1]
    assert breaches() == []
