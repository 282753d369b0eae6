"""The mechanism every workflow walks by: a table of steps, and one function.

What is guarded is a row, not an object in memory: lock, refetch, refuse what is stale, and only
then ask whether the step is possible, whether the actor may, and what is missing. A refusal is a
sentence that says what is missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.audit import label_of, record
from network.models import Event, Seat
from network.notices import read_by_acting
from network.writing import writing

format_html_lazy = lazy(format_html, SafeString)


class Refused(Exception):
    """A step that cannot be taken, with a sentence fit for the one who tried."""

    def __init__(self, sentence, *, field=None):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Stale(Refused):
    """`cannot`: why it would not help to send again, where the step has become impossible meanwhile."""

    NEWS = _("Noen andre har endret saken siden du åpnet siden.")

    def __init__(self, cannot=None):
        self.cannot = cannot
        super().__init__(self.telling(self.NEWS))

    def telling(self, news):
        """The refusal, with a sentence about what has changed, for a page."""
        if self.cannot:
            return format_html_lazy(
                _("{news} {cannot} Det du skrev, står fortsatt her."), news=news, cannot=self.cannot
            )
        return format_html_lazy(
            _("{news} Se hva som er nytt før du sender på nytt. Det du skrev, står fortsatt her."), news=news
        )


class NotPossible(Refused):
    pass


class NotAllowed(Refused):
    pass


class Missing(Refused):
    pass


@dataclass(frozen=True)
class Step:
    """One row of a table.

    `who(actor, case, now)` gives the seat that allows it (SYSTEM for what the clock does);
    `write(case, act)` sets what the step changes and may return extra data for the event;
    `then(case, act, event)` does what follows, with the event as its cause.
    `unless(case, now)` says, in a sentence, why it cannot be taken just now (None when it can). Like all that
    a refusal says, the sentence waits for the language of whoever reads it.
    `leads(case)` tells whether this is what usually comes next, and so the one main button.
    `done` is what whoever took it is told, in a sentence; `done_here` the same when the case stayed where it was.
    `word` is what it is called in the address of its page; what nobody takes by hand has none.
    A step that `follows` is never offered or taken by hand: it needs a cause.
    """

    sources: frozenset[str]
    target: str | None
    who: Callable | None
    label: str
    word: str = ""
    needs: tuple[tuple[str, str], ...] = ()
    write: Callable | None = None
    then: Callable | None = None
    unless: Callable | None = None
    follows: bool = False
    leads: Callable = lambda case: False
    done: str = ""
    done_here: str = ""


@dataclass
class Act:
    """One taking of a step: who, on whose behalf, when, and what they gave."""

    actor: Any
    seat: Seat | None
    now: datetime
    given: dict
    cause: Event | None = None

    def __getitem__(self, name):
        return self.given.get(name)


SYSTEM = object()


def usually(case):
    """For `leads`: the step that comes next from wherever it can be taken."""
    return True


def first_of(*reasons):
    """For `unless`: the first sentence that says why not."""
    return lambda case, now: next(filter(None, (reason(case, now) for reason in reasons)), None)


workflows: dict[str, "Workflow"] = {}


class Workflow:
    """The table of one kind of case."""

    def __init__(self, model, steps, *, states, way, locks=None, about=None):
        self.model = model
        self.steps: dict[str, Step] = steps
        self.states = states
        self.way = way  # the usual way through, for the drawing
        self.label = model._meta.label_lower
        self._locks = locks
        self._about = about or (lambda case: ())
        workflows[self.label] = self

    def lock(self, case):
        """Lock in the order of the house (escalation → referral → issue) and read the row anew."""
        if self._locks:
            self._locks(case)
        return self.model._default_manager.select_for_update(of=("self",)).get(pk=case.pk)

    def about(self, case):
        return self._about(case)

    def buttons(self, case, actor, now):
        """For a page: the steps this person may take, what usually comes next first, and its name if any."""
        steps = list(self.open_to(case, actor, now))
        main = next((name for name, step, _ in steps if step.leads(case)), None)
        return {"steps": sorted(steps, key=lambda row: row[0] != main), "main_step": main}

    def open_to(self, case, actor, now) -> Iterable[tuple[str, Step, Seat]]:
        """The steps this person may take from here: what buttons and the API offer. Each rule is asked once."""
        seats = {}
        for name, step in self.steps.items():
            if step.follows or step.who is SYSTEM or case.state not in step.sources:
                continue
            if step.who not in seats:
                seats[step.who] = step.who(actor, case, now)
            seat = seats[step.who]
            if seat and not (step.unless and step.unless(case, now)):
                yield name, step, seat


def take(case, name, *, actor, now, version=None, token=None, **given):
    """Take one step with one case, or raise `Refused` with what is missing.

    The same token twice is a double click: the first outcome is returned, and nothing happens again.
    """
    table = workflows[label_of(case)]
    step = table.steps[name]
    with writing():
        case = table.lock(case)
        key = _key(case, name, actor, token)
        if key and Event.objects.filter(key=key).exists():
            return case
        if version is not None and int(version) != case.version:
            raise Stale(_not_from_here(table, step, case) or (step.unless and step.unless(case, now)))
        _check_possible(table, step, case)
        act = Act(actor=actor, seat=_seat_for(step, actor, case, now), now=now, given=given)
        if step.unless and (sentence := step.unless(case, now)):
            raise NotPossible(sentence)
        _check_given(step, given)
        _carry_out(table, name, step, case, act, key)
    return case


def _key(case, name, actor, token):
    return f"{label_of(case)}:{case.pk}:{name}:{actor.pk}:{token}" if token else None


def event_of(case, name, *, actor, token):
    """What came of a form that was sent with this token, or None: the second click of two finds the first."""
    key = _key(case, name, actor, token)
    return Event.objects.filter(key=key).first() if key else None


def follow(case, name, *, cause, **given):
    """A step that follows from another case's step, inside its transaction: same actor, seat and time."""
    table = workflows[label_of(case)]
    step = table.steps[name]
    if not step.follows:
        raise RuntimeError(f"{name} is taken by people, not followed")
    case = table.lock(case)
    _check_possible(table, step, case)
    act = Act(actor=cause.actor, seat=cause.seat, now=cause.at, given=given, cause=cause)
    _carry_out(table, name, step, case, act, None)
    return case


