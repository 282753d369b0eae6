"""What applies comes first on the information page; the rest is made when the network has asked for it (S34)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guidance.models import Entry
from network.workflow import take
from tests.guidance.test_views import PAGE


@pytest.fixture
def given():
    return {
        "token": "abc",
        "title": "Slik måler andre nytten",
        "text": "Mål ventetiden før og etter.",
        "phases": ["development"],
        "norm": "guidance",
        "subject": "practice",
        "contact": "ki@helsedir.example",
        "source_url": "https://www.helsedirektoratet.no/",
        "review_on": (timezone.localdate() + timedelta(days=200)).isoformat(),
    }


@pytest.fixture
def referral(chain, bodies):
    return chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir))


@pytest.fixture
def new(bodies):
    return f"/veiledning/nytt/?desk={bodies.desk_hdir.pk}"


def test_what_is_not_about_rules_is_made_for_those_who_asked(client_for, client, cast, referral, new, given):
    issue = referral.escalation.issues.get()
    desk = client_for(cast.owner_hdir)
    refused = desk.post(new, given).content.decode()
    assert 'id="id_issues_error"' in refused
    assert issue.title in refused
    address = desk.post(new, given | {"issues": [issue.pk]}).url
    assert f'href="/innmeldinger/{issue.pk}/">{issue.title}' in desk.get(address).content.decode()
    assert "Publisert på informasjonssiden: Slik måler andre nytten" in (
        client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").content.decode()
    )
    client.logout()
    page = client.get(address).content.decode()
    assert "Tilbakemeldinger fra kompetansenettverket" in page
    assert issue.title not in page


def test_what_a_desk_may_not_see_it_cannot_have_been_made_for(client_for, cast, chain, new, given):
    hidden = chain.raised(title="Noe som er skjermet", restricted=True)
    page = client_for(cast.owner_hdir).get(f"{new}&innmelding={hidden.pk}&innmelding=²").content.decode()
    assert hidden.title not in page
    refused = client_for(cast.owner_hdir).post(
        f"{new}&innmelding={hidden.pk}", given | {"issues": [hidden.pk]}
    )
    assert refused.status_code == 200
    assert not Entry.objects.exists()


def test_from_the_case_its_innmeldinger_are_chosen(client_for, cast, referral):
    desk = client_for(cast.owner_hdir)
    step = desk.get(f"{referral.get_absolute_url()}avgjor-og-svar/").content.decode()
    address = step.partition("/veiledning/nytt/")[2].partition('"')[0].replace("&amp;", "&")
    form = desk.get(f"/veiledning/nytt/{address}").content.decode()
    issue = referral.escalation.issues.get()
    assert f'value="{issue.pk}"' in form
    assert "checked" in form.partition(f'name="issues" value="{issue.pk}"')[2].partition(">")[0]


def test_the_piece_shows_the_case_it_answered_to_those_who_may_see_it(
    client_for, client, cast, chain, referral
):
    chain.settled(referral)
    entry = Entry.objects.get()
    address = f"{PAGE}{entry.pk}/"
    for person, seen in ((cast.member, True), (cast.outsider, False)):
        page = client_for(person).get(address).content.decode()
        assert (f'href="{referral.escalation.get_absolute_url()}"' in page) is seen
    take(referral.escalation, "widen", actor=cast.lifting_lead, now=chain.tick(), reach="public")
    client.logout()
    assert referral.escalation.title in client.get(address).content.decode()


def test_rules_come_first_and_what_is_missing_is_a_click_away(client_for, client, cast, chain):
    rules, practice = chain.published(), chain.published()
    Entry.objects.filter(pk=rules.pk).update(title="Åpne regler")
    Entry.objects.filter(pk=practice.pk).update(title="Anbefalt praksis", subject="practice")
    page = client.get(PAGE).content.decode()
    assert page.index("Åpne regler") < page.index("Anbefalt praksis")
    assert "/loftede-saker/etterspurt/" not in page
    assert "/loftede-saker/etterspurt/" in client_for(cast.member).get(PAGE).content.decode()
