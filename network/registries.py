"""The four ways up without importing up.

A lower app asks; upper apps have answered at start-up, in modules that `NetworkConfig.ready` finds:
`notifies.py`, `searches.py`, `waits_on.py`, `panels.py`. There are no others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.db.models import BooleanField, DateTimeField, Exists, Expression, F, Value
from django.utils.translation import gettext_lazy as _

from network.models import Person

TITLE, NO_NAME, NOTHING = F("title"), Value(""), Value(None, DateTimeField())
NOT_BESIDE = Value(value=False, output_field=BooleanField())
_notifiers: dict[str, Callable] = {}
_attachers: dict[str, Callable] = {}
_searchables: dict[str, "Searchable"] = {}
_waiting: list[Callable] = []
_seldom: list[tuple[Callable, Callable]] = []
_panels: dict[str, list[Callable]] = defaultdict(list)
_agendas: list[Callable] = []


@dataclass(frozen=True)
class Told:
    """Who hears of an event, and whether it needs them (or is the answer they asked for)."""

    people: frozenset[int]
    needs_you: frozenset[int] = frozenset()


def notifies(*verbs):
    """`fn(event) -> Told`. Reads only dated rows as they were at `event.at`, so it can be asked again."""

    def register(fn):
        for verb in verbs:
            if verb in _notifiers:
                raise RuntimeError(f"two notifiers for {verb}")
            _notifiers[verb] = fn
        return fn

    return register


def told_of():
    """The verbs that somebody is told of: each has its words, for pages and mail (`mail/<verb>.txt`)."""
    return sorted(_notifiers)


def notifier_for(verb):
    return _notifiers.get(verb)


def notified_verbs():
    return sorted(_notifiers)


def attaches(*verbs):
    """`fn(event, person) -> Iterable[(file name, content, type)]`: what a mail of the event carries to a
    person. Asked when it is sent, of what stands then. Lives beside the notifiers, in `notifies.py`."""

    def register(fn):
        for verb in verbs:
            if verb in _attachers:
                raise RuntimeError(f"two sets of files for {verb}")
            _attachers[verb] = fn
        return fn

    return register


def attachments_of(event, person):
    fn = _attachers.get(event.verb)
    return list(fn(event, person)) if fn else []


@dataclass(frozen=True)
class Searchable:
    """`model` must have `objects.visible_to(viewer)`; `words(obj)` is the text it is found by. With `answers`,
    its objects (which have a `title` and a `text`) are offered to whoever asks something like it; with
    `inside_only` they are found by members and agencies alone. A hit is shown by what it is `named`, by `whose`
    it is and in which `country` where that is another, and by its day where it `starts_at` one. What is `beside` the rest stands after it, however new; of kinds
    whose `is_beside(obj)` says the same of each, it can be left out. A kind that `comes_last` stands after the
    others. Visitors find what `for_all()` gives, on the `page_for_all`: a kind without these they never find."""

    model: type
    title: str
    words: Callable
    select: tuple[str, ...] = ()
    answers: bool = False
    inside_only: bool = False
    named: Expression = TITLE
    whose: Expression = NO_NAME
    country: Expression = NO_NAME
    starts_at: Expression = NOTHING
    beside: Expression = NOT_BESIDE
    is_beside: Callable | None = None
    comes_last: bool = False
    for_all: Callable | None = None
    page_for_all: str = ""

    def seen_by(self, viewer):
        return self.model.objects.visible_to(viewer) if viewer.person else self.for_all()

    def is_for(self, viewer):
        """Whether any of its objects can be found by this viewer."""
        return (viewer.is_inside or not self.inside_only) if viewer.person else self.for_all is not None

    @property
    def label(self):
        return self.model._meta.label_lower


def searches(searchable):
    _searchables[searchable.label] = searchable
    return searchable


def searchables():
    """In the order in which a reader meets them."""
    return sorted(_searchables.values(), key=lambda kind: kind.comes_last)


def searchable_called(label):
    return _searchables[label]


class Stops(IntEnum):
    """What stands still until it is done: the first is done first. The sentences are what the page says."""

    def __new__(cls, value, why):
        member = int.__new__(cls, value)
        member._value_, member.why = value, why
        return member

    CASE = 1, _("En sak står stille til dette er gjort")
    DEADLINE = 2, _("Fristen er nær eller ute")
    AGENDA = 3, _("De som skal møte, venter på sakslisten")
    FIRST_LOOK = 4, _("Den som meldte inn, venter på å høre fra dere")
    MINUTES = 5, _("Det som ble bestemt, er ikke skrevet ned ennå")
    NOBODY = 6, ""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits on a person, one click away. `stops`: what stands still until then. `is_said`: its title
    is in the reader's language, and not what somebody wrote."""

    title: str
    what: str
    url: str
    due: date | None = None
    since: date | None = None
    stops: Stops = Stops.NOBODY
    is_said: bool = False


def waits_on(fn):
    """`fn(viewer) -> Iterable[Waiting]`, in a constant number of queries."""
    _waiting.append(fn)
    return fn


def seldom_waits_on(rows_of):
    """`fn(rows) -> Iterable[Waiting]` for the queryset `rows_of(viewer)`: what hardly anybody has. All kinds of it
    are asked for in one query, and each kind that there is in one more."""

    def register(fn):
        _seldom.append((rows_of, fn))
        return fn

    return register


def _seldom_on(viewer):
    if viewer.person_id is None:
        return []
    kinds = [(rows_of(viewer), fn) for rows_of, fn in _seldom]
    me = Person.objects.filter(pk=viewer.person_id)
    there = me.values_list(*(Exists(rows) for rows, _fn in kinds)).get()
    return [one for (rows, fn), is_any in zip(kinds, there, strict=True) if is_any for one in fn(rows)]


def waiting_on(viewer) -> list[Waiting]:
    found = [waiting for fn in _waiting for waiting in fn(viewer)] + _seldom_on(viewer)
    return sorted(
        found, key=lambda waiting: (waiting.due or date.max, waiting.since or date.max, waiting.title)
    )


def has_agendas(fn):
    """`fn(label, ids) -> dict[pk, date]`: the day of the meeting that each of these cases stands to be decided in.
    Lives beside what waits, in `waits_on.py`: before that day there is nothing to record."""
    _agendas.append(fn)
    return fn


def days_on_agendas(label, ids: Iterable) -> dict[int, date]:
    ids = list(ids)
    return {pk: day for fn in _agendas for pk, day in fn(label, ids).items()} if ids else {}


def panel(page):
    """`fn(objects, viewer) -> dict[pk, str]`: a part of a lower app's page, for a list of objects."""

    def register(fn):
        _panels[page].append(fn)
        return fn

    return register


def panels_for(page, objects: Iterable, viewer) -> dict[int, list[str]]:
    objects = list(objects)
    parts = defaultdict(list)
    for fn in _panels[page]:
        for pk, html in fn(objects, viewer).items():
            parts[pk].append(html)
    return parts
