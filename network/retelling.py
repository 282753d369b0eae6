"""What an event keeps, as whoever reads it reads it: on a timeline and in a mail alike.

Events keep bokmål and are never changed. The words of our own tables are translated when they are read, for the
same words are in the catalogues; what people wrote stands as they wrote it.
"""

from django.utils.translation import gettext

# What is chosen from a table, beside all that ends in `_text`.
CHOSEN = frozenset({"country", "label", "need", "outcome", "reach", "step", "unclear"})


def retold(data):
    """The data of an event in the language of the moment; nothing where it has been erased."""
    return {name: _retold(name, value) for name, value in (data or {}).items()}


def _retold(name, value):
    if not isinstance(value, str) or not (name in CHOSEN or name.endswith("_text")):
        return value
    chosen, colon, added = value.partition(": ")  # «hører til en annen ordning: Nye metoder»
    return f"{gettext(chosen)}{colon}{added}" if chosen else value
