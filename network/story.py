"""The timeline of a case, in plain words: what people did, oldest first."""

from dataclasses import dataclass
from datetime import datetime

from network.audit import timeline

# What each event says on a timeline, and which part of its data is quoted below. The wording is bokmål
# because it is what people read; the verbs are the tables'.
SAID = {
    "project.registered": ("Prosjektet ble registrert", ""),
    "project.edited": ("Prosjektet ble endret", ""),
    "experience.reported": ("Erfaring meldt: {title}", ""),
    "issue.raised": ("Meldt inn", ""),
    "issue.endorsed": ("«Gjelder oss også»: {organisation}", ""),
    "issue.assessed": ("Vurdert", ""),
    "issue.take_up": ("Tatt inn i nettverket", ""),
    "issue.answer": ("Besvart i nettverket", "text"),
    "issue.refer": ("Henvist til {to}", "text"),
    "issue.hold": ("Satt på vent til {until}", "text"),
    "issue.resume": ("Tatt opp igjen", ""),
    "issue.wake_up": ("Tatt opp igjen på datoen", ""),
    "issue.not_helped": ("Svaret hjalp ikke", "text"),
    "escalation.drafted": ("Utkast til sak som kan løftes", ""),
    "escalation.propose": ("Foreslått løftet av nettverket: {lifting_body} tar stilling", "ask"),
    "escalation.send_back": ("Sendt tilbake", "reason"),
    "escalation.lift": ("Løftet til {recipients}", "reason"),
    "escalation.not_lift": ("Ikke løftet", "reason"),
    "escalation.withdraw": ("Trukket", "reason"),
    "escalation.verdict": ("Løste svaret saken? {helped}", "text"),
    "escalation.close_in_time": ("Avsluttet: tiden for tilbakemeldinger er ute", ""),
    "referral.acknowledge": ("Mottatt av {holder_name}, saksbehandler {officer}", ""),
    "referral.lay_before": ("{holder_name} legger saken frem for {deciding_name}", "proposal"),
    "referral.ask": ("{holder_name} ber om opplysninger", "question"),
    "referral.reply": ("Opplysninger gitt til {holder_name}", "text"),
    "referral.decide": ("{deciding_name} besluttet: {outcome}", "wording"),
    "referral.answer": ("Svar fra {holder_name}", "text"),
    "referral.settle": ("Svar fra {holder_name}: {outcome}", "text"),
    "entry.published": ("Publisert på informasjonssiden", ""),
}
PLAIN = {"yes": "Ja", "partly": "Delvis", "no": "Nei"}


@dataclass(frozen=True)
class Moment:
    """One line of the story, as the timeline partial shows it."""

    at: datetime
    title: str
    text: str
    who: str
    on_behalf_of: str
    url: str = ""
    tone: str = ""


def story_of(*cases, without=()):
    """`without`: verbs that this page tells of elsewhere, or that not all its readers may know of."""
    said = SAID.keys() - set(without)
    return [_moment(event) for event in timeline(*cases) if event.verb in said]


def _moment(event):
    wording, quoted = SAID[event.verb]
    data = event.data or {}
    return Moment(
        at=event.at,
        title=wording.format_map(_Words(data)),
        text=data.get(quoted, "") if quoted else "",
        who=event.actor.name,
        on_behalf_of=event.seat.organisation.called if event.seat else "",
    )


class _Words(dict):
    """The data of an event as words; what has been erased reads as «…»."""

    def __init__(self, data):
        super().__init__({key: _word(key, value) for key, value in data.items()})

    def __missing__(self, key):
        return "…"


def _word(key, value):
    if isinstance(value, list):
        return " og ".join(str(part) for part in value)
    return PLAIN.get(value, value) if key == "helped" else value
