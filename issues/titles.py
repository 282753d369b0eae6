"""One text becomes a title and what follows it."""

import re

LONGEST = 200
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-ZÆØÅ«\d])")


def written_as_one(title, text):
    """The one text that these came of: to be written on."""
    if title.endswith("…") and text.startswith(title[:-1]):
        return text
    return "\n".join(filter(None, (title, text)))


def title_and_text(written):
    """(title, rest) of one text: its first line or sentence, and what follows. A title too long is cut at a
    word, and then the text is kept whole."""
    first, _, rest = written.strip().partition("\n")
    sentence, *more = SENTENCE_END.split(first, maxsplit=1)
    rest = "\n".join(filter(None, (*more, rest.strip())))
    if len(sentence) <= LONGEST:
        return sentence.strip(), rest
    cut = sentence[: LONGEST - 1]
    return (cut.rpartition(" ")[0] or cut) + "…", written.strip()
