"""What is kept about a person, as that person can read it: columns by what the screen calls them, codes by their labels.

Names of what a row points at are told as far as its reader sees that; else it is a number.
"""

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.deadlines import OSLO
from network.models import Body, Event, Organisation, Person, Phase, Region, Seat
from network.retelling import retold
from network.story import said_of
from network.workflow import workflows

# What columns are called that no form asks for.
WORDS = {
    "actor": _("gjort av"),
    "address": _("adresse"),
    "agencies": _("etater"),
    "answer": _("svar"),
    "answered_at": _("besvart"),
    "answered_by": _("besvart av"),
    "answers": _("svar"),
    "applied_at": _("søkt"),
    "arrived": _("kom"),
    "ask": _("hva vi ber om"),
    "asked_id": _("den som er spurt"),
    "asker_id": _("spurt av"),
    "at": _("tidspunkt"),
    "attempts": _("forsøk"),
    "author": _("skrevet av"),
    "because_text": _("hvorfor"),
    "body": _("nettverk"),
    "body_id": _("nettverk"),
    "by": _("skrevet av"),
    "called_for": _("innkalt i stedet for"),
    "came_from": _("kom fra innmelding"),
    "cause": _("fulgte av hendelse"),
    "changed_at": _("endret"),
    "changes": _("endringer"),
    "checked_at": _("sjekket"),
    "checked_by": _("sjekket av"),
    "cleared_at": _("rettet"),
    "clock": _("klokkeslett"),
    "columns": _("kolonner"),
    "confirmed_at": _("bekreftet"),
    "confirmed_by": _("bekreftet av"),
    "created_at": _("opprettet"),
    "data": _("opplysninger"),
    "days": _("dager"),
    "decided_at": _("avgjort"),
    "decided_by": _("avgjort av"),
    "desk": _("innholdsansvarlige"),
    "due": _("frist"),
    "due_at": _("skal sendes"),
    "due_text": _("frist"),
    "edited_at": _("rettet"),
    "ended_at": _("avsluttet"),
    "ended_by": _("avsluttet av"),
    "ended_event": _("avsluttet ved hendelse"),
    "ending": _("filtype"),
    "escalation": _("løftet sak"),
    "experience": _("erfaring"),
    "expires_at": _("gjelder til"),
    "fields": _("felt"),
    "file": _("fil"),
    "follows": _("følger"),
    "granted": _("godkjent"),
    "helped": _("løste svaret saken"),
    "home": _("nettverk"),
    "how": _("hvordan"),
    "into": _("slått sammen med"),
    "into_home": _("nettverk den er slått sammen i"),
    "into_title": _("slått sammen med"),
    "invited_at": _("innkalt"),
    "invited_by": _("invitert av"),
    "ip": _("IP-adresse"),
    "is_raiser": _("meldte inn saken"),
    "is_system": _("er systemet"),
    "issue": _("innmelding"),
    "issues": _("innmeldinger"),
    "item": _("sak på sakslisten"),
    "joined_at": _("ble bruker"),
    "kept_for": _("holdes for"),
    "kind": _("slag"),
    "label": _("navn"),
    "last_seen_at": _("sist brukt"),
    "last_used_at": _("sist brukt"),
    "left": _("gikk"),
    "lifting": _("gruppe som løfter"),
    "lifting_body": _("gruppe som løfter"),
    "linked_by": _("koblet av"),
    "made_at": _("laget"),
    "mentioned": _("nevnt"),
    "minutes": _("minutter"),
    "needs_you": _("trenger svar fra deg"),
    "number": _("nummer"),
    "offer": _("tilbud"),
    "on": _("dato"),
    "organisation": _("virksomhet"),
    "outcome": _("utfall"),
    "outcome_text": _("utfall"),
    "owner": _("kontakt"),
    "owner_id": _("kontakt"),
    "owner_name": _("kontakt"),
    "parent": _("svar på kommentar"),
    "parent_author": _("den som fikk svar"),
    "people": _("personer"),
    "person": _("person"),
    "phase": _("fase"),
    "project": _("KI-prosjekt"),
    "projects": _("KI-prosjekter"),
    "raiser": _("meldt inn av"),
    "read_at": _("lest"),
    "reason": _("begrunnelse"),
    "recipients": _("mottakere"),
    "recorded_at": _("skrevet ned"),
    "recorded_by": _("skrevet ned av"),
    "registered_at": _("registrert"),
    "regulations": _("regelverk"),
    "reopened": _("tatt opp igjen"),
    "replied_at": _("besvart"),
    "reported_at": _("meldt"),
    "reported_by": _("meldt av"),
    "reporter_id": _("meldt av"),
    "responsibility": _("ansvar"),
    "restricted": _("skjermet"),
    "result": _("resultat"),
    "role": _("rolle"),
    "round": _("runde"),
    "said_at": _("sagt"),
    "said_yes": _("sagt ja"),
    "scores": _("vurderinger"),
    "seat": _("på vegne av"),
    "seat_ids": _("roller"),
    "sent_at": _("sendt"),
    "sentence": _("beskjed"),
    "shared_by": _("delt av"),
    "since": _("fra"),
    "source": _("kilde"),
    "starts_at": _("begynner"),
    "state": _("status"),
    "state_from": _("status før"),
    "state_to": _("status etter"),
    "target_id": _("nummeret til det den gjelder"),
    "target_label": _("gjelder"),
    "text": _("tekst"),
    "thread": _("samtale"),
    "title": _("tittel"),
    "told": _("det som stod"),
    "told_at": _("fortalt"),
    "told_benefit": _("har meldt gevinst"),
    "told_by": _("fortalt av"),
    "told_cost": _("har meldt kostnad"),
    "told_infrastructure": _("har meldt infrastruktur"),
    "told_lesson": _("har meldt lærdom"),
    "type": _("type"),
    "unit": _("enhet"),
    "unknown_words": _("ukjente ord"),
    "until": _("til"),
    "url": _("lenke"),
    "used_at": _("brukt"),
    "user_agent": _("nettleser"),
    "verb": _("hva som skjedde"),
    "version": _("utgave"),
    "was_active": _("kunne logge inn"),
    "what": _("hva"),
    "when": _("når"),
    "why": _("hvorfor"),
    "withdrawn_at": _("trukket"),
    "withdrawn_by": _("trukket av"),
    "words": _("ord"),
}
# What happened with a thing, where no timeline tells of it.
DONE = {
    "access_changed": _("tilgang til data endret"),
    "access_told": _("tilgang til data fortalt"),
    "added": _("lagt til"),
    "answered": _("besvart"),
    "approval_set": _("godkjenning eller vurdering endret"),
    "asked": _("spurt"),
    "attended": _("oppmøte ført"),
    "boundary_checked": _("sjekket mot Nye metoder"),
    "called": _("innkalt"),
    "calls": _("valgt om andre kan ringe"),
    "compiled": _("saksliste satt sammen"),
    "confirm_asked": _("spurt om det stemmer"),
    "declined": _("ikke besvart"),
    "deputy_sent": _("vara sendt"),
    "done": _("gjort"),
    "edited": _("rettet"),
    "ended": _("avsluttet"),
    "expected": _("ventet"),
    "finished": _("ferdig"),
    "first_reply": _("mål for første svar endret"),
    "given": _("gitt"),
    "handed_over": _("gitt videre"),
    "held": _("holdt"),
    "imported": _("hentet inn"),
    "input": _("innspill gitt"),
    "item_added": _("sak lagt til"),
    "item_concluded": _("sak avsluttet"),
    "item_edited": _("sak endret"),
    "item_proposed": _("sak foreslått"),
    "item_taken_up": _("sak tatt opp"),
    "judged": _("vurdert"),
    "lapsed": _("falt bort"),
    "lifted": _("opphevet"),
    "made": _("laget"),
    "minutes_approved": _("referat godkjent"),
    "minutes_noted": _("referat skrevet"),
    "opened": _("åpnet"),
    "overdue": _("over fristen"),
    "party_added": _("part lagt til"),
    "planned": _("planlagt"),
    "published": _("sendt ut"),
    "recorded": _("ført"),
    "reminded": _("påminnet"),
    "replied": _("svart"),
    "report_asked": _("bedt om å melde bruken"),
    "repointed": _("pekt om"),
    "said": _("skrevet"),
    "sent": _("sendt"),
    "started": _("begynt"),
    "stood_aside": _("inhabil"),
    "told": _("fortalt"),
    "unmade": _("trukket"),
    "withdrawn": _("trukket"),
}
# What an app above keeps as JSON, by the names in it: {model: {name: Key}}.
KEYS = defaultdict(dict)
OPEN_TO_ALL = (Body, Organisation, Region)  # the same names on every page


