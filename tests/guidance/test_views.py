from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guidance.models import Entry
from network import search
from network.models import Event, Regulation

PAGE = "/veiledning/"


@pytest.fixture
def given():
    return {
        "token": "abc",
        "title": "Slik deler dere bilder",
        "text": "Først:\n\n- spør personvernombudet\n- skriv avtale",
        "phases": ["development", "procurement"],
        "norm": "guidance",
        "subject": "regulatory",
        "contact": "ki@helsedir.example",
        "source_url": "https://lovdata.no/lov/1999-07-02-64",
        "review_on": (timezone.localdate() + timedelta(days=200)).isoformat(),
    }


@pytest.fixture
def new(bodies):
    return f"/veiledning/nytt/?desk={bodies.desk_hdir.pk}"


def in_phase(page, phase, after):
    """The part of the page that is about one phase."""
    return page.partition(f'id="{phase}"')[2].partition(f'id="{after}"')[0]


def a_regulation(slug="psl", **more):
    given = {
        "slug": slug,
        "kind": "lov",
        "title": f"Lov om {slug}",
        "owner_name": "Helsedirektoratet",
        "phases": ["research"],
        "url": "https://lovdata.no/dokument/NL/lov/2014-06-20-42",
    }
    return Regulation.objects.create(**given | more)


# The information page


def test_anyone_reads_what_applies_by_phase_and_who_answers_for_it(client, chain):
    entry = chain.published()
    rule = a_regulation()
    page = client.get(PAGE).content.decode()
    development = in_phase(page, "development", "procurement")
    for told in (
        entry.title,
        "Helsedirektoratet har ansvaret",
        entry.contact,
        entry.source_url,
        "Veiledende",
    ):
        assert told in development
    assert "Gjennomgås på nytt" in development
    assert entry.title not in in_phase(page, "research", "development")
    research = in_phase(page, "research", "development")
    assert rule.title in research
    assert rule.url in research
    assert "Lov, Helsedirektoratet" in research


@pytest.mark.parametrize(
    ("phases", "stands_in"), [(["in_use", "introduction"], "introduction"), (["across"], "alle")]
)
def test_a_rule_is_found_by_anyone_and_stands_unfolded_where_it_leads(
    phases, stands_in, client, client_for, cast
):
    a_regulation("annet", phases=["introduction"])
    rule = a_regulation("datadeling", phases=phases, topics=["helseregister"])
    search.index(rule)
    for person in (None, cast.member, cast.industry):
        browser = client_for(person) if person else client
        [(kind, [hit])] = browser.get("/sok/", {"q": "helseregister"}).context["found"]
        assert (kind.title, hit.title, hit.whose) == ("Regelverk", rule.title, rule.owner_name)
        there = browser.get(hit.url, follow=True)
        [(address, _status)] = there.redirect_chain
        where = address.partition("#")[2]
        folds = there.text.split("<details")[1:]
        unfolded = [fold for fold in folds if fold.partition(">")[0].endswith(" open")]
        assert [fold.count(f'id="{where}"') for fold in unfolded] == [1]
        assert where == f"{stands_in}-{rule.pk}"
        assert there.text.count(f'id="{where}"') == 1


def test_what_belongs_to_no_phase_is_not_lost(client, db):
    a_regulation("tverrgående", phases=["across"])
    page = client.get(PAGE).content.decode()
    assert "Lov om tverrgående" in page.partition("På tvers av fasene")[2]


def test_the_page_of_a_piece_names_agency_contact_source_and_review(client, chain):
    entry = chain.published()
    page = client.get(f"{PAGE}{entry.pk}/").content.decode()
    for told in (
        "Ansvarlig etat",
        "Helsedirektoratet",
        entry.contact,
        entry.source_url,
        "Gjennomgås på nytt",
    ):
        assert told in page


