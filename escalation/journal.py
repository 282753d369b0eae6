"""The journal list of a body: what came to it and what went from it, for its own archive.

Public bodies journal their case documents (offentleglova § 10, arkivforskrifta § 9). What is exempt is
listed without its title, with the legal basis.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from escalation.models import Referral
from network.deadlines import local_day
from network.models import Event

IN, OUT, WITHIN = _("inn"), _("ut"), _("internt")
# What each event is in a journal, and which way it went for the body that had the sak.
DOCUMENTS = {
    "referral.sent": (IN, _("Løftet sak")),
    "referral.acknowledge": (OUT, _("Bekreftelse på mottak")),
    "referral.ask": (OUT, _("Spørsmål om opplysninger")),
    "referral.reply": (IN, _("Opplysninger")),
    "referral.hand_on": (OUT, _("Saken sendt videre")),
    "referral.clarify": (OUT, _("Avklaring av ansvar")),
    "referral.new_date": (OUT, _("Ny svarfrist")),
    "referral.lay_before": (WITHIN, _("Saksfremlegg")),
    "referral.decide": (WITHIN, _("Beslutning")),
    "referral.settle": (OUT, _("Svar")),
    "referral.answer": (OUT, _("Svar")),
    "referral.sign_joint": (WITHIN, _("Signert felles svar")),
    "referral.answer_jointly": (OUT, _("Felles svar")),
    "referral.answered_jointly": (OUT, _("Felles svar")),
    "referral.correct": (WITHIN, _("Rettet beslutning")),
}
SHIELDED = _("Unntatt offentlighet")


@dataclass(frozen=True)
class Entry:
    on: date
    way: str
    document: str
    title: str
    our_number: str
    their_number: str
    legal_basis: str
    other: str


HEADER = (
    _("Dato"),
    _("Inn eller ut"),
    _("Dokument"),
    _("Sak"),
    _("Løfts saksnummer"),
    _("Eget saksnummer"),
    _("Hjemmel"),
    "Til/fra",
)


def journal_of(body):
    """The events of a body's journal, newest first; `entry_of` reads each."""
    stayed = Q(verb="referral.hand_on", data__before=F("data__holder"))
    had = Q(data__holder=body.pk) | Q(data__before=body.pk)
    return (
        Event.objects.filter(had, target_label="escalation.referral", verb__in=DOCUMENTS)
        .exclude(stayed)
        .filter(target_id__in=_held_by(body))
        .order_by("-pk")
    )


def _held_by(body):
    passed_through = Event.objects.filter(
        Q(data__before=body.pk),
        target_label="escalation.referral",
        verb__in=["referral.hand_on", "referral.succeed"],
    )
    ever = Q(recipient=body) | Q(holder=body) | Q(pk__in=passed_through.values("target_id"))
    return Referral.objects.filter(ever).values("pk")


def entries(events, body):
    """One row for each event of a journal; a constant number of queries."""
    events = list(events)
    referrals = Referral.objects.for_lists().in_bulk([event.target_id for event in events])
    return [_entry(event, referrals[event.target_id], body) for event in events]


def _entry(event, referral, body):
    way, document = DOCUMENTS[event.verb]
    came_here = event.data.get("before") not in (None, body.pk)
    if came_here:
        way = IN
    other = event.data.get("before_name") if came_here else event.data.get("asked_name")
    return Entry(
        on=local_day(event.at),
        way=way,
        document=document,
        title=SHIELDED if referral.legal_basis else referral.title,
        our_number=referral.escalation.case_number,
        their_number=referral.own_case_number,
        legal_basis=referral.legal_basis,
        other="" if way == WITHIN else other or referral.escalation.home_body.name,
    )
