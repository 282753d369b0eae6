"""A registration made by mistake or twice is taken back: gone from everywhere, kept, and put back as it was."""

import pytest
from django.core.management import call_command

from config.invariants import breaches
from issues.needs import link, unlink
from network import audit, outbox
from network.models import Notice
from network.notices import choose_mail
from network.registries import waiting_on
from network.search import find
from network.workflow import Refused
from register import experiences, facts, projects, tallies, upkeep, upkeep_links, withdrawing
from register.models import ErrorReport, Project, Withdrawal


@pytest.fixture
def project(chain):
    return chain.registered(title="Mammografi med KI", reach="public", clinical_area="Brystdiagnostikk")


@pytest.fixture
def again(chain):
    """The same, registered a second time."""
    return chain.registered(title="KI i mammografi", reach="public", clinical_area="Brystdiagnostikk")


def fresh(project):
    return Project.objects.get(pk=project.pk)


def taken_back(project, cast, chain, same_as=None):
    told = {"because": "twice", "same_as": same_as} if same_as else {"because": "error"}
    owner = cast.member
    return withdrawing.withdraw(project, actor=owner, seat=owner.seats.get(), now=chain.tick(), **told)


def put_back(project, cast, chain):
    withdrawing.put_back(project, actor=cast.member, seat=cast.member.seats.get(), now=chain.tick())


PLACES = (
    "/prosjekter/", "/prosjekter/tidslinje/", "/prosjekter/eksport.csv", "/prosjekter/apne/",
    "/prosjekter/apne/atom.xml", "/prosjekter/sammenlign/?omrade=Brystdiagnostikk", "/sok/?q=mammografi", "/",
    "/prosjekter/mangler/", "/prosjekter/sammenlign.csv?omrade=Brystdiagnostikk",
)  # fmt: skip


def test_it_is_shown_in_many_places_and_then_in_none_and_then_again(project, cast, chain, client_for):
    browser = client_for(cast.member)
    read = lambda: {  # noqa: E731
        place for place in PLACES if project.title in browser.get(place, follow=True).getvalue().decode()
    }
    before = read()
    assert {
        "/prosjekter/",
        "/prosjekter/eksport.csv",
        "/prosjekter/apne/",
        "/prosjekter/apne/atom.xml",
    } < before
    taken_back(project, cast, chain)
    assert read() == set()
    put_back(project, cast, chain)
    assert read() == before


def test_the_address_says_what_happened_and_leads_to_the_other(
    project, again, cast, chain, client, client_for
):
    form = {"because": "twice", "same_as": project.pk}
    browser = client_for(cast.member)
    for _ in range(2):  # a double click is not an error
        answer = browser.post(f"/prosjekter/{again.pk}/trekk/", form, follow=True)
        assert answer.status_code == 200
    assert Withdrawal.objects.get().same_as == project
    for person in (cast.member, cast.member_west):
        page = client_for(person).get(f"/prosjekter/{again.pk}/").content.decode()
        assert "Prosjektet var registrert fra før." in page
        assert f'href="/prosjekter/{project.pk}/"' in page
        assert ("Hent registreringen tilbake" in page) == (person == cast.member)
    client.logout()
    page = client.get(f"/prosjekter/apne/{again.pk}/").content.decode()
    assert "Prosjektet var registrert fra før." in page
    assert f'href="/prosjekter/apne/{project.pk}/"' in page
    assert client.get(f"/prosjekter/apne/{again.pk}/feil/").status_code == 404


def test_those_who_could_not_see_it_are_told_nothing(chain, cast, client_for):
    hidden = chain.registered(reach="organisation")
    taken_back(hidden, cast, chain)
    assert client_for(cast.member_west).get(f"/prosjekter/{hidden.pk}/").status_code == 404
    assert client_for(cast.outsider).get(f"/prosjekter/apne/{hidden.pk}/").status_code == 404


