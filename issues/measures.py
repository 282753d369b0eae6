"""Proposed measures: an agency asks before it acts, and says afterwards what the replies changed."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from issues.models import Measure, MeasureReply, MeasureState
from issues.rules import owns_desk
from network.audit import record
from network.deadlines import local_day
from network.models import Person
from network.once import twice_is_once
from network.reach import Reach
from network.workflow import SYSTEM, NotAllowed, NotPossible, Refused, Step, Workflow, take, usually
from network.writing import writing


def answers_for(actor, measure, now):
    return owns_desk(actor, measure.desk, now)


def _desk_then(measure, now):
    """Who has the measure at a moment: its desk, or the one that took over."""
    return (measure.desk.heir(local_day(now)) or measure.desk).pk


def _closed(measure, act):
    return _said(measure, act.now) | {"replies": measure.replies.count()}


def _concluded(measure, act):
    measure.changed = act["changed"].strip()
    return _said(measure, act.now) | {"text": measure.changed}


def _said(measure, now):
    return {
        "title": measure.title,
        "agency": measure.desk.owner.called,
        "desk": _desk_then(measure, now),
        "issues": list(measure.issues.order_by("pk").values_list("pk", flat=True)),
    }


STEPS = {
    "close": Step(
        frozenset({MeasureState.OPEN}),
        MeasureState.CLOSED,
        answers_for,
        _("Lukk for uttalelser"),
        word="lukk",
        write=_closed,
        done=_("Tiltaket er lukket for uttalelser."),
    ),
    "close_in_time": Step(
        frozenset({MeasureState.OPEN}),
        MeasureState.CLOSED,
        SYSTEM,
        _("Lukk når fristen er ute"),
        write=_closed,
    ),
    "conclude": Step(
        frozenset({MeasureState.CLOSED}),
        MeasureState.CONCLUDED,
        answers_for,
        _("Skriv hva dere endret"),
        word="hva-ble-endret",
        needs=(("changed", _("Skriv hva dere endret, eller hvorfor dere ikke endret noe.")),),
        write=_concluded,
        leads=usually,
        done=_("Det dere endret, står nå på tiltaket."),
    ),
}
WORKFLOW = Workflow(
    Measure,
    STEPS,
    states=MeasureState.choices,
    way=[MeasureState.OPEN, MeasureState.CLOSED, MeasureState.CONCLUDED],
    about=lambda measure: measure.issues.order_by("pk"),
)


@twice_is_once
def put_out(*, desk, actor, now, title, text, kind, closes_on, issues=(), reach=Reach.NETWORK, token=None):
    """Put a proposed measure out for comment until a date. For a content desk's own people; sent twice, it
    counts once. Refused when the date is not ahead."""
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Measure.objects.filter(token=key).first()):
        return first
    seat = owns_desk(actor, desk, now)
    if seat is None:
        raise NotAllowed(_("Bare innholdsansvarlige i etaten kan sende et tiltak til uttalelse."))
    today = local_day(now)
    if closes_on <= today:
        raise Refused(_("Velg en dato frem i tid."), field="closes_on")
    measure = Measure.objects.create(
        desk=desk,
        title=title.strip(),
        text=text.strip(),
        kind=kind,
        reach=reach,
        proposed_by=seat,
        opens_on=today,
        closes_on=closes_on,
        token=key,
    )
    measure.issues.set(issues)
    record(
        "measure.opened",
        actor=actor,
        seat=seat,
        at=now,
        target=measure,
        about=issues,
        states=("", MeasureState.OPEN),
        until=closes_on,
        reach=reach,
        **_said(measure, now),
    )
    return measure


@writing()
def reply(measure, *, actor, seat, now, text):
    """Say what one thinks, for one's organisation: one reply each, rewritten as often as one likes until it
    closes. Refused after its last day, also before the daily job has closed it."""
    measure = WORKFLOW.lock(measure)
    if measure.state != MeasureState.OPEN or local_day(now) > measure.closes_on:
        raise NotPossible(_("Fristen for å uttale seg er ute."))
    if not text.strip():
        raise Refused(_("Skriv uttalelsen."), field="text")
    first = MeasureReply.objects.filter(measure=measure, person=actor).first()
    if first and first.text == text.strip():
        return first
    event = record(
        "measure.replied",
        actor=actor,
        seat=seat,
        at=now,
        target=measure,
        organisation=seat.organisation.called,
        again=first is not None,
        title=measure.title,
        desk=_desk_then(measure, now),
    )
    if first is None:
        return MeasureReply.objects.create(
            measure=measure, person=actor, seat=seat, text=text.strip(), at=now, event=event
        )
    first.text, first.edited_at = text.strip(), now
    first.save()
    return first


def close_due(now):
    """Close what was out for comment until yesterday or before. Returns how many."""
    due = Measure.objects.filter(state=MeasureState.OPEN, closes_on__lt=local_day(now)).order_by("pk")
    system = Person.objects.system()
    for measure in due:
        take(measure, "close_in_time", actor=system, now=now)
    return len(due)


def from_below(measures):
    """How many of some measures began with innmeldinger, and how many there are: (from below, all)."""
    raised = Measure.issues.through.objects.filter(measure=OuterRef("pk"))
    found = measures.aggregate(all=Count("pk"), below=Count("pk", filter=Q(Exists(raised))))
    return found["below"], found["all"]
