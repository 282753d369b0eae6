"""What keeps the register true: confirming, handing over, errors with a clock, versions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config.daily import run_daily
from network import messages, outbox
from network.deadlines import add_working_days, local_day
from network.membership import end_seat
from network.models import Deadline, Event, Letter, Mail, Notice
from network.notices import breaches
from network.registries import waiting_on
from network.viewer import Viewer
from network.workflow import Refused
from register import experiences, facts, projects, upkeep, upkeep_links
from register.models import ErrorReport, Project
from register.versions import LATER

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
    projects.edit(project, actor=cast.member, now=timezone.now(), product="Et annet navn")
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


@pytest.mark.parametrize("what", ["project", "experience"])
def test_an_error_is_not_said_to_be_corrected_before_something_is(what, project, cast, chain, client_for):
    told = chain.experience(project)
    report = upkeep.report_error(project, actor=cast.member_west, now=chain.tick(), text="Tallet er feil.")
    owner, answer = (
        client_for(cast.member),
        {"outcome": "corrected", "answer": "Det er rettet nå.", "token": "a"},
    )
    page = owner.post(f"/prosjekter/feil/{report.pk}/", answer).content.decode()
    assert "Ingenting er endret på prosjektet siden feilen ble meldt." in page
    assert answer["answer"] in page, "what was written is still there"
    assert ErrorReport.objects.open().get() == report
    if what == "project":
        projects.edit(project, actor=cast.member, now=chain.tick(), purpose="Noe annet.")
    else:
        experiences.correct(
            told, actor=cast.member, now=chain.tick(), reason="Feil tall", title="Innkjøp", cost_of="establishing",
            amount_nok=3_000_000,
        )  # fmt: skip
    for _ in range(2):  # a double click is not an error
        page = owner.post(f"/prosjekter/feil/{report.pk}/", answer, follow=True).content.decode()
        assert "Svaret er sendt til Member west." in page
    assert Event.objects.filter(verb="project.error_answered").count() == 1


def test_the_same_error_is_told_once_and_whoever_tells_it_again_hears_that(project, cast, client_for, system):
    reader, address = client_for(cast.member_west), f"/prosjekter/{project.pk}/feil/"
    reader.post(address, {"token": "a", "text": "Produktet heter noe annet."})
    again = reader.post(address, {"token": "b", "text": "produktet  heter noe annet. "}).content.decode()
    assert "Du har alt meldt dette" in again
    assert (
        ErrorReport.objects.count()
        == Notice.objects.filter(event__verb="project.error_reported").count()
        == 1
    )
    reader.post(address, {"token": "c", "text": "Fasen er feil."})
    client_for(cast.lead_west).post(address, {"token": "d", "text": "Produktet heter noe annet."})
    assert ErrorReport.objects.count() == 3
    first = ErrorReport.objects.get(token_key__endswith=":a")
    upkeep.answer_error(first, actor=cast.member, now=timezone.now(), outcome="stands", answer="Nei.")
    client_for(cast.member_west).post(address, {"token": "e", "text": "Produktet heter noe annet."})
    assert ErrorReport.objects.count() == 4, "what was answered can be told again"


def test_a_visitor_who_tells_the_same_again_hears_that(chain, client, system):
    project = chain.registered(reach="public")
    address, given = f"/prosjekter/apne/{project.pk}/feil/", {"text": "Feil navn.", "website": ""}
    for token, email, said in (
        ("a", "en@example.com", "har fått beskjed."),
        ("b", "en@example.com", "Du har alt meldt dette"),
        ("c", "to@example.com", "har fått beskjed."),
    ):
        page = client.post(address, given | {"token": token, "email": email}).content.decode()
        assert said in page
    assert ErrorReport.objects.count() == 2


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
    projects.edit(project, actor=cast.member, now=timezone.now(), product="Et annet navn")
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
    assert "ingen adresse å sende det til" in page
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


def versions_page(client, project, asked=""):
    return client.get(f"/prosjekter/{project.pk}/versjoner/{asked}").content.decode()


def test_all_that_hangs_on_a_project_is_kept_and_compared_one_version_for_each_act(
    project, cast, chain, client_for, organisations, now
):
    """Whatever the form: the checklist, parties, access to data, its source, and who sees what."""
    client = client_for(cast.member)
    sent = {
        "sjekkliste/dpia/": {"state": "done", "responsible": "Kari Nordmann", "evidence": "Sak 26/17"},
        "parter/": {"organisation": organisations.hv.pk, "role": "it"},
        "data/": {"source": "Norsk pasientregister", "granted_by": "FHI", "asked_on": "2026-01-02"},
        "synlig/": {"procurement": "organisation"},
    }
    for number, (address, given) in enumerate(sent.items()):
        page = client.post(f"/prosjekter/{project.pk}/{address}", given | {"token": f"t{number}"})
        assert page.status_code == 302, address
        assert project.versions.count() == number + 2, address
    access = project.data_accesses.get()
    given = {"source": access.source, "granted_by": "FHI", "asked_on": "2026-01-02", "got_on": "2026-03-04"}
    client.post(f"/prosjekter/{project.pk}/data/{access.pk}/", given | {"token": "g"})
    projects.edit(project, actor=cast.member, now=chain.tick(), source_url="https://example.org/ki")
    client_for(cast.colleague).post(f"/prosjekter/{project.pk}/bli-med/")
    assert [version.by for version in project.versions.order_by("number")][5:] == [
        cast.member,
        cast.member,
        cast.colleague,
    ]
    page = versions_page(client, project, "?fra=1&til=8")
    for said in (
        "Kari Nordmann",
        "ferdig<br>Sak 26/17",
        "IKT-selskap",
        "Norsk pasientregister, fra FHI, søkt 2. januar 2026, fått 4. mars 2026",
        "Synlig for: Leverandør, pris og finansiering",
        "https://example.org/ki",
        "med i prosjektet",
        ", Colleague",
    ):
        assert said in page
    party = project.parties.get(role="it")
    client.post(f"/prosjekter/{project.pk}/parter/{party.pk}/avslutt/")
    page = versions_page(client, project)
    assert "IKT-selskap" in page
    assert "Kari Nordmann" not in page, "nothing else was changed"


def test_what_says_the_same_again_is_no_version(project, cast, now, organisations):
    dpia = {"kind": "dpia", "state": "planned", "responsible": "", "evidence": ""}
    access = {"source": "NPR", "granted_by": "FHI", "asked_on": None, "got_on": None, "obstacle": ""}
    for _ in range(2):
        facts.set_approval(project, actor=cast.member, now=now, **dpia)
        facts.add_party(project, actor=cast.member, now=now, organisation=organisations.hv, role="it")
        told = facts.tell_access(project, actor=cast.member, now=now, token="t", **access)
        facts.change_access(told, actor=cast.member, now=now, **access)
        projects.edit(project, actor=cast.member, now=now, group_reach={"data": "network"})
    facts.set_approval(project, actor=cast.member, now=now, kind="rek", state="open")
    assert project.versions.count() == 5
    assert Event.objects.filter(verb="project.edited").count() == 1


def test_the_first_fact_told_of_a_project_keeps_what_it_said_before(project, cast, now):
    """As of one that an import brought in: it has no version until something is changed."""
    project.versions.all().delete()
    facts.set_approval(project, actor=cast.colleague, now=now, kind="dpia", state="planned")
    first, second = project.versions.order_by("number")
    assert (first.at, first.by, second.by) == (project.changed_at, cast.member, cast.colleague)
    assert (first.told["state_dpia"], second.told["state_dpia"]) == ("", "planlagt")


def test_what_was_not_kept_then_is_neither_a_change_nor_empty(project, cast, chain, client_for, now):
    facts.set_approval(project, actor=cast.member, now=now, kind="dpia", state="planned")
    old = project.versions.order_by("number")[0]
    old.told = {name: text for name, text in old.told.items() if name not in LATER and text}
    old.save()
    page = versions_page(client_for(cast.member), project)
    assert "Personvernkonsekvenser (DPIA)" in page
    assert page.count("<tr>") == 1 + page.count("ble ikke tatt vare på den gangen</span>")
    assert "ikke sammenlignes: Tilgang til data, Parter, " in page
    same = versions_page(client_for(cast.member), project, "?fra=1&til=1")
    assert "Ingen forskjell" in same
    assert "Parter" in same


def test_versions_tell_nobody_more_of_what_hangs_on_a_project_than_its_page(
    chain, cast, client_for, organisations, now
):
    """A company sees the checklist, and who is responsible only where names may be seen."""
    project = chain.registered(reach="public")
    told = {"actor": cast.member, "now": now}
    facts.set_approval(
        project, kind="dpia", state="done", responsible="Kari Nordmann", evidence="Sak 26/17", **told
    )
    facts.add_party(project, organisation=organisations.hv, role="it", **told)
    facts.tell_access(project, source="Norsk pasientregister", granted_by="FHI", **told)
    industry, asked = client_for(cast.industry), "?fra=1&til=4"
    page = versions_page(industry, project, asked)
    assert "Sak 26/17" in page
    assert "Norsk pasientregister" in page
    for hidden in ("Kari Nordmann", "IKT-selskap", ": ansvarlig", "Parter", "Member"):
        assert hidden not in page
    projects.edit(
        project, group_reach={"data": "organisation", "approvals": "network", "people": "public"}, **told
    )
    page = versions_page(industry, project, asked)
    assert "IKT-selskap" in page
    for hidden in (
        "Kari Nordmann",
        "Sak 26/17",
        "Norsk pasientregister",
        "Synlig for: Data",
        "Synlig for: Lev",
    ):
        assert hidden not in page
    page = versions_page(client_for(cast.colleague), project, asked)
    for shown in ("Kari Nordmann", "Sak 26/17", "Norsk pasientregister", "IKT-selskap"):
        assert shown in page


def test_a_supplier_that_is_filled_in_later_is_a_version(chain, cast, now):
    project = chain.registered(product="BoneView")
    projects.edit(project, actor=cast.member, now=now, product="BoneView", supplier="Gleamer")
    assert [one.told["supplier"] for one in project.versions.order_by("number")] == ["", "Gleamer"]


def visitor_reports(client, project):
    given = {"token": "v", "text": "Feil navn.", "email": "leser@example.com", "website": ""}
    client.post(f"/prosjekter/apne/{project.pk}/feil/", given)
    return ErrorReport.objects.get()


@pytest.mark.parametrize(("code", "said"), [("en", "You reported an error"), ("nn", "Du melde ein feil")])
def test_a_visitor_is_answered_in_the_language_they_read(
    code, said, chain, cast, client, client_for, mailoutbox
):
    project = chain.registered(reach="public")
    client.cookies["django_language"] = code
    report = visitor_reports(client, project)
    given = {"token": "a", "outcome": "stands", "answer": "Det er riktig."}
    client_for(cast.member).post(f"/prosjekter/feil/{report.pk}/", given)
    outbox.send_due()
    [mail] = [mail for mail in mailoutbox if mail.to == ["leser@example.com"]]
    assert said in mail.body
    assert Event.objects.get(verb="project.error_answered").data["outcome_text"] == "det står riktig"


def test_an_address_is_erased_when_nobody_has_answered_in_three_months(chain, cast, client, client_for, now):
    report = visitor_reports(client, chain.registered(reach="public"))
    for days, address in ((89, "leser@example.com"), (91, "")):
        run_daily(now + timedelta(days=days))
        report.refresh_from_db()
        assert report.email == address
    assert report.answered_at is None
    given = {"token": "a", "outcome": "stands", "answer": "Det er riktig."}
    page = client_for(cast.member).post(f"/prosjekter/feil/{report.pk}/", given, follow=True).content.decode()
    assert "ingen adresse å sende det til" in page
    assert "tre måneder" in client.get("/personvern/").content.decode()
