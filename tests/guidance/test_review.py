"""Content of the information page is looked at again when its day comes, and kept current (Recommendation 6)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guidance.models import Entry
from network.models import Event
from network.registries import waiting_on

DUE = "Se over innholdet: gjelder det fortsatt?"


@pytest.fixture
def entry(chain):
    return chain.published()


@pytest.fixture
def address(entry):
    return f"/veiledning/{entry.pk}/se-over/"


@pytest.fixture
def sent(entry):
    """The form as it comes, with another day to look at it next."""
    fields = ("title", "text", "phases", "norm", "subject", "contact", "source_url", "version")
    day = timezone.localdate() + timedelta(days=300)
    return {name: getattr(entry, name) for name in fields} | {"token": "t", "review_on": day.isoformat()}


def waits(viewer, person):
    return [one.what for one in waiting_on(viewer(person)) if one.what == DUE]


def verbs(entry):
    about = Event.objects.filter(target_label="guidance.entry", target_id=entry.pk).order_by("pk")
    return list(about.values_list("verb", flat=True))


def test_content_whose_day_has_come_waits_on_its_desk_and_on_no_other(entry, cast, viewer):
    assert waits(viewer, cast.owner_hdir) == []
    Entry.objects.filter(pk=entry.pk).update(review_on=timezone.localdate())
    assert waits(viewer, cast.owner_hdir) == [DUE]
    assert waits(viewer, cast.owner_dmp) == waits(viewer, cast.member) == []


def test_what_still_applies_is_said_with_one_click_and_waits_no_longer(
    entry, address, sent, client_for, cast, viewer
):
    Entry.objects.filter(pk=entry.pk).update(review_on=timezone.localdate())
    changed_at = entry.changed_at
    desk = client_for(cast.owner_hdir)
    assert "Se over innholdet" in desk.get(entry.get_absolute_url()).content.decode()
    assert desk.post(address, sent).url == entry.get_absolute_url()
    entry.refresh_from_db()
    assert entry.review_on.isoformat() == sent["review_on"]
    assert entry.changed_at == changed_at
    assert verbs(entry) == ["entry.published", "entry.link_checked", "entry.reviewed"]
    assert waits(viewer, cast.owner_hdir) == []


def test_what_no_longer_applies_is_changed_and_found_by_its_new_words(
    entry, address, sent, client_for, cast, client
):
    desk = client_for(cast.owner_hdir)
    for _ in range(2):  # a double click
        assert desk.post(address, sent | {"text": "Søk dispensasjon først."}).status_code == 302
    assert verbs(entry) == ["entry.published", "entry.link_checked", "entry.changed"]
    client.logout()
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "Søk dispensasjon først." in page
    assert "Sist endret" in page
    assert entry.title in client_for(cast.member).get("/sok/?q=dispensasjon").content.decode()


def test_those_who_asked_for_it_see_on_their_innmelding_that_it_is_changed(
    entry, address, sent, client_for, cast, chain
):
    issue = chain.raised()
    entry.issues.add(issue)
    sent["issues"] = [issue.pk]
    said = "Innholdet på informasjonssiden er sett over og endret"
    client_for(cast.owner_hdir).post(address, sent)
    assert said not in client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").content.decode()
    entry.refresh_from_db()
    client_for(cast.owner_hdir).post(
        address, sent | {"text": "Nytt.", "version": entry.version, "token": "u"}
    )
    assert said in client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").content.decode()


def test_what_a_colleague_has_changed_meanwhile_is_not_written_over(entry, address, sent, client_for, cast):
    desk = client_for(cast.owner_hdir)
    desk.post(address, sent | {"text": "Den første."})
    refused = desk.post(address, sent | {"text": "Den andre.", "token": "u"})
    assert refused.status_code == 200
    assert "Den andre." in refused.content.decode()
    entry.refresh_from_db()
    assert entry.text == "Den første."


def test_others_neither_see_the_form_nor_can_send_it(entry, address, sent, client_for, cast):
    for person in (cast.owner_dmp, cast.member, cast.lead):
        browser = client_for(person)
        assert browser.get(address).status_code == browser.post(address, sent).status_code == 404
        assert "Se over innholdet" not in browser.get(entry.get_absolute_url()).content.decode()


def test_a_reader_sees_that_content_should_have_been_looked_at(entry, client):
    mark = "skulle vært sett over"
    assert mark not in client.get(entry.get_absolute_url()).content.decode()
    Entry.objects.filter(pk=entry.pk).update(review_on=timezone.localdate() - timedelta(days=1))
    assert mark in client.get(entry.get_absolute_url()).content.decode()


def test_what_it_is_about_and_whom_it_answers_is_corrected_where_it_is_looked_at(
    entry, address, sent, client_for, cast, chain
):
    wrong, right = chain.raised(), chain.lifted().issues.get()
    hidden = chain.raised(title="Noe skjermet", restricted=True)
    entry.issues.add(wrong, hidden)
    desk = client_for(cast.owner_hdir)
    page = desk.get(address).content.decode()
    assert f'value="{right.pk}"' in page.partition('id="id_issues"')[2].partition("</fieldset>")[0]
    assert hidden.title not in page
    assert (
        desk.post(address, sent | {"subject": "practice", "issues": [wrong.pk, right.pk]}).status_code == 302
    )
    entry.refresh_from_db()
    assert entry.subject == "practice"
    assert set(entry.issues.all()) == {wrong, right, hidden}
    # Nobody takes away what they may not know of; without anyone who asked, it is no advice on practice.
    again = sent | {"subject": "practice", "version": entry.version, "token": "u"}
    assert desk.post(address, again).status_code == 302
    assert set(entry.issues.all()) == {hidden}
    entry.issues.clear()
    entry.refresh_from_db()
    refused = desk.post(address, again | {"version": entry.version, "token": "v"}).content.decode()
    assert 'id="id_issues_error"' in refused
