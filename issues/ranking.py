"""Which texts say the same as another: one pure function over texts, used by the site and by `eval_similar`.

Three measures are added. Words and meanings, as BM25 gives them with the title weighing most: rare words
count, and a long text is no advantage. The same seen from both sides, as a cosine: a text that is mostly
about something else falls. And letters in threes to fives, which see through compounds, endings and
misspellings. What the asker says it is *not* about («…, ikke notatet») counts against.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from math import log, sqrt
from pathlib import Path

import snowballstemmer

from network.norwegian import STOP_WORDS, telling_of

WORDS = Path(__file__).parent / "words"
MOST_LETTERS = 1200  # of a text: what a case is about stands first, and more costs time
TITLE = 2.0
MEANING, ASKED, IMPLIED, COMMON, DENIED = 1.6, 2.4, 0.7, 0.3, -0.6
K1, B = 1.2, 0.5
FLOOR, NARROWED_FLOOR = 0.15, 0.5  # what is less alike shares only everyday words
WEIGHTS = {"bm25": 0.4, "cosine": 0.4, "letters": 0.2}

# «gjelder X, ikke Y» · «ikke Y, men X» · «det er ikke Y som er spørsmålet»; and what is settled: «vi vet at Y,
# spørsmålet er X». Plain negation («modellen virker ikke») is part of what is asked, and no denial.
NOT = r"ikk?j?e (?!bare|berre|minst|heller|alltid|helt|heilt|er|blir|vert|kan|skal|må|vil|har|får|vet|veit|var|lenger|bør|treng)"
ABOUT = r"(?:handler|handlar|gjelder|gjeld|dreier|dreiar)(?: seg)?"
DENIALS = tuple(
    re.compile(pattern)
    for pattern in (
        rf", (?:og )?{NOT}((?:[^\s.,;!?]+ ?){{1,6}})(?=$|[.,;!?\n])",
        rf"\ber {NOT}([^.,;!?]+?),? men\b",
        rf"\b{ABOUT} {NOT}(?:om )?([^.,;!?]+)",
        rf"\b{ABOUT} [^.,;!?]+ og {NOT}(?:om )?([^.,;!?]+)",
        r"\bikk?j?e ([^.,;!?]+) som er (?:problemet|spørsmålet)",
        r"\b(?:vi|me) (?:vet|veit) at ([^.,;!?]+)[,.] spørsmålet\b",
        r"\b(?:vi|me) har (?:avklart|avklara) at ([^.,;!?]+)",
    )
)

# Who draws a line around the question asks about less than the words they share with others: «spørsmålet er
# ikke X», «det gjelder Y, ikke X», «X er avklart, vi mangler bare Y», «dette er et driftsvalg».
NARROWED = re.compile(
    "|".join(
        (
            r"\bspørsmålet (?:her )?(?:er|gjelder|gjeld|handler|handlar)\b",
            rf"\b{ABOUT} [^.;!?\n]*\bikk?j?e\b",
            rf"\b{ABOUT} (?:kun|bare|berre)\b",
            rf", (?:og )?{NOT}",
            r"\b(?:er|om|gjelder|gjeld) ikk?j?e [^.;!?\n]+, men\b",
            r"\bog ikk?j?e\b",
            r"\b(?:dette|det) er (?:bare |berre |kun )?(?:et|en|eit|ein) (?:\w+ )?\w*(?:valg|val|spørsmål)\b",
            r"\b(?:nå|no) (?:gjelder|gjeld|handler|handlar|trenger|treng)\b",
            (
                r"\b(?:trenger|treng|mangler|manglar|venter|ventar|lurer|lurar|vil|gjelder|gjeld|ønsker|ønskjer) "
                r"(?:vi |me |eg |jeg |det )?(?:nå |no )?(?:bare|berre|kun)\b"
            ),
            (
                r"\b(?:er|har|ble|vart|vi har|me har) (?:alt |allerede |nå |no )?"
                r"(?:avklart|avklara|bestemt|besluttet|vedtatt|vedteke|ferdig|besatt|sendt|klar|på plass|kjøpt inn|gjort|godkjent|skrevet|signert|valgt|valt|klart|tatt opp)\b"
            ),
            r"\b(?:vi|me) (?:vet|veit) at\b",
            r"\ber ikk?j?e (?:tema|temaet|saken|saka|poenget)\b",
            r"\b(?:finnes|finst|fins), men (?:vi|me) (?:trenger|treng|mangler|manglar)\b",
            r"\b(?:vi|me|de|dei) skal ikk?j?e\b",
            r"\b(?:dette|det) er [^.;!?\n]*\b(?:uten|utan|ingen|ikke|ikkje) (?:noe |noko )?(?:ki|ai)\b",
            r"\bi motsetning til\b|\bselve\b|\bsjølve\b|\bannet enn\b|\banna enn\b",
            r"\b(?:har ikk?j?e noe|har ikk?j?e noko|ikk?j?e noe med|ikk?j?e noko med)\b",
        )
    )
)


@dataclass(frozen=True)
class Text:
    """A title and what follows it, with what they are about: weights of words, meanings and letters."""

    title: str
    body: str = ""
    terms: Counter = field(init=False, compare=False)
    letters: Counter = field(init=False, compare=False)
    is_narrowed: bool = field(init=False, compare=False)

    def __post_init__(self):
        whole = f"{self.title}\n{self.body}"[:MOST_LETTERS]
        terms = _terms(self.body[:MOST_LETTERS])
        for term, weight in _terms(self.title).items():
            terms[term] += weight * TITLE
        for denied in (said for denial in DENIALS for said in denial.findall(whole.casefold())):
            for term, weight in _terms(denied).items():
                terms[term] = min(terms[term], weight * DENIED)
        object.__setattr__(self, "terms", terms)
        object.__setattr__(self, "letters", _letters(whole))
        object.__setattr__(self, "is_narrowed", bool(NARROWED.search(whole.casefold())))


def text_of(title, body=""):
    """A text made ready to be compared; those met lately are remembered."""
    return _remembered(title, body[:MOST_LETTERS])


@lru_cache(maxsize=2000)
def _remembered(title, body):
    return Text(title, body)


def rank(asked, texts):
    """[(place in `texts`, likeness from 0 to about 1)], the most like first, of those alike enough."""
    if not texts:
        return []
    rarity = _rarity(text.terms for text in texts)
    scarce = _rarity(text.letters for text in texts)
    average = sum(_length(text) for text in texts) / len(texts)
    best = _bm25(asked, asked, rarity, average) or 1
    scored = [
        (
            place,
            WEIGHTS["bm25"] * _bm25(asked, text, rarity, average) / best
            + WEIGHTS["cosine"] * _cosine(asked.terms, text.terms, rarity)
            + WEIGHTS["letters"] * _cosine(asked.letters, text.letters, scarce),
        )
        for place, text in enumerate(texts)
    ]
    floor = NARROWED_FLOOR if asked.is_narrowed else FLOOR
    return sorted(((p, s) for p, s in scored if s >= floor), key=lambda found: (-found[1], found[0]))


def _rarity(bags):
    """How much each term says: less, the more of the texts have it."""
    bags = list(bags)
    counts = Counter(term for bag in bags for term in bag)
    return _Rarity(
        {term: log(1 + (len(bags) + 1) / (count + 0.5)) for term, count in counts.items()},
        unseen=log(1 + (len(bags) + 1) / 0.5),
    )


class _Rarity(dict):
    """What none of the texts is about tells that they are about something else; an unknown word tells little."""

    def __init__(self, known, *, unseen):
        super().__init__(known)
        self.unseen = unseen

    def __missing__(self, term):
        return self.unseen if term.startswith("m:") else 1.0


def _length(text):
    return sum(weight for weight in text.terms.values() if weight > 0)


def _bm25(asked, text, rarity, average):
    norm = K1 * (1 - B + B * _length(text) / (average or 1))
    found = 0.0
    for term, wanted in asked.terms.items():
        have = text.terms.get(term, 0)
        if have:
            found += wanted * rarity[term] * have * (K1 + 1) / (abs(have) + norm)
    return found


def _cosine(one, other, rarity):
    if len(other) < len(one):
        one, other = other, one
    product = sum(weight * other[term] * rarity[term] ** 2 for term, weight in one.items() if term in other)
    return product / (_size(one, rarity) * _size(other, rarity) or 1)


def _size(bag, rarity):
    return sqrt(sum((weight * rarity[term]) ** 2 for term, weight in bag.items()))


# ── What a text is about ────────────────────────────────────────────────────────────────────────────────


def _terms(text):
    """Weights of stems and of meanings. A meaning said twice is not twice as much about it."""
    words = plain_words(text)
    terms = Counter()
    for word in words:
        if word not in STOP_WORDS:
            terms[f"w:{_stem(word)}"] = COMMON if _stem(word) in _common() else 1.0
    for meaning in meanings_in(text):
        terms[f"m:{meaning}"] = _weight_of(meaning)
        for implied in _table().implied.get(meaning, ()):
            terms[f"m:{implied}"] = max(terms[f"m:{implied}"], IMPLIED)
    return terms


def _weight_of(meaning):
    if meaning.startswith("?"):
        return ASKED
    return COMMON if meaning == "ki" else MEANING


def plain_words(text):
    """Words without what carries no meaning, nynorsk ones as the bokmål they are counted as."""
    return [_forms().get(word, word) for word in telling_of(text)]


def meanings_in(text):
    """The names of the meanings that a text carries, by its words, parts of compounds and phrases."""
    table = _table()
    folded = " ".join(re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.casefold()))
    loose = f" {folded} "
    found = {meaning for phrase, meanings in table.phrases if phrase in loose for meaning in meanings}
    for word in folded.split():
        found |= _meanings_of(word)
        if word in _forms():
            found |= _meanings_of(_forms()[word])
        if "-" in word:
            found |= {meaning for part in word.split("-") for meaning in _meanings_of(part)}
    return found


def keys_of(text):
    """A word for each meaning in a text, as the full-text index keeps them. No word that people write."""
    return sorted(
        f"qx{sha256(meaning.encode()).hexdigest()[:10]}" for meaning in meanings_in(text) if meaning != "ki"
    )


def telling_words(text, most=6):
    """The words that say most about what a text is about: not everybody's, and the longest first."""
    words = dict.fromkeys(
        word for word in telling_of(text) if _stem(_forms().get(word, word)) not in _common()
    )
    return sorted(words, key=len, reverse=True)[:most]


