"""Sentences of ours that are kept, and read in any language.

A reason on an agenda is kept in bokmål, for the record. Beside it stands what it was made of, each sentence and what was
put into it, so that it is said again in the language of whoever reads it (ADR 16).
"""

from django.utils.translation import gettext

from network.language import Written, as_kept, on_record
from network.retelling import retold


class Telling(str):
    """Our sentences in bokmål, and in `said` what they are made of: [sentence, {name: what is put in}], as JSON."""

    __slots__ = ("said",)

    def __new__(cls, *said):
        said = as_kept(said)
        with on_record():
            made = super().__new__(cls, _again(said))
        made.said = said
        return made

    def __add__(self, other):
        return Telling(*self.said, *other.said)


def telling(sentence, **values):
    """One sentence, with the names in it given as `values`. Dates are put in as dates, and what is chosen from one of
    our tables under a name that ends in `_text`: both are read as the reader has them."""
    return Telling([sentence, values])


def read_back(said, kept):
    """What was kept, in the language of the moment. Of what was written before sentences were kept, as it stands."""
    return _again(said) if said and kept else Written(kept)


def _again(said):
    return " ".join(gettext(sentence).format(**retold(values)) for sentence, values in said)
