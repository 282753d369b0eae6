import re

import pytest

from network import search
from network.models import Forum
from network.registries import searchables
from register.projects import edit


def titles(text, viewer):
    return [hit.title for _, hits in search.find(text, viewer) for hit in hits]


@pytest.mark.parametrize(
    "text",
    [
        "røntgenbilder",
        "RØNTGENBILDER",
        "røntgenbilde",
        "deling trening",
        "røntg",
        "«deling»",
        "Deling; DROP TABLE",
    ],
)
def test_norwegian_words_are_found_in_their_forms(text, chain, cast, viewer):
    issue = chain.raised(text="Vi vil drop table på deling av bilder.")
    assert issue.title in titles(text, viewer(cast.member))


@pytest.mark.parametrize(
    "text", ["", "og i på", '"', "*", "' OR 1=1 --", "AND OR NOT", "-", "(", "x" * 5000, "\x00"]
)
def test_odd_text_finds_nothing_and_breaks_nothing(text, chain, cast, viewer):
    chain.raised()
    assert titles(text, viewer(cast.member)) == []


def test_what_one_may_not_see_is_not_found(chain, cast, viewer):
    issue = chain.raised(restricted=True)
    assert titles("røntgenbilder", viewer(cast.member_west)) == []
    assert titles("røntgenbilder", viewer(cast.lead)) == [issue.title]


def test_a_changed_text_is_found_by_its_new_words_alone(chain, cast, viewer, now):
    project = chain.registered()
    edit(project, actor=cast.member, now=now, title="Triagering av mammografi", purpose="Screening.")
    assert titles("mammografi", viewer(cast.member)) == ["Triagering av mammografi"]
    assert titles("bruddpåvisning", viewer(cast.member)) == []


def test_what_is_abroad_says_so_and_does_not_hide_ours(chain, cast, viewer):
    ours = chain.registered(title="KI for hudlegen")
    place = {"organisation": None, "organisation_name": "Veterans Affairs", "country": "USA"}
    for number in range(search.CANDIDATES):
        chain.registered(title=f"KI nummer {number}", **place)
    [(_, hits)] = search.find("kunstig intelligens", viewer(cast.member))
    assert hits[0].pk == ours.pk
    assert {(hit.whose, hit.country) for hit in hits} == {(ours.whose, ""), ("Veterans Affairs", "USA")}


def test_what_was_learned_abroad_says_so_in_search_and_in_the_list(chain, cast, viewer, client_for):
    place = {"organisation": None, "organisation_name": "NHS", "country": "Storbritannia"}
    lesson = {"kind": "lesson", "cost_of": "", "amount_nok": None}
    told = [
        chain.experience(chain.registered(**where), title="Hudlegen fikk tid", **lesson)
        for where in ({}, place)
    ]
    [(_, hits)] = search.find("hudlege tid", viewer(cast.member))
    assert [hit.pk for hit in hits] == [one.pk for one in told]
    assert (hits[1].whose, hits[1].country) == ("NHS", "Storbritannia")
    assert "NHS (Storbritannia)" in client_for(cast.member).get("/erfaringer/").content.decode()


def test_no_two_kinds_are_kept_with_the_same_initials():
    codes = [search.in_kind(kind.label, [""], beside=False)[0] for kind in searchables()]
    codes += [search.in_kind(kind.label, [""], beside=True)[0] for kind in searchables() if kind.is_beside]
    assert sorted(codes) == sorted(set(codes))
    assert {len(code) for code in codes} == {2}


