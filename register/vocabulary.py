"""Words for phases, levels and countries, as registers write them; and the registers known by their headers."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from network.collation import sort_key
from network.language import word_read
from network.models import Phase
from register.columns import normalised
from register.models import Project

HOME, AMERICA = "Norge", "USA"
UNKNOWN_COUNTRY = gettext_noop("ukjent land")

# The first that is found in the word decides, so what is narrower stands first.
PHASE_SIGNS = (
    (None, "not in use|ikke i bruk|ikkje i bruk|not deployed"),
    (
        Phase.ENDED,
        "inactive|inaktiv|retire|avslutt|avsluta|ended|discontinu|decommission|phased out|utfas|avvikl|stopped|stanset|terminat|cancel|closed|buiten gebruik|afgesloten|avslutad|afsluttet|außer betrieb|abgeschlossen|completed|fullført|sunset",
    ),
    (
        Phase.DEVELOPMENT,
        "pre deploy|predeploy|under utvikling|develop|utvikl|udvikl|utveckl|ontwikkel|entwickl|développement|prototyp",
    ),
    (
        Phase.IN_USE,
        "operation|in use|i bruk|deployed|i drift|in production|production|produksjon|i produktion|live|in gebruik|in betrieb|implemented|klinisk bruk|clinical use|rutine|routine|en service|operativ|käytössä|aktiv|active|innført|ibruktatt|launched",
    ),
    (
        Phase.INTRODUCTION,
        "pilot|utprøv|utprøving|uttesting|validering|valider|validation|innføring|innfør|introdu|implement|indfør|införande|testing|test|trial|rollout|roll out|utrull|beta|einführung|assessment",
    ),
    (
        Phase.PROCUREMENT,
        "procure|anskaff|innkjøp|innkjop|acqui|purchas|tender|aanbested|upphandl|beschaff|kjøp|udbud",
    ),
    (
        Phase.RESEARCH,
        "research|forsk|initiat|concept|konsept|idé|idea|explor|planning|planlegg|planlagt|planned|utred|datainnsamling|onderzoek|recherche|study|studie|poc",
    ),
)
PHASE_SIGNS = tuple((phase, re.compile(rf"\b(?:{signs})")) for phase, signs in PHASE_SIGNS)
# A question with yes for an answer («Agency use?»).
PHASE_ANSWERS = {"y": Phase.IN_USE, "yes": Phase.IN_USE, "ja": Phase.IN_USE, "n": "", "no": "", "nei": ""}
PHASES = (
    {phase.value.replace("_", " "): phase for phase in Phase}
    | {phase.label: phase for phase in Phase}
    | PHASE_ANSWERS
)
METHOD_ID = re.compile(r"ID20[0-9]{2}_[0-9]{3}")
COUNTRIES = {
    "Norge": "no nor norge norway noreg",
    "Sverige": "se swe sverige sweden",
    "Danmark": "dk dnk danmark denmark",
    "Finland": "fi fin finland suomi",
    "Island": "is isl iceland ísland",
    "USA": "us usa united_states united_states_of_america u_s gov mil",
    "Storbritannia": "uk gb gbr storbritannia united_kingdom great_britain england scotland wales",
    "Nederland": "nl nld nederland netherlands the_netherlands",
    "Tyskland": "de deu tyskland germany deutschland",
    "Frankrike": "fr fra frankrike france",
    "Canada": "ca can canada kanada",
    "Australia": "au aus australia",
}
COUNTRY_NAMES = {word.replace("_", " "): name for name, words in COUNTRIES.items() for word in words.split()}
ENDINGS = re.compile(r"https?://[^/\s\"']*?\.([a-z]{2,3})(?=[/\s\"'?:]|$)", re.IGNORECASE)
# Whose organisations say where they are, also without an address.
PLACES = re.compile(r"\b(?:(Department of|Veterans Affairs|U\.S\.)|(NHS|HMRC|DWP|Home Office))\b")


@dataclass(frozen=True)
class Source:
    """A register known by its headers. `key` begins the keys of its projects, and must never change."""

    key: str
    name: str
    country: str
    headers: frozenset
    phase: str = ""


SOURCES = [
    Source("omb-2025-cots", "US OMB 2025, hyllevare", "USA", frozenset({"ai use case", "agency use"})),
    Source("omb-2025", "US OMB 2025", "USA", frozenset({"use case name", "development stage", "agency bureau"})),
    Source("omb-2024", "US OMB 2024", "USA", frozenset({"use case name", "stage of development", "bureau"})),
    Source("omb-2023", "US OMB 2023", "USA", frozenset({"use case id", "development stage", "title"})),
    Source("fda", "FDA, utstyr med KI", "USA", frozenset({"device", "company", "panel"}), Phase.IN_USE),
    Source("atrs", "UK ATRS", "Storbritannia", frozenset({"tool name", "publishing body"})),
    Source("omb-match", "US OMB 2024 og 2025, sammenholdt", "USA", frozenset({"tittel 2024", "tittel 2025"})),
    Source("loft", "Løft", HOME, frozenset({"løft nummer"})),
]  # fmt: skip


def plain(word):
    """A word without signs and capitals, as they are told apart by."""
    return " ".join(re.findall(r"[^\W_]+", word.casefold()))


# Fields with choices: each value and what it is called, and what else people call a level of care.
CHOICES = {
    name: {
        plain(str(word)): str(value)
        for value, label in Project._meta.get_field(name).choices
        for word in (value, label)
    }
    for name in ("care_level", "municipal_use", "ai_role", "cost_band")
}
CHOICES["care_level"] |= {
    "spesialist": "specialist", "spesialisthelsetjeneste": "specialist", "sykehus": "specialist", "hospital": "specialist",
    "kommune": "municipal", "kommunal": "municipal", "kommunehelsetjenesten": "municipal", "primary care": "municipal",
}  # fmt: skip


def source_of(header):
    names = {normalised(text) for text in header}
    return next((source for source in SOURCES if source.headers <= names), None)


def phase_of(word, own=()):
    """The phase a word means; "" when it says that there is none; None when we do not know the word.

    `own`: what people have said that words of this source mean.
    """
    told = plain(word)
    if told in own:
        return own[told]
    if told in PHASES:
        return PHASES[told]
    return next((phase for phase, signs in PHASE_SIGNS if signs.search(told)), None)


def choice_of(name, word):
    """The value of a field with choices that a word means, or None."""
    return CHOICES[name].get(plain(word))


def area_of(text):
    """A clinical area as areas are listed: «radiologi» and «Radiologi» are compared as one."""
    return text[:1].upper() + text[1:]


def method_of(text):
    """An id as Nye metoder writes it, in capitals; None for what is none of theirs."""
    told = text.strip().upper()
    return told if METHOD_ID.fullmatch(told) else None


def country_of(word):
    """The country as we write it; one we have no word for is kept as it stands."""
    return COUNTRY_NAMES.get(plain(word), word[:40])


def countries():
    """Those we have a word for, in the reader's language: ours first."""
    others = [country_read(name) for name in COUNTRIES if name != HOME]
    return [country_read(HOME), *sorted(others, key=sort_key)]


def country_read(name):
    """As `country_of` knows it again: of one that it does not know, no other name."""
    return word_read(name) if name in COUNTRIES else name


def country_in(texts):
    """The country that addresses and names in some cells point to, or None."""
    seen = [
        COUNTRY_NAMES[ending.casefold()]
        for text in texts
        for ending in ENDINGS.findall(text)
        if ending.casefold() in COUNTRY_NAMES
    ]
    named = filter(None, map(PLACES.search, texts))
    seen += ["USA" if found[1] else "Storbritannia" for found in named]
    return max(set(seen), key=seen.count) if seen else None
