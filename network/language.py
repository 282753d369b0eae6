"""Three languages: what is said to someone is in theirs, what is written into the record is in bokmål.

A decision, a reason on an agenda or a line of minutes is read by many, for years, and must not change with who
happened to press the button. So jobs write in bokmål, whatever language the page around them has.
"""

from datetime import date
from functools import wraps

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html

NORWEGIAN = ("nb", "nn")


def language_of(person):
    return person.language or settings.LANGUAGE_CODE


def choose_language(person, code):
    """What pages, mail and papers are in from now on. A language Løft does not have changes nothing."""
    if code in dict(settings.LANGUAGES):
        person.language = code
        person.save(update_fields=["language"])


def said_to(person):
    """For a mail, or what else is made where no request tells the language."""
    return said_in(language_of(person) if person else "")


def said_in(code):
    """The same for someone who is no person here; bokmål where no language is known."""
    return translation.override(code or settings.LANGUAGE_CODE)


def on_record():
    """For what is kept as it was written."""
    return translation.override(settings.LANGUAGE_CODE)


def of_what_is_written():
    """The language of what people wrote, and of the record, for a reader whose page is in another: a screen reader
    changes its voice there. None where the page is Norwegian; people write both bokmål and nynorsk."""
    return None if translation.get_language() in NORWEGIAN else settings.LANGUAGE_CODE


def as_written(text):
    """For a page: what people wrote, marked with its language where the page is in another."""
    language = of_what_is_written()
    return text if language is None or not text else format_html('<span lang="{}">{}</span>', language, text)


def word_read(kept):
    """A word that is kept in bokmål, such as the name of a country, in the language of the moment; one that is not ours
    as it stands."""
    return translation.gettext(kept) if kept else ""


class Quoting(str):
    """A sentence of ours with something in it that somebody wrote: text to all who want text, and on a page with
    what is quoted marked. A sentence that does not hold it quotes nothing."""

    __slots__ = ("written",)

    def __new__(cls, sentence, written):
        made = super().__new__(cls, sentence)
        made.written = written
        return made

    def __getnewargs__(self):
        return str(self), self.written

    @property
    def parts(self):
        """What stands before what is quoted, that, and what stands after."""
        return self.rpartition(self.written) if self.written else ("", "", str(self))

    def __html__(self):
        before, written, after = self.parts
        return format_html("{}{}{}", before, as_written(written), after)


class Written(Quoting):
    """A text as somebody wrote it, or as it stands in the record."""

    __slots__ = ()

    def __new__(cls, text):
        return super().__new__(cls, text, str(text))

    def __getnewargs__(self):
        return (str(self),)


def as_kept(value):
    """Data as it is kept: words that wait for a language become bokmål, and dates stay dates, to be read in
    whichever."""
    if isinstance(value, dict):
        return {as_kept(name): as_kept(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_kept(one) for one in value]
    if isinstance(value, Promise):
        with on_record():
            return str(value)
    return value.isoformat() if isinstance(value, date) else value


def made_to_keep(function):
    """Makes what a function returns ready to be kept, or compared with what was."""

    @wraps(function)
    def recorded(*args, **kwargs):
        with on_record():
            return as_kept(function(*args, **kwargs))

    return recorded


class LanguageMiddleware(LocaleMiddleware):
    """The language a person has chosen, on every machine; else what the cookie or the browser asks for."""

    def process_request(self, request):
        super().process_request(request)
        chosen = request.user.language if request.user.is_authenticated else ""
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = translation.get_language()
