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
    step = f"{referral.get_absolute_url()}avgjor-og-svar/"
    form = desk.post(step, {"elsewhere": "1"}, follow=True).content.decode()
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


def test_what_is_written_in_the_answer_waits_while_new_content_is_written(client_for, cast, referral, given):
    desk, step = client_for(cast.owner_hdir), f"{referral.get_absolute_url()}avgjor-og-svar/"
    assert "Skriv nytt innhold først" in desk.get(step).text
    written = {
        "outcome": "direct",
        "text": "Dere kan dele bildene.",
        "grounds": "Uklart.",
        "executor_due": "",
    }
    there = desk.post(step, written | {"elsewhere": "1", "link": "helsedir.example/ki"}).url
    assert f'href="{step}">Avbryt' in desk.get(there).text
    for _ in range(2):  # back without new content, and once more
        form = desk.get(step).context["form"]
        assert {name: form[name].value() for name in written} == written
        assert form["link"].value() == "helsedir.example/ki"
    assert "Dere kan dele bildene." not in client_for(cast.owner_dmp).get(step, follow=True).text
    desk = client_for(cast.owner_hdir)
    assert "Dere kan dele bildene." not in desk.get(step).text, "it is gone with the session"
    desk.post(step, written | {"elsewhere": "1"})
    back = desk.get(desk.post(there, given | {"subject": "regulatory"}).url).context["form"]
    assert (back["text"].value(), back["grounds"].value()) == ("Dere kan dele bildene.", "Uklart.")
    assert back["entry"].value() == Entry.objects.get().pk
    assert back["outcome"].value() == "new_content"
    sent = {name: back[name].value() for name in back.fields}
    done = desk.post(step, {name: "" if value is None else value for name, value in sent.items()})
    assert done.status_code == 302, done.context["form"].errors
    assert referral.answers.get().text == "Dere kan dele bildene."


def test_a_national_identity_number_does_not_wait(client_for, cast, referral):
    desk, step = client_for(cast.owner_hdir), f"{referral.get_absolute_url()}avgjor-og-svar/"
    refused = desk.post(step, {"text": "Pasienten er 01010750160.", "elsewhere": "1"})
    assert 'id="id_text_error"' in refused.text
    assert "01010750160" not in desk.get(step).text


@pytest.mark.parametrize("away", ["https://ond.example/", "//ond.example/", "javascript:alert(1)", ""])
def test_giving_up_new_content_never_leads_elsewhere(client_for, cast, new, away):
    page = client_for(cast.owner_hdir).get(f"{new}&next={away}").text
    assert 'href="/veiledning/">Avbryt' in page
