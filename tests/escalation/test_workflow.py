"""Generated from the tables: every step × every state, and every step × state × person of the cast."""

from functools import partial

import pytest

from escalation.changes import CHANGES, STATES_OF_RULES
from escalation.models import Change, Decision, Escalation, Referral, Verdict
from escalation.workflow import ESCALATIONS, REFERRALS
from guidance import joint
from issues.models import Issue, Merge
from issues.raising import raise_issue
from issues.workflow import WORKFLOW as ISSUES
from network import deadlines
from network.deadlines import local_day
from network.membership import sits_in
from network.models import Body, Deadline, Event
from network.workflow import SYSTEM, Missing, NotAllowed, NotPossible, Refused, Stale, follow, take, workflows

TABLES = {"issue": ISSUES, "escalation": ESCALATIONS, "referral": REFERRALS, "change": CHANGES}
STEPS = [(kind, name) for kind, table in TABLES.items() for name in table.steps]


@pytest.mark.parametrize("label", sorted(workflows))
def test_whoever_takes_a_step_is_told_in_a_sentence_what_is_done(label):
    by_hand = {name: step for name, step in workflows[label].steps.items() if step.who not in (None, SYSTEM)}
    assert by_hand
    assert {name for name, step in by_hand.items() if not str(step.done).endswith(".")} == set()


# Who may take each step, written by hand from the tables of the design. A referral is a group's, a group's
# that has been laid before the steering group, a group's that is uavklart ansvar, or a content desk's.
RUNS_HOME = {"lead", "secretariat"}
RUNS_LIFTING = {"lifting_lead", "secretariat"}
RUNS_GROUP = {"coord_lead", "coord_secretary"}
RUNS_STEERING = {"steering_lead", "coord_secretary"}
OWNS = {"owner_hdir"}
FOLLOWS = {"owner_hdir", "lead", "lifting_lead", "secretariat"}
NOBODY = set()
OF_A_GROUP = {
    "acknowledge": RUNS_GROUP,
    "clarify": RUNS_GROUP,
    "hand_on": RUNS_GROUP,
    "lay_before": RUNS_GROUP,
    "ask": RUNS_GROUP,
    "reply": RUNS_HOME,
    "unask": RUNS_GROUP,
    "new_date": RUNS_GROUP,
    "defer": RUNS_GROUP,
    "authorise": RUNS_GROUP,
    "decide": RUNS_GROUP,
    "answer": RUNS_GROUP,
    "correct": RUNS_GROUP,
    "file": RUNS_GROUP,
    "settle": NOBODY,
    "start_joint": RUNS_GROUP,
    "draft_joint": RUNS_GROUP,
    "sign_joint": RUNS_GROUP,
    "leave_joint": RUNS_GROUP,
    "answer_jointly": RUNS_GROUP,
}
MAY = {
    "issue": {
        "take_up": RUNS_HOME,
        "answer": RUNS_HOME,
        "refer": RUNS_HOME,
        "hold": RUNS_HOME,
        "resume": RUNS_HOME,
        "not_helped": {"member"},
        "correct": {"member"},
        "withdraw": {"member"},
        "agree": {"member"},
        "unmerge": RUNS_HOME,
    },
    "escalation": {
        "propose": RUNS_HOME,
        "send_back": RUNS_LIFTING,
        "lift": RUNS_LIFTING,
        "not_lift": RUNS_LIFTING,
        "add_recipient": RUNS_LIFTING,
        "supplement": RUNS_HOME,
        "widen": RUNS_HOME,
        "withdraw": RUNS_HOME,
        "reopen": RUNS_LIFTING,
        "keep": RUNS_LIFTING,
    },
    "referral": OF_A_GROUP,
    "laid": OF_A_GROUP
    | dict.fromkeys(("defer", "authorise", "decide", "correct"), RUNS_STEERING)
    | {"answer": RUNS_GROUP | RUNS_STEERING},
    "unclear": OF_A_GROUP,
    **dict.fromkeys(("may_join", "together", "signed"), OF_A_GROUP),
    "desk": {
        "acknowledge": OWNS,
        "clarify": OWNS,
        "hand_on": OWNS,
        "lay_before": NOBODY,
        "ask": OWNS,
        "reply": RUNS_HOME,
        "unask": OWNS,
        "new_date": OWNS,
        "defer": NOBODY,
        "authorise": NOBODY,
        "decide": NOBODY,
        "answer": OWNS,
        "correct": OWNS,
        "file": OWNS,
        "settle": OWNS,
        **dict.fromkeys(("start_joint", "draft_joint", "sign_joint", "leave_joint", "answer_jointly"), OWNS),
    },
    "change": dict.fromkeys(
        "to_ministry to_hearing adopt not_adopt into_plan complete drop stands hand_over".split(), FOLLOWS
    ),
}
# Once it is lifted the case is the lifting body's to take back or show to more.
ONCE_LIFTED = {("escalation", "withdraw"): RUNS_LIFTING, ("escalation", "widen"): RUNS_LIFTING}
CLEAR, UNCLEAR = {"clarify"}, {"acknowledge", "hand_on"}
JOINT = {"start_joint", "draft_joint", "sign_joint", "leave_joint", "answer_jointly"}
# A group in a joint answer decides first, then signs, and neither answers alone nor hands the case on.
TOGETHER = CLEAR | {"start_joint", "hand_on"}
NOT_NOW = {
    **dict.fromkeys(("referral", "laid", "desk"), CLEAR | JOINT),
    "unclear": UNCLEAR | JOINT,
    "may_join": CLEAR | JOINT - {"start_joint"},
    ("together", "in_review"): TOGETHER | {"sign_joint"},
    ("together", "decided"): TOGETHER | {"answer", "answer_jointly"},
    ("signed", "decided"): TOGETHER | {"answer", "sign_joint"},
    ("signed", "in_review"): TOGETHER | {"sign_joint"},
    **dict.fromkeys(("together", "signed"), CLEAR | {"hand_on"}),
}


