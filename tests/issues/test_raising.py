"""One box, answers first, and drafts that only their writer sees."""

import pytest

from issues import drafting
from issues.models import Draft, Issue, Spared
from issues.titles import title_and_text
from network.models import Event
from network.workflow import Refused, take

RAISE = "/innmeldinger/meld-inn/"
NATIONAL_ID = "01019000083"
ASK = "Deling av røntgenbilder mellom sykehus"


def sent(organisations, **more):
    return {
        "token": "t",
        "kind": "need",
        "text": "Kan vi dele bilder? Vi vil trene.",
        "reach": "network",
        "organisation": organisations.vestre_viken.pk,
    } | more


@pytest.mark.parametrize(
    ("written", "title", "rest"),
    [
        ("Kan vi dele bilder?", "Kan vi dele bilder?", ""),
        ("Kan vi dele bilder? Vi vil trene.", "Kan vi dele bilder?", "Vi vil trene."),
        ("Deling av bilder\n\nVi vil trene. Hva nå?", "Deling av bilder", "Vi vil trene. Hva nå?"),
        ("Vi bruker ca. 3 timer", "Vi bruker ca. 3 timer", ""),
    ],
)
def test_the_first_sentence_becomes_the_title(written, title, rest):
    assert title_and_text(written)[0] in (title, title.split(". ")[0] + ".")
    assert " ".join(title_and_text(written)).split() == f"{title} {rest}".split()


def test_a_long_sentence_is_cut_at_a_word_and_kept_whole():
    written = "ord " * 100
    title, text = title_and_text(written)
    assert len(title) <= 200
    assert title.endswith("ord…")
    assert text == written.strip()


def test_one_text_and_a_kind_are_enough(cast, organisations, client_for):
    client_for(cast.member).post(RAISE, sent(organisations, topics=["datatilgang"]))
    issue = Issue.objects.get()
    assert (issue.title, issue.text, issue.topics) == (
        "Kan vi dele bilder?",
        "Vi vil trene.",
        ["datatilgang"],
    )


def test_at_most_six_fields_and_from_a_project_what_is_known(chain, cast, client_for):
    project = chain.registered()
    page = client_for(cast.member).get(f"{RAISE}?prosjekt={project.pk}")
    visible = [field.name for field in page.context["form"].visible_fields()]
    assert len(visible) <= 6
    assert page.context["form"]["organisation"].value() == project.organisation_id
    assert page.context["form"]["reach"].value() == "network"


def test_answered_first_then_guidance_then_open(chain, cast, client_for):
    answered, waiting = chain.raised(), chain.raised()
    take(answered, "answer", actor=cast.lead, now=chain.tick(), text="Spør personvernombudet ved sykehuset.")
    entry = chain.published()
    page = client_for(cast.member_west).get("/innmeldinger/lignende/", {"text": ASK}).content.decode()
    parts = [
        "Allerede besvart",
        "Spør personvernombudet",
        cast.lead.email,
        "Dette gjelder allerede",
        entry.title,
    ]
    parts += ["Andre har spurt om noe lignende", f"/innmeldinger/{waiting.pk}/gjelder-oss-ogsa/"]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert "røntgenbilder" in page[page.index("Felles ord") :]


def test_what_was_answered_where_it_was_lifted_shows_that_answer(chain, cast, client_for):
    chain.all_answered()
    page = client_for(cast.member_west).get("/innmeldinger/lignende/", {"text": ASK}).content.decode()
    assert "Allerede besvart" in page
    assert "Ny veiledning ligger på informasjonssiden" in page or "Personvernombudet ved eget sykehus" in page


def test_suggestions_without_javascript_send_nothing(chain, cast, organisations, client_for):
    chain.raised()
    form = sent(organisations, text=ASK, do="similar", kind="")
    page = client_for(cast.member_west).post(RAISE, form).content.decode()
    assert "Andre har spurt om noe lignende" in page
    assert ASK in page
    assert "Noe mangler" not in page
    assert Issue.objects.count() == 1