def shared_words(asked, other):
    """The words of `asked`, as they were written, whose stem or meaning the other text has too."""
    theirs = {term for term, weight in text_of(*other).terms.items() if weight > COMMON}
    shared = []
    for written in re.findall(r"[^\W\d_][\w-]+", asked):
        terms = _terms(written)
        if any(term in theirs and weight > COMMON for term, weight in terms.items()):
            shared.append(written)
    return tuple(dict.fromkeys(word.lower() if not word.isupper() else word for word in shared))[:6]


@lru_cache(maxsize=20_000)
def _meanings_of(word):
    table = _table()
    found = set(table.exact.get(word, ()))
    for beginning, meanings in table.beginnings:
        if word.startswith(beginning):
            found |= meanings
    if len(word) >= table.inside_from:
        for part, meanings in table.inside:
            if part in word:
                found |= meanings
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _stem(word):
    stem = snowballstemmer.stemmer("norwegian").stemWord(word)
    return re.sub(r"(?<=\w{4})(?:ing|els|het|er|ar|ane|ing(?:ar|er))$", "", stem)


def _letters(text):
    """Threes to fives of letters, within words."""
    grams = Counter()
    for word in plain_words(text):
        padded = f" {word} "
        for size in (3, 4, 5):
            grams.update(padded[at : at + size] for at in range(len(padded) - size + 1))
    return Counter({gram: 1 + log(count) for gram, count in grams.items()})


