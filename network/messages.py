"""What a mail says: text and HTML from the same words, and nothing that its reader may no longer see."""

from itertools import groupby

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.deadlines import date_text, local_day
from network.language import said_to
from network.links import url_for
from network.models import Notice
from network.registries import attachments_of
from network.retelling import quoting, retold
from network.unsubscribing import address_for
from network.viewer import Viewer

HIDDEN_CASE = _("Skjermet sak")
NEUTRAL = {True: _("Løft: en skjermet sak trenger deg"), False: _("Løft: nytt i en skjermet sak")}
DIGEST_SUBJECT = _("Løft: oppsummering")


def compose(mail, now):
    """The message in its reader's language, from what they may still see; None when nothing of it is left. What
    has been read on the site does not come again in a digest."""
    with said_to(mail.person):
        return _composed(mail, now)


def _composed(mail, now):
    if mail.person is None:
        return _of_letter(mail)
    is_digest = mail.key.startswith("digest:")
    read = [notice for notice in _notices(mail) if not (is_digest and notice.read_at)]
    seen = targets_seen(Viewer(mail.person, now), [notice.event for notice in read])
    notices = [notice for notice in read if notice.event.target in seen]
    if not notices:
        return None
    if is_digest:
        return _message(mail, DIGEST_SUBJECT, notices, groups=list(_grouped(notices, seen)))
    (notice,) = notices
    subject, body = wording(notice.event, mail.person)
    if is_hidden(seen[notice.event.target]):
        title = retold(notice.event.data).get("title")
        subject, body = NEUTRAL[notice.needs_you], body.replace(title, gettext("saken")) if title else body
    return _message(mail, subject, notices, body=body)


def _message(mail, subject, notices, **said):
    """Both parts, and where everything in it is news rather than needed, the header that turns it off."""
    off = address_for(mail.person)
    subject = str(subject)  # in the reader's language: it is sent when that is no longer the one here
    shared = said | {"subject": subject, "site": settings.SITE_URL, "choose": _choose(), "off": off}
    headers = {"Message-ID": f"<{mail.key}@loft>"}
    if not any(notice.needs_you for notice in notices):
        headers |= {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(
        subject, render_to_string("mail/whole.txt", shared).strip(), to=[mail.address], headers=headers
    )
    message.attach_alternative(render_to_string("mail/whole.html", shared), "text/html")
    for notice in notices:
        for file in attachments_of(notice.event, mail.person):
            message.attach(*file)
    return message


def _choose():
    return settings.SITE_URL + reverse("mail-choice")


def _grouped(notices, seen):
    """A digest: by case, the case with the newest first, and within it the newest first, a line for each."""
    newest_first = sorted(notices, key=lambda notice: -notice.pk)
    order = {}
    for notice in newest_first:
        order.setdefault(notice.event.target, len(order))
    by_case = sorted(newest_first, key=lambda notice: order[notice.event.target])  # stable: newest first
    for target, rows in groupby(by_case, key=lambda notice: notice.event.target):
        events = [notice.event for notice in rows]
        hidden = is_hidden(seen[target])
        yield {
            "title": HIDDEN_CASE if hidden else str(seen[target]),
            "link": link_to(events[0]),
            "lines": [_line(event, hidden) for event in events],
        }


def _line(event, hidden):
    """What happened, without the title that stands above, and when."""
    title = retold(event.data).get("title") or ""
    said = wording(event)[0].removesuffix(f": {title}")
    if hidden and (not title or title in said):
        said = gettext("Nytt i saken")
    return f"{said}, {date_text(local_day(event.at))}"


def _of_letter(mail):
    letter = mail.letter
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[mail.address], headers={"Message-ID": f"<{mail.key}@loft>"}
    )
    if letter.content:
        message.attach(letter.file_name, bytes(letter.content), "application/pdf")
    return message


def _notices(mail):
    notices = Notice.objects.filter(mail=mail).select_related("event__actor", "event__seat__organisation")
    return notices.order_by("id")


def targets_seen(viewer, events):
    """What some events are about and `viewer` may still see, by «label:id»; a question for each kind."""
    ids = {}
    for event in events:
        ids.setdefault(event.target_label, set()).add(event.target_id)
    found = {}
    for label, pks in ids.items():
        for target in apps.get_model(label).objects.visible_to(viewer).filter(pk__in=pks):
            found[f"{label}:{target.pk}"] = target
    return found


def is_hidden(target):
    """Whether its title must not stand in the subject of a mail: a restricted case, or a part of one."""
    case = getattr(target, "escalation", None)
    return bool(getattr(target, "restricted", False) or getattr(case, "restricted", False))


def wording(event, person=None):
    """Subject and body of what an event says: the first line of its template, and the rest. In a mail
    to `person` there may be a part for that person alone."""
    context = {
        "event": event,
        "data": retold(event.data),
        "link": link_to(event),
        "site": settings.SITE_URL,
        "person": person,
    }
    text = render_to_string(f"mail/{event.verb}.txt", context)
    subject, _, body = text.strip().partition("\n")
    return quoting(subject.strip(), context["data"]), body.strip()


def link_to(event):
    return settings.SITE_URL + url_for(event.target_label, event.target_id)
