"""The timeline of a case, in plain words: what people did, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.audit import label_of, timeline
from network.deadlines import moment_text
from network.models import EventAbout
from network.retelling import quoting, retold, stayed

# What each event says on a timeline, and which part of its data is quoted below. The wording is bokmål
# because it is what people read; the verbs are the tables'.
SAID = {
    "admission.asked": (_("Bedt om å bli medlem"), ""),
    "admission.invited": (_("Invitert"), ""),
    "admission.revoked": (_("Invitasjonen ble trukket"), ""),
    "admission.applied": (_("Søkt om å bli medlem av {body}"), ""),
    "admission.joined": (_("Ble medlem av {body}"), ""),
    "admission.granted": (_("Søknaden ble godkjent"), ""),
    "admission.declined": (_("Søknaden ble ikke godkjent"), "reason"),
    "membership.given": (_("En rolle ble gitt"), ""),
    "membership.taken_back": (_("Et medlemskap ble avsluttet"), ""),
    "second_factor.reset": (_("Totrinnsinnlogging ble nullstilt"), ""),
    "person.erased": (_("En bruker ble slettet"), ""),
    "issue.passed_on": (_("{to_name} følger saken etter {before_name}"), ""),
    "forum.suggested": (_("Foreslått"), ""),
    "forum.checked": (_("Kontrollert"), ""),
    "forum.declined": (_("Ikke tatt inn"), "text"),
    "forum.contact": (_("Nettverket har hatt kontakt: {step}"), "text"),
    "tool.shared": (_("Delt"), ""),
    "tool.adopted": (_("{organisation} bruker det"), ""),
    "tool.versioned": (_("Ny versjon: {version}"), "text"),
    "competence.told": (_("Meldt"), ""),
    "resource.said_yes": (_("Sagt ja til å bli spurt"), ""),
    "resource.ended": (_("Ikke lenger på listen"), ""),
    "project.registered": (_("Prosjektet ble registrert"), ""),
    "project.edited": (_("Prosjektet ble endret"), ""),
    "project.imported": (_("Hentet inn fra {source}"), ""),
    "project.import_changed": (_("Endret etter {source}"), ""),
    "project.decided": (_("Gjennomføring besluttet {on}"), ""),
    "project.confirmed": (_("Bekreftet: dette stemmer"), ""),
    "project.handed_over": (_("{owner_name} er ny kontakt"), "reason"),
    "project.joined": (_("{organisation} ble med i prosjektet"), ""),
    "project.left": (_("{organisation} er ikke lenger med i prosjektet"), ""),
    "project.error_reported": (_("En leser meldte en feil"), ""),
    "project.error_answered": (_("Svar på meldt feil: {outcome_text}"), ""),
    "project.withdrawn": (_("Registreringen ble trukket: {because_text}"), ""),
    "project.put_back": (_("Registreringen ble hentet tilbake"), ""),
    "product.corrected": (_("Rettet. Klasse før: {before_text}. Klasse nå: {class_text}"), "reason"),
    "experience.reported": (_("Erfaring meldt: {title}"), ""),
    "experience.used": (_("Et prosjekt brukte en erfaring om igjen"), ""),
    "need.shared": (_("Flere spurt om å melde behovet inn sammen"), ""),
    "issue.raised": (_("Meldt inn"), ""),
    "issue.first_line": (_("Prøvd først av {unit}"), ""),
    "issue.project_linked": (_("Behovet er koblet til et prosjekt"), ""),
    "issue.project_unlinked": (_("Et prosjekt er koblet fra behovet"), ""),
    "issue.endorsed": (_("«Gjelder oss også»: {organisation}"), ""),
    "issue.unendorsed": (_("«Gjelder oss også» er tatt tilbake: {organisation}"), ""),
    "issue.backed": (_("{organisation} står bak"), ""),
    "issue.anonymised": (_("Anonymisert tekst skrevet"), ""),
    "issue.anonymised_shown": (_("Den anonymiserte teksten ble vist for nettverket"), ""),
    "issue.assessed": (_("Vurdert"), ""),
    "issue.take_up": (_("Tatt inn i nettverket"), "text"),
    "issue.answer": (_("Besvart i nettverket"), "text"),
    "issue.refer": (_("Henvist til {to}"), "text"),
    "issue.hold": (_("Satt på vent til {until}"), "text"),
    "issue.resume": (_("Tatt opp igjen"), ""),
    "issue.wake_up": (_("Tatt opp igjen på datoen"), ""),
    "issue.correct": (_("Rettet av den som meldte inn"), ""),
    "issue.withdraw": (_("Trukket av den som meldte inn"), "text"),
    # Not which: whoever reads of this one may not see the other.
    "issue.merge_proposed": (
        _("Foreslått slått sammen med en annen innmelding, om ingen sier nei innen {due}"),
        "text",
    ),
    "issue.merge_objected": (_("Ikke slått sammen med en annen innmelding"), "text"),
    "issue.merge_lapsed": (_("Forslaget om å slå sammen falt bort"), ""),
    "issue.agree": (_("Slått sammen med en annen innmelding"), ""),
    "issue.merge": (_("Slått sammen med en annen innmelding"), ""),
    "issue.merged_here": (_("En annen innmelding er slått sammen med denne"), ""),
    "issue.unmerge": (_("Skilt fra en annen innmelding"), "text"),
    "issue.parted_here": (_("En annen innmelding er skilt fra denne"), "text"),
    "issue.classified": (_("Klassifisert: {instrument_text}"), "tension"),
    "issue.not_helped": (_("Svaret hjalp ikke"), "text"),
    "comment.normative": (_("Normativt svar fra {desk}"), ""),
    "attachment.withdrawn": (_("Vedlegg trukket: {name}"), "reason"),
    "escalation.drafted": (_("Utkast til sak som kan løftes"), ""),
    "escalation.propose": (_("Foreslått løftet av nettverket: {lifting_body} tar stilling"), "ask"),
    "escalation.send_back": (_("Sendt tilbake"), "reason"),
    "escalation.lift": (_("Løftet til {recipients}"), "reason"),
    "escalation.not_lift": (_("Ikke løftet"), "reason"),
    "escalation.withdraw": (_("Trukket"), "reason"),
    "escalation.add_recipient": (_("Sendt også til {recipient_name}"), "reason"),
    "escalation.supplement": (_("Nye opplysninger"), "text"),
    "escalation.widen": (_("Gjort synlig for {reach}"), ""),
    "escalation.reopen": (_("Ny runde hos {recipients}"), "reason"),
    "escalation.keep": (_("Svaret står"), "reason"),
    "escalation.succeed": (_("{after} tok over etter {before}"), ""),
    "escalation.verdict": (_("Løste svaret saken? {helped}"), "text"),
    "escalation.close_in_time": (_("Avsluttet: tiden for tilbakemeldinger er ute"), ""),
    "referral.new_link": (_("Ny lenke til sakspapiret sendt"), ""),
    "referral.file": (_("Arkivopplysninger ført"), ""),
    "referral.acknowledge": (_("Mottatt av {holder_name}, saksbehandler {officer}"), ""),
    "referral.lay_before": (_("{holder_name} legger saken frem for {deciding_name}"), "proposal"),
    "referral.hand_on": (_("{before_name} sendte saken videre til {holder_name}"), "reason"),
    "referral.clarify": (_("Ansvaret er avklart: {holder_name} har saken"), "reason"),
    "referral.ask": (_("{holder_name} spør {asked_name}"), "question"),
    "referral.unask": (_("{holder_name} trenger ikke svar fra {asked_name} likevel"), ""),
    "referral.no_reply": (_("Ingen opplysninger kom fra {asked_name}: fristen løper igjen"), ""),
    "referral.new_date": (_("{holder_name} satte ny svarfrist: {due}"), "reason"),
    "referral.defer": (_("{deciding_name} utsatte saken til {treated_text}"), "reason"),
    "referral.authorise": (_("{deciding_name} ga {authorised} fullmakt til {until_text}"), "limits"),
    "referral.correct": (_("{deciding_name} rettet beslutningen: {outcome}"), "wording"),
    "referral.succeed": (_("{holder_name} tok over etter {before_name}"), ""),
    "referral.reply": (_("Opplysninger gitt til {holder_name}"), "text"),
    "referral.decide": (_("{deciding_name} besluttet: {outcome}"), "wording"),
    "referral.answer": (_("Svar fra {holder_name}"), "text"),
    "referral.start_joint": (_("{partner_names} svarer sammen"), ""),
    "referral.draft_joint": (_("{holder_name} skrev på det felles svaret"), ""),
    "referral.sign_joint": (_("{holder_name} signerte det felles svaret"), ""),
    "referral.leave_joint": (_("{holder_name} svarer selv"), "reason"),
    "referral.answer_jointly": (_("Felles svar fra {partner_names}"), "text"),
    "referral.settle": (_("Svar fra {holder_name}: {outcome}"), "text"),
    "change.registered": (_("Endring: {title} ({state_text})"), "text"),
    "change.to_ministry": (_("Endringen er {state_text}: {title}"), "text"),
    "change.to_hearing": (_("Endringen er {state_text}: {title}"), "text"),
    "change.adopt": (_("Endringen er {state_text}: {title}"), "text"),
    "change.not_adopt": (_("Endringen er {state_text}: {title}"), "text"),
    "change.into_plan": (_("Endringen er {state_text}: {title}"), "agreed"),
    "change.complete": (_("Endringen er {state_text}: {title}"), "text"),
    "change.drop": (_("Endringen er {state_text}: {title}"), "text"),
    "change.overtaken": (_("Endringen er {state_text}: {title}"), "text"),
    "change.overtaken_rule": (_("Endringen er {state_text}: {title}"), "text"),
    "change.reworded": (_("Beslutningen er rettet: {title}"), ""),
    "change.stands": (_("Endringen er fortsatt {state_text}: {title}"), "text"),
    "change.hand_over": (_("{follower_name} følger endringen"), ""),
    "meeting.item_parked": (_("Lagt bort i møte i {body}"), "why"),
    "meeting.item_declined": (_("Avvist i møte i {body}"), "why"),
    "meeting.moved": (_("Møtet ble flyttet til {to}"), "why"),
    "meeting.cancelled": (_("Møtet ble avlyst"), "why"),
    "meeting.updated": (_("Sakslisten ble sendt ut på nytt"), ""),
    "issue.succeed": (_("{body_name} tok over etter {before_name}"), ""),
    "entry.published": (_("Publisert på informasjonssiden: {title}"), ""),
    "entry.changed": (_("Innholdet på informasjonssiden er sett over og endret: {title}"), ""),
    "entry.reviewed": (_("Innholdet på informasjonssiden er sett over og står som det var: {title}"), ""),
    "entry.taken_down": (_("Tatt ned fra informasjonssiden: {title}"), "reason"),
    "entry.put_back": (_("Publisert på nytt på informasjonssiden: {title}"), ""),
    "entry.link_reported": (_("En leser sier at lenken til kilden ikke virker"), ""),
    "entry.link_checked": (_("Lenken til kilden er kontrollert"), ""),
    "entry.link_changed": (_("Lenken til kilden er byttet"), ""),
}
# What a step with another case says on the page of a case it is about; whose, that page may not tell everyone.
SAID_OF_ANOTHER = {
    "issue.merge_proposed": _(
        "Foreslått at en annen sak slås sammen med denne, om ingen sier nei innen {due}"
    ),
    "issue.merge_objected": _("En annen sak blir ikke slått sammen med denne"),
}
# What a step says that left the case where it was.
SAID_OF_STAYING = {
    "referral.hand_on": _("{holder_name} har saken fortsatt, for å avklare hvem som har ansvaret"),
}
NAMED = 3
PLAIN = {"yes": _("Ja"), "partly": _("Delvis"), "no": _("Nei")}


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


def story_of(*cases, without=(), followed=False, named=True):
    """Newest first. `without`: verbs that this page tells of elsewhere, or that not all its readers may know of.
    `followed`: also what followed from a step of another case. `named`: with who did it, else only on behalf of
    whom."""
    said = SAID.keys() - set(without)
    told = [
        _moment(event, cases, named=named)
        for event in timeline(*cases, followed=followed)
        if event.verb in said
    ]
    return told[::-1]


def said_of(event):
    """What an event says by itself; "" where no timeline tells of it."""
    wording, _quoted = SAID.get(event.verb, ("", ""))
    return str(wording).format_map(_Words(event.data))


def newest_event(case):
    """The id of the newest event about a case, 0 when there is none: what a form was made from."""
    about = EventAbout.objects.filter(label=label_of(case), object_id=case.pk)
    return about.order_by("-event").values_list("event", flat=True).first() or 0


def news_since(event_id, case, *, without=()):
    """What has happened with a case after that event, as one sentence for a page; empty when there is nothing that may be
    told. `without` as for `story_of`. At most the three newest are named, the oldest of them first."""
    told = [event for event in _told_after(event_id, case) if event.verb in SAID.keys() - set(without)]
    if not told:
        return ""
    more = gettext("blant annet ") if len(told) > NAMED else ""
    newest = [_moment(event, [case]) for event in told[-NAMED:]]
    events = format_html_join(
        "; ", "{} ({}, {})", ((one.title, one.who, moment_text(one.at)) for one in newest)
    )
    return format_html(
        gettext("Siden du åpnet siden, har {more}dette skjedd: {events}."), more=more, events=events
    )


def _told_after(event_id, case):
    """What people did; where it only followed from a step of another case, that."""
    events = [event for event in timeline(case, followed=True) if event.pk > event_id]
    return [event for event in events if event.cause_id is None] or events


def _moment(event, cases, *, named=True):
    organisation = event.seat.organisation.called if event.seat else ""
    wording, quoted = SAID[event.verb]
    is_of_another = (event.target_label, event.target_id) not in {(label_of(one), one.pk) for one in cases}
    if is_of_another and event.verb in SAID_OF_ANOTHER:
        wording, quoted = SAID_OF_ANOTHER[event.verb], ""  # its text was for whoever raised that one
    data = event.data or {}
    if stayed(data):
        wording = SAID_OF_STAYING.get(event.verb, wording)
    return Moment(
        at=event.at,
        title=quoting(wording.format_map(_Words(data)), data),
        text=data.get(quoted, "") if quoted else "",
        who=_who(event.actor.name, data) if named else organisation,
        on_behalf_of=organisation if named else "",
    )


def _who(name, data):
    """Who did it; and for whom, where someone was away."""
    absent = data.get("stood_in_for_name")
    return gettext("{name}, for {absent}").format(name=name, absent=absent) if absent else name


class _Words(dict):
    """The data of an event as words; what has been erased reads as «…»."""

    def __init__(self, data):
        super().__init__({key: _word(key, value) for key, value in retold(data).items()})

    def __missing__(self, key):
        return "…"


def _word(key, value):
    if isinstance(value, list):
        return gettext(" og ").join(str(part) for part in value)
    return PLAIN.get(value, value) if key == "helped" else value