def not_now(kind, state):
    return NOT_NOW.get((kind, state)) or NOT_NOW.get(kind, set())


def table_of(kind):
    return TABLES.get(kind, REFERRALS)


def may(kind, name, state):
    return ONCE_LIFTED.get((kind, name) if state == "lifted" else None) or MAY[kind][name]


@pytest.fixture
def cases(chain, bodies):
    """One of each kind, as they are made; tests put them in the state they ask about."""
    issue = chain.raised(title="Hvordan dokumenterer vi nytte?")
    escalation = chain.proposed()
    lifted = chain.lifted(chain.proposed(chain.taken_up(chain.raised(title="Må vi melde avvik?"))))
    desk = chain.acknowledged(chain.referral(lifted, bodies.desk_hdir))
    chain.settled(desk)
    group = chain.referral(lifted, bodies.coordinating)
    return {
        "issue": issue,
        "escalation": escalation,
        **dict.fromkeys(("referral", "laid", "unclear", "may_join", "together", "signed"), group),
        "desk": desk,
        "change": lifted.changes.get(),
    }


def put(case, state):
    """Set a state behind the workflow's back, to ask what it would do from there."""
    extra = {"closed_as": "answered" if state == "closed" else ""} if isinstance(case, Escalation) else {}
    if isinstance(case, Issue):
        extra = {"hold_until": "2026-12-24" if state == "on_hold" else None}
    if isinstance(case, Change):
        rule = state in STATES_OF_RULES
        extra = {"kind": Change.Kind.RULE if rule else Change.Kind.GUIDANCE}
    type(case).objects.filter(pk=case.pk).update(state=state, **extra)
    case.refresh_from_db()
    return case


