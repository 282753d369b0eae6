"""Sending what is owed: claim with a lease, check again that it may be seen, send, say so.

A claim whose lease has run out is uncertain: the message may have gone. It is never sent again
blindly, but shown to a person.
"""

import logging
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from network.links import url_for
from network.models import Mail, Notice
from network.registries import attachments_of
from network.viewer import Viewer

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


@transaction.atomic
def resolve_uncertain(mail, *, send_again, now):
    """A person's word on a mail nobody knows the fate of."""
    state, due = (Mail.State.DUE, now) if send_again else (Mail.State.SENT, mail.due_at)
    return Mail.objects.filter(pk=mail.pk, state=Mail.State.UNCERTAIN).update(state=state, due_at=due)


def compose(mail, now):
    """The message, from what its reader may still see; None when nothing of it is left."""
    if mail.person is None:
        return _of_letter(mail)
    notices = readable_notices(mail, now)
    if not notices:
        return None
    if len(notices) == 1 and not mail.key.startswith("digest:"):
        subject, body = wording(notices[0].event, mail.person)
    else:
        subject = "Løft: oppsummering"
        body = "\n\n".join(
            f"{wording(notice.event)[0]}\n{link_to(notice.event)}" for notice in reversed(notices)
        )
    footer = render_to_string("mail/footer.txt", {"site": settings.SITE_URL})
    message = EmailMessage(
        subject, f"{body}\n\n{footer}", to=[mail.address], headers={"Message-ID": f"<{mail.key}@loft>"}
    )
    for notice in notices:
        for file in attachments_of(notice.event, mail.person):
            message.attach(*file)
    return message


def _of_letter(mail):
    letter = mail.letter
    message = EmailMessage(
        letter.subject, letter.text, to=[mail.address], headers={"Message-ID": f"<{mail.key}@loft>"}
    )
    if letter.content:
        message.attach(letter.file_name, bytes(letter.content), "application/pdf")
    return message


def readable_notices(mail, now):
    viewer = Viewer(mail.person, now)
    notices = Notice.objects.filter(mail=mail).select_related("event__actor", "event__seat__organisation")
    return [notice for notice in notices.order_by("id") if may_see_target(viewer, notice.event)]


def may_see_target(viewer, event):
    model = apps.get_model(event.target_label)
    return model.objects.visible_to(viewer).filter(pk=event.target_id).exists()


def wording(event, person=None):
    """Subject and body of what an event says: the first line of its template, and the rest. In a mail
    to `person` there may be a part for that person alone."""
    context = {
        "event": event,
        "data": event.data or {},
        "link": link_to(event),
        "site": settings.SITE_URL,
        "person": person,
    }
    text = render_to_string(f"mail/{event.verb}.txt", context)
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip()


def link_to(event):
    return settings.SITE_URL + url_for(event.target_label, event.target_id)
