"""The words of a text as search keeps them: Norwegian stems, parts of compounds, and one word for the same thing."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(
    "alle andre at av bare ble blir bli både da de deg dei dem den denne der dere det dette dit du eg ei ein "
    "eit eller en enn er et etter for fra få får før gjør gjøre ha hadde han har hos hun hva hvem hver "
    "hvilke hvilken hvilket hvis hvor hvordan i ikke ikkje ingen inn jeg kan kva kvar korleis med meg mellom "
    "men mer min mitt må når noe noen nå og også om opp oss over på samme seg sin sine sitt skal slik som "
    "så til trenger under ut var ved vi vil vår være å".split()
)
# What is asked is put in these, whatever it is about: search finds them, but they make no two texts alike.
ASKING = (
    "gjelde gjelder gjeld spør spørre spørje spurt spurte spørsmål svar svare svarer svarar trenge treng "
    "ønske ønsker ønskjer ønskje"
)
# Neighbours' letters as ours; other marks fall away, so that both engines keep the same letters.
LETTERS = str.maketrans("äö", "æø")
KEPT_LETTERS = "æøå"
# What stands before a verb or noun without making it another's compound: «innføring» is no kind of «føring».
PREFIXES = frozenset(
    "an av be bi etter for fore forut fram frem gjen hoved inn mis mot ned om opp over på sam selv til und under "
    "ut ved vel".split()
)
LONGEST = 80  # PostgreSQL leaves out a word of more than 2,046 bytes, and would ask for everything else
LEAST_COMPOUND = 7
LEAST_PART = 4
WORDS = Path(__file__).parent / "words"


def words_of(text):
    """Lower-case words, composed (æ, ø, å as one letter), without what carries no meaning."""
    plain = "".join(map(_plain, unicodedata.normalize("NFC", text).casefold()))
    return [word[:LONGEST] for word in WORD.findall(plain) if word not in STOP_WORDS]


def stems_of(text):
    """Norwegian stems, in the order of the text."""
    return [stem(word) for word in words_of(text)]


def kept_of(text):
    """What a text is found by: its stems, the parts of its compounds, and the common name of what it names."""
    stems = stems_of(text)
    parts = [part for one in dict.fromkeys(stems) for part in parts_of(one)]
    return [*stems, *parts, *(stem for name in _names_in(stems) for stem in name[1])]


def asked_of(text):
    """What a question asks for: a list of stems, with each name of the same thing as its common one."""
    stems = stems_of(text)
    for (place, length), common in reversed(_names_in(stems)):
        stems[place : place + length] = common
    return list(dict.fromkeys(stems))


def telling_of(text):
    """The words that tell what a text is about."""
    return [word for word in words_of(text) if stem(word) not in _asking()]


@lru_cache(maxsize=50_000)
def stem(word):
    # A stemmer for each new word: it is not thread-safe. Words come again, so the cache carries the load.
    return snowballstemmer.stemmer("norwegian").stemWord(word)


@lru_cache(maxsize=50_000)
def parts_of(word):
    """The stems a stem is put together from, as («bildeanalys») ("bild", "analys"); nothing when it is one word."""
    if len(word) < LEAST_COMPOUND:
        return ()
    for start in range(3, len(word) - LEAST_PART + 2):
        first, last = word[:start], word[start:]
        if last in _last_parts() and first not in PREFIXES:
            first = stem(first)
            return (*(parts_of(first) or (first,)), last)
    return ()


def _plain(letter):
    letter = letter.translate(LETTERS)
    if letter.isascii() or letter in KEPT_LETTERS:
        return letter
    return unicodedata.normalize("NFKD", letter)[0]


def _names_in(stems):
    """Where a text names something that has a common name: [((place, length), stems of it)], longest first at each."""
    found, place, names = [], 0, _common_names()
    while place < len(stems):
        for length in _lengths():
            name = tuple(stems[place : place + length])
            if len(name) == length and name in names:
                found.append(((place, length), names[name]))
                place += length - 1
                break
        place += 1
    return found


@lru_cache(maxsize=1)
def _asking():
    return frozenset(map(stem, ASKING.split()))


@lru_cache(maxsize=1)
def _common_names():
    """{the stems of a name: the stems of the common one}"""
    names = {}
    for line in _lines("same.txt"):
        common, others = line.split(":", 1)
        kept = tuple(stems_of(common))
        names |= {tuple(stems_of(other)): kept for other in others.split(",")}
    return names


@lru_cache(maxsize=1)
def _lengths():
    return sorted({len(name) for name in _common_names()}, reverse=True)


@lru_cache(maxsize=1)
def _last_parts():
    words = " ".join(_lines("parts.txt")).split()
    return frozenset(kept for kept in map(stem, words) if len(kept) >= LEAST_PART)


def _lines(name):
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