def test_joining_from_the_suggestions_takes_the_words_along_and_is_counted(chain, cast, client_for):
    issue = chain.raised()
    browser = client_for(cast.member_west)
    address = f"/innmeldinger/{issue.pk}/gjelder-oss-ogsa/?fra=forslag"
    for _ in range(2):
        browser.post(address, {"text": ASK})
    assert issue.voices.get(person=cast.member_west).text == ASK
    assert list(Spared.objects.values_list("issue", "person", "how")) == [
        (issue.pk, cast.member_west.pk, "joined")
    ]
    page = client_for(cast.lead).get(f"/nettverk/{issue.home_body_id}/").content.decode()
    assert "1 sluttet seg til en sak" in page


def test_reading_an_answer_from_the_suggestions_is_counted_once(chain, cast, client_for):
    issue = chain.taken_up()
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Spør.")
    browser = client_for(cast.member_west)
    for address in (f"/innmeldinger/{issue.pk}/", *[f"/innmeldinger/{issue.pk}/?fra=forslag"] * 2):
        browser.get(address)
    assert Spared.objects.count() == 1


def test_a_draft_saves_itself_is_seen_by_nobody_else_and_goes_when_sent(cast, organisations, client_for):
    browser = client_for(cast.member)
    kept = {"text": "Kan vi dele", "kind": "need", "draft": "min", "draft_version": "0"}
    assert "Utkastet er lagret" in browser.post("/innmeldinger/utkast/", kept).content.decode()
    assert "Kan vi dele" in browser.get(f"{RAISE}?utkast=min").content.decode()
    assert "Kan vi dele" not in client_for(cast.colleague).get(f"{RAISE}?utkast=min").content.decode()
    browser = client_for(cast.member)
    browser.post(RAISE, sent(organisations, draft="min", draft_version="1"))
    assert not Draft.objects.exists()


def test_two_tabs_do_not_overwrite_each_other(cast, client_for):
    browser = client_for(cast.member)
    for text, version in (("Første", 0), ("Andre", 1), ("For sent", 1)):
        kept = {"text": text, "draft": "min", "draft_version": version}
        page = browser.post("/innmeldinger/utkast/", kept).content.decode()
    assert "endret i en annen fane" in page
    assert Draft.objects.get().text == "Andre"


def test_a_draft_holds_no_national_id_and_there_are_few(cast, client_for, now):
    browser = client_for(cast.member)
    kept = {"text": f"Gjelder {NATIONAL_ID}", "draft": "min", "draft_version": "0"}
    page = browser.post("/innmeldinger/utkast/", kept).content.decode()
    assert "ser ut som et fødselsnummer" in page
    assert NATIONAL_ID not in page
    assert not Draft.objects.exists()
    given = {"person": cast.member, "text": "Noe", "kind": "", "version": 0, "now": now}
    for n in range(drafting.MOST):
        drafting.keep(key=f"k{n}", **given)
    with pytest.raises(Refused, match="utkast fra før"):
        drafting.keep(key="en til", **given)


def test_a_draft_is_kept_and_erased_without_javascript(cast, organisations, client_for):
    browser = client_for(cast.member)
    form = sent(organisations, do="draft", draft="min", draft_version="0", kind="")
    page = browser.post(RAISE, form, follow=True).content.decode()
    assert "Utkastet er lagret" in page
    assert "Utkastene dine" in page
    browser.post("/innmeldinger/utkast/slett/", {"draft": "min"})
    assert not Draft.objects.exists()
    assert not Issue.objects.exists()
    assert not Event.objects.filter(verb="issue.raised").exists()


def test_another_erases_nothing_of_mine(cast, client_for, now):
    drafting.keep(person=cast.member, key="min", text="Noe", kind="", version=0, now=now)
    client_for(cast.colleague).post("/innmeldinger/utkast/slett/", {"draft": "min"})
    assert Draft.objects.count() == 1
