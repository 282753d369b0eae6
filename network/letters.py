"""Letters: mail to a post address rather than to a person, kept as it was sent."""

from django.conf import settings
from django.template.loader import render_to_string

from network.links import url_for
from network.models import Letter, Mail
from network.notices import NEWS_FOR
from network.wake import wake_after_commit


def is_owed(event, body):
    """Whether a body gets letters, and this is news: what is told more than a day late is history."""
    return bool(body.post_email) and event.recorded_at - event.at <= NEWS_FOR


def owe_letter(event, body, *, title, about, file_name="", content=b""):
    """Owe `body` a covering letter of what an event did, with a PDF where there is one, in the event's
    transaction. Once for each event and body."""
    mail, is_new = Mail.objects.get_or_create(
        key=f"letter:{event.pk}:{body.pk}", defaults={"address": body.post_email, "due_at": event.at}
    )
    if is_new:
        link = url_for(event.target_label, event.target_id)
        text = render_to_string(
            "mail/letter.txt", {"about": about, "link": settings.SITE_URL + link, "has_file": bool(content)}
        )
        Letter.objects.create(
            mail=mail,
            event=event,
            body=body,
            subject=title[:250],
            text=text,
            file_name=file_name,
            content=content,
        )
        wake_after_commit("outbox")


def owe_note(event, address, *, number, subject, text):
    """Owe `address`, which belongs to no body here, a plain letter of what an event did. Once for each event
    and `number`. What is told more than a day late is history, and owed nobody."""
    if event.recorded_at - event.at > NEWS_FOR:
        return
    mail, is_new = Mail.objects.get_or_create(
        key=f"letter:{event.pk}:0:{number}", defaults={"address": address, "due_at": event.at}
    )
    if is_new:
        Letter.objects.create(mail=mail, event=event, subject=subject[:250], text=text)
        wake_after_commit("outbox")