@dataclass(frozen=True)
class Key:
    """What a name that stands in JSON is called, and the words of the codes that can stand under it."""

    words: str
    codes: dict = dataclass_field(default_factory=dict)


def keeps(model, keys):
    """Tell what is called what in what rows of a model, and events about it, keep as JSON: {name: `Key`}."""
    KEYS[model] |= keys


def columns_of(model):
    """The columns that are told: what the database works out from others, says nothing of its own."""
    return [
        field for field in (*model._meta.concrete_fields, *model._meta.many_to_many) if not field.generated
    ]


def has_words(field):
    """Whether somebody has said what a column is called: else it is made of its name, and not to be translated."""
    return isinstance(field.verbose_name, Promise) or field.verbose_name != field.name.replace("_", " ")


def called(field):
    """What a column is called: by its own words, else the word for its name, else what it points at."""
    given = str(field.verbose_name)
    if has_words(field):
        return given
    if field.name in WORDS:
        return str(WORDS[field.name])
    return str(field.related_model._meta.verbose_name) if field.is_relation else given


def told(row, columns, names):
    """A row, as {what the column is called: what it says}."""
    return _each_once((called(field), _said(row, field, names)) for field in columns)


def _each_once(said):
    """What is called the same stands beside each other with a number, and nothing is lost."""
    found = {}
    for label, value in said:
        key = first = capfirst(str(label))
        number = 1
        while key in found:
            number += 1
            key = f"{first} ({number})"
        found[key] = value
    return found