def ready(kind, state, cases, cast, bodies, now):
    """The case in a state, with all that its steps from there lean on."""
    case = put(cases[kind], state)
    rows = type(case).objects.filter(pk=case.pk)
    if kind == "issue":
        rows.update(answer="Se veilederen.")
        ask_to_merge(case, cast, now)
    if kind == "escalation":
        rows.update(reach="region")
        Verdict.objects.create(escalation=case, round=1, person=cast.member, helped="no", at=now)
    if kind == "laid":
        rows.update(deciding_body=bodies.steering)
    if kind == "unclear":
        rows.update(responsibility="unclear")
    if kind in ("may_join", "together", "signed"):
        answer_together(case, kind, cases["desk"], cast, now)
    if isinstance(case, Referral):
        deadlines.start(case, Deadline.Kind.AFTER_DECISION, on=local_day(now), working_days=5)
    case.refresh_from_db()
    return case


def ask_to_merge(issue, cast, now):
    """Proposed to be merged, or merged, with another that the same people see."""
    other = raise_issue(
        actor=cast.member, now=now, title="Hva er nytte?", kind="need", organisation=issue.organisation
    )
    event = Event.objects.filter(target_id=issue.pk, verb="issue.raised").first()
    status = "done" if issue.state == "merged" else "proposed"
    Merge.objects.create(
        issue=issue, into=other, status=status, proposed_at=now, due_on=local_day(now), event=event
    )


def answer_together(referral, kind, desk, cast, now):
    """Let it answer jointly with the desk of the same case: it may, it does, or all have signed."""
    Body.objects.filter(pk=referral.escalation.home_body_id).update(joint_answers=True)
    Referral.objects.filter(pk=desk.pk).update(state="decided")
    if kind == "may_join":
        return
    text = joint.start(referral.holder, [desk.holder], now=now)
    Referral.objects.filter(pk__in=[referral.pk, desk.pk]).update(joint=text)
    seats = {
        body: sits_in(person, body, now)
        for body, person in ((referral.holder, cast.coord_lead), (desk.holder, cast.owner_hdir))
    }
    common = text.parts.get(body=None)
    joint.edit(text, {common.pk: "Svaret."}, body=referral.holder, seat=seats[referral.holder], now=now)
    if kind == "signed":
        for body, seat in seats.items():
            joint.sign(text, body=body, seat=seat, now=now)


@pytest.mark.parametrize(("kind", "name"), STEPS)
def test_a_step_is_possible_only_from_its_states(kind, name, cases, cast, system, now):
    step = TABLES[kind].steps[name]
    by_hand = partial(take, actor=system if step.who is SYSTEM else cast.lead, now=now)
    go = partial(follow, cause=Event.objects.first()) if step.follows else by_hand
    for state, label in TABLES[kind].states:
        if state in step.sources:
            continue
        case = put(cases[kind], state)
        with pytest.raises(NotPossible) as refusal:
            go(case, name)
        assert str(label) in refusal.value.sentence
        assert type(case).objects.get(pk=case.pk).state == state


@pytest.mark.parametrize(("kind", "state"), [(k, state) for k in MAY for state, _ in table_of(k).states])
def test_each_person_may_take_the_steps_the_table_gives_them(kind, state, cases, cast, bodies, system, now):
    """Everybody, also the one jobs act as; what is not theirs is neither offered nor done."""
    case, table = ready(kind, state, cases, cast, bodies, now), table_of(kind)
    steps = {name for name, step in table.steps.items() if state in step.sources}
    for person, actor in {**vars(cast), "system": system}.items():
        theirs = {name for name in steps & set(MAY[kind]) if person in may(kind, name, state)}
        offered = {name for name, _, _ in table.open_to(case, actor, now)}
        assert offered == theirs - not_now(kind, state), person
        of_the_clock = {name for name in steps if person == "system" and table.steps[name].who is SYSTEM}
        for name in steps - theirs - of_the_clock:
            with pytest.raises(NotAllowed):
                take(case, name, actor=actor, now=now)
    assert type(case).objects.get(pk=case.pk).version == case.version


