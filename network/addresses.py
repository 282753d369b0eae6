"""Words in addresses for the ids of the code: the step `not_helped` is taken at «…/hjalp-ikke/»."""

from django.urls import register_converter

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
