"""From the rows of a stranger's table to what we would keep of each, or why we would not."""

import hashlib
import re
from dataclasses import dataclass, field
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.deadlines import local_day
from network.links import is_web_address
from network.models import Organisation
from network.national_id import has_national_id
from register.cells import clean_with_link, day_of, one_line, said
from register.columns import LABELS, fields_of, is_norwegian, normalised
from register.models import ImportNote, Product, Project, SourceMap
from register.vocabulary import (
    AMERICA,
    CHOICES,
    HOME,
    UNKNOWN_COUNTRY,
    area_of,
    choice_of,
    country_in,
    country_of,
    method_of,
    phase_of,
    source_of,
)

Kind = ImportNote.Kind
PLAIN = (
    "clinical_area purpose technique product supplier device_status data_sources partners funding started_on"
).split()
ONE_LINE = {
    "title",
    "organisation",
    "unit",
    "clinical_area",
    "technique",
    "product",
    "supplier",
    "device_status",
    "method_id",
}
MAX_PURPOSE = 4000
LENGTHS = {
    one.name: one.max_length or MAX_PURPOSE for model in (Project, Product) for one in model._meta.fields
} | {"product": Product._meta.get_field("name").max_length}
SAMPLE = 100
# Excel drops the zero that a number begins with.
TEN_DIGITS = re.compile(r"\d{10}")
NATIONAL_ID = _("Cellen inneholder noe som ser ut som et fødselsnummer.")


@dataclass(frozen=True)
class Plan:
    """How a table is read. `key` begins the keys of what comes from it: the same source, the same key."""

    header: list
    columns: dict
    source: str
    key: str
    country: str
    words: dict = field(default_factory=dict)
    phase: str = ""


@dataclass
class Row:
    """A row as we would keep it. `refusal` is why not, with the column it stands in."""

    number: int
    values: dict = field(default_factory=dict)
    source_id: str = ""
    loft: str = ""
    key: str = ""
    digest: str = ""
    refusal: tuple | None = None
    unknown: str = ""  # a word for the phase that we do not know
    notes: list = field(default_factory=list)


def fingerprint_of(header):
    return hashlib.sha256("\x1f".join(map(normalised, header)).encode()).hexdigest()


def remembered(header, name=""):
    """The map of a source by its name, else by these very headers."""
    if name:
        return SourceMap.objects.filter(name=name).first()
    return SourceMap.objects.filter(fingerprint=fingerprint_of(header)).order_by("-saved_at").first()


def named(header):
    """The headers as they are remembered: the text, and which time it stands there."""
    seen = {}
    for text in map(normalised, header):
        seen[text] = seen.get(text, 0) + 1
        yield f"{text}#{seen[text]}"


def plan_for(table, name="", own=None):
    """The best reading of a table: what is remembered of its source, else what its headers say.

    `own` is what a person has chosen for this file: source, country, columns {place: field} and words.
    """
    header, source = table.header, source_of(table.header)
    known = remembered(header, name)
    columns = fields_of(header)
    words, country, called = {}, source.country if source else "", source.name if source else name
    if known:
        places = {text: place for place, text in enumerate(named(header))}
        kept = {
            told: [places[text] for text in texts if text in places] for told, texts in known.columns.items()
        }
        kept = {told: places for told, places in kept.items() if places}
        columns = kept if "title" in kept else columns
        words, country, called = known.words, known.country, known.name
    if own and own["columns"]:
        columns = _in_order(own["columns"], columns)
        words, country, called = words | own["words"], own["country"], own["source"]
    key = source.key if source else f"t{fingerprint_of(header)[:10]}"
    if called and not source:
        key = f"k{hashlib.sha256(called.casefold().encode()).hexdigest()[:10]}"
    return Plan(
        header=header,
        columns=columns,
        source=called,
        key=key,
        country=country or _guess_country(table),
        words=words,
        phase=source.phase if source else "",
    )


