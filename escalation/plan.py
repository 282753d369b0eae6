"""A body's plan: milestones, each reached when the body it is put before has decided on it (S52)."""

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escalation.decisions import write_decision
from escalation.models import Decision, Milestone
from escalation.rules import decides_on_milestone, keeps_plan
from network.audit import record
from network.collation import by_name
from network.deadlines import local_day
from network.models import Body, Event, Person
from network.once import twice_is_once
from network.workflow import Act, Missing, NotAllowed, NotPossible, Refused
from network.writing import writing

Outcome = Decision.Outcome
# What a body says of somebody's plan; who carries it out is the body whose plan it is.
OUTCOMES = (Outcome.ENDORSED, Outcome.NOTED)


def possible_deciders(day):
    """The groups a plan is put before."""
    kinds = (Body.Kind.STEERING, Body.Kind.COORDINATING, Body.Kind.NETWORK_STEERING)
    return Body.objects.filter(kind__in=kinds).on(day).order_by(by_name())


def possible_decisions(milestone):
    """Those a milestone can be closed by: what the body it is put before has decided, newest first."""
    newest = Decision.objects.filter(body=milestone.put_before_id, corrections=None)
    return newest.select_related("escalation", "body").order_by("-decided_on", "-pk")


@twice_is_once
def add(*, body, actor, now, title, put_before, due_on, token=None):
    """Put a milestone in the plan of `body`, to be reached by `due_on`. Those who run `put_before` hear.

    Raises NotAllowed for anyone who does not run the body.
    """
    seat = keeps_plan(actor, body, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(_("Det er lederen eller sekretariatet som fører planen til {body}."), body=body.name)
        )
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Milestone.objects.filter(token=key).first()):
        return first
    milestone = Milestone.objects.create(
        body=body,
        title=title.strip(),
        put_before=put_before,
        due_on=due_on,
        token=key,
        made_by=seat,
        made_at=now,
    )
    _tell("milestone.added", milestone, actor, seat, now)
    return milestone


@writing()
def close(milestone, *, actor, now, decision):
    """Point at the decision that reached it, among those of the body it was put before.

    Raises NotAllowed for anyone who does not run the body whose plan it is, NotPossible when it is reached
    already, and Refused for a decision of another body.
    """
    milestone = _locked(milestone)
    if milestone.decision_id == decision.pk:
        return milestone
    seat = keeps_plan(actor, milestone.body, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet som fører planen til {body}."), body=milestone.body.name
            )
        )
    _check_open(milestone)
    if not possible_decisions(milestone).filter(pk=decision.pk).exists():
        raise Refused(
            format_lazy(_("Velg en beslutning av {put_before}."), put_before=milestone.put_before.name),
            field="decision",
        )
    return _close(milestone, decision, actor, seat, now)


@writing()
def decide(milestone, *, actor, now, token=None, **given):
    """Record in one act what the body decided on it in a meeting, and close it by that. There is no case.

    Takes what every recorded decision says (escalation.decisions); raises what that refuses, NotAllowed for
    anyone who does not record for the body, and NotPossible when it is decided already.
    """
    milestone = _locked(milestone)
    key = f"milestone.reached:{milestone.pk}:{actor.pk}:{token}" if token else None
    if key and Event.objects.filter(key=key).exists():
        return milestone
    body = milestone.put_before
    seat = decides_on_milestone(actor, milestone, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(
                _("Det er lederen eller sekretariatet som fører beslutningene til {body}."), body=body.name
            )
        )
    _check_open(milestone)
    act = Act(actor=actor, seat=seat, now=now, given=given | {"how": Decision.How.MEETING})
    if act["outcome"] not in OUTCOMES:
        raise Refused(_("Velg et utfall."), field="outcome")
    if not (act["wording"] or "").strip():
        raise Missing(_("Skriv hva som ble besluttet."), field="wording")
    if not (act["grounds"] or "").strip():
        raise Missing(_("Skriv begrunnelsen."), field="grounds")
    decision = write_decision(body, act, outcome=act["outcome"])
    return _close(milestone, decision, actor, seat, now, key=key)


def hand_over(now):
    """Move open milestones from bodies that have ended by today to whoever took over. Returns how many."""
    day, system = local_day(now), Person.objects.system()
    ended = Body.objects.filter(ends_on__lte=day)
    left = Milestone.objects.filter(Q(body__in=ended) | Q(put_before__in=ended), decision=None)
    return sum(_succeed(milestone, day, system, now) for milestone in left.order_by("pk"))


@writing()
def _succeed(milestone, day, system, now):
    milestone = _locked(milestone)
    before = milestone.body, milestone.put_before
    milestone.body, milestone.put_before = (body.heir(day) or body for body in before)
    if milestone.decision_id or before == (milestone.body, milestone.put_before):
        return False
    milestone.save(update_fields=["body", "put_before"])
    _tell("milestone.succeed", milestone, system, None, now)
    return True


def _locked(milestone):
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("body", "put_before")
    return rows.get(pk=milestone.pk)


def _check_open(milestone):
    if milestone.decision_id:
        raise NotPossible(_("Milepælen er alt nådd."))


def _close(milestone, decision, actor, seat, now, key=None):
    milestone.decision, milestone.closed_at = decision, now
    milestone.save(update_fields=["decision", "closed_at"])
    _tell(
        "milestone.reached",
        milestone,
        actor,
        seat,
        now,
        key=key,
        decision=decision.pk,
        outcome=decision.outcome_text,
    )
    return milestone


def _tell(verb, milestone, actor, seat, now, **more):
    record(
        verb,
        actor=actor,
        seat=seat,
        at=now,
        target=milestone,
        about=[milestone.body],
        title=milestone.title,
        body=milestone.body_id,
        body_name=milestone.body.name,
        put_before=milestone.put_before_id,
        put_before_name=milestone.put_before.name,
        **more,
    )