# ── The tables, which are data ──────────────────────────────────────────────────────────────────────────


@dataclass
class _Table:
    exact: dict = field(default_factory=dict)
    beginnings: list = field(default_factory=list)
    inside: list = field(default_factory=list)
    phrases: list = field(default_factory=list)
    implied: dict = field(default_factory=dict)
    inside_from: int = 5


@lru_cache(maxsize=1)
def _table():
    table, exact, beginnings, inside, phrases = _Table(), {}, {}, {}, {}
    for line in _lines("meanings.txt"):
        said, _, implied = line.partition("<")
        meaning, _, words = said.partition(":")
        if implied:
            table.implied[meaning] = tuple(name.strip() for name in implied.split(","))
        for word in (word.strip() for word in words.split(",")):
            if " " in word:
                phrases.setdefault(f" {word.rstrip('*')}", set()).add(meaning)
            elif word.startswith("="):
                exact.setdefault(word[1:], set()).add(meaning)
            elif word.endswith("*"):
                beginnings.setdefault(word[:-1], set()).add(meaning)
            elif len(word) >= table.inside_from:
                inside.setdefault(word, set()).add(meaning)
            else:
                exact.setdefault(word, set()).add(meaning)
    table.exact = exact
    table.beginnings, table.inside, table.phrases = (list(d.items()) for d in (beginnings, inside, phrases))
    return table


@lru_cache(maxsize=1)
def _forms():
    return dict(line.split() for line in _lines("forms.txt"))


@lru_cache(maxsize=1)
def _common():
    return frozenset(_stem(word) for line in _lines("common.txt") for word in line.split())


def _lines(name):
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
