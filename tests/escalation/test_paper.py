"""The paper for those who decide: one content in one order, as a page, as PDF and as Word."""

from io import BytesIO

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from escalation.document_pdf import pdf_of
from escalation.document_word import word_of
from escalation.paper import NOTHING, QUESTIONS, laid_out, paper_of, prefilled
from network.models import Regulation
from network.workflow import Refused, take

pytestmark = pytest.mark.django_db
SPACE = "\N{NO-BREAK SPACE}"
ANSWERS = {
    name: f"{label} Foretakene får ulike svar, og prosjekter står stille. "
    "Et felles svar gjelder alle regioner. Det haster før neste innkjøp."
    for name, label in QUESTIONS.items()
}


@pytest.fixture
def referral(chain, cast, bodies, organisations):
    """A full case: joined, weighed, with costs and gains, a rule, and an earlier case like it."""
    chain.all_answered()
    Regulation.objects.create(
        slug="gdpr", title="Personvernforordningen", owner_name="Datatilsynet", url="https://lovdata.no/"
    )
    Regulation.objects.update(topics=["personvern"])
    project = chain.registered()
    chain.experience(project, amount_nok=2_000_000, year=2024)
    chain.experience(project, amount_nok=5_000_000, year=2026, organisation=organisations.bergen)
    chain.experience(
        project, kind="benefit", title="Ventetid", cost_of="", amount_nok=None, achieved="79 døgn"
    )
    issue = chain.taken_up(chain.raised(project=project, topics=["personvern"]))
    chain.endorsed(issue)
    chain.assessed(issue)
    group = chain.acknowledged(chain.referral(chain.lifted(chain.proposed(issue)), bodies.coordinating))
    proposal = "1. Helsedirektoratet avklarer.\n2. Svaret publiseres.\n3. Regionene følger opp."
    return take(
        group,
        "lay_before",
        actor=cast.coord_lead,
        now=chain.tick(),
        deciding_body=bodies.steering,
        proposal=proposal,
        costs="Helsedirektoratet: to månedsverk.",
        **ANSWERS,
    )


def document_of(referral, chain, **more):
    return laid_out(paper_of(referral, chain.tick()) | {"anchor": "12:ab"} | more)


def text_under(document, heading):
    (section,) = [section for section in document["sections"] if section["heading"] == heading]
    return section["blocks"]


# What it says, and in which order


def test_it_begins_with_what_to_decide_and_ends_with_the_scores(referral, chain):
    chain.endorsed(referral.escalation.issues.get(), chain.cast.lead_west, chain.organisations.hv)
    document = document_of(referral, chain)
    assert [section["heading"] for section in document["sections"]] == [
        "Forslag til beslutning",
        "Hva det koster dem som må handle",
        *(f"{number}. {question}" for number, question in enumerate(QUESTIONS.values(), start=1)),
        "Det medlemmene har fortalt",
        "Regelverk og etater",
        "Saker som ligner, og hva de fikk til svar",
        next(s["heading"] for s in document["sections"] if s["heading"].startswith("Nytt siden")),
        "Vurderingene",
    ]
    assert [section["small"] for section in document["sections"]] == [False] * 12 + [True]
    assert text_under(document, "Forslag til beslutning") == [
        {
            "points": [
                {"text": "Helsedirektoratet avklarer."},
                {"text": "Svaret publiseres."},
                {"text": "Regionene følger opp."},
            ]
        }
    ]


def test_a_proposal_has_at_most_three_points(referral, chain, bodies):
    with pytest.raises(Refused, match="høyst 3 punkter"):
        take(
            referral,
            "lay_before",
            actor=chain.cast.coord_lead,
            now=chain.tick(),
            deciding_body=bodies.steering,
            proposal="1. A\n2. B\n3. C\n4. D",
        )


def test_what_members_told_names_who_is_hit_where_and_what_it_cost(referral, chain):
    hit, lines = text_under(document_of(referral, chain), "Det medlemmene har fortalt")
    assert hit["text"] == (
        "Berørt: Helse Bergen HF og Vestre Viken HF. Helseregioner: Helse Sør-Øst og Helse Vest. "
        "Nivå: spesialisthelsetjenesten."
    )
    assert [line["text"].replace(SPACE, " ") for line in lines["lines"]] == [
        "Etablering: 2 000 000–5 000 000 kr i 2 virksomheter, 7 000 000 kr i alt (2024–2026-kroner).",
        "Vestre Viken HF: Ventetid, oppnådd: 79 døgn",
    ]


