"""What page, PDF and Word render alike: a document as plain JSON, with nothing left to choose.

A section has a heading and blocks. A block is one of `text`, `points` (numbered), `lines` (a list; a line
may begin with a link) and `table` (a caption, and rows from column to text). What people wrote is `Written`, and a
sentence with something of theirs in it `Quoting`: where the document is in another language, each says so.
"""

import re
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from network.language import Quoting, Written

# What Word cannot hold, and no font can show.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def document(*, kind, case_number, title, about, sections, foot, dense=False):
    """`about` is the lines under the title; those without a text are left out. `dense`: meant for one sheet."""
    return _printable(
        {
            "kind": kind,
            "case_number": case_number,
            "title": title,
            "about": [{"name": name, "text": text} for name, text in about.items() if text],
            "sections": list(sections),
            "foot": foot,
            "dense": dense,
            "language": get_language(),
            "page": gettext("Side"),
            "of": gettext("av"),
        }
    )


def _printable(value):
    if isinstance(value, dict):
        return {str(name): _printable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    if isinstance(value, Quoting):
        return Quoting(UNPRINTABLE.sub("", value), UNPRINTABLE.sub("", value.written))
    return UNPRINTABLE.sub("", str(value)) if isinstance(value, str | Promise) else value


def section(heading, *blocks, level=2, small=False):
    return {
        "heading": heading,
        "level": level,
        "small": small,
        "blocks": [b for b in blocks if any(b.values())],
    }


def prose(text):
    """What people wrote: a paragraph for each line, and a list of those that begin with a dash."""
    written = filter(None, map(str.strip, text.splitlines()))
    for is_list, lines in groupby(written, key=lambda one: one.startswith("- ")):
        if is_list:
            yield bullets(line(Written(one[2:])) for one in lines)
        else:
            yield from ({"text": Written(one)} for one in lines)


def bullets(lines):
    return {"lines": list(lines)}


def points(texts):
    """What a decision, or the proposal of one, is numbered as."""
    return {"points": [{"text": Written(one)} for one in texts]}


def table(caption, rows):
    """`rows` from column to text."""
    return {"caption": caption, "table": list(rows)}


def line(text, before="", url=""):
    """`before`: what the line begins with, which leads to `url` where there is one."""
    return {"before": before, "url": url, "text": text}