def _in_order(chosen, guessed):
    """What a person has chosen, {place: field}, as {field: places}: of several, the best guess comes first."""
    columns = {}
    for place, told in sorted((int(place), told) for place, told in chosen.items()):
        columns.setdefault(told, []).append(place)
    for told, places in columns.items():
        ranks = {place: rank for rank, place in enumerate(guessed.get(told, []))}
        places.sort(key=lambda place: (ranks.get(place, len(ranks)), place))
    return columns


def _guess_country(table):
    if is_norwegian(table.header):
        return HOME
    texts = [cell for _, cells in islice(table.rows(), SAMPLE) for cell in cells if cell]
    by_name = Organisations()
    if any(by_name.find(text) for text in texts):
        return HOME
    return country_in(texts) or UNKNOWN_COUNTRY


class Organisations:
    """Ours, by the names people write."""

    def __init__(self):
        self.known, short = {}, {}
        for one in Organisation.objects.only("pk", "name", "short_name", "org_number"):
            self.known[one.name.casefold()] = one
            for other in filter(None, (one.org_number, one.short_name.casefold())):
                short.setdefault(other, []).append(one)
        self.known |= {
            name: ones[0] for name, ones in short.items() if len(ones) == 1 and name not in self.known
        }

    def find(self, text):
        plain = text.casefold().strip()
        return self.known.get(plain) or self.known.get(plain.partition(" (")[0])


def rows_of(table, plan):
    """Each row of the table, read by the plan."""
    organisations = Organisations()
    title = plan.columns.get("title", [None])[0]
    for number, cells in table.rows():
        # A header of two lines, or one that comes again.
        if title is not None and title < len(cells) and cells[title] == plan.header[title]:
            continue
        yield _Reader(plan, organisations, number, cells).row


