"""What a cell says, whatever it has been through: HTML, links as formulas, stray control characters."""

import html
import re
from datetime import datetime

from network.exports import FORMULA
from network.links import is_web_address

LINK = re.compile(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[;,]\s*"?((?:[^"]|"")*?)"?\s*)?\)', re.IGNORECASE)
ANCHOR = re.compile(r"<a\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)[^>]*>", re.IGNORECASE)
BREAK = re.compile(r"<(?:br\s*/?|/p|/li|/div|/tr)\s*>", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:a|b|i|u|p|em|strong|ul|ol|li|div|span|font|h\d|table|tbody|tr|td|sup|sub)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\u200b\ud800-\udfff\ufffe\uffff]")
DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y")
MONTHS = ("%b-%y", "%b %Y", "%B %Y", "%m/%Y", "%Y-%m")
CLOCK = re.compile(r"[ T]\d{1,2}:\d\d(:\d\d)?$")
NOTHING = {
    "",
    "-",
    "–",
    "—",
    "[]",
    "n/a",
    "#n/a",
    "na",
    "nan",
    "none",
    "null",
    "ikke oppgitt",
    "not specified",
    "tbd",
}


def clean(text):
    """What a person reads in the cell. A quote put there against formulas is taken away again."""
    return clean_with_link(text)[0]


def clean_with_link(text):
    """The text, and the address of the link it was written as (or "")."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if text.startswith("'") and text[1:].startswith(FORMULA):
        return CONTROL.sub("", text[1:]).strip(), ""
    link = ""
    if found := LINK.fullmatch(text.strip()):
        link = found[1].replace('""', '"')
        text = (found[2] or link).replace('""', '"')
    if "<" in text:
        if found := ANCHOR.search(text):
            link = link or html.unescape(found[1])
        text = TAG.sub("", BREAK.sub("\n", text))
    if "&" in text:
        text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return CONTROL.sub("", text).strip(), link if is_web_address(link) else ""


def said(text):
    """The text, or "" when it says that nothing is known."""
    return "" if text.casefold() in NOTHING else text


def day_of(text, *, american=False, months=False):
    """The day a cell tells, or None. `american`: the month stands first. `months`: one of them is enough, as its
    first day."""
    first = ("%m/%d/%Y", "%m/%d/%y") if american else ()
    for written in (*first, *DATES, *(MONTHS if months else ())):
        try:
            return datetime.strptime(CLOCK.sub("", text), written).date()  # noqa: DTZ007 - a date, not a moment
        except ValueError:
            continue
    return None


def one_line(text):
    return " ".join(text.split())
