"""What an event keeps, as whoever reads it reads it: on a timeline and in a mail alike.

Events keep bokmål and are never changed. The words of our own tables are translated when they are read, for the
same words are in the catalogues, and dates are written as the reader writes them; what people wrote stands. Older
events keep dates in words, which are read as they are.
"""

import re
from datetime import datetime

from django.utils.translation import gettext

from network.deadlines import clock_text, date_text, local_day, local_time
from network.language import Quoting

# What is chosen from a table, beside all that ends in `_text`.
CHOSEN = frozenset({"country", "label", "need", "outcome", "reach", "step", "unclear"})
# What people wrote that sentences about an event quote.
QUOTED = ("title", "what", "into_title", "from_title", "name", "unit", "version")
DATE = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.+-]+)?")


def retold(data):
    """The data of an event in the language of the moment; nothing where it has been erased."""
    return {name: _retold(name, value) for name, value in (data or {}).items()}


def stayed(data):
    """That whoever had a case is who it was handed on to: the coordinating group keeps what is unclear."""
    return "before" in data and data["before"] == data.get("holder")


def quoting(sentence, data):
    """A sentence made of the data of an event, that knows what it quotes."""
    said = [data[name] for name in QUOTED if isinstance(data.get(name), str) and data[name] in sentence]
    return Quoting(sentence, max(said, key=len, default=""))


def _retold(name, value):
    if isinstance(value, list):
        return [_retold(name, one) for one in value]
    if isinstance(value, dict):
        return retold(value)
    if not isinstance(value, str):
        return value
    if DATE.fullmatch(value):
        return _date(value)
    return _chosen(value) if value and (name in CHOSEN or name.endswith("_text")) else value


def _date(kept):
    try:
        moment = datetime.fromisoformat(kept)
    except ValueError:  # somebody's own numbers
        return kept
    if moment.tzinfo is None:
        return date_text(moment)
    return f"{date_text(local_day(moment))} {clock_text(local_time(moment))}"


def _chosen(kept):
    """«hører til en annen ordning: Nye metoder»: what is added after a colon is not from the table."""
    chosen, colon, added = kept.partition(": ")
    return f"{gettext(chosen)}{colon}{added}" if chosen else kept
