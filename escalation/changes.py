"""«Hva det førte til»: changes that came of cases, each with a named follower until it has ended.

A rule goes by the ministry (Annex 4 Q3: input must be able to lead to change). A measure that is
recommended is not thereby taken into the common plan: that needs the executing organisation's own yes.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.lifting import RECEIVES
from escalation.models import Change, ChangeState
from escalation.rules import follows_change, may_register_change
from guidance.models import Entry
from network.audit import record
from network.collation import by_name
from network.deadlines import date_text, local_day
from network.membership import ids_acting
from network.models import Organisation, Person, Seat
from network.once import twice_is_once
from network.workflow import Missing, NotAllowed, Refused, Step, Workflow
from register.models import Project

S = ChangeState
Kind = Change.Kind
STATES_OF_RULES = (S.PROPOSED, S.MINISTRY, S.HEARING, S.ADOPTED, S.NOT_ADOPTED)


def told(change, **more):
    return {
        "title": change.what,
        "issues": sorted(change.issues.values_list("pk", flat=True)),
        "state_text": change.get_state_display(),
        "follower": change.follower_id,
        "follower_name": change.follower.name,
        **more,
    }


def origin_of(change):
    """Where it began (S56), in words."""
    if change.issues.exists():
        return gettext("Kom nedenfra, fra det medlemmene meldte inn.")
    return gettext("Kom ovenfra, uten innmelding.")


def texts_of(change):
    """The guidance that answered the case it came of, also what has been taken down since."""
    if change.kind != Change.Kind.GUIDANCE or change.decision is None:
        return Entry.objects.none()
    return Entry.objects.filter(answers__referral=change.decision.referral_id).distinct().order_by("pk")


# What is said of whoever shall do it, by how far it has come. Recommended is not yet agreed to.
DOES = {
    S.PROPOSED: _("er foreslått å gjøre det"),
    S.MINISTRY: _("er foreslått å gjøre det"),
    S.HEARING: _("er foreslått å gjøre det"),
    S.RECOMMENDED: _("er bedt om å gjøre det"),
    S.PLANNED: _("skal gjøre det"),
    S.IN_PLAN: _("skal gjøre det"),
    S.ADOPTED: _("har fått oppgaven"),
    S.DONE: _("har gjort det"),
    S.NOT_ADOPTED: _("skulle ha gjort det"),
    S.DROPPED: _("skulle ha gjort det"),
}


def who_does_it(change):
    """«Helsedirektoratet er bedt om å gjøre det innen 1. mars 2027.» Empty when nobody is named."""
    if change.executor is None:
        return ""
    by = (
        gettext(" innen {date}").format(date=date_text(change.due_on))
        if change.due_on and change.state not in Change.ENDED
        else ""
    )
    return f"{change.executor.name} {DOES[change.state]}{by}."


def _with_source(said, act):
    """What is said of a state, and its source under it: the history keeps the source of every state."""
    return "\n".join(filter(None, ((said or "").strip(), act["link"])))


def _move(change, act):
    """Where it stands, since when, and where that can be read: the source of one state says nothing of the next."""
    if act["on"] > local_day(act.now):
        raise Refused(_("Datoen kan ikke være frem i tid."), field="on")
    change.status_on = act["on"]
    change.link = act["link"] or ""
    return told(change, text=_with_source(act["note"], act))


def _into_plan(change, act):
    """Recommended is not taken in: whoever shall do it has said yes."""
    if act["executor"] is None:
        raise Missing(_("Velg hvem som skal gjøre det."), field="executor")
    change.executor = act["executor"]
    return _move(change, act) | {"agreed": _with_source(act["agreed"], act)}


def _stands(change, act):
    """Nothing has moved: since when it stands where it does is as it was."""
    change.link = act["link"] or change.link
    return told(change, text=_with_source(act["note"], act))


def _hand_over(change, act):
    before, change.follower = change.follower, act["follower"]
    return told(change, before=before.pk)


def _overtaken(change, act):
    change.status_on = local_day(act.now)
    return told(change, text=gettext("Beslutningen som satte den i gang, er rettet."))


def _reworded(change, act):
    before, change.what, change.due_on = change.what, act["what"], act["due_on"]
    return told(change, before=before)


SINCE = (("on", _("Skriv når det skjedde.")),)
STEPS = {
    "to_ministry": Step(
        frozenset({S.PROPOSED}),
        S.MINISTRY,
        follows_change,
        _("Sendt til departementet"),
        word="til-departementet",
        needs=SINCE,
        write=_move,
        done=_("Endringen er ført som sendt departementet."),
    ),
    "to_hearing": Step(
        frozenset({S.PROPOSED, S.MINISTRY}),
        S.HEARING,
        follows_change,
        _("Sendt på høring"),
        word="pa-horing",
        needs=SINCE,
        write=_move,
        done=_("Endringen er ført som sendt på høring."),
    ),
    "adopt": Step(
        frozenset({S.PROPOSED, S.MINISTRY, S.HEARING}),
        S.ADOPTED,
        follows_change,
        _("Registrer som vedtatt"),
        word="vedtatt",
        needs=SINCE,
        write=_move,
        done=_("Endringen er ført som vedtatt."),
    ),
    "not_adopt": Step(
        frozenset({S.PROPOSED, S.MINISTRY, S.HEARING}),
        S.NOT_ADOPTED,
        follows_change,
        _("Registrer som ikke vedtatt"),
        word="ikke-vedtatt",
        needs=(*SINCE, ("note", _("Skriv hvorfor."))),
        write=_move,
        done=_("Endringen er ført som ikke vedtatt."),
    ),
    "into_plan": Step(
        frozenset({S.RECOMMENDED, S.PLANNED}),
        S.IN_PLAN,
        follows_change,
        _("Registrer som tatt inn i Felles plan"),
        word="inn-i-planen",
        needs=(*SINCE, ("agreed", _("Skriv hvem i virksomheten som har sagt ja."))),
        write=_into_plan,
        done=_("Endringen er ført som tatt inn i Felles plan."),
    ),
    "complete": Step(
        frozenset({S.RECOMMENDED, S.PLANNED, S.IN_PLAN}),
        S.DONE,
        follows_change,
        _("Registrer som gjennomført"),
        word="gjennomfort",
        needs=SINCE,
        write=_move,
        done=_("Endringen er ført som gjennomført."),
    ),
    "drop": Step(
        frozenset({S.RECOMMENDED, S.PLANNED, S.IN_PLAN}),
        S.DROPPED,
        follows_change,
        _("Registrer som ikke gjennomført"),
        word="ikke-gjennomfort",
        needs=(*SINCE, ("note", _("Skriv hvorfor."))),
        write=_move,
        done=_("Endringen er ført som ikke gjennomført."),
    ),
    "overtaken": Step(
        frozenset({S.RECOMMENDED, S.PLANNED, S.IN_PLAN, S.DONE}),
        S.DROPPED,
        None,
        _("Beslutningen er rettet"),
        write=_overtaken,
        follows=True,
    ),
    "overtaken_rule": Step(
        frozenset({S.PROPOSED, S.MINISTRY, S.HEARING}),
        S.NOT_ADOPTED,
        None,
        _("Beslutningen er rettet"),
        write=_overtaken,
        follows=True,
    ),
    "reworded": Step(
        frozenset(set(S) - {S.DROPPED, S.NOT_ADOPTED}),
        None,
        None,
        _("Beslutningen er rettet"),
        write=_reworded,
        follows=True,
    ),
    "stands": Step(
        frozenset(set(S) - set(Change.ENDED)),
        None,
        follows_change,
        _("Meld at ingenting har skjedd"),
        word="star-der-den-sto",
        write=_stands,
        done=_("Det er ført at endringen står der den sto. Løft spør igjen om tre måneder."),
    ),
    "hand_over": Step(
        frozenset(set(S) - set(Change.ENDED)),
        None,
        follows_change,
        _("La en annen følge endringen"),
        word="gi-videre",
        needs=(("follower", _("Velg hvem som skal følge endringen.")),),
        write=_hand_over,
        done=_("En annen følger endringen nå."),
    ),
}


def _about(change):
    about = [*change.issues.all(), *change.projects.all()]
    return [change.escalation, *about] if change.escalation else about


CHANGES = Workflow(
    Change,
    STEPS,
    states=ChangeState.choices,
    way=[S.PROPOSED, S.MINISTRY, S.HEARING, S.ADOPTED],
    about=_about,
)


NO_ISSUE = _("Velg minst én innmelding endringen kom av.")


def may_register_without_issues(viewer):
    """Those who decide also tell of what came from above."""
    seat = may_register_change(viewer)
    return seat is not None and seat.body.kind in RECEIVES


@twice_is_once
def register(*, actor, now, viewer, kind, what, follower, issues, status_on, token=None, **more):
    """Register a change that came of innmeldinger (at least one), found outside a decision. Those who decide
    also register what came from above, of none: then the share that members brought about can be told.

    Raises NotAllowed for those who run no body and sit at no content desk.
    """
    seat = may_register_change(viewer)
    if seat is None:
        raise NotAllowed(
            _("Det er de som leder nettverk og grupper, og innholdsansvarlige, som fører endringer.")
        )
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Change.objects.filter(token=key).first()):
        return first
    if not issues and not may_register_without_issues(viewer):
        raise Missing(NO_ISSUE, field="issues")
    if status_on > local_day(now):
        raise Refused(_("Datoen kan ikke være frem i tid."), field="status_on")
    state = S.PROPOSED if kind == Kind.RULE else S.RECOMMENDED
    return make(
        actor=actor,
        seat=seat,
        now=now,
        kind=kind,
        state=state,
        what=what,
        follower=follower,
        issues=list(issues),
        status_on=status_on,
        token=key,
        **more,
    )


def make(*, actor, seat, now, issues, cause=None, **fields):
    """A change with what it came of, told in its own event. Inside the transaction of whoever registers or decides."""
    change = Change.objects.create(
        registered_at=now, restricted=any(issue.restricted for issue in issues), **fields
    )
    change.issues.set(issues)
    change.projects.set(Project.objects.filter(issues__in=issues))
    record(
        "change.registered",
        actor=actor,
        seat=seat,
        at=now,
        target=change,
        about=_about(change),
        cause=cause,
        states=("", change.state),
        **told(change, text=change.link),
    )
    return change


def possible_followers(now):
    """Anyone with a role in the network, companies aside."""
    held = Seat.objects.at(now).exclude(organisation__kind=Organisation.Kind.INDUSTRY).values("person")
    return Person.objects.filter(pk__in=held, is_active=True, is_system=False).order_by(by_name())


def likely_followers(bodies, now, *also):
    """Of those, whoever handles cases for these bodies; and these people themselves."""
    ids = ids_acting([body.pk for body in bodies if body], now) | {person.pk for person in also if person}
    return possible_followers(now).filter(pk__in=ids)


def bodies_of(case, referrals):
    """Those a løftet sak concerns: whose it is, who lifts it, and where it lies or is decided."""
    asked = [body for one in referrals for body in (one.recipient, one.holder, one.deciding_body)]
    return [case.home_body, case.lifting_body, *asked]
