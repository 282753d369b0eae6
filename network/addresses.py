"""Words in addresses for the ids of the code: the step `not_helped` is taken at «…/hjalp-ikke/»."""

import re

from django.urls import URLResolver, include, path, re_path, register_converter
from django.urls.resolvers import RegexPattern

from network.workflow import workflows

_kinds = []


class _Words:
    regex = "[a-z-]+"

    def __init__(self, words):
        self.words = words

    def to_python(self, asked):
        for name, word in self.words().items():
            if word == asked:
                return name
        raise ValueError

    def to_url(self, name):
        if name not in self.words():
            raise ValueError
        return self.words()[name]


def in_addresses(kind, words):
    """Makes `<kind:…>` of a URL pattern take a word for an id. `words()`: {id: word}."""
    _kinds.append(words)
    register_converter(lambda: _Words(words), kind)


def word_for(name):
    """The word that stands in addresses where this id stood before, or None."""
    return next((words()[name] for words in _kinds if name in words()), None)


def words_of_steps():
    return {
        name: step.word for table in workflows.values() for name, step in table.steps.items() if step.word
    }


in_addresses("step", words_of_steps)


# django-allauth's, by what its pages are called here. What is not among them, such as where a provider sends people
# back to, is called what it is.
ACCOUNT_WORDS = {
    "login": "logg-inn",
    "logout": "logg-ut",
    "inactive": "stengt",
    "reauthenticate": "bekreft",
    "password": "passord",
    "change": "bytt",
    "set": "lag",
    "reset": "glemt",
    "key": "lenke",
    "done": "ferdig",
    "2fa": "totrinn",
    "authenticate": "trinn-to",
    "totp": "engangskoder",
    "activate": "sla-pa",
    "deactivate": "sla-av",
    "recovery-codes": "koder-i-reserve",
    "generate": "lag",
    "download": "last-ned",
    "webauthn": "tilgangsnokler",
    "keys": "nokkel",
    "add": "lag",
    "edit": "endre",
    "remove": "fjern",
    "sessions": "innlogginger",
    "3rdparty": "andre",
    "cancelled": "avbrutt",
    "error": "feil",
    "code": "kode",
    "confirm": "bekreft",
}
SEGMENT = re.compile("(?<![^/^])[a-z0-9-]+(?=/)")  # a whole one, also of a regular expression


def in_words(address):
    """An address of django-allauth's, or a pattern of one, in our words."""
    return SEGMENT.sub(lambda found: ACCOUNT_WORDS.get(found[0], found[0]), address)


def called_in_words(patterns):
    """The same pages by the same names, at addresses in our words."""
    for entry in patterns:
        route = in_words(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield path(route, include(list(called_in_words(entry.url_patterns))))
        else:
            kind = re_path if isinstance(entry.pattern, RegexPattern) else path
            yield kind(route, entry.callback, entry.default_args, entry.name)