class _Reader:
    def __init__(self, plan, organisations, number, cells):
        self.plan, self.organisations, self.cells = plan, organisations, cells
        self.row, self.link = Row(number), ""
        # The name first: its link is the project's own.
        names = sorted(plan.columns, key=lambda name: name != "title")
        self.texts = {name: self._text(name) for name in names}
        self._read()

    def _text(self, name):
        for column in self.plan.columns[name]:
            if column < len(self.cells):
                text, link = clean_with_link(self.cells[column])
                self.link = self.link or link
                if text := said(text) or (text if name == "title" else ""):
                    return one_line(text) if name in ONE_LINE else text
        return ""

    def _column(self, name):
        columns = self.plan.columns.get(name)
        return one_line(self.plan.header[columns[0]])[:120] if columns else LABELS[name]

    def _note(self, kind, name, text):
        self.row.notes.append((kind, self._column(name), text[:300]))

    def _read(self):
        row, texts, values = self.row, self.texts, self.row.values
        for name, text in texts.items():
            if has_national_id(f"0{text}" if TEN_DIGITS.fullmatch(text) else text):
                row.refusal = (self._column(name), NATIONAL_ID)
                return
        if has_national_id(self.link):
            row.refusal = (self._column("title"), NATIONAL_ID)
            return
        title = texts.get("title", "")
        if not said(title):
            row.refusal = (self._column("title"), gettext("Raden mangler navn på prosjektet."))
            return
        values["title"] = self._fit("title", title, 200)
        whose = self._organisation()
        self._place(whose)
        self._words()
        for name in PLAIN:
            if text := texts.get(name, ""):
                values[name] = self._fit(name, text, LENGTHS[name])
        if "clinical_area" in values:
            values["clinical_area"] = area_of(values["clinical_area"])
        self._publications()
        self._method()
        self._date()
        link = texts.get("source_url") or self.link
        if is_web_address(link) and len(link) <= 500:
            values["source_url"] = link
        row.source_id, row.loft = texts.get("id", ""), texts.get("loft", "")
        what = (
            ("id", row.source_id)
            if row.source_id
            else ("title", whose.casefold(), one_line(title).casefold())
        )
        row.key = key_of(self.plan.key, what)
        row.digest = hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]

    def _organisation(self):
        whose = self.texts.get("organisation", "")
        if not whose and "organisation" not in self.plan.columns and self.plan.country != HOME:
            whose = self.texts.get("supplier", "")  # a register of products names who makes them
        unit = self.texts.get("unit", "")
        # A unit that begins with its organisation's name says it all.
        return f"{whose}, {unit}" if whose and unit and not unit.startswith(whose) else unit or whose

    def _place(self, whose):
        values, told = self.row.values, self.texts.get("country", "")
        country = country_of(told) if told else self.plan.country
        bare = self.texts.get("organisation", "")
        ours = None
        if country == HOME and bare:
            ours = self.organisations.find(whose) or self.organisations.find(bare)
        if told:
            values["country"] = country
        if ours:
            values["organisation_id"], values["organisation_name"] = ours.pk, ""
        elif whose:
            values["organisation_id"], values["organisation_name"] = (
                None,
                self._fit("organisation", whose, 200),
            )

    def _words(self):
        values, texts = self.row.values, self.texts
        if word := texts.get("phase", ""):
            phase = phase_of(word, self.plan.words)
            if phase is None:
                self.row.unknown = word[:80]
                self._note(
                    Kind.VOCABULARY,
                    "phase",
                    gettext("«{value}» er ikke en fase vi kjenner.").format(value=word[:80]),
                )
            if phase:
                values["phase"] = str(phase)
        elif self.plan.phase:
            values["phase"] = str(self.plan.phase)
        for name in CHOICES:
            if word := texts.get(name, ""):
                if value := choice_of(name, word):
                    values[name] = value
                else:
                    told = gettext("«{value}» er ikke et valg vi kjenner.").format(value=word[:80])
                    self._note(Kind.VOCABULARY, name, told)

    def _method(self):
        text = self.texts.get("method_id", "")
        if method := method_of(text):
            self.row.values["method_id"] = method
        elif text:
            told = gettext("«{value}» er ikke en ID hos Nye metoder.").format(value=text[:80])
            self._note(Kind.VOCABULARY, "method_id", told)

    def _publications(self):
        """One link on each line, as people are asked for them."""
        lines = self.texts.get("publications", "").splitlines()
        for line in lines:
            if line.strip() and not is_web_address(line):
                told = gettext("«{value}» er ikke en lenke.").format(value=line[:80])
                self._note(Kind.VOCABULARY, "publications", told)
        if links := "\n".join(filter(is_web_address, lines)):
            self.row.values["publications"] = self._fit("publications", links, LENGTHS["publications"])

    def _date(self):
        text = self.texts.get("implementation_decided_on", "")
        if not text:
            return
        day = day_of(text, american=self.plan.country == AMERICA)
        if day and day <= local_day(timezone.now()):
            self.row.values["implementation_decided_on"] = day.isoformat()
            return
        told = (
            gettext("«{value}» er frem i tid.") if day else gettext("«{value}» er ikke en dato vi forstår.")
        )
        self._note(Kind.VOCABULARY, "implementation_decided_on", told.format(value=text[:80]))

    def _fit(self, name, text, length):
        if len(text) <= length:
            return text
        self._note(
            Kind.SHORTENED,
            name,
            gettext("Teksten er kortet fra {count} til {length} tegn.").format(
                count=len(text), length=length
            ),
        )
        return f"{text[: length - 1].rstrip()}…"


def key_of(begins, what):
    """A key that fits its column: the source's own number where it is short enough to be read."""
    plain = f"{begins}:{what[1]}"
    if what[0] == "id" and len(plain) <= 80 and plain.isprintable():
        return plain
    return f"{begins}:{what[0]}:{hashlib.sha256(repr(what).encode()).hexdigest()[:40]}"
