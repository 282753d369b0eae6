"""Who follows a change is chosen among those it lies nearest to; anyone else with a role, by name."""

from datetime import timedelta

import pytest

from escalation.models import Change, Decision, Escalation

ADDRESS = "/loftede-saker/hva-det-forte-til/ny/"


@pytest.fixture
def change(chain, bodies, organisations):
    group = chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))
    due = chain.now.date() + timedelta(days=60)
    outcome = Decision.Outcome.ENDORSED
    chain.decided(chain.laid_before(group), outcome=outcome, executor=organisations.hdir, executor_due=due)
    return Change.objects.get()


@pytest.fixture
def given(chain):
    issue = chain.taken_up()
    return f"{ADDRESS}?innmelding={issue.pk}", {
        "token": "t",
        "kind": "guidance",
        "what": "Ny veileder",
        "issues": [issue.pk],
        "status_on": chain.now.date().isoformat(),
    }


def offered(form):
    return {person.email.partition("@")[0] for person in form.fields["follower"].queryset}


def test_those_who_serve_the_network_are_offered_and_no_others(given, cast, client_for):
    address, _ = given
    assert offered(client_for(cast.lead).get(address).context["form"]) == {"lead", "secretariat"}


def test_another_is_written_by_name_or_address(given, cast, client_for):
    address, sent = given
    browser = client_for(cast.lead)
    for written, who in (("OWNER DMP", cast.owner_dmp), ("member_west@loft.example", cast.member_west)):
        browser.post(address, sent | {"other_follower": written, "token": written})
        assert Change.objects.latest("pk").follower == who


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "follower"),
        ({"other_follower": "Outsider"}, "other_follower"),
        ({"other_follower": "Industry"}, "other_follower"),
        ({"other_follower": "Ola Ukjent"}, "other_follower"),
    ],
)
def test_nobody_known_is_said_beside_the_field(more, field, given, cast, client_for):
    address, sent = given
    page = client_for(cast.lead).post(address, sent | more)
    assert list(page.context["form"].errors) == [field]
    assert not Change.objects.exists()


def test_two_of_the_same_name_are_told_apart_by_their_address(given, cast, client_for):
    address, sent = given
    cast.member_west.name = cast.owner_dmp.name
    cast.member_west.save()
    page = client_for(cast.lead).post(address, sent | {"other_follower": cast.owner_dmp.name})
    assert page.context["form"].errors == {"other_follower": ["Flere heter det. Skriv e-postadressen."]}


def test_it_is_given_on_to_those_around_the_case(change, cast, client_for):
    browser = client_for(change.follower)
    address = f"{change.get_absolute_url()}gi-videre/"
    form = browser.get(address).context["form"]
    assert offered(form) == {
        "lead",
        "secretariat",
        "lifting_lead",
        "coord_secretary",
        "steering_lead",
        "owner_hdir",
    }
    browser.post(address, {"token": "t", "version": change.version, "other_follower": "Member west"})
    change.refresh_from_db()
    assert change.follower == cast.member_west


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("recommended", "Helsedirektoratet er bedt om å gjøre det innen"),
        ("in_plan", "Helsedirektoratet skal gjøre det innen"),
        ("done", "Helsedirektoratet har gjort det."),
        ("dropped", "Helsedirektoratet skulle ha gjort det."),
    ],
)
def test_what_is_said_of_the_executor_follows_how_far_it_has_come(state, said, change, cast, client_for):
    Change.objects.filter(pk=change.pk).update(state=state)
    assert said in client_for(cast.member).get(change.get_absolute_url()).content.decode()


def test_companies_are_told_why_their_list_is_empty(cast, client_for):
    assert "gjort åpne for alle" in client_for(cast.industry).get("/loftede-saker/").content.decode()
    assert "gjort åpne for alle" not in client_for(cast.member).get("/loftede-saker/").content.decode()


def test_a_company_reads_an_open_case_and_that_its_innmeldinger_are_for_others(change, cast, client_for):
    case, said = change.escalation, "De som meldte inn, velger hvem som kan se dem."
    Escalation.objects.filter(pk=case.pk).update(reach="public")
    for address in (case.get_absolute_url(), case.referrals.first().get_absolute_url()):
        page = client_for(cast.industry).get(address).content.decode()
        assert said in page
        assert '<th scope="col">Innmelding</th>' not in page
        assert said not in client_for(cast.member).get(address).content.decode()


def test_the_timeline_begins_with_the_newest_and_folds_what_is_older(change, cast, client_for):
    page = client_for(cast.member).get(change.escalation.get_absolute_url()).content.decode()
    assert page.index("besluttet: gir sin tilslutning") < page.index("Løftet til")
    newest, folded, older = page.partition("Eldre hendelser (")
    assert folded
    assert "Meldt inn</strong>" in older
    assert "Meldt inn</strong>" not in newest
    assert "besluttet: gir" in newest
