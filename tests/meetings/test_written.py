"""What people wrote says which language it is in, for a reader whose page is in another (WCAG 3.1.2)."""

from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from django.utils.html import escape
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn

from escalation.document_pdf import pdf_of
from escalation.document_word import word_of
from escalation.paper import laid_out as laid_out_paper
from escalation.paper import paper_of as paper_of_case
from issues.models import Issue
from meetings import minutes_paper
from meetings.frozen import frozen, laid_out, newest_sent
from meetings.models import AgendaItem
from meetings.status import Period
from meetings.status_sheet import sheet_of
from network.deadlines import local_day
from network.forms import Form
from network.language import choose_language, said_to
from network.story import newest_event, news_since
from network.viewer import Viewer
from network.workflow import Stale
from register.models import Tool
from tests.conftest import LONG_AGO
from tests.register.test_sharing import TOOL

EMPTY = {"br", "hr", "img", "input", "link", "meta"}


class Heard(HTMLParser):
    """The texts of a page's content, each with the language that a screen reader reads it in."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag not in EMPTY:
            inherited = self.open[-1][1] if self.open else None
            self.open.append((tag, dict(attributes).get("lang", inherited)))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if "main" in [tag for tag, _ in self.open] and text.strip():
            self.texts.append((text.strip(), self.open[-1][1]))

    def languages_of(self, text):
        return {language for said, language in self.texts if text in said}


@pytest.fixture
def heard(client_for, cast):
    def read(person, address, language="en"):
        choose_language(person, language)
        return Heard(client_for(person).get(address).content.decode())

    return read


def test_a_project_its_experiences_and_its_list(chain, cast, heard):
    project = chain.registered(title="Bruddpåvisning", purpose="Finne brudd.")
    chain.experience(project, title="Dyrere enn ventet")
    page = heard(cast.member, f"/prosjekter/{project.pk}/")
    for text in ("Bruddpåvisning", "Finne brudd.", "Dyrere enn ventet"):
        assert page.languages_of(text) == {"nb"}, text
    assert page.languages_of("History") == {"en"}
    assert heard(cast.member, "/prosjekter/").languages_of("Bruddpåvisning") == {"nb"}
    assert heard(cast.member, "/erfaringer/").languages_of("Dyrere enn ventet") == {"nb"}


def test_nobody_has_told_which_language_a_register_abroad_writes(chain, cast, heard):
    project = chain.registered(title="Fracture detection", country="USA", source="FDA")
    assert heard(cast.member, f"/prosjekter/{project.pk}/").languages_of("Fracture detection") == {"en"}
    assert heard(cast.member, "/prosjekter/?land=andre").languages_of("Fracture detection") == {"en"}


def test_an_innmelding_its_talk_and_its_story(chain, cast, heard):
    chain.settled(chain.acknowledged(chain.referral(chain.lifted(), chain.bodies.desk_hdir)))
    issue = Issue.objects.get()
    page = heard(cast.member, f"/innmeldinger/{issue.pk}/")
    for text in (issue.title, issue.text, issue.escalations.get().ask):
        assert page.languages_of(text) == {"nb"}, text
    assert heard(cast.member, "/innmeldinger/").languages_of(issue.title) == {"nb"}


def test_a_lifted_case_and_what_waits_on_whoever_has_it(chain, cast, heard):
    referral = chain.referral(chain.lifted(), chain.bodies.desk_hdir)
    case = referral.escalation
    page = heard(cast.member, case.get_absolute_url())
    for text in (case.title, case.ask, case.reason):
        assert page.languages_of(text) == {"nb"}, text
    assert heard(cast.member, "/loftede-saker/").languages_of(case.title) == {"nb"}
    assert (case.title, "nb") in heard(cast.owner_hdir, "/").texts


def test_an_agenda_and_why_each_line_is_there(meeting, cast, heard):
    item = meeting.items.get(source="issue")
    page = heard(cast.lead, f"/moter/{meeting.pk}/")
    assert page.languages_of(item.title) == {"nb"}
    assert page.languages_of("Concerns one organisation. Not assessed yet.") == {"en"}
    # Of what was kept before sentences were.
    meeting.items.update(why_said=[])
    assert heard(cast.lead, f"/moter/{meeting.pk}/").languages_of(item.why) == {"nb"}


def test_content_of_the_information_page(chain, heard, cast):
    entry = chain.published()
    page = heard(cast.member, entry.get_absolute_url())
    assert page.languages_of(entry.title) == {"nb"}
    assert page.languages_of(entry.text.split("\n")[0]) == {"nb"}
    assert heard(cast.member, "/veiledning/").languages_of(entry.title) == {"nb"}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_nothing_is_said_where_the_page_is_norwegian(language, chain, cast, heard):
    project = chain.registered(title="Bruddpåvisning")
    page = heard(cast.member, f"/prosjekter/{project.pk}/", language)
    assert page.languages_of("Bruddpåvisning") == {language}


NASTY = "<script>alert(1)</script> & «KI» i {regionen}"


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_title_is_the_same_text_wherever_it_stands(language, chain, cast, client_for, heard):
    issue = chain.raised(title=NASTY)
    here = f"/innmeldinger/{issue.pk}/"
    page = heard(cast.member, here, language)
    html = client_for(cast.member).get(here).content.decode()
    assert "<script>alert" not in html
    assert f"<title>{escape(NASTY)} – Løft</title>" in html
    # In the path, as the heading, and in the notice of whoever leads.
    assert page.texts.count((NASTY, "nb")) == 2
    assert heard(cast.lead, "/varsler/", language).languages_of(NASTY) == {"nb"}
    assert heard(cast.lead, f"{here}ta-inn/", language).languages_of(NASTY) == {"nb"}


def test_a_sentence_of_ours_keeps_its_language_around_a_title(chain, cast, bodies, heard):
    promised = chain.promised(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
    change = promised.escalation.changes.get()
    story = pairwise(heard(cast.lead, change.get_absolute_url()).texts)
    assert (("Change:", "en"), (change.what, "nb")) in story


def test_what_one_is_told_afterwards(cast, client_for):
    choose_language(cast.member, "en")
    browser = client_for(cast.member)
    browser.post("/erfaringer/verktoy/del/", TOOL | {"name": NASTY})
    answer = browser.post(f"/erfaringer/verktoy/{Tool.objects.get().pk}/vi-bruker-dette/", follow=True)
    told = pairwise(Heard(answer.content.decode()).texts)
    assert ((NASTY, "nb"), ("”.", "en")) in told


def test_what_has_happened_since_a_form_was_made(chain, cast, heard):
    project = chain.registered()
    seen = newest_event(project)
    chain.experience(project, title=NASTY)
    with override("en"):
        form = Form({})
        form.add_error(None, Stale().telling(news_since(seen, project)))
        told = pairwise(Heard(f"<main>{form}</main>").texts)
    assert ((":", None), (NASTY, "nb")) in [((a[0][-1], a[1]), b) for a, b in told]


# As PDF and Word


def languages_in(pdf):
    """What each element of the PDF that names a language names."""
    found, waiting = set(), [pdf.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            found |= {str(one.Lang)} if "/Lang" in one else set()
            waiting += [one.K] if "/K" in one else []
    return found


@pytest.fixture(params=["agenda", "minutes"])
def paper_of(request, meeting, cast, now):
    """`paper_of(person)`: an agenda or minutes, as a document for one reader."""
    AgendaItem.objects.update(own_text="Les dette først.")
    meeting.minutes_text = "## Sak 1\nVi ble enige om dette."

    def make(person):
        with said_to(person):
            viewer = Viewer(person, now)
            if request.param == "agenda":
                version = newest_sent(meeting)
                version.content["published"] = frozen(meeting)
                return laid_out(version, viewer)
            return minutes_paper.laid_out(meeting, now, "12:ab", viewer)

    return make


def test_the_files_are_in_the_readers_language_and_what_people_wrote_in_theirs(paper_of, cast, now):
    choose_language(cast.lead, "en")
    with pikepdf.open(BytesIO(pdf_of(paper_of(cast.lead), now))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert "nb-NO" in languages_in(pdf)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    word = Document(BytesIO(word_of(paper_of(cast.lead), now)))
    assert {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    marked = [p.text for p in word.paragraphs if list(p._p.iter(qn("w:lang")))]
    assert any("Sak 1" in text or "Helse" in text or "?" in text for text in marked)
    assert not [text for text in marked if text.startswith(("Agenda:", "Minutes:"))]


def test_a_file_in_norwegian_says_one_language(paper_of, cast, now):
    with pikepdf.open(BytesIO(pdf_of(paper_of(cast.lead), now))) as pdf:
        assert str(pdf.Root.Lang) == "nb-NO"
        assert languages_in(pdf) <= {"nb-NO"}
    assert not list(Document(BytesIO(word_of(paper_of(cast.lead), now))).element.iter(qn("w:lang")))


def test_cells_and_lists_in_a_file_say_it_too(chain, cast, bodies, now):
    """Also beside words of ours, and in the region's status."""
    issue = chain.taken_up()
    chain.assessed(issue)
    case = chain.lifted(chain.proposed(issue))
    referral = chain.laid_before(chain.acknowledged(chain.referral(case, bodies.coordinating)))
    period = Period.of(local_day(LONG_AGO), local_day(chain.now), chain.now)
    with override("en"):
        paper = laid_out_paper(paper_of_case(referral, chain.now) | {"anchor": "12:ab"})
        assert {case.title, "Prosjektet står stille."} <= marked_in(word_of(paper, now))
        assert "nb-NO" in languages_in(pikepdf.open(BytesIO(pdf_of(paper, now))))
        assert case.title in marked_in(word_of(sheet_of(bodies.south_east, period, chain.now), now))


def marked_in(word):
    """The texts that say their own language."""
    runs = Document(BytesIO(word)).element.iter(qn("w:r"))
    return {"".join(one.text for one in run.iter(qn("w:t"))) for run in runs if list(run.iter(qn("w:lang")))}


def test_what_is_said_of_a_table_is_text(chain, cast, bodies, client_for):
    """The name of a part of a page is an attribute, which has no language of its own."""
    issue = chain.taken_up(chain.raised(title=NASTY))
    chain.assessed(issue)
    case = chain.lifted(chain.proposed(issue))
    referral = chain.laid_before(chain.acknowledged(chain.referral(case, bodies.coordinating)))
    choose_language(cast.coord_lead, "en")
    page = client_for(cast.coord_lead).get(f"{referral.get_absolute_url()}sakspapir/").content.decode()
    assert f'aria-label="About “{escape(NASTY)}”"' in page
