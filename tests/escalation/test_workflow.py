"""Generated from the tables: every step × every state, and every step × every person of the cast."""

import pytest

from escalation.changes import CHANGES, STATES_OF_RULES
from escalation.models import Change, Decision, Escalation, Referral, Verdict
from escalation.workflow import ESCALATIONS, REFERRALS
from guidance import joint
from issues.models import Issue
from issues.workflow import WORKFLOW as ISSUES
from network.membership import sits_in
from network.models import Body, Event
from network.workflow import SYSTEM, Missing, NotAllowed, NotPossible, Refused, Stale, follow, take

TABLES = {"issue": ISSUES, "escalation": ESCALATIONS, "referral": REFERRALS, "change": CHANGES}
BY_HAND = [
    (kind, name)
    for kind, table in TABLES.items()
    for name, step in table.steps.items()
    if not step.follows and step.who is not SYSTEM
]
# Who may take each step, written by hand from the tables of the design.
RUNS_HOME = {"lead", "secretariat"}
RUNS_LIFTING = {"lifting_lead", "secretariat"}
RUNS_GROUP = {"coord_lead", "coord_secretary"}
FOLLOWS = {"owner_hdir", "lead", "lifting_lead", "secretariat"}
MAY = {
    ("issue", "take_up"): RUNS_HOME,
    ("issue", "answer"): RUNS_HOME,
    ("issue", "refer"): RUNS_HOME,
    ("issue", "hold"): RUNS_HOME,
    ("issue", "resume"): RUNS_HOME,
    ("issue", "not_helped"): {"member"},
    ("escalation", "propose"): RUNS_HOME,
    ("escalation", "send_back"): RUNS_LIFTING,
    ("escalation", "lift"): RUNS_LIFTING,
    ("escalation", "not_lift"): RUNS_LIFTING,
    ("escalation", "add_recipient"): RUNS_LIFTING,
    ("escalation", "supplement"): RUNS_HOME,
    ("escalation", "widen"): RUNS_HOME,
    ("escalation", "withdraw"): RUNS_HOME,
    ("escalation", "reopen"): RUNS_LIFTING,
    ("escalation", "keep"): RUNS_LIFTING,
    ("referral", "acknowledge"): RUNS_GROUP,
    ("referral", "clarify"): RUNS_GROUP,
    ("referral", "hand_on"): RUNS_GROUP,
    ("referral", "lay_before"): RUNS_GROUP,
    ("referral", "ask"): RUNS_GROUP,
    ("referral", "reply"): RUNS_HOME,
    ("referral", "new_date"): RUNS_GROUP,
    ("referral", "defer"): RUNS_GROUP,
    ("referral", "authorise"): RUNS_GROUP,
    ("referral", "decide"): RUNS_GROUP,
    ("referral", "answer"): RUNS_GROUP,
    ("referral", "correct"): RUNS_GROUP,
    ("referral", "file"): RUNS_GROUP,
    ("referral", "settle"): set(),
    ("referral", "start_joint"): RUNS_GROUP,
    ("referral", "draft_joint"): RUNS_GROUP,
    ("referral", "sign_joint"): RUNS_GROUP,
    ("referral", "leave_joint"): RUNS_GROUP,
    ("referral", "answer_jointly"): RUNS_GROUP,
    ("change", "to_ministry"): FOLLOWS,
    ("change", "to_hearing"): FOLLOWS,
    ("change", "adopt"): FOLLOWS,
    ("change", "not_adopt"): FOLLOWS,
    ("change", "into_plan"): FOLLOWS,
    ("change", "complete"): FOLLOWS,
    ("change", "drop"): FOLLOWS,
    ("change", "hand_over"): FOLLOWS,
}
# Where a step is asked about from: its first state by name, but for those that need another one.
FROM = {
    ("escalation", "widen"): "proposed",
    ("referral", "answer"): "decided",
    ("referral", "sign_joint"): "decided",
}


@pytest.fixture
def cases(chain, bodies):
    """One of each kind, as they are made; tests put them in the state they ask about."""
    issue = chain.raised(title="Hvordan dokumenterer vi nytte?")
    escalation = chain.proposed()
    lifted = chain.lifted(chain.proposed(chain.taken_up(chain.raised(title="Må vi melde avvik?"))))
    desk = chain.acknowledged(chain.referral(lifted, bodies.desk_hdir))
    chain.settled(desk)
    return {
        "issue": issue,
        "escalation": escalation,
        "referral": chain.referral(lifted, bodies.coordinating),
        "change": lifted.changes.get(),
    }