def test_the_contact_and_those_who_run_the_network_may_and_others_may_not(project, cast, client_for):
    for person in (cast.member_west, cast.colleague, cast.lead_west, cast.admin):
        assert (
            client_for(person).post(f"/prosjekter/{project.pk}/trekk/", {"because": "error"}).status_code
            == 404
        )
    client_for(cast.lead).post(f"/prosjekter/{project.pk}/trekk/", {"because": "error"})
    assert not Project.objects.filter(pk=project.pk).exists()
    assert client_for(cast.colleague).post(f"/prosjekter/{project.pk}/hent-tilbake/").status_code == 404
    client_for(cast.member).post(f"/prosjekter/{project.pk}/hent-tilbake/")
    assert Project.objects.filter(pk=project.pk).exists()


def test_which_project_must_be_said(project, cast, chain, client_for):
    page = (
        client_for(cast.member)
        .post(f"/prosjekter/{project.pk}/trekk/", {"because": "twice"})
        .content.decode()
    )
    assert "Velg hvilket prosjekt det er det samme som." in page
    assert "(valgfritt)" not in page
    with pytest.raises(Refused):
        withdrawing.withdraw(
            project, actor=cast.member, seat=None, now=chain.tick(), because="twice", same_as=project
        )
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("hung", ["experience", "issue", "reuse", "need"])
def test_what_others_rely_on_cannot_be_taken_back(hung, project, again, cast, chain, client_for):
    if hung == "experience":
        chain.experience(project)
    elif hung == "issue":
        chain.raised(project=project)
    elif hung == "reuse":
        experiences.use(chain.experience(again), actor=cast.member, now=chain.tick(), project=project)
    else:
        Project.objects.update(phase="development")
        link(chain.raised(kind="need"), fresh(project), actor=cast.member, seat=None, now=chain.tick())
    page = client_for(cast.member).get(f"/prosjekter/{project.pk}/trekk/").content.decode()
    assert "andre bygger på den" in page
    assert 'type="radio"' not in page
    with pytest.raises(Refused):
        taken_back(project, cast, chain)
    assert Project.objects.filter(pk=project.pk).exists()


def test_a_need_that_is_no_longer_linked_does_not_hold_it(project, cast, chain):
    Project.objects.update(phase="development")
    linked = link(chain.raised(kind="need"), fresh(project), actor=cast.member, seat=None, now=chain.tick())
    unlink(linked, actor=cast.member, seat=None, now=chain.tick())
    assert taken_back(project, cast, chain)


def test_it_leaves_figures_and_search_and_comes_back_with_all_that_was_told(
    project, cast, chain, viewer, now
):
    facts.tell_access(project, actor=cast.member, now=now, source="NPR", granted_by="FHI")
    versions = project.versions.count()
    tallies.count_anew()
    found = lambda: [hit.pk for _kind, hits in find("mammografi", viewer(cast.member)) for hit in hits]  # noqa: E731
    kept = lambda: sum(tallies.Tally.objects.filter(year=None).values_list("number", flat=True))  # noqa: E731
    assert (found(), kept()) == ([project.pk], 1)
    taken_back(project, cast, chain)
    assert (found(), kept()) == ([], 0)
    call_command("reindex")
    assert found() == []
    assert tallies.breaches() == []
    put_back(project, cast, chain)
    assert (found(), kept()) == ([project.pk], 1)
    assert (project.data_accesses.count(), project.versions.count()) == (1, versions)
    audit.seal()
    assert breaches(chain.now) == []


def test_nothing_is_expected_of_it_and_a_mail_from_before_confirms_nothing(
    project, cast, chain, viewer, client
):
    code = upkeep_links.code_for(project.pk, cast.member.pk)
    assert any(waiting.title == project.title for waiting in waiting_on(viewer(cast.member)))
    taken_back(project, cast, chain)
    assert not any(waiting.title == project.title for waiting in waiting_on(viewer(cast.member)))
    assert client.get(f"/prosjekter/bekreft/{code}/").status_code == 404
    assert upkeep.ask_due(chain.now.replace(year=chain.now.year + 1)) == 0


