"""A link in a mail that opens just these papers, once, for a member of the body that shall decide.

The code is signed, not stored: it names the event whose mail carried it, and the person. Opening takes
a click, because mail filters follow links; and what may be read is asked again each time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils.translation import gettext_lazy as _

from escalation.models import PaperOpening, Referral
from escalation.rules import takes_part
from escalation.telling import told_of
from network.audit import record
from network.models import Event, Person
from network.workflow import NotAllowed, NotPossible
from network.writing import writing

SALT = "escalation.paper"
LASTS = timedelta(days=30)
OPEN_FOR = timedelta(hours=8)
CARRIERS = ("referral.lay_before", "referral.new_link", "referral.deputy_sent")


def code_for(event, person):
    return signing.dumps([event.pk, person.pk], salt=SALT)


@dataclass(frozen=True)
class Link:
    referral: Referral
    person: Person
    event: Event


def read(code):
    """What a link opens and for whom, however old it is; None when we did not make it."""
    try:
        event_id, person_id = signing.loads(code, salt=SALT)
    except signing.BadSignature:
        return None
    event = Event.objects.filter(pk=event_id, verb__in=CARRIERS).first()
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if event is None or person is None:
        return None
    return Link(Referral.objects.for_lists().get(pk=event.target_id), person, event)


def _check_reads(link, now):
    seat = takes_part(link.person, link.referral, now)
    if seat is None or not link.referral.proposal:
        raise NotAllowed(_("Lenken er ikke gyldig lenger."))
    return seat


def is_fresh(link, now):
    """Neither used nor too old."""
    used = PaperOpening.objects.filter(event=link.event, person=link.person).exists()
    return not used and now - link.event.at <= LASTS


@writing()
def open_with(link, *, now):
    """Use the link. Raises NotPossible when it is used or too old, NotAllowed for whoever has left."""
    _check_reads(link, now)
    if now - link.event.at > LASTS:
        raise NotPossible(_("Lenken er for gammel."))
    opening, is_first = PaperOpening.objects.get_or_create(
        event=link.event, person=link.person, defaults={"referral": link.referral, "at": now}
    )
    if not is_first:
        raise NotPossible(_("Lenken er brukt."))
    return opening


@writing()
def send_new(link, *, now):
    """Send the same person a new link, at most one each hour."""
    seat = _check_reads(link, now)
    return record(
        "referral.new_link",
        actor=link.person,
        seat=seat,
        at=now,
        target=link.referral,
        key=f"paper-link:{link.referral.pk}:{link.person.pk}:{now:%Y-%m-%dT%H}",
        **told_of(link.referral, person=link.person.pk, deciding_name=link.referral.decides.name),
    )


def grant(session, link, now):
    """Remember in this browser what the link has opened."""
    granted = session.get("papers", {})
    granted[str(link.referral.pk)] = [link.person.pk, (now + OPEN_FOR).isoformat()]
    session["papers"] = granted


def reader(session, pk, now):
    """The person for whom this browser has these papers open, while they still take part; else None."""
    person_id, until = session.get("papers", {}).get(str(pk), (None, None))
    if person_id is None or now > datetime.fromisoformat(until):
        return None
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    referral = Referral.objects.for_lists().filter(pk=pk).first()
    return person if person and referral and takes_part(person, referral, now) else None