def test_it_says_whose_the_rules_are_what_others_got_and_what_is_new(referral, chain):
    chain.endorsed(referral.escalation.issues.get(), chain.cast.lead_west, chain.organisations.hv)
    document = document_of(referral, chain)
    (rules,) = text_under(document, "Regelverk og etater")
    assert rules["lines"] == [
        {"before": "Personvernforordningen", "url": "https://lovdata.no/", "text": " (Datatilsynet)"}
    ]
    (similar,) = text_under(document, "Saker som ligner, og hva de fikk til svar")
    assert [line["text"] for line in similar["lines"]] == [": Ny veiledning ligger på informasjonssiden."]
    (new,) = [s for s in document["sections"] if s["heading"].startswith("Nytt siden")]
    assert "Helse Vest RHF har sluttet seg til" in new["blocks"][0]["lines"][0]["text"]


def test_a_score_stands_after_its_reason(referral, chain):
    (weighed,) = text_under(document_of(referral, chain), "Vurderingene")
    (row,) = weighed["table"]
    assert row["Alvorlighet"].replace(SPACE, " ") == "Prosjektet står stille. (4 av 5)"


def test_what_nobody_has_answered_says_so(chain, bodies):
    group = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    document = document_of(group, chain)
    assert text_under(document, f"6. {QUESTIONS['conditions']}") == [{"text": NOTHING}]


def test_a_first_version_is_made_of_what_members_told(referral, chain):
    first = prefilled(referral, chain.now)
    assert set(first) == {*QUESTIONS, "costs"}
    assert "2 virksomheter i Helse Sør-Øst og Helse Vest har meldt" in first["problem"]
    assert "Personvernforordningen (Datatilsynet)" in first["principles"]
    assert f"2{SPACE}000{SPACE}000" in first["effects"]


def test_the_page_has_the_same_sections_as_the_files(referral, chain, client_for, cast):
    page = client_for(cast.steering_member).get(f"{referral.get_absolute_url()}sakspapir/").content.decode()
    places = [page.index(section["heading"]) for section in document_of(referral, chain)["sections"]]
    assert places == sorted(places)


# As PDF


@pytest.fixture
def pdf(referral, chain):
    with pikepdf.open(
        BytesIO(pdf_of(document_of(referral, chain), chain.now.replace(microsecond=0)))
    ) as opened:
        yield opened


def test_the_pdf_is_tagged_named_and_in_norwegian(pdf, referral):
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == referral.title
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nb-NO"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_a_full_case_is_two_or_three_sheets(pdf):
    assert 2 <= len(pdf.pages) <= 3


def tags(pdf):
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            found += [str(one.S)] if "/S" in one else []
            waiting += [one.K] if "/K" in one else []
    return found


def test_headings_lists_and_tables_can_be_told_apart_by_a_screen_reader(pdf):
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/P"} <= set(tags(pdf))


# As Word


def test_the_word_file_has_real_headings_in_norwegian(referral, chain):
    content = document_of(referral, chain)
    opened = Document(BytesIO(word_of(content, chain.now.replace(microsecond=0))))
    headings = [p.text for p in opened.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [content["title"], *(section["heading"] for section in content["sections"])]
    assert opened.core_properties.title == referral.title
    assert opened.core_properties.language == "nb-NO"
    languages = {one.get(qn("w:val")) for one in opened.styles.element.iter(qn("w:lang"))}
    assert languages == {"nb-NO"}


# What people write


@pytest.mark.parametrize(
    "written",
    ["🤖 Ja!", "en\x00to\x0btre\x1b", "ord" * 1000, "#set page()[*] \\ @feil <x> $1$", "\u202eomvendt", "表"],
    ids=["emoji", "control", "long", "markup", "direction", "other letters"],
)
def test_whatever_people_write_can_be_printed(written, referral, chain):
    content = document_of(referral, chain, costs=written, title=written[:200])
    with pikepdf.open(BytesIO(pdf_of(content, chain.now.replace(microsecond=0)))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert 2 <= len(pdf.pages) <= 4
    words = [p.text for p in Document(BytesIO(word_of(content, chain.now.replace(microsecond=0)))).paragraphs]
    assert content["title"] in words
    assert "\x00" not in content["title"]