def put(case, state):
    """Set a state behind the workflow's back, to ask what it would do from there."""
    extra = {"closed_as": "withdrawn" if state == "closed" else ""} if isinstance(case, Escalation) else {}
    if isinstance(case, Issue):
        extra = {"hold_until": "2026-12-24" if state == "on_hold" else None}
    if isinstance(case, Change):
        rule = state in STATES_OF_RULES
        extra = {"kind": Change.Kind.RULE if rule else Change.Kind.GUIDANCE}
    type(case).objects.filter(pk=case.pk).update(state=state, **extra)
    case.refresh_from_db()
    return case


def ready(kind, name, cases, cast, now):
    """The case as it stands where this step can be taken."""
    case = put(cases[kind], FROM.get((kind, name)) or sorted(TABLES[kind].steps[name].sources)[0])
    if (kind, name) == ("issue", "not_helped"):
        Issue.objects.filter(pk=case.pk).update(answer="Se veilederen.")
    if (kind, name) == ("escalation", "widen"):
        Escalation.objects.filter(pk=case.pk).update(reach="region")
    if (kind, name) == ("escalation", "keep"):
        Verdict.objects.create(escalation=case, round=1, person=cast.member, helped="no", at=now)
    if (kind, name) == ("referral", "clarify"):
        Referral.objects.filter(pk=case.pk).update(responsibility="unclear")
    if name.endswith(("_joint", "_jointly")):
        answer_together(case, name, cast, now)
    case.refresh_from_db()
    return case


def answer_together(referral, name, cast, now):
    """Let it answer jointly with the desk of the same case, as far as this step needs."""
    Body.objects.filter(pk=referral.escalation.home_body_id).update(joint_answers=True)
    desk = referral.escalation.referrals.exclude(pk=referral.pk).get()
    Referral.objects.filter(pk=desk.pk).update(state="decided")
    if name == "start_joint":
        return
    text = joint.start(referral.holder, [desk.holder], now=now)
    Referral.objects.filter(pk__in=[referral.pk, desk.pk]).update(joint=text)
    lead, owner = sits_in(cast.coord_lead, referral.holder, now), sits_in(cast.owner_hdir, desk.holder, now)
    common = text.parts.get(body=None)
    joint.edit(text, {common.pk: "Svaret."}, body=referral.holder, seat=lead, now=now)
    if name == "answer_jointly":
        joint.sign(text, body=referral.holder, seat=lead, now=now)
        joint.sign(text, body=desk.holder, seat=owner, now=now)


@pytest.mark.parametrize(("kind", "name"), BY_HAND)
def test_a_step_is_possible_only_from_its_states(kind, name, cases, cast, now):
    step = TABLES[kind].steps[name]
    for state, label in TABLES[kind].states:
        case = put(cases[kind], state)
        if state in step.sources:
            continue
        with pytest.raises(NotPossible) as refusal:
            take(case, name, actor=cast.lead, now=now)
        assert label in refusal.value.sentence
        assert type(case).objects.get(pk=case.pk).state == state


@pytest.mark.parametrize(("kind", "name"), BY_HAND)
def test_a_step_is_open_to_those_the_table_gives_it(kind, name, cases, cast, now):
    case = ready(kind, name, cases, cast, now)
    found = {
        person for person, actor in vars(cast).items() if name in {n for n, _, _ in TABLES[kind].open_to(case, actor, now)}
    }  # fmt: skip
    assert found == MAY[kind, name]
    for person in set(vars(cast)) - found:
        with pytest.raises(NotAllowed):
            take(case, name, actor=getattr(cast, person), now=now)
    assert type(case).objects.get(pk=case.pk).version == case.version


@pytest.mark.parametrize(("kind", "name"), [pair for pair in BY_HAND if TABLES[pair[0]].steps[pair[1]].needs])
def test_a_refusal_says_what_is_missing(kind, name, cases, cast, now):
    step = TABLES[kind].steps[name]
    if not MAY[kind, name]:
        pytest.skip("a content desk's step: see the desk's own test")
    case = ready(kind, name, cases, cast, now)
    actor = getattr(cast, sorted(MAY[kind, name])[0])
    with pytest.raises(Missing) as refusal:
        take(case, name, actor=actor, now=now)
    assert (refusal.value.field, refusal.value.sentence) == step.needs[0]


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


@pytest.mark.parametrize(
    ("kind", "name"),
    [(k, n) for k, t in TABLES.items() for n, s in t.steps.items() if s.follows or s.who is SYSTEM],
)
def test_what_the_clock_or_another_case_does_is_not_for_people(kind, name, cases, cast, now):
    case = put(cases[kind], sorted(TABLES[kind].steps[name].sources)[0])
    with pytest.raises(NotAllowed):
        take(case, name, actor=cast.secretariat, now=now)


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
    assert set(MAY) == set(BY_HAND)
