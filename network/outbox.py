"""Sending what is owed: claim with a lease, check again that it may be seen, send, say so.

A claim whose lease has run out is uncertain: the message may have gone. It is never sent again
blindly, but shown to a person.
"""

import logging
from datetime import timedelta

from django.utils import timezone

from network.messages import compose
from network.models import Mail
from network.writing import writing

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
RETRY_AFTER = timedelta(minutes=2)
MAX_ATTEMPTS = 8


def send_due(now=None, limit=1000):
    """Send what is due. Returns how many were sent. Safe to run in any number of processes."""
    now = now or timezone.now()
    _mark_uncertain(now)
    sent = 0
    for pk in (
        Mail.objects.filter(state=Mail.State.DUE, due_at__lte=now)
        .order_by("due_at", "id")[:limit]
        .values_list("pk", flat=True)
    ):
        if _claim(pk, now):
            sent += _send(Mail.objects.select_related("person").get(pk=pk))
    return sent


def _claim(pk, now):
    """One UPDATE decides who sends it; the others see that no row changed."""
    changed = Mail.objects.filter(pk=pk, state=Mail.State.DUE).update(
        state=Mail.State.CLAIMED, lease_until=timezone.now() + LEASE
    )
    return changed == 1


def _mark_uncertain(now):
    Mail.objects.filter(state=Mail.State.CLAIMED, lease_until__lt=now).update(state=Mail.State.UNCERTAIN)


def _send(mail):
    message = compose(mail, timezone.now())
    if message is None:
        _finish(mail, Mail.State.DROPPED)
        return 0
    try:
        message.send()
    except OSError:
        # The server refused or could not be reached before it took the message: safe to try again.
        logger.warning("mail %s could not be sent", mail.pk)
        _put_back(mail)
        return 0
    _finish(mail, Mail.State.SENT)
    return 1


def _finish(mail, state):
    Mail.objects.filter(pk=mail.pk, state=Mail.State.CLAIMED).update(
        state=state, sent_at=timezone.now() if state == Mail.State.SENT else None, lease_until=None
    )


def _put_back(mail):
    attempts = mail.attempts + 1
    state = Mail.State.DUE if attempts < MAX_ATTEMPTS else Mail.State.UNCERTAIN
    Mail.objects.filter(pk=mail.pk, state=Mail.State.CLAIMED).update(
        state=state, attempts=attempts, lease_until=None, due_at=timezone.now() + RETRY_AFTER * attempts
    )


@writing()
def resolve_uncertain(mail, *, send_again, now):
    """A person's word on a mail nobody knows the fate of."""
    state, due = (Mail.State.DUE, now) if send_again else (Mail.State.SENT, mail.due_at)
    return Mail.objects.filter(pk=mail.pk, state=Mail.State.UNCERTAIN).update(state=state, due_at=due)