def first_place(name, table):
    """Where the step can be tried: the first kind of case in which somebody may, and the first state."""
    kinds = (kind for kind in MAY if table_of(kind) is table and MAY[kind][name])
    states = sorted(table.steps[name].sources)
    return next((kind, at, name) for kind in kinds for at in states if name not in not_now(kind, at))


@pytest.mark.parametrize(
    ("kind", "state", "name"),
    [first_place(name, TABLES[k]) for k in TABLES for name in MAY[k] if TABLES[k].steps[name].needs],
)
def test_a_refusal_says_what_is_missing(kind, state, name, cases, cast, bodies, now):
    case = ready(kind, state, cases, cast, bodies, now)
    actor = getattr(cast, sorted(may(kind, name, state))[0])
    with pytest.raises(Missing) as refusal:
        take(case, name, actor=actor, now=now)
    assert (refusal.value.field, refusal.value.sentence) == table_of(kind).steps[name].needs[0]


def test_the_content_desk_settles_and_the_group_does_not(chain, bodies, cast, now):
    desk = chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir))
    with pytest.raises(NotAllowed):
        take(desk, "settle", actor=cast.coord_lead, now=now)
    with pytest.raises(Missing):
        take(desk, "settle", actor=cast.owner_hdir, now=now, outcome="exists", grounds="Finnes.")
    assert chain.settled(desk).state == "answered"


def test_an_old_form_changes_nothing(cases, cast, now):
    issue = cases["issue"]
    before = Event.objects.count()
    with pytest.raises(Stale):
        take(issue, "take_up", actor=cast.lead, now=now, version=issue.version + 1)
    issue.refresh_from_db()
    assert (issue.state, Event.objects.count()) == ("new", before)


def test_the_same_form_twice_gives_the_first_outcome(cases, cast, now):
    issue = cases["issue"]
    first = take(issue, "take_up", actor=cast.lead, now=now, version=0, token="en")
    second = take(issue, "take_up", actor=cast.lead, now=now, version=0, token="en")
    assert (first.state, second.state) == ("with_network", "with_network")
    assert Event.objects.filter(verb="issue.take_up", target_id=issue.pk).count() == 1


def test_another_person_does_not_ride_on_the_first_ones_token(cases, cast, now):
    take(cases["issue"], "take_up", actor=cast.lead, now=now, token="en")
    with pytest.raises(Refused):
        take(cases["issue"], "take_up", actor=cast.outsider, now=now, token="en")


def test_a_step_for_people_is_not_followed(cases):
    with pytest.raises(RuntimeError):
        follow(cases["issue"], "take_up", cause=Event.objects.first())


def test_no_one_who_stood_aside_took_part(chain, bodies, cast):
    referral = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    chain.decided(referral, aside=cast.aside)
    parts = dict(
        Decision.objects.get(referral=referral).participations.values_list("seat__person__name", "part")
    )
    assert parts.pop(cast.aside.name) == "stood_aside"
    assert set(parts.values()) == {"took_part"}


def test_standing_aside_needs_a_reason(chain, bodies, cast, now):
    referral = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    given = chain.decision_input(referral, aside=cast.aside)
    for part in given["participations"]:
        part["reason"] = ""
    with pytest.raises(Missing):
        take(referral, "decide", actor=cast.coord_secretary, now=now, **given)
    assert not Decision.objects.filter(referral=referral).exists()


def test_withdrawing_takes_the_open_referrals_along_and_gives_the_issue_back(chain, cast, now):
    escalation = chain.lifted()
    take(escalation, "withdraw", actor=cast.lifting_lead, now=now, reason="Løst på annen måte.")
    assert set(escalation.referrals.values_list("state", flat=True)) == {"withdrawn"}
    assert [issue.state for issue in escalation.issues.all()] == ["with_network"]


def test_every_step_has_a_written_verdict():
    for kind, verdicts in MAY.items():
        steps = table_of(kind).steps.items()
        assert set(verdicts) == {name for name, step in steps if not step.follows and step.who is not SYSTEM}