def test_those_who_had_joined_hear_of_it_both_ways_and_are_led_to_its_address(
    project, cast, chain, client_for, mailoutbox
):
    facts.join(project, actor=cast.member_west, seat=cast.member_west.seats.get(), now=chain.tick())
    taken_back(project, cast, chain)
    notice = Notice.objects.get(event__verb="project.withdrawn")
    assert notice.person == cast.member_west
    page = client_for(cast.member_west).get(f"/varsler/{notice.pk}/", follow=True).content.decode()
    assert "Den var gjort ved en feil." in page
    put_back(project, cast, chain)
    assert Notice.objects.get(event__verb="project.put_back").person == cast.member_west


def test_a_mail_of_it_is_sent_though_the_project_is_not_to_be_found(project, cast, chain, mailoutbox, now):
    choose_mail(cast.member_west, "each", now=now.replace(year=now.year - 1))
    facts.join(project, actor=cast.member_west, seat=cast.member_west.seats.get(), now=chain.tick())
    outbox.send_due()
    mailoutbox.clear()
    taken_back(project, cast, chain)
    outbox.send_due()
    assert [mail.to for mail in mailoutbox if "Registreringen er trukket" in mail.subject] == [
        [cast.member_west.email]
    ]


def test_an_error_told_of_it_is_answered_by_it(project, cast, chain, mailoutbox, system, client_for):
    wrong = "Dette er registrert to ganger."
    mine = upkeep.report_error(project, actor=cast.member_west, now=chain.tick(), text=wrong)
    upkeep.report_error(project, actor=system, now=chain.tick(), text=wrong, email="leser@example.org")
    outbox.send_due()
    mailoutbox.clear()
    taken_back(project, cast, chain)
    outbox.send_due()
    assert {mail.to[0] for mail in mailoutbox} == {cast.member_west.email, "leser@example.org"}
    assert not ErrorReport.objects.open().exists()
    notice = Notice.objects.get(event__verb="project.error_answered", person=cast.member_west)
    page = client_for(cast.member_west).get(f"/varsler/{notice.pk}/", follow=True).content.decode()
    assert "Den var gjort ved en feil." in page
    mine.refresh_from_db()
    assert "trukket" in mine.answer


def test_a_form_opened_before_leads_to_what_happened(project, cast, chain, client_for):
    taken_back(project, cast, chain)
    sent = client_for(cast.member).post(f"/prosjekter/{project.pk}/rediger/", {"token": "t"}, follow=True)
    assert "Registreringen ble trukket" in sent.content.decode()


def test_what_is_told_at_that_moment_is_refused(project, cast, chain):
    taken_back(project, cast, chain)
    with pytest.raises(Refused):
        projects.edit(project, actor=cast.member, now=chain.tick(), title="Et annet navn")
    with pytest.raises(Refused):
        chain.experience(project)
    assert not project.experiences.exists()


def test_a_source_that_tells_of_it_again_does_not_bring_it_in(chain, cast, system, now, tmp_path, capsys):
    file = tmp_path / "fil.csv"
    file.write_text("Prosjektnavn;Virksomhet;Fase\nBruddpåvisning;Vestre Viken HF;i bruk\n")
    call_command("import_projects", str(file))
    project = Project.objects.get()
    withdrawing.withdraw(
        project, actor=cast.lead, seat=cast.lead.seats.get(), now=chain.tick(), because="error"
    )
    capsys.readouterr()
    call_command("import_projects", str(file))
    assert "1 refused" in capsys.readouterr().out
    assert Project.with_withdrawn.count() == 1


def test_the_same_registered_again_by_a_double_click_is_not_made_anew(cast, chain, organisations):
    first = chain.registered(token="a")
    taken_back(first, cast, chain)
    assert chain.registered(token="a") == first


def test_a_breach_is_found(project, cast, chain):
    taken_back(project, cast, chain)
    assert list(withdrawing.breaches()) == []
    Project.with_withdrawn.filter(pk=project.pk).update(is_withdrawn=False)
    assert len(list(withdrawing.breaches())) == 1
