"""Norwegian sorting on SQLite, by the name that PostgreSQL gets it under in a migration: `nb`.

By code point å comes before æ and ø. This follows ICU's `nb`: æ ø å after z, aa as å, ä as æ, ö as ø;
then by accent, then lower case before upper. Equal only when identical, as in PostgreSQL, because
SQLite also asks a column's collation about `=` and about uniqueness.
"""

import unicodedata
from functools import lru_cache

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Collate, NullIf

NAME = "nb"
# Letters of their own after z, as code points that stay in order; a mark after one only breaks ties.
AFTER_Z = {
    "æ": "\ue000",
    "ä": "\ue000\u0308",
    "ø": "\ue001",
    "ö": "\ue001\u0308",
    "å": "\ue002",
    "aa": "\ue002\u0301",
}


def by_name(column="name"):
    """For `order_by`: a column of names as Norwegians sort them, on both engines."""
    return Collate(column, NAME)


def by_first(*columns):
    """The same, of whichever column is first to have something: what people see is sorted as one alphabet."""
    return Collate(Coalesce(*(NullIf(F(column), Value("")) for column in columns)), NAME)


@lru_cache(maxsize=20_000)
def sort_key(text):
    """Base letters, then accents, then case, then the text itself."""
    folded = unicodedata.normalize("NFC", text).casefold()
    for letter, place in AFTER_Z.items():
        folded = folded.replace(letter, place)
    accented = unicodedata.normalize("NFD", folded)
    base = "".join(_base(char) for char in accented)
    return base, accented, text.swapcase(), text


def _base(char):
    if unicodedata.combining(char):
        return ""
    is_letter = char.isalnum() or char in "\ue000\ue001\ue002"
    return char if is_letter else f"\x01{char}"  # spaces and signs before digits and letters


def compare(left, right):
    first, second = sort_key(left), sort_key(right)
    return (first > second) - (first < second)


def give_sqlite_norwegian(connection, **kwargs):
    """On `connection_created`: a collation lives in the connection, not in the file."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(NAME, compare)
