"""The timeline of a case, in plain words: what people did, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from network.audit import label_of, timeline
from network.deadlines import OSLO
from network.models import EventAbout

# What each event says on a timeline, and which part of its data is quoted below. The wording is bokmål
# because it is what people read; the verbs are the tables'.
SAID = {
    "admission.asked": ("Bedt om å bli medlem", ""),
    "admission.invited": ("Invitert", ""),
    "admission.revoked": ("Invitasjonen ble trukket", ""),
    "admission.applied": ("Søkt om å bli medlem av {body}", ""),
    "admission.joined": ("Ble medlem av {body}", ""),
    "admission.granted": ("Søknaden ble godkjent", ""),
    "admission.declined": ("Søknaden ble avslått", "reason"),
    "membership.given": ("En rolle ble gitt", ""),
    "membership.taken_back": ("Et medlemskap ble avsluttet", ""),
    "second_factor.reset": ("To-trinns innlogging ble nullstilt", ""),
    "person.erased": ("En bruker ble slettet", ""),
    "issue.passed_on": ("{to_name} følger saken etter {before_name}", ""),
    "forum.suggested": ("Foreslått", ""),
    "forum.checked": ("Kontrollert", ""),
    "forum.declined": ("Ikke tatt inn", "text"),
    "forum.contact": ("Nettverket har hatt kontakt: {step}", "text"),
    "tool.shared": ("Delt", ""),
    "tool.adopted": ("{organisation} bruker det", ""),
    "competence.told": ("Meldt", ""),
    "resource.said_yes": ("Sagt ja til å bli spurt", ""),
    "resource.ended": ("Ikke lenger på listen", ""),
    "project.registered": ("Prosjektet ble registrert", ""),
    "project.edited": ("Prosjektet ble endret", ""),
    "project.imported": ("Hentet inn fra {source}", ""),
    "project.import_changed": ("Endret etter {source}", ""),
    "project.decided": ("Gjennomføring besluttet {day_text}", ""),
    "project.confirmed": ("Bekreftet: dette stemmer", ""),
    "project.handed_over": ("{owner_name} er ny kontakt", "reason"),
    "project.joined": ("{organisation} ble med i prosjektet", ""),
    "project.error_reported": ("En leser meldte en feil", ""),
    "project.error_answered": ("Meldt feil besvart: {outcome_text}", ""),
    "experience.reported": ("Erfaring meldt: {title}", ""),
    "experience.used": ("Et prosjekt brukte erfaringen: {title}", ""),
    "need.shared": ("Flere spurt om å melde behovet inn sammen", ""),
    "issue.raised": ("Meldt inn", ""),
    "issue.first_line": ("Prøvd først av {unit}", ""),
    "issue.project_linked": ("Behovet er koblet til et prosjekt", ""),
    "issue.project_unlinked": ("Et prosjekt er koblet fra behovet", ""),
    "issue.endorsed": ("«Gjelder oss også»: {organisation}", ""),
    "issue.backed": ("{organisation} står bak", ""),
    "issue.anonymised": ("Anonymisert tekst skrevet", ""),
    "issue.anonymised_shown": ("Den anonymiserte teksten ble vist for nettverket", ""),
    "issue.assessed": ("Vurdert", ""),
    "issue.take_up": ("Tatt inn i nettverket", "text"),
    "issue.answer": ("Besvart i nettverket", "text"),
    "issue.refer": ("Henvist til {to}", "text"),
    "issue.hold": ("Satt på vent til {until}", "text"),
    "issue.resume": ("Tatt opp igjen", ""),
    "issue.wake_up": ("Tatt opp igjen på datoen", ""),
    "issue.merge_proposed": (
        "Foreslått slått sammen med «{into_title}», om ingen sier nei innen {due}",
        "text",
    ),
    "issue.merge_objected": ("Ikke slått sammen med «{into_title}»", "text"),
    "issue.merge_lapsed": ("Forslaget om å slå sammen falt bort", ""),
    "issue.agree": ("Slått sammen med «{into_title}»", ""),
    "issue.merge": ("Slått sammen med «{into_title}»", ""),
    "issue.merged_here": ("«{from_title}» er slått sammen med denne", ""),
    "issue.unmerge": ("Skilt fra «{into_title}»", "text"),
    "issue.parted_here": ("«{from_title}» er skilt fra denne", "text"),
    "issue.classified": ("Klassifisert: {instrument_text}", "tension"),
    "issue.not_helped": ("Svaret hjalp ikke", "text"),
    "comment.normative": ("Normativt svar fra {desk}", ""),
    "attachment.withdrawn": ("Vedlegg trukket: {name}", "reason"),
    "escalation.drafted": ("Utkast til sak som kan løftes", ""),
    "escalation.propose": ("Foreslått løftet av nettverket: {lifting_body} tar stilling", "ask"),
    "escalation.send_back": ("Sendt tilbake", "reason"),
    "escalation.lift": ("Løftet til {recipients}", "reason"),
    "escalation.not_lift": ("Ikke løftet", "reason"),
    "escalation.withdraw": ("Trukket", "reason"),
    "escalation.add_recipient": ("Sendt også til {recipient_name}", "reason"),
    "escalation.supplement": ("Nye opplysninger", "text"),
    "escalation.widen": ("Gjort synlig for {reach}", ""),
    "escalation.reopen": ("Ny runde hos {recipients}", "reason"),
    "escalation.keep": ("Svaret står", "reason"),
    "escalation.succeed": ("{after} tok over etter {before}", ""),
    "escalation.verdict": ("Løste svaret saken? {helped}", "text"),
    "escalation.close_in_time": ("Avsluttet: tiden for tilbakemeldinger er ute", ""),
    "referral.new_link": ("Ny lenke til sakspapiret sendt", ""),
    "referral.file": ("Arkivopplysninger ført", ""),
    "referral.acknowledge": ("Mottatt av {holder_name}, saksbehandler {officer}", ""),
    "referral.lay_before": ("{holder_name} legger saken frem for {deciding_name}", "proposal"),
    "referral.hand_on": ("{before_name} sendte saken videre til {holder_name}", "reason"),
    "referral.clarify": ("Ansvaret er avklart: {holder_name} har saken", "reason"),
    "referral.ask": ("{holder_name} spør {asked_name}", "question"),
    "referral.no_reply": ("Ingen opplysninger kom fra {asked_name}: fristen løper igjen", ""),
    "referral.new_date": ("{holder_name} satte ny svarfrist: {due_text}", "reason"),
    "referral.defer": ("{deciding_name} utsatte saken til {treated_text}", "reason"),
    "referral.authorise": ("{deciding_name} ga {authorised} fullmakt til {until_text}", "limits"),
    "referral.correct": ("{deciding_name} rettet beslutningen: {outcome}", "wording"),
    "referral.succeed": ("{holder_name} tok over etter {before_name}", ""),
    "referral.reply": ("Opplysninger gitt til {holder_name}", "text"),
    "referral.decide": ("{deciding_name} besluttet: {outcome}", "wording"),
    "referral.answer": ("Svar fra {holder_name}", "text"),
    "referral.start_joint": ("{partner_names} svarer sammen", ""),
    "referral.draft_joint": ("{holder_name} skrev på det felles svaret", ""),
    "referral.sign_joint": ("{holder_name} signerte det felles svaret", ""),
    "referral.leave_joint": ("{holder_name} svarer selv", "reason"),
    "referral.answer_jointly": ("Felles svar fra {partner_names}", "text"),
    "referral.settle": ("Svar fra {holder_name}: {outcome}", "text"),
    "change.registered": ("Endring: {title} ({state_text})", ""),
    "change.to_ministry": ("Endringen er {state_text}: {title}", "text"),
    "change.to_hearing": ("Endringen er {state_text}: {title}", "text"),
    "change.adopt": ("Endringen er {state_text}: {title}", "text"),
    "change.not_adopt": ("Endringen er {state_text}: {title}", "text"),
    "change.into_plan": ("Endringen er {state_text}: {title}", "agreed"),
    "change.complete": ("Endringen er {state_text}: {title}", "text"),
    "change.drop": ("Endringen er {state_text}: {title}", "text"),
    "change.overtaken": ("Endringen er {state_text}: {title}", "text"),
    "change.overtaken_rule": ("Endringen er {state_text}: {title}", "text"),
    "change.reworded": ("Beslutningen er rettet: {title}", ""),
    "change.hand_over": ("{follower_name} følger endringen", ""),
    "meeting.item_parked": ("Lagt bort i møte i {body}", "why"),
    "meeting.item_declined": ("Avvist i møte i {body}", "why"),
    "meeting.moved": ("Møtet ble flyttet til {to}", "why"),
    "meeting.cancelled": ("Møtet ble avlyst", "why"),
    "meeting.updated": ("Sakslisten ble sendt ut på nytt", ""),
    "issue.succeed": ("{body_name} tok over etter {before_name}", ""),
    "entry.published": ("Publisert på informasjonssiden: {title}", ""),
    "entry.link_reported": ("En leser sier at lenken til kilden ikke virker", ""),
    "entry.link_checked": ("Lenken til kilden er kontrollert", ""),
    "entry.link_changed": ("Lenken til kilden er byttet", ""),
}
NAMED = 3
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


def story_of(*cases, without=(), followed=False):
    """Newest first. `without`: verbs that this page tells of elsewhere, or that not all its readers may know of.
    `followed`: also what followed from a step of another case."""
    said = SAID.keys() - set(without)
    told = [_moment(event) for event in timeline(*cases, followed=followed) if event.verb in said]
    return told[::-1]


def newest_event(case):
    """The id of the newest event about a case, 0 when there is none: what a form was made from."""
    about = EventAbout.objects.filter(label=label_of(case), object_id=case.pk)
    return about.order_by("-event").values_list("event", flat=True).first() or 0


def news_since(event_id, case, *, without=()):
    """What has happened with a case after that event, as one sentence; empty when there is nothing that may be
    told. `without` as for `story_of`. At most the three newest are named, the oldest of them first."""
    told = [event for event in _told_after(event_id, case) if event.verb in SAID.keys() - set(without)]
    if not told:
        return ""
    more = "blant annet " if len(told) > NAMED else ""
    return f"Siden du åpnet siden, har {more}dette skjedd: {'; '.join(map(_in_brief, told[-NAMED:]))}."


def _told_after(event_id, case):
    """What people did; where it only followed from a step of another case, that."""
    events = [event for event in timeline(case, followed=True) if event.pk > event_id]
    return [event for event in events if event.cause_id is None] or events


def _in_brief(event):
    moment = _moment(event)
    when = date_format(timezone.localtime(moment.at, OSLO), "j. F Y \\k\\l. H.i")
    return f"{moment.title} ({moment.who}, {when})"


def _moment(event):
    wording, quoted = SAID[event.verb]
    data = event.data or {}
    return Moment(
        at=event.at,
        title=wording.format_map(_Words(data)),
        text=data.get(quoted, "") if quoted else "",
        who=_who(event.actor.name, data),
        on_behalf_of=event.seat.organisation.called if event.seat else "",
    )


def _who(name, data):
    """Who did it; and for whom, where someone was away."""
    absent = data.get("stood_in_for_name")
    return f"{name}, for {absent}" if absent else name


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
