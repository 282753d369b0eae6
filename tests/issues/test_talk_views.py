"""The pages of a talk: what is said stands where it belongs, and what is hidden does not exist."""

import re

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues import abroad, talk
from issues.models import ADVICE, Abroad, Comment, Issue
from network.language import choose_language
from network.models import Attachment, Event, Regulation
from network.uploads import Upload

CSRF_MASK = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
PDF = typst.compile(b"Svar fra REK", format="pdf")
NATIONAL_ID = "01019000083"  # made up, with valid check digits


@pytest.fixture
def issue(chain):
    return chain.taken_up()


@pytest.fixture
def say(chain):
    def run(issue, person, text="Vi fikk svar fra REK.", **more):
        seat = person.seats.order_by("pk").first()
        return talk.say(issue, actor=person, seat=seat, now=chain.tick(), text=text, **more)

    return run


def page_of(browser, issue):
    return browser.get(f"/innmeldinger/{issue.pk}/").content.decode()


def a_pdf(name="Svar.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_a_comment_with_a_file_is_read_on_the_case_and_marked_as_advice(issue, cast, client_for):
    browser = client_for(cast.colleague)
    sent = {"token": "t", "text": "Vi fikk <b>ja</b>.", "file": a_pdf()}
    assert browser.post(f"/innmeldinger/{issue.pk}/kommenter/", sent).status_code == 302
    page = page_of(browser, issue)
    assert "Vi fikk &lt;b&gt;ja&lt;/b&gt;." in page
    assert page.count(str(ADVICE)) == 1
    file = browser.get(f"/vedlegg/{Attachment.objects.get().pk}/")
    assert file.content == PDF
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="Svar.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_refused_file_keeps_what_was_typed_and_says_nothing_was_sent(issue, cast, client_for):
    browser = client_for(cast.colleague)
    sent = {"token": "t", "text": "Vi fikk ja.", "file": a_pdf("svar.pdf", b"MZ")}
    page = browser.post(f"/innmeldinger/{issue.pk}/kommenter/", sent).content.decode()
    assert "Bare PDF og bilder" in page
    assert "Vi fikk ja." in page
    sent = {"token": "t", "text": f"Gjelder {NATIONAL_ID}", "file": a_pdf()}
    page = browser.post(f"/innmeldinger/{issue.pk}/kommenter/", sent).content.decode()
    assert "ser ut som et fødselsnummer" in page
    assert "Velg filen på nytt" in page
    assert not Comment.objects.exists()
    assert not Attachment.objects.exists()


def test_empty_and_too_long_comments_are_refused_beside_the_field(issue, cast, client_for):
    browser = client_for(cast.colleague)
    for text, sentence in (("", "Skriv kommentaren."), ("x" * 4001, "4000")):
        page = browser.post(f"/innmeldinger/{issue.pk}/kommenter/", {"token": "t", "text": text})
        assert sentence in page.content.decode()
    assert not Comment.objects.exists()


def test_a_desk_chooses_and_nobody_else_can_by_writing_the_field(issue, cast, bodies, client_for):
    answer = {"text": "Dere kan dele.", "desk": bodies.desk_hdir.pk}
    address = f"/innmeldinger/{issue.pk}/kommenter/"
    client_for(cast.lead).post(address, answer | {"token": "a"})
    assert [c.desk for c in Comment.objects.all()] == [None]
    client_for(cast.owner_dmp).post(address, answer | {"token": "b"})
    assert Comment.objects.count() == 1
    client_for(cast.owner_hdir).post(address, answer | {"token": "c"})
    page = page_of(client_for(cast.member), issue)
    assert "Normativt svar fra Helsedirektoratet" in page
    assert (
        "Normativt svar fra Helsedirektoratet"
        in client_for(cast.member_west).get("/innmeldinger/normative-svar/").content.decode()
    )


def test_whoever_sends_a_comment_is_told_that_it_is_sent(issue, say, cast, client_for):
    browser, sent = client_for(cast.colleague), {"token": "t", "text": "Vi kjenner dette igjen."}
    page = browser.post(f"/innmeldinger/{issue.pk}/kommenter/", sent, follow=True).text
    assert "Kommentaren er sendt." in page
    page = browser.post(
        f"/innmeldinger/kommentar/{say(issue, cast.member).pk}/svar/", sent | {"token": "u"}, follow=True
    ).text
    assert "Svaret er sendt." in page


def test_a_name_called_in_vain_is_said_to_the_writer(issue, cast, client_for):
    browser = client_for(cast.colleague)
    sent = {"token": "t", "text": "Hva sier du, @Outsider?"}
    page = browser.post(f"/innmeldinger/{issue.pk}/kommenter/", sent, follow=True).content.decode()
    assert "Ingen som kan se saken, heter «Outsider»" in page


def test_an_old_edit_keeps_what_was_typed_and_the_next_sending_means_it(issue, say, cast, client_for, now):
    comment = say(issue, cast.colleague)
    Comment.objects.update(at=now)
    browser, address = client_for(cast.colleague), f"/innmeldinger/kommentar/{comment.pk}/rett/"
    talk.edit(comment, actor=cast.colleague, now=now, version=0, text="Vi fikk ja.")
    page = browser.post(address, {"token": "t", "version": 0, "text": "Vi fikk nei."})
    assert "Noen andre har endret" in page.content.decode()
    assert "Vi fikk nei." in page.content.decode()
    browser.post(
        address, {"token": "t", "version": page.context["form"]["version"].value(), "text": "Vi fikk nei."}
    )
    comment.refresh_from_db()
    assert comment.text == "Vi fikk nei."


def test_what_is_withdrawn_is_gone_from_the_page_and_its_file_from_the_site(issue, say, cast, client_for):
    file = Upload("Svar.pdf", Attachment.Kind.PDF, PDF, "")
    comment = say(issue, cast.colleague, upload=file)
    say(issue, cast.member, "Takk!", parent=comment)
    browser = client_for(cast.colleague)
    browser.post(f"/innmeldinger/kommentar/{comment.pk}/trekk/")
    page = page_of(browser, issue)
    assert "Kommentar trukket av Colleague" in page
    assert "Vi fikk svar fra REK." not in page
    assert "Takk!" in page
    assert browser.get(f"/vedlegg/{Attachment.objects.get().pk}/").status_code == 404


def test_a_file_is_withdrawn_with_a_reason_and_erased_where_it_must_be(issue, say, cast, client_for):
    file = Upload("Svar.pdf", Attachment.Kind.PDF, PDF, "")
    say(issue, cast.colleague, upload=file)
    attachment = Attachment.objects.get()
    address = f"/vedlegg/{attachment.pk}/trekk/"
    assert client_for(cast.member_west).post(address, {"because": "x"}).status_code == 404
    browser = client_for(cast.lead)
    assert "Svar på «Hvorfor trekkes vedlegget?»" in browser.post(address, {"because": ""}).content.decode()
    browser.post(address, {"because": "Sto et navn i den.", "erase": "on"})
    digest = attachment.digest
    attachment.refresh_from_db()
    assert (bytes(attachment.content), attachment.digest) == (b"", digest)
    page = page_of(browser, issue)
    assert "Vedlegg trukket av Lead" in page
    assert "Sto et navn i den." in page
    assert Event.objects.get(verb="attachment.withdrawn").data["erased"]


def test_countries_stand_in_the_alphabet_of_whoever_reads(chain, cast, client_for):
    issue, browser = chain.raised(), client_for(cast.member)
    chosen = re.compile(r'<option value="([A-Z]{2})"')
    pages = ("/innmeldinger/fra-utlandet/", f"/innmeldinger/{issue.pk}/utlandet/")
    read = lambda: [chosen.findall(browser.get(page).content.decode()) for page in pages]  # noqa: E731
    for codes in read():
        assert (codes[:2], codes[-3:]) == (["AU", "BE"], ["US", "AT", "XX"])
    choose_language(cast.member, "en")
    for codes in read():
        assert (codes[:3], codes[-3:]) == (["AU", "AT", "BE"], ["GB", "US", "XX"])


def test_what_hangs_on_a_restricted_case_looks_like_what_does_not_exist(say, chain, cast, client_for):
    issue = chain.raised(restricted=True)
    comment = say(issue, cast.member, upload=Upload("Svar.pdf", Attachment.Kind.PDF, PDF, ""))
    seat = cast.member.seats.get()
    given = {"country": "SE", "who": "Skåne", "what": "Delte.", "url": "https://skane.example/"}
    told = abroad.tell(issue, actor=cast.member, seat=seat, now=chain.tick(), **given)
    pages = {
        "/vedlegg/{}/": Attachment.objects.get().pk,
        "/vedlegg/{}/trekk/": Attachment.objects.get().pk,
        "/innmeldinger/kommentar/{}/": comment.pk,
        "/innmeldinger/kommentar/{}/svar/": comment.pk,
        "/innmeldinger/fra-utlandet/{}/": told.pk,
    }
    assert client_for(cast.lead).get(f"/vedlegg/{Attachment.objects.get().pk}/").status_code == 200
    browser = client_for(cast.member_west)
    for address, pk in pages.items():
        hidden, nothing = browser.get(address.format(pk)), browser.get(address.format(999_999))
        assert hidden.status_code == nothing.status_code == 404, address
        assert CSRF_MASK.sub(b"", hidden.content) == CSRF_MASK.sub(b"", nothing.content)
    assert "Skåne" not in browser.get("/innmeldinger/fra-utlandet/").content.decode()
    assert "Skåne" in client_for(cast.lead).get("/innmeldinger/fra-utlandet/").content.decode()


def test_an_innmelding_is_raised_with_a_file_once(cast, organisations, client_for):
    browser = client_for(cast.member)
    form = {"token": "t", "text": "Kan vi dele bilder?", "kind": "need", "reach": "network"}
    form |= {"organisation": organisations.vestre_viken.pk}
    for _ in range(2):
        browser.post("/innmeldinger/meld-inn/", form | {"file": a_pdf("Brev.pdf")})
    assert "Brev.pdf" in page_of(browser, Issue.objects.get())
    assert Attachment.objects.count() == 1


def test_what_other_countries_did_is_grouped_on_the_case_and_listed_by_country(issue, cast, client_for):
    browser = client_for(cast.member)
    sent = {
        "country": "SE",
        "who": "Region Skåne",
        "what": "Delte bilder.",
        "url": "https://skane.example/ki",
    }
    address = f"/innmeldinger/{issue.pk}/utlandet/"
    for _ in range(2):
        browser.post(address, sent | {"token": "a"})
    browser.post(address, sent | {"token": "b", "country": "DK", "who": "Rigshospitalet"})
    bad = browser.post(address, sent | {"token": "c", "url": "javascript:alert(1)"}).content.decode()
    assert "Skriv en nettadresse" in bad
    assert Abroad.objects.count() == 2
    page = page_of(browser, issue)
    assert page.index("Danmark</h3>") < page.index("Sverige</h3>")
    listed = browser.get("/innmeldinger/fra-utlandet/?land=SE").content.decode()
    assert "Region Skåne" in listed
    assert "Rigshospitalet" not in listed
    assert browser.get("/innmeldinger/fra-utlandet/?land=../x").status_code == 200


def test_following_is_one_click_either_way(issue, cast, client_for):
    browser = client_for(cast.lead_west)
    assert ">Følg saken<" in page_of(browser, issue)
    for follows, offered in (("1", "Slutt å følge saken"), ("0", "Følg saken")):
        page = browser.post(f"/innmeldinger/{issue.pk}/folg/", {"follows": follows}, follow=True)
        assert f">{offered}<" in page.content.decode()


def test_an_old_comment_is_reached_though_many_came_after(issue, say, cast, client_for):
    first = say(issue, cast.colleague, "Den aller første")
    for number in range(talk.THREADS_SHOWN):
        say(issue, cast.colleague, f"Nummer {number}")
    browser = client_for(cast.member)
    page = page_of(browser, issue)
    assert "Den aller første" not in page
    assert "Vis eldre kommentarer" in page
    reached = browser.get(f"/innmeldinger/kommentar/{first.pk}/", follow=True)
    assert "Den aller første" in reached.content.decode()
    assert reached.redirect_chain[-1][0].endswith(f"#kommentar-{first.pk}")


def test_answers_about_one_regulation_are_read_together_and_several_agencies_are_noticed(
    issue, say, cast, bodies, client_for
):
    rule = Regulation.objects.create(slug="hpl", kind="lov", title="Helsepersonelloven", owner_name="HOD")
    say(issue, cast.owner_hdir, "Ja, med dispensasjon.", desk=bodies.desk_hdir, rule=rule)
    browser, address = client_for(cast.member), f"/innmeldinger/normative-svar/?regelverk={rule.pk}"
    assert "Flere etater har svart" not in browser.get(address).content.decode()
    say(issue, cast.owner_dmp, "Nei, aldri.", desk=bodies.desk_dmp, rule=rule)
    page = browser.get(address).content.decode()
    assert "Flere etater har svart" in page
    assert "Ja, med dispensasjon." in page
    assert "Nei, aldri." in page


@pytest.mark.parametrize("shown", ["samtale", "utlandet"])
def test_the_case_asks_as_often_with_a_long_talk_as_with_a_short_one(
    shown, issue, say, chain, cast, client_for
):
    browser, seat = client_for(cast.lead), cast.member.seats.get()

    def more(n):
        for _ in range(n):
            first = say(issue, cast.member, upload=Upload("a.pdf", Attachment.Kind.PDF, PDF, ""))
            say(issue, cast.colleague, parent=say(issue, cast.lead_west, parent=first))
            given = {"country": "SE", "who": "Skåne", "what": "Delte.", "url": "https://skane.example/"}
            abroad.tell(issue, actor=cast.member, seat=seat, now=chain.tick(), **given)

    counts = []
    address = {"samtale": f"/innmeldinger/{issue.pk}/", "utlandet": "/innmeldinger/fra-utlandet/"}[shown]
    for n in (1, 7):
        more(n)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_names_are_offered_while_one_is_written_and_only_of_those_who_may_see_the_case(
    chain, cast, client_for
):
    seen, hidden = chain.raised(), chain.raised(restricted=True)
    browser = client_for(cast.member)

    def offered(issue, text):
        page = browser.post(f"/innmeldinger/{issue.pk}/navn/", {"text": text}).content.decode()
        return re.findall(r'data-mention="([^"]+)"', page)

    assert offered(seen, "Hva sier du, @Lea") == ["Lead", "Lead west"]
    assert offered(hidden, "Hva sier du, @Lea") == ["Lead"]
    assert offered(seen, "@Outs") == offered(seen, "a@Lea") == offered(seen, "@Lead.\nTakk") == []
