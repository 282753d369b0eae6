"""What mails say: weekly by default, by case and newest first; never more than its reader should have."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import get_template

from network import notices, outbox
from network.messages import compose
from network.models import Mail, MailChoice, Notice
from network.registries import told_of
from network.unsubscribing import address_for, code_for
from network.workflow import take

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", told_of())
def test_all_that_somebody_is_told_of_has_its_words(verb):
    words = get_template(f"mail/{verb}.txt").template.source
    assert "{% extends" in words
    assert "{% block body %}" in words or "mail/base.txt" not in words


def digest_of(person, chain):
    return Mail.objects.get(person=person, key__startswith="digest:")


def test_news_come_once_a_week_unless_someone_chose_otherwise(chain, cast):
    chain.taken_up()
    due = digest_of(cast.member, chain).due_at.astimezone(notices.OSLO)
    assert (due.weekday(), due.hour, due.minute) == (0, 7, 0)
    assert notices.breaches() == []


@pytest.mark.parametrize(
    ("at", "digest"),
    [
        (datetime(2026, 3, 23, 5, 59, tzinfo=UTC), datetime(2026, 3, 23, 6, tzinfo=UTC)),
        (datetime(2026, 3, 23, 6, tzinfo=UTC), datetime(2026, 3, 30, 5, tzinfo=UTC)),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), datetime(2026, 10, 26, 6, tzinfo=UTC)),
    ],
)
def test_the_weekly_digest_comes_on_monday_at_seven_also_when_the_clock_changes(at, digest):
    assert notices.digest_time(at, MailChoice.Choice.WEEKLY) == digest


def test_a_digest_is_by_case_newest_first_a_line_each(chain, cast):
    first = chain.taken_up(chain.raised(title="Den første saken"))
    chain.taken_up(chain.raised(title="Den andre saken"))
    take(first, "hold", actor=cast.lead, now=chain.tick(), reason="Vi venter.", until=chain.now.date() + timedelta(days=9))  # fmt: skip
    message = compose(digest_of(cast.member, chain), chain.now)
    text = message.body
    order = [text.index(words) for words in ("Den første saken", "på vent", "er tatt inn", "Den andre saken")]
    assert order == sorted(order)
    assert text.count("Den første saken") == 1
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert '<html lang="nb">' in html
    assert "<img" not in html
    for words in ("Den første saken", "Den andre saken", "på vent"):
        assert words in html


def test_what_has_been_read_does_not_come_again_and_then_there_is_no_mail(chain, cast):
    chain.taken_up()
    mail = digest_of(cast.member, chain)
    assert compose(mail, chain.now)
    notices.mark_read(cast.member, now=chain.now)
    assert compose(mail, chain.now) is None
    Mail.objects.update(due_at=chain.now)
    outbox.send_due()
    mail.refresh_from_db()
    assert mail.state == Mail.State.DROPPED


def test_a_subject_says_nothing_of_a_restricted_case(chain, cast, mailoutbox):
    issue = chain.taken_up(chain.raised(restricted=True, title="Navn på leverandør"))
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Slik.")
    Mail.objects.update(due_at=chain.now)
    outbox.send_due()
    assert len(mailoutbox) > 2
    for message in mailoutbox:
        assert "leverandør" not in message.subject + message.body + message.alternatives[0].content
    assert "Løft: en skjermet sak trenger deg" in {message.subject for message in mailoutbox}


def test_the_networks_answer_is_marked_as_advice(chain, cast, mailoutbox):
    for step, given in (("answer", {}), ("refer", {"to": "REK", "reason": "Deres felt."})):
        take(chain.taken_up(), step, actor=cast.lead, now=chain.tick(), text="Slik.", **given)
    outbox.send_due()
    answers = [m for m in mailoutbox if m.subject.startswith(("Svar:", "Henvist"))]
    assert len(answers) == 2
    assert all("Råd fra nettverket – ikke normerende" in message.body for message in answers)


def test_one_click_turns_news_off_without_signing_in_and_what_needs_you_still_comes(
    chain, cast, client, mailoutbox
):
    issue = chain.taken_up()
    Mail.objects.update(due_at=chain.now)
    outbox.send_due()
    (news,) = [message for message in mailoutbox if message.to == [cast.member.email]]
    assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<(.+)>", news.extra_headers["List-Unsubscribe"])[1]
    assert address == address_for(cast.member)
    path = "/" + address.split("/", 3)[3]
    assert "<button" in client.get(path).content.decode()
    assert notices.chosen(cast.member) == MailChoice.Choice.WEEKLY
    done = client.post(path, {"List-Unsubscribe": "One-Click"}).content.decode()
    client.post(path)
    assert "Det du må gjøre noe med" in done
    assert MailChoice.objects.filter(person=cast.member).count() == 1
    chain.now = max(chain.now, MailChoice.objects.get().since)
    take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Slik.")
    chain.taken_up()
    assert [m.key.split(":")[0] for m in Mail.objects.filter(person=cast.member, state="due")] == ["event"]
    assert notices.breaches() == []


def test_what_needs_you_has_no_header_that_turns_it_off(chain, cast, mailoutbox):
    chain.raised()
    outbox.send_due()
    assert mailoutbox
    assert not [message for message in mailoutbox if "List-Unsubscribe" in message.extra_headers]


def test_a_link_that_was_not_signed_here_is_nobodys(cast, client):
    assert client.post(f"/varsler/av/{code_for(cast.member)}x/").status_code == 404
    assert not MailChoice.objects.exists()


def test_the_mail_says_where_the_case_is_and_its_link_leads_there_after_sign_in(
    chain, cast, client, mailoutbox
):
    MailChoice.objects.create(person=cast.member, choice="each", since=chain.now)
    issue = chain.taken_up()
    outbox.send_due()
    (message,) = [m for m in mailoutbox if m.to == [cast.member.email] and "tatt inn" in m.subject]
    assert "Regionalt KI-nettverk Helse Sør-Øst har saken. Lead tok saken inn" in message.body
    assert "Du kan fortelle hva dere har prøvd" in message.body
    path = f"/innmeldinger/{issue.pk}/"
    assert path in message.body
    assert client.get(path).url.endswith(f"?next={path}")
    assert Notice.objects.filter(person=cast.member).exists()