def test_a_draft_is_for_the_desk_that_owns_it(client, client_for, chain, cast):
    draft = chain.published()
    Entry.objects.filter(pk=draft.pk).update(published_at=None)
    assert client.get(f"{PAGE}{draft.pk}/").status_code == 404
    assert client_for(cast.owner_dmp).get(f"{PAGE}{draft.pk}/").status_code == 404
    own = client_for(cast.owner_hdir)
    assert own.get(f"{PAGE}{draft.pk}/").status_code == 200
    assert draft.title not in own.get(PAGE).content.decode()


def test_the_page_costs_the_same_with_one_piece_and_with_many(client, chain):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(PAGE).status_code == 200
        return len(found)

    chain.published()
    a_regulation()
    one = queries()
    for n in range(30):
        chain.published()
        a_regulation(f"nr-{n}")
    assert queries() == one


def test_only_a_content_owner_is_offered_to_write(client_for, cast, new):
    assert new in client_for(cast.owner_hdir).get(PAGE).content.decode()
    for person in (cast.member, cast.steering_lead, cast.admin):
        assert "/veiledning/nytt/" not in client_for(person).get(PAGE).content.decode()


# Publishing


def test_a_content_owner_finds_what_is_theirs_first(client_for, cast, chain):
    entry = chain.published()
    page = lambda person: client_for(person).get(PAGE).content.decode()  # noqa: E731
    ours = page(cast.owner_hdir).partition('id="deres"')[2].partition("</section>")[0]
    assert entry.title in ours
    assert "ses over" in ours
    assert 'id="deres"' not in page(cast.owner_dmp)
    assert 'id="deres"' not in page(cast.member)


def test_only_an_authority_says_what_is_normative(client_for, cast, bodies, organisations, new, given):
    owner = client_for(cast.owner_hdir)
    assert owner.post(new, given | {"norm": "normative"}).status_code == 302
    bodies.desk_hdir.owner = organisations.hso
    bodies.desk_hdir.save()
    refused = owner.post(new, given | {"norm": "normative", "token": "def"})
    assert "Bare en etat kan publisere normerende innhold" in str(refused.context["form"].errors["norm"])
    assert Entry.objects.count() == 1
    assert owner.post(new, given | {"token": "def"}).status_code == 302


@pytest.mark.parametrize("kind", ["regional_network", "national_network"])
def test_a_network_publishes_nothing(kind, client_for, cast, bodies, new, given):
    bodies.desk_hdir.kind, bodies.desk_hdir.region = kind, bodies.south_east.region
    bodies.desk_hdir.save()
    assert client_for(cast.owner_hdir).post(new, given | {"norm": "normative"}).status_code == 404


def test_a_content_owner_publishes_and_everyone_can_read_it(client_for, client, cast, bodies, new, given):
    owner = client_for(cast.owner_hdir)
    assert "Helsedirektoratet står som ansvarlig etat" in owner.get(new).content.decode()
    response = owner.post(new, given)
    entry = Entry.objects.get()
    assert response.url == f"{PAGE}{entry.pk}/"
    assert (entry.desk, entry.agency) == (bodies.desk_hdir, bodies.desk_hdir.owner)
    assert Event.objects.filter(verb="entry.published", actor=cast.owner_hdir).count() == 1
    client.logout()
    assert "<li>spør personvernombudet</li>" in client.get(response.url).content.decode()


def test_the_same_form_sent_twice_publishes_once(client_for, cast, new, given):
    owner = client_for(cast.owner_hdir)
    assert owner.post(new, given).url == owner.post(new, given).url
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("back", "to"),
    [
        (
            "/loftede-saker/hos-mottaker/7/avgjor-og-svar/",
            "/loftede-saker/hos-mottaker/7/avgjor-og-svar/?entry={pk}",
        ),
        ("/sok/?q=a%26b", "/sok/?q=a%26b&entry={pk}"),
        ("https://ond.example/", "/veiledning/{pk}/"),
        ("//ond.example/", "/veiledning/{pk}/"),
        ("javascript:alert(1)", "/veiledning/{pk}/"),
    ],
)
def test_back_to_the_case_it_was_written_for_and_nowhere_else(client_for, cast, bodies, given, back, to):
    owner = client_for(cast.owner_hdir)
    response = owner.post(
        "/veiledning/nytt/", given, query_params={"desk": bodies.desk_hdir.pk, "next": back}
    )
    assert response.url == to.format(pk=Entry.objects.get().pk)