def _said(row, field, names):
    if field.many_to_many:
        return [names.of(field.related_model, pk) for pk in _ids(row, field)]
    value = getattr(row, field.attname)
    if field.is_relation:
        return None if value is None else names.of(field.related_model, value)
    if isinstance(row, Event):
        value = _of_event(row, field, value)
    elif field.name == "target_label":
        value = _thing(value)
    return _plain(_label(field, value), _about(row))


def _ids(row, field):
    return getattr(row, field.name).order_by("pk").values_list("pk", flat=True)


def _label(field, value):
    """What is chosen from a table, by its label."""
    if isinstance(field, Key):
        return str(field.codes.get(value, value)) if isinstance(value, str) else value
    if field.name == "phases":
        return [str(dict(Phase.choices).get(phase, phase)) for phase in value]
    is_chosen = field.choices and isinstance(value, str | int)
    return str(dict(field.flatchoices).get(value, value)) if is_chosen else value


def _about(row):
    """{name: column, or key} of what a row is about, which what it keeps as JSON is told by."""
    if isinstance(row, Event):
        models = [apps.get_model(row.target_label)]
    else:
        fields = (field for field in row._meta.concrete_fields if field.is_relation)
        models = [field.related_model for field in fields if field.related_model is not Person]
    columns = {field.name: field for model in models for field in model._meta.concrete_fields}
    for model in (*models, type(row)):
        columns |= KEYS.get(model, {})
    return columns


def _plain(value, about):
    """As JSON has it: moments by a Norwegian clock, no codes for yes and no, and names that can be read."""
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nei")
    if isinstance(value, datetime):
        return value.astimezone(OSLO).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, bytes | memoryview):
        return f"{len(value)} byte"
    if isinstance(value, dict):
        return _each_once((_word(name, about), _inside(name, one, about)) for name, one in value.items())
    if isinstance(value, list):
        return [_plain(one, about) for one in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def _word(name, about):
    if isinstance(known := about.get(name), Key):
        return str(known.words)
    return called(known) if known else str(WORDS.get(name, name.replace("_", " ")))


def _inside(name, value, about):
    if name == "fields" and isinstance(value, list):
        return [_word(one, about) for one in value]
    return _plain(_label(about[name], value) if name in about else value, about)


def _thing(label):
    return str(apps.get_model(label)._meta.verbose_name)


def _of_event(event, field, value):
    """What an event says: what happened as the timelines tell it, and the labels of its states."""
    if field.name == "verb":
        return said_of(event) or f"{capfirst(_thing(event.target_label))}: {_act(event)}"
    if field.name == "target_label":
        return _thing(value)
    if field.name in ("state_from", "state_to") and value:
        return _label(apps.get_model(event.target_label)._meta.get_field("state"), value)
    return retold(value) if field.name == "data" else value


def _act(event):
    """What was done: in words of its own, or as the button of the workflow's step says it."""
    act = event.verb.partition(".")[2]
    table = workflows.get(event.target_label)
    step = table.steps.get(act) if table else None
    return DONE.get(act, step.label if step else act)


class Names:
    """What some rows point at, by name as far as the viewer sees it, in one statement for each kind."""

    def __init__(self, viewer, rows):
        wanted = defaultdict(set)
        for row in rows:
            for field in columns_of(type(row)):
                if field.many_to_many:
                    wanted[field.related_model] |= set(_ids(row, field))
                elif field.is_relation:
                    wanted[field.related_model].add(getattr(row, field.attname))
        self.found = {model: _seen(model, viewer).in_bulk(ids - {None}) for model, ids in wanted.items()}

    def of(self, model, pk):
        thing = self.found[model].get(pk)
        return gettext("nr. {number}").format(number=pk) if thing is None else str(thing)


def _seen(model, viewer):
    """Those of a kind whose names the viewer may know. Members know each other's; of what nobody rules, none."""
    rows = model._default_manager
    if hasattr(rows, "visible_to"):
        return rows.visible_to(viewer)
    if model is Person:
        return rows.all() if viewer.is_inside else rows.filter(pk=viewer.person_id)
    if model is Seat:
        return rows.filter(person=viewer.person_id).select_related("person", "body")
    return rows.all() if model in OPEN_TO_ALL else rows.none()