PROJECTS = (
    ("Bruddpåvisning på røntgenbilder", "KI som merker brudd før radiologen ser bildet."),
    ("Analyse av bilder fra hudlege", "Kunstig intelligens finner føflekker som bør fjernes."),
    ("Bildeanalyse i patologi", "Skjermbasert gransking av vevsprøver."),
    ("AI-støttet triage i mottak", "Hastegrad settes når pasienten kommer."),
    ("Tale til samandrag", "Løysing som skriv journalnotat frå samtalar på sjukehus."),
    ("Pasientjournalsystem med språkmodell", "Sammendrag av lange forløp i EPJ."),
    ("Risiko for reinnleggelse", "Varsling om eldre som snart kommer tilbake til sykehuset."),
    ("Vurdering av personvernkonsekvenser for ny plattform", "Mal som kan gjenbrukes."),
    ("Felles rammeavtale", "Sykehusinnkjøp forhandler med leverandørene."),
    ("Algoritme för sepsis", "Utvecklas i Göteborg, vurderes av Ánte Somby."),
)
# What is asked for: the projects found, by their place above.
QUESTIONS = (
    ("KI", (0, 1, 3)),
    ("ai", (0, 1, 3)),
    ("kunstig intelligens", (0, 1, 3)),
    ("Artificial intelligence", (0, 1, 3)),
    ("bilder", (0, 1, 2)),
    ("bildene", (0, 1, 2)),
    ("røntg", (0,)),
    ("røntgen bilde", (0,)),
    ("bildeanalyse", (1, 2)),
    ("analyse bilder", (1, 2)),
    ("påvisning av brudd", (0,)),
    ("journal", (4, 5)),
    ("elektronisk pasientjournal", (5,)),
    ("språkmodeller", (5,)),
    ("store språkmodeller", (5,)),
    ("DPIA", (7,)),
    ("personvernkonsekvensvurdering", (7,)),
    ("sjukehus", (4, 6, 8)),
    ("innkjøp leverandør", (8,)),
    ("goteborg", ()),
    ("göteborg ante", (9,)),
    ("hospital eldre", (6,)),
)


def test_the_same_questions_find_the_same_on_every_engine(chain, cast, viewer):
    for title, purpose in PROJECTS:
        chain.registered(title=title, purpose=purpose, clinical_area="", technique="")
    found = {text: set(titles(text, viewer(cast.member))) for text, _ in QUESTIONS}
    assert found == {text: {PROJECTS[place][0] for place in places} for text, places in QUESTIONS}


@pytest.mark.django_db
def test_what_was_found_is_told_first_and_what_others_run_comes_last(chain, cast, client_for):
    chain.raised(project=chain.registered())
    forum = Forum.objects.create(name="Røntgenforum", purpose="Røntgenbilder", owner="", level="national")
    search.index(forum)
    page = client_for(cast.member).get("/sok/?q=røntgenbilder").content.decode()
    ways = re.findall(r'href="#(treff-\d)">([^<]+)<', page)
    assert [said for _, said in ways] == ["Innmeldinger (1)", "Fora og miljøer (1)"]
    assert re.findall(r'<h2[^>]* id="(treff-\d)">', page) == [where for where, _ in ways]


@pytest.mark.django_db
def test_a_visitor_finds_what_is_public_and_nothing_else(chain, cast, client, viewer):
    """A row of each reach, of each kind that is searched, all with the same word."""
    for reach in ("organisation", "region", "network", "public"):
        chain.experience(chain.registered(title=f"Bilder {reach}", reach=reach), reach=reach)
        chain.raised(title=f"Bilder hindres {reach}", text="Bilder.", reach=reach)
    chain.registered(title="Bilder kjøpes", reach="public", phase="procurement")
    abroad = chain.registered(title="Bilder i Sverige", reach="public")
    type(abroad).objects.filter(pk=abroad.pk).update(country="Sverige")
    published, draft = chain.published(), chain.published()
    type(draft).objects.filter(pk=draft.pk).update(published_at=None, title="Bilder som utkast")
    assert len(titles("bilder", viewer(cast.member))) > 8
    found = [hit for _, hits in search.find("bilder", viewer(None)) for hit in hits]
    assert {hit.title for hit in found} == {"Bilder public", published.title}
    page = client.get("/sok/", {"q": "bilder"})
    shown = [hit for _, hits in page.context["found"] for hit in hits]
    assert {hit.title for hit in shown} == {"Bilder public", published.title}
    for hit in shown:
        assert f'href="{hit.url}"' in page.text
        assert hit.title in client.get(hit.url).text  # and it can be read without signing in
    assert 'role="search"' in client.get("/").text


@pytest.mark.django_db
def test_a_visitor_does_not_search_without_end(client, client_for, cast):
    pages = [client.get("/sok/", {"q": "bilder"}).status_code for _ in range(70)]
    assert (pages[0], pages[-1]) == (200, 429)
    assert client_for(cast.member).get("/sok/", {"q": "bilder"}).status_code == 200
