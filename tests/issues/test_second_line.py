"""Second line: what was tried first, and the answer back to those who tried."""

import pytest
from django.urls import reverse

from network import notices, outbox
from network.models import Mail, Notice
from network.workflow import take

pytestmark = pytest.mark.django_db


def tell(browser, issue, email=""):
    sent = {"tried": "Startet på nytt.", "unit": "IKT i Vestre Viken", "email": email}
    return browser.post(reverse("first-line", args=[issue.pk]), sent)


def test_it_stands_on_the_page(chain, cast, client_for):
    issue = chain.raised()
    tell(client_for(cast.member), issue)
    page = client_for(cast.member_west).get(f"/innmeldinger/{issue.pk}/").content.decode()
    assert "Startet på nytt." in page
    assert "IKT i Vestre Viken" in page


def test_a_first_line_with_an_account_sees_the_case_and_has_the_answer(chain, cast, client_for):
    issue = chain.raised(restricted=True)
    tell(client_for(cast.member), issue, "outsider@loft.example")
    assert client_for(cast.outsider).get(f"/innmeldinger/{issue.pk}/").status_code == 200
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Bytt kabel.")
    assert Notice.objects.get(person=cast.outsider).needs_you
    assert notices.breaches() == []


def test_one_without_an_account_has_it_as_a_letter(chain, cast, client_for, mailoutbox):
    issue = chain.raised()
    tell(client_for(cast.member), issue, "ikt@foretak.example")
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Bytt kabel.")
    outbox.send_due()
    (letter,) = [message for message in mailoutbox if message.to == ["ikt@foretak.example"]]
    assert "Bytt kabel." in letter.body
    assert "Råd fra nettverket – ikke normerende" in letter.body


def test_of_a_restricted_case_the_letter_says_only_that_it_is_answered(chain, cast, client_for, mailoutbox):
    issue = chain.raised(restricted=True)
    tell(client_for(cast.member), issue, "ikt@foretak.example")
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Bytt kabel.")
    outbox.send_due()
    (letter,) = [message for message in mailoutbox if message.to == ["ikt@foretak.example"]]
    assert "kabel" not in letter.body
    assert issue.title not in letter.subject + letter.body


def test_the_answer_from_where_it_was_lifted_goes_there_too(chain, cast, bodies, client_for):
    issue = chain.taken_up()
    tell(client_for(cast.member), issue, "ikt@foretak.example")
    lifted = chain.lifted(chain.proposed(issue, recipients=[bodies.desk_hdir]), recipients=[bodies.desk_hdir])
    chain.settled(chain.acknowledged(chain.referral(lifted, bodies.desk_hdir)))
    assert Mail.objects.filter(address="ikt@foretak.example").count() == 1
