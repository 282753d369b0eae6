"""The case, and later the answer, goes as a PDF to the post address of whoever has it: once, kept as sent."""

import io
from datetime import timedelta

import pikepdf
import pytest

from escalation.models import Escalation
from network.models import Letter, Mail
from network.outbox import send_due
from network.workflow import take
from tests.steps import Chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(bodies):
    for body in (bodies.coordinating, bodies.desk_dmp):
        body.post_email = f"{body.slug}@etat.example"
        body.save()


def letters_to(body):
    return list(Letter.objects.filter(body=body).order_by("pk"))


def test_the_case_goes_to_the_post_address_with_both_numbers_and_a_tagged_pdf(
    posts, chain, bodies, cast, mailoutbox
):
    escalation = chain.lifted()
    send_due()
    (message,) = [mail for mail in mailoutbox if mail.to == ["coordinating@etat.example"]]
    assert message.subject == f"Løftet sak {escalation.case_number}: {escalation.title}"
    assert f"Vårt saksnummer: {escalation.case_number}" in message.body
    ((name, content, kind),) = message.attachments
    assert (name, kind) == (f"Løftet sak {escalation.case_number.replace('/', '-')}.pdf", "application/pdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "nb-NO"
    assert letters_to(bodies.desk_hdir) == [], "a body without a post address gets none"


def test_the_answer_goes_with_the_recipients_own_number_and_legal_basis(
    posts, chain, bodies, cast, mailoutbox
):
    group = chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))
    take(
        group,
        "file",
        actor=cast.coord_lead,
        now=chain.tick(),
        own_case_number="26/1234",
        legal_basis="offentleglova § 14",
    )
    chain.answered(chain.decided(chain.laid_before(group)))
    send_due()
    answer = [mail for mail in mailoutbox if mail.to == ["coordinating@etat.example"]][-1]
    assert answer.subject.startswith("Svar på løftet sak")
    assert "Deres saksnummer: 26/1234" in answer.body
    assert "Unntatt offentlighet: offentleglova § 14" in answer.body


def test_handed_on_it_goes_to_whoever_has_it_now(posts, chain, bodies):
    referral = chain.referral(chain.lifted(), bodies.coordinating)
    chain.handed_on(referral, to=bodies.desk_dmp)
    assert len(letters_to(bodies.coordinating)) == len(letters_to(bodies.desk_dmp)) == 1


def test_of_a_restricted_case_only_that_it_is_there(posts, chain, bodies):
    escalation = chain.proposed()
    Escalation.objects.update(restricted=True)
    escalation.refresh_from_db()
    chain.lifted(escalation)
    (letter,) = letters_to(bodies.coordinating)
    assert letter.subject == f"Løftet sak {escalation.case_number}: skjermet sak"
    assert escalation.title not in letter.text
    assert bytes(letter.content) == b""


def test_what_was_sent_is_kept_and_sent_once(posts, chain, bodies, mailoutbox):
    chain.lifted()
    send_due()
    send_due()
    (letter,) = letters_to(bodies.coordinating)
    assert letter.mail.state == Mail.State.SENT
    assert len([mail for mail in mailoutbox if mail.to == [letter.mail.address]]) == 1


def test_what_is_told_of_the_past_is_never_sent(posts, cast, bodies, organisations, now):
    Chain(cast, bodies, organisations, now - timedelta(days=40)).lifted()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("text", ["#let x = 1 $a$ <b>", "\U0001f600 \x07\u202e" + "å" * 3000, "- én\n- to"])
def test_whatever_people_have_written_can_be_sent(posts, chain, bodies, text):
    chain.lifted(chain.proposed(chain.taken_up(chain.raised(text=text))))
    (letter,) = letters_to(bodies.coordinating)
    assert bytes(letter.content).startswith(b"%PDF")