def _check_possible(table, step, case):
    if sentence := _not_from_here(table, step, case):
        raise NotPossible(sentence)


def _not_from_here(table, step, case):
    """Why it cannot be taken in the state the case is in; None when it can."""
    if case.state in step.sources:
        return None
    state = dict(table.states)[case.state]
    return format_lazy(_("«{step}» går ikke nå: saken er «{state}»."), step=step.label, state=state)


def _seat_for(step, actor, case, now):
    if step.who is SYSTEM:
        if actor.is_system:
            return None
        raise NotAllowed(format_lazy(_("«{step}» gjør systemet selv når tiden er inne."), step=step.label))
    if step.follows:
        raise NotAllowed(format_lazy(_("«{step}» følger av det som skjer med saken."), step=step.label))
    seat = step.who(actor, case, now)
    if seat is None:
        raise NotAllowed(format_lazy(_("Rollen din gir ikke adgang til «{step}»."), step=step.label))
    return seat


def _check_given(step, given):
    for name, missing in step.needs:
        value = given.get(name)
        if value is None or value in ("", [], ()) or (isinstance(value, str) and not value.strip()):
            raise Missing(missing, field=name)


def _carry_out(table, name, step, case, act, key):
    before, version = case.state, case.version
    case.state = step.target or before
    case.version = version + 1
    data = (step.write(case, act) if step.write else None) or {}
    # Compare-and-set beside the lock: SQLite has no row locks, and a bug in locking must not pass.
    unchanged = table.model._default_manager.filter(pk=case.pk, state=before, version=version)
    changed = unchanged.update(version=case.version)
    if changed != 1:
        raise Stale
    case.save()
    if not act.cause:
        read_by_acting(act.actor, case, now=act.now)
    event = record(
        f"{case._meta.model_name}.{name}",
        actor=act.actor,
        seat=act.seat,
        at=act.now,
        target=case,
        about=table.about(case),
        key=key,
        cause=act.cause,
        states=(before, case.state),
        **data,
    )
    if step.then:
        step.then(case, act, event)


def drawing(table, case):
    """The way of a case with «du er her»: the states it has been in, where it is, and what usually follows."""
    been = (
        Event.objects.filter(target_label=table.label, target_id=case.pk).exclude(state_to="").order_by("pk")
    )
    passed = [
        state for state in dict.fromkeys(been.values_list("state_to", flat=True)) if state != case.state
    ]
    place = table.way.index(case.state) if case.state in table.way else 1
    if case.state in table.way:  # what it came back from lies ahead again
        passed = [state for state in passed if state not in table.way[place:]]
    goes_on = any(case.state in step.sources for step in table.steps.values())
    ahead = [state for state in table.way[place + 1 :] if state not in passed] if goes_on else []
    labels = dict(table.states)
    drawn = [*((s, "done") for s in passed), (case.state, "now"), *((s, "next") for s in ahead)]
    return [{"name": state, "label": labels[state], "state": where} for state, where in drawn]


def breaches():
    """Every case whose state is not what its events fold to."""
    found = []
    for table in workflows.values():
        folded = dict(
            Event.objects.filter(target_label=table.label)
            .exclude(state_to="")
            .order_by("id")
            .values_list("target_id", "state_to")
        )
        for pk, state in table.model._default_manager.values_list("pk", "state"):
            if folded.get(pk) != state:
                found.append(f"{table.label} {pk} is {state}, its events say {folded.get(pk)}")
    return found
