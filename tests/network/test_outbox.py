"""Sending: once, by whoever comes first, and only what may still be seen."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections
from django.utils import timezone

from issues.models import Issue
from network import outbox
from network.models import Mail
from network.wake import wake


class Unreachable(EmailBackend):
    """A mail server that refuses the connection."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_each_mail_goes_once(chain, cast, mailoutbox):
    chain.taken_up()
    outbox.send_due()
    outbox.send_due()
    ids = [message.extra_headers["Message-ID"] for message in mailoutbox]
    assert len(ids) == len(set(ids)) == Mail.objects.filter(state="sent").count() > 0


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_each_mail_once(chain, mailoutbox):
    chain.all_answered()
    owed = Mail.objects.filter(state="due", due_at__lte=timezone.now()).count()

    def send():
        outbox.send_due()
        connections.close_all()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(mail.outbox) == owed
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == owed


def test_a_claim_that_nobody_finished_is_shown_to_a_person_and_not_sent_again(chain, mailoutbox):
    chain.raised()
    Mail.objects.update(state="claimed", lease_until=timezone.now() - timedelta(seconds=1))
    assert outbox.send_due() == 0
    assert set(Mail.objects.values_list("state", flat=True)) == {"uncertain"}
    assert mailoutbox == []


def test_a_person_decides_on_what_is_uncertain(chain, mailoutbox, now):
    chain.raised()
    Mail.objects.update(state="uncertain")
    one, other = Mail.objects.order_by("pk")
    outbox.resolve_uncertain(one, send_again=True, now=now)
    outbox.resolve_uncertain(other, send_again=False, now=now)
    outbox.send_due(timezone.now())
    assert [message.to for message in mailoutbox] == [[one.address]]


def test_a_server_that_cannot_be_reached_is_tried_again_later(chain, settings, mailoutbox):
    chain.raised()
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    outbox.send_due()
    assert set(Mail.objects.values_list("state", "attempts")) == {("due", 1)}
    settings.EMAIL_BACKEND = backend
    assert outbox.send_due() == 0, "not before its time"
    Mail.objects.update(due_at=timezone.now())
    assert outbox.send_due() == 2


def test_a_server_that_never_answers_ends_with_a_person(chain, settings):
    chain.raised()
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    for _ in range(outbox.MAX_ATTEMPTS):
        Mail.objects.update(due_at=timezone.now())
        outbox.send_due()
    assert set(Mail.objects.values_list("state", flat=True)) == {"uncertain"}


def test_what_one_may_no_longer_see_is_not_sent(chain, cast, mailoutbox):
    issue = chain.raised()
    chain.endorsed(issue)
    chain.lifted(chain.proposed(chain.taken_up(issue), recipients=None))
    cast.owner_hdir.seats.update(ends_at=timezone.now())
    outbox.send_due()
    assert cast.owner_hdir.email not in {message.to[0] for message in mailoutbox}
    assert set(Mail.objects.filter(person=cast.owner_hdir).values_list("state", flat=True)) == {"dropped"}


def test_a_broker_that_is_down_keeps_nobody_from_their_work(broker_down, chain, caplog):
    wake("outbox")
    assert "could not wake outbox" in caplog.text
    assert Issue.objects.filter(pk=chain.raised().pk).exists()