@pytest.mark.parametrize("who", ["owner_dmp", "member", "secretariat", "admin", "outsider"])
def test_nobody_else_publishes_for_the_desk(client_for, cast, new, given, who):
    client = client_for(getattr(cast, who))
    assert client.get(new).status_code == 404
    assert client.post(new, given).status_code == 404
    assert not Entry.objects.exists()


@pytest.mark.parametrize("desk", ["", "0", "²", "abc", "9" * 5000])
def test_an_unknown_desk_is_not_found(client_for, cast, desk):
    client = client_for(cast.owner_hdir)
    assert client.get("/veiledning/nytt/", {"desk": desk}).status_code == 404


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", ""),
        ("title", "x" * 100_000),
        ("text", "x" * 100_000),
        ("phases", []),
        ("phases", ["ended"]),
        ("contact", ""),
        ("source_url", "ikke en adresse"),
        ("review_on", "2020-01-01"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    client_for, cast, new, given, field, wrong
):
    page = client_for(cast.owner_hdir).post(new, given | {field: wrong}).content.decode()
    assert f'id="id_{field}_error"' in page
    assert "- skriv avtale" in page or field == "text"
    assert "ki@helsedir.example" in page or field == "contact"
    assert not Entry.objects.exists()


def test_what_is_written_cannot_run_in_the_readers_browser(client_for, cast, new, given):
    text = "<script>alert(1)</script> [lenke](javascript:alert(2)) <img src=x onerror=alert(3)>"
    client = client_for(cast.owner_hdir)
    page = client.get(client.post(new, given | {"text": text}).url).content.decode()
    for dangerous in ("<script>alert", 'javascript:alert(2)"', "<img src=x"):
        assert dangerous not in page


# Seen before it is published


def test_a_text_is_seen_as_readers_will_before_it_is_published(client_for, cast, new, given):
    owner = client_for(cast.owner_hdir)
    page = owner.post(new, given | {"do": "preview"}).content.decode()
    preview, _, form = page.partition("<main")[2].partition("<form")
    assert "<li>spør personvernombudet</li>" in preview
    assert given["title"] in preview
    assert "Gjelder: utvikling, anskaffelse" in preview
    assert "- skriv avtale" in form
    assert given["source_url"] in form
    assert not Entry.objects.exists()
    assert owner.post(new, given | {"do": "publish"}).status_code == 302
    assert Entry.objects.count() == 1


def test_enter_in_the_last_field_shows_and_does_not_publish(client_for, cast, chain, new):
    """The browser presses the first button of the form."""
    owner = client_for(cast.owner_hdir)
    for address in (new, f"{PAGE}{chain.published().pk}/se-over/"):
        form = owner.get(address).content.decode().partition('name="source_url"')[2]
        first = form.partition('type="submit"')[2].partition("</button>")[0]
        assert "Forhåndsvis" in first
        assert 'name="do" value="preview"' in first


def test_what_is_written_so_far_is_seen_also_while_something_is_missing(client_for, cast, new, given):
    page = client_for(cast.owner_hdir).post(new, given | {"do": "preview", "contact": ""}).content.decode()
    assert "<li>spør personvernombudet</li>" in page
    assert 'id="id_contact_error"' in page


def test_a_new_version_is_seen_before_it_is_published(client_for, cast, chain, given):
    entry = chain.published()
    address = f"{PAGE}{entry.pk}/se-over/"
    sent = given | {"version": entry.version, "do": "preview"}
    owner = client_for(cast.owner_hdir)
    assert "<li>spør personvernombudet</li>" in owner.post(address, sent).content.decode()
    entry.refresh_from_db()
    assert (entry.text, entry.version) == ("Slik går dere frem.", 0)
    owner.post(address, sent | {"do": "publish"})
    entry.refresh_from_db()
    assert entry.text == given["text"]
