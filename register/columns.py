"""Which column tells what: guessed from the headers, in Norwegian and English and what neighbours write."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from register.cells import clean

# What can be brought in, as it is called to people. `loft` is our own number, `unit` a part of the organisation.
LABELS = {
    "title": _("Navn på prosjektet"),
    "organisation": _("Virksomhet"),
    "unit": _("Avdeling eller enhet"),
    "phase": _("Fase"),
    "clinical_area": _("Fagområde"),
    "purpose": _("Formål"),
    "care_level": _("Nivå"),
    "municipal_use": _("Bruk i kommunen"),
    "technique": _("Teknikk"),
    "product": _("Produkt"),
    "supplier": _("Leverandør"),
    "device_status": _("Medisinsk utstyr"),
    "ai_role": _("Rolle etter KI-forordningen"),
    "method_id": _("ID i Nye metoder"),
    "data_sources": _("Datagrunnlag"),
    "partners": _("Samarbeid"),
    "funding": _("Finansiering"),
    "cost_band": _("Kostnad, omtrent"),
    "publications": _("Publikasjoner"),
    "country": _("Land"),
    "started_on": _("Oppstart"),
    "implementation_decided_on": _("Gjennomføring besluttet"),
    "source_url": _("Adresse til kilden"),
    "id": _("Nummer hos kilden"),
    "loft": _("Løft-nummer"),
}
# The first is the best; a field may have several columns, and a row takes the first that says something.
NORWEGIAN = {
    "title": "navn på prosjektet|prosjektnavn|prosjektets navn|navn på prosjekt|prosjekttittel|tittel|prosjekt|ki prosjekt|navn på løsning|løsning|navn på ki system|system|navn|namn",
    "organisation": "virksomhet|virksomhet slik kilden skriver det|helseforetak|foretak|organisasjon|verksemd|institusjon|sykehus|etat|kommune|eier|hf",
    "unit": "avdeling eller enhet|avdeling|enhet|klinikk|seksjon",
    "phase": "fase|prosjektfase|hvor langt er dere kommet|status|stadium|modenhet|livsløp",
    "clinical_area": "fagområde|klinisk fagområde|medisinsk fagområde|fagfelt|spesialitet|område|tema",
    "purpose": "formål|hva skal det hjelpe med|beskrivelse|hensikt|føremål|skildring|kort beskrivelse|omtale|mål",
    "care_level": "nivå|tjenestenivå|hvor brukes det|omsorgsnivå",
    "municipal_use": "bruk i kommunen|kommunal bruk",
    "technique": "teknikk|metode|ki teknikk|type ki|teknologi",
    "product": "produkt|produktnavn|algoritme|verktøy",
    "supplier": "leverandør|leverandører|produsent|firma|selskap",
    "device_status": "medisinsk utstyr|medisinsk utstyr status|status som medisinsk utstyr|ce merking|mdr klasse",
    "ai_role": "rolle etter ki forordningen",
    "method_id": "id i nye metoder|id hos nye metoder|nye metoder|nye metoder id",
    "data_sources": "datagrunnlag|datakilder|datakilde|data",
    "partners": "samarbeid|samarbeidspartnere|partnere",
    "funding": "finansiering|finansiert av",
    "cost_band": "kostnad omtrent",
    "publications": "publikasjoner",
    "country": "land|nasjon",
    "started_on": "oppstart|oppstart slik kilden skriver det|startdato|oppstartsdato|start|fra dato|startår|tatt i bruk",
    "implementation_decided_on": "gjennomføring besluttet|når ble gjennomføring besluttet|besluttet|beslutningsdato",
    "source_url": "kilde url|adresse til kilden|kilde|lenke|nettadresse|nettside|url kilde",
    "id": "id|nummer|prosjektnummer|prosjekt id|saksnummer|løpenummer|nr|nummer hos kilden",
    "loft": "løft nummer",
}
OTHER = {
    "title": "use case name|ai use case name|use case title|ai use case|tool name|algorithm name|project name|project title|device name|device|name of algorithm|title|use case|project|name of tool|name|naam|titel|titre|nom|bezeichnung|projektnamn|projektnavn|system name|algorithm|proprietary name|trade name|product name",
    "organisation": "agency name|agency|publishing body|organisation|organization|organisation name|organization name|institution|hospital|trust|nhs trust|department|department name|owner|public body|organisatie|organisationsnamn|verantwoordelijke organisatie|myndighet|region|company|applicant|manufacturer|sponsor|agency abbreviation",
    "unit": "agency bureau|bureau|office|bureau component|component|subagency|operating division|division|unit|bureau department",
    "phase": "development stage|stage of development|stage|phase|status|lifecycle stage|current stage|use case status|project status|project phase|fas|statut|agency use|deployment status|stage of system development life cycle",
    "clinical_area": "topic area|use case topic area|clinical area|specialty|speciality|medical specialty|panel|panel lead|lead panel|medical area|domain|category|thema|theme|område|topic|sector|subject area",
    "purpose": "problem solved|intended purpose|purpose|purpose and benefits|summary|description|use case description|objective|goal|aim|benefits|doel|beskrivning|syfte|short description|abstract|use case summary|tool description|intended use",
    "care_level": "care level|level of care",
    "technique": "technique|techniques|ai technique|classification|ai technique s|method|methods|ai type|type of ai|model type|ai classification|technology",
    "product": "product|name of commercial product or service used|commercial product|product used|product name|proprietary name|trade name|tool",
    "supplier": "vendor name|vendor|vendors|supplier|supplier name|company|manufacturer|developer|applicant|leverancier|leverantör|vendor s name|third party supplier",
    "device_status": "device status|regulatory status|device class|mdr class|fda status|ce mark|medical device",
    "data_sources": "data description|data sources|data source|training data|datasets|source data|data used",
    "partners": "partners|collaborators|collaboration",
    "funding": "funding|funding source|funded by",
    "country": "country|nation|country of origin|country code|land code|pays",
    "started_on": "operational date|start date|date implemented|date of deployment|date initiated|date|decision date|date of final decision|begindatum|startdatum|year|implementation date|date when acquisition and or development began",
    "implementation_decided_on": "implementation decided|decision to implement",
    "source_url": "url|link|source url|source|web page|webpage|website|hyperlink|record url|github|source code",
    "id": "use case id|id|submission id|submission number|record id|project id|identifier|reference|reference number|inventory id|registration number|ai use case id|atrs id|unique id|use case number",
    "loft": "",
}
# Long questions as headers, told by what they hold.
PHRASES = {
    "purpose": ("intended purpose", "expected benefits", "problem is the ai", "what problem"),
    "phase": ("stage of development", "development stage", "hvor langt er"),
    "title": ("use case name", "name of the ai"),
    "supplier": ("vendor(s) name", "name of the vendor"),
    "data_sources": ("data used to train",),
}
# Headers of a few words that nobody has listed, told by the one that matters.
LOOSE = {
    "title": r"(name|title|navn|tittel|naam) (of|på|for|van)\b|(use case|tool|system|project|algorithm|application|model|solution|device|prosjekt\w*|tiltak\w*|løsning\w*) (name|title|navn|tittel)",
    "organisation": r"\b(agency|organi[sz]ation|virksomhet\w*|foretak\w*|department|institution|organisasjon\w*)\b",
    "phase": r"\b(stage|phase|fase\w*|status)\b",
    "purpose": r"\b(purpose|description|summary|formål\w*|beskrivelse\w*|doel)\b",
    "supplier": r"\b(vendor|supplier|leverandør\w*)\b",
}
LOOSE = {field: re.compile(pattern) for field, pattern in LOOSE.items()}
MOST_WORDS = 5
YEAR = re.compile(r"\b(?:19|20)\d\d$")


def normalised(header):
    """A header as a list of small words: «Use_Case_ID» and «useCaseId» are both «use case id»."""
    text = unicodedata.normalize("NFC", clean(header))
    text = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ][a-zæøå])", " ", text)
    text = re.sub(r"\(.*?\)", " ", text) if not text.startswith("(") else text
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _synonyms(tables):
    places = {}
    for table in tables:
        for field, names in table.items():
            for rank, name in enumerate(filter(None, names.split("|"))):
                places.setdefault(name, []).append((rank, field))
    return places


KNOWN = _synonyms([NORWEGIAN, OTHER])
NORWEGIAN_NAMES = frozenset(_synonyms([NORWEGIAN])) - frozenset(_synonyms([OTHER]))


def fields_of(header):
    """{field: its columns, the best first}. A column tells one thing; the newest of several years comes first."""
    claims = []
    for column, text in enumerate(header):
        name = normalised(text)
        year = YEAR.search(name)
        bare = name[: year.start()].strip() if year else name
        for rank, field in KNOWN.get(name, KNOWN.get(bare, [])):
            claims.append((rank, -int(year[0]) if year else 0, column, field))
        claims += [
            (50, 0, column, field)
            for field, phrases in PHRASES.items()
            if any(phrase in text.casefold() for phrase in phrases)
        ]
    claims.sort(key=lambda claim: claim[:3])
    loose = [
        (90, 0, column, field)
        for column, name in enumerate(map(normalised, header))
        for field, pattern in LOOSE.items()
        if len(name.split()) <= MOST_WORDS and pattern.search(name)
    ]
    found, taken = {}, set()
    # A field that has no column yet goes before one that would get its second.
    for _rank, _place, column, field in claims + loose:
        if column not in taken and field not in found:
            taken.add(column)
            found[field] = [column]
    for _rank, _place, column, field in claims:
        if column not in taken and field in MAY_HAVE_MORE:
            taken.add(column)
            found[field].append(column)
    if "title" not in found and "product" in found:
        found["title"] = found.pop("product")  # a list of products: each is what it is called
    return found


MAY_HAVE_MORE = {"title", "organisation", "purpose", "started_on", "phase", "source_url", "clinical_area"}


def is_norwegian(header):
    """Whether the headers are Norwegian words that no other language here shares."""
    return sum(normalised(text) in NORWEGIAN_NAMES for text in header) >= 2
