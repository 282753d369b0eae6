"""A body's journal: what came in and went out, exempt titles shielded, and a file no spreadsheet can run."""

import csv
import io

import pytest

from escalation.journal import SHIELDED, entries, journal_of
from network.workflow import take

pytestmark = pytest.mark.django_db


def rows(body):
    return [(row.way, row.document, row.other) for row in entries(journal_of(body), body)][::-1]


@pytest.fixture
def referral(chain, bodies):
    return chain.referral(chain.lifted(), bodies.coordinating)


def test_what_came_in_and_what_went_out(chain, referral, bodies, cast):
    asked = chain.asked(chain.acknowledged(referral), asked_body=bodies.west)
    take(asked, "reply", actor=cast.lead_west, now=chain.tick(), text="To prosjekter.")
    chain.answered(chain.decided(chain.laid_before(asked)))
    home, west = bodies.south_east.name, bodies.west.name
    assert rows(bodies.coordinating) == [
        ("inn", "Løftet sak", home),
        ("ut", "Bekreftelse på mottak", home),
        ("ut", "Spørsmål om opplysninger", west),
        ("inn", "Opplysninger", west),
        ("internt", "Saksfremlegg", ""),
        ("internt", "Beslutning", ""),
        ("ut", "Svar", home),
    ]


def test_handed_on_it_left_one_and_came_to_the_other(chain, referral, bodies):
    chain.handed_on(referral, to=bodies.desk_dmp)
    assert rows(bodies.coordinating)[-1][:2] == ("ut", "Saken sendt videre")
    assert rows(bodies.desk_dmp) == [("inn", "Saken sendt videre", bodies.coordinating.name)]


def test_both_numbers_stand_there_and_an_exempt_case_has_no_title(chain, referral, bodies, cast):
    given = {"own_case_number": "26/1182", "legal_basis": "offentleglova § 14"}
    filed = take(referral, "file", actor=cast.coord_lead, now=chain.tick(), **given)
    row = entries(journal_of(bodies.coordinating), bodies.coordinating)[0]
    assert (row.their_number, row.our_number) == ("26/1182", filed.escalation.case_number)
    assert (row.title, row.legal_basis) == (SHIELDED, "offentleglova § 14")


def test_the_file_has_the_same_rows_and_no_formula(chain, bodies, cast, client_for):
    issue = chain.taken_up(chain.raised(title="=HYPERLINK(A1) om deling"))
    chain.lifted(chain.proposed(issue))
    response = client_for(cast.coord_lead).get("/loftede-saker/journal.csv")
    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert table[0][:4] == ["Dato", "Inn eller ut", "Dokument", "Sak"]
    assert table[1][3] == "'=HYPERLINK(A1) om deling"


def test_it_can_be_asked_for_between_two_days(chain, referral, cast, client_for):
    page = client_for(cast.coord_lead)
    assert referral.title in page.get("/loftede-saker/journal/").content.decode()
    later = page.get("/loftede-saker/journal/?fra=2099-01-01").content.decode()
    assert "Ingenting i journalen i denne tiden" in later


def test_an_empty_journal_says_what_comes_there(bodies, cast, client_for):
    page = client_for(cast.coord_lead).get("/loftede-saker/journal/").content.decode()
    assert "Ingenting i journalen ennå" in page
    assert "Velg andre datoer" not in page


def test_another_bodys_journal_is_hidden(chain, referral, bodies, cast, client_for):
    page = client_for(cast.owner_hdir)
    assert page.get(f"/loftede-saker/journal/?hos={bodies.desk_hdir.pk}").status_code == 200
    assert page.get(f"/loftede-saker/journal/?hos={bodies.coordinating.pk}").status_code == 404


def test_a_number_can_be_filed_after_the_answer(chain, bodies, cast):
    desk = chain.settled(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
    filed = take(desk, "file", actor=cast.owner_hdir, now=chain.tick(), own_case_number="26/9")
    assert (filed.state, filed.own_case_number) == ("answered", "26/9")
