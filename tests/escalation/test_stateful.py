"""Anybody does anything in any order while time goes: what must always be true of a case stays true.

A refusal is an outcome like another, and leaves no trace; any other error, and any broken promise, fails.
"""

from datetime import datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from django.db import transaction
from django.db.models import F, Q
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from config.daily import run_daily
from config.invariants import breaches
from escalation import drafting, preparing, verdicts
from escalation.changes import CHANGES
from escalation.decisions import deciding_seats
from escalation.lifting import answered_by, possible_recipients
from escalation.models import (
    Change,
    Closed,
    Decision,
    Escalation,
    MemberInput,
    Participation,
    Referral,
    ReferralState,
    State,
    Verdict,
)
from escalation.together import possible_partners
from escalation.workflow import ESCALATIONS, REFERRALS
from issues.models import Issue
from issues.raising import endorse
from issues.workflow import WORKFLOW as ISSUES
from network import audit, membership, notices, workflow
from network.deadlines import OSLO, add_working_days, local_day
from network.models import Body, Deadline, Event, Organisation, Person, Responsibility, Seat
from network.reach import Reach
from network.workflow import SYSTEM, Refused, take
from tests import slow_clock
from tests.steps import Chain

START = datetime(2030, 3, 4, 9, tzinfo=OSLO)  # before Easter; ahead of us, so that what happens is news
Outcome, How, Part = Decision.Outcome, Decision.How, Participation.Part
TABLES = {table.model: table for table in (ISSUES, ESCALATIONS, REFERRALS, CHANGES)}

# What a step can be given beside what it needs.
MORE = {
    "propose": ["no_assessment_because"],
    "lift": ["participations"],
    "not_lift": ["participations"],
    "acknowledge": ["expected_on", "expected_reason"],
    "hand_on": ["new_holder", "responsibility"],
    "lay_before": ["in_writing", "treated_on", "due"],
    "ask": ["asked_body"],
    "defer": ["due"],
    "decide": ["participations", "executor", "executor_due", "nobody_acts", "votes_for", "shares"],
    "settle": ["entry", "executor_due", "link"],
    "draft_joint": ["only_spelling"],
    "sign_joint": ["outcome", "grounds", "executor_due", "link"],
    "correct": [
        "how",
        "decided_on",
        "participations",
        "executor",
        "executor_due",
        "link",
        "answer_changes",
        "shares",
    ],
    "into_plan": ["executor"],
}
# What is tried most often, so that cases come home.
FORWARD = {"propose", "lift", "acknowledge", "lay_before", "reply", "decide", "answer", "settle"} | {
    "start_joint",
    "draft_joint",
    "sign_joint",
    "answer_jointly",
}
# What may still happen to a closed case: a new round, why there is none, what an archive needs, and the new
# answer that a correction owed before it closed.
AFTER_CLOSING = {
    "escalation.reopen",
    "escalation.keep",
    "referral.file",
    "referral.answer",
    "referral.reminded",
}


def each_of(fields, values):
    return dict.fromkeys(fields.split(), values)


def ids(rows, column="pk"):
    return set(rows.values_list(column, flat=True))


def days(now, *offsets):
    return [local_day(now) + timedelta(days=n) for n in offsets]


def working_days(now, *counts):
    return [add_working_days(local_day(now), n) for n in counts]


def some_share(now):
    """One part of what several do, by one agency or another."""
    agencies = Organisation.objects.filter(kind="agency").order_by("pk")
    return [
        {"organisation": agency, "what": "Lager sin del", "due_on": day}
        for agency, day in zip(agencies, days(now, 30, 60), strict=False)
    ]


def parts(seats, aside=None):
    """How those seated take part, one of them aside."""
    return [
        {"seat": seat, "part": Part.STOOD_ASIDE, "reason": "Egen virksomhet meldte inn."}
        if seat == aside
        else {"seat": seat, "part": Part.TOOK_PART}
        for seat in seats
    ]


def sensible(case, step, now):
    """Field → what a sensible person could give. Any other field is a text."""
    receivers = list(possible_recipients(local_day(now)))
    given = {
        **each_of("by until", days(now, 1, 3, 14)),
        **each_of("on decided_on", days(now, 0, -3)),
        "due": working_days(now, 1, 14, 60),
        "treated_on": days(now, 2, 10, 60),
        "expected_on": [None, *working_days(now, 1, 20, 50)],
        "executor_due": [None, None, *days(now, 30)],
        **each_of("recipient lead_recipient agreed_holder", receivers),
        "new_holder": [None, *receivers],
        "recipients": [[*two] for n in (1, 2) for two in combinations(receivers, n)],
        "deciding_body": list(Body.objects.filter(kind=Body.Kind.STEERING).order_by("pk")),
        "asked_body": [None, *Body.objects.filter(kind__in=Body.NETWORKS).order_by("pk")],
        "how": [How.MEETING, How.MEETING, How.MEETING, How.WRITING, How.AUTHORITY],
        "executor": [None, *Organisation.objects.filter(kind="agency").order_by("pk")],
        "shares": [[], [], some_share(now)],
        "votes_for": [None] * 9 + [3],
        "entry": [None],
        "responsibility": ["", "", *Responsibility],
        "reach": list(Reach),
        **each_of("in_writing answer_changes only_spelling", [True, False]),
        "nobody_acts": [True, True, False],
        "link": ["", "https://www.helsedirektoratet.no/"],
        "follower": list(Person.objects.filter(seats__isnull=False).distinct().order_by("pk")),
    }
    if isinstance(case, Referral):
        given["outcome"] = Decision.BY_DESK if case.holder.is_desk else Decision.BY_GROUP
        seats = Seat.objects.at(now).order_by("pk")
        given["officer"] = list(seats.filter(body=case.holder))
        given["seat"] = list(seats.filter(body__in=[case.holder, case.decides]))
        others = list(possible_partners(case))
        given["partners"] = [[*few] for n in (1, 2) for few in combinations(others, n)]
        given["texts"] = [
            {part.pk: text}
            for part in (case.joint.parts_now if case.joint else ())
            for text in ("Ja.", "Nei.")
        ]
    if isinstance(case, Escalation | Referral):
        seats = list(deciding_seats(case.decides if isinstance(case, Referral) else case.lifting_body, now))
        given["participations"] = [parts(seats, aside) for aside in (None, *seats)]
    if step == "reopen":
        given["recipients"] = [[body] for body in answered_by(case, local_day(now))]
    return given


def foolish(now):
    """Field → what belongs elsewhere. Any other field is left empty."""
    bodies, seats = list(Body.objects.order_by("pk")), list(Seat.objects.order_by("pk"))
    dates = "by until due treated_on decided_on on expected_on executor_due"
    which = "recipient lead_recipient agreed_holder new_holder deciding_body asked_body"
    return {
        **each_of(dates, [None, *days(now, -40, 0, 1)]),
        **each_of(which, [None, *bodies]),
        **each_of("officer seat", [None, *seats]),
        "recipients": [[], *([body] for body in bodies)],
        "participations": [None, [], *(parts([seat]) for seat in seats)],
        **each_of("partners texts", [None]),
        "outcome": list(Outcome),
        "how": [None, *How],
    }


# Seeded by hypothesis; chooses evenly among what there is just then.
ANY = st.randoms(use_true_random=True)


class ACase(RuleBasedStateMachine):
    """Two innmeldinger on their way up, by way of a case with several recipients, and home again."""

    def __init__(self, chain, issues, system):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.chain, self.issues, self.system = chain, issues, system
        self.people = [*vars(chain.cast).values(), system]
        self.now, self.seen, self.steps = START, 0, 0

    def teardown(self):
        """The whole must hold; and then nothing is left of the example."""
        try:
            audit.seal(self.now)
            assert breaches(self.now) == []
        finally:
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    @initialize(any_=ANY)
    def it_is_lifted(self, any_):
        Body.objects.filter(pk=self.chain.bodies.south_east.pk).update(
            joint_answers=any_.choice([True, True, False])
        )
        recipients = any_.choice(sensible(None, "lift", START)["recipients"])
        self.chain.now = START + timedelta(hours=1)
        self.chain.lifted(self.chain.proposed(self.issues[0], recipients), recipients)
        self.now = self.chain.now

    # What people do

    def tried(self, act):
        """Done a minute later; or refused, and then nothing has happened."""
        self.now += timedelta(minutes=1)
        before = Event.objects.count()
        try:
            return act()
        except Refused:
            assert Event.objects.count() == before

    def take(self, case, name, actor, given):
        """Sent twice, as with a double click: the second changes nothing."""
        note(f"{self.now:%d.%m.%Y %H:%M} {actor}: {name} {given} → {case} ({case.state})")
        act = lambda: take(case, name, actor=actor, now=self.now, token="t", **given)  # noqa: E731
        if self.tried(act):
            done = Event.objects.count()
            act()
            assert Event.objects.count() == done

    def sensibly(self, any_, cases):
        """Someone who may takes a step that is possible, most often one on the way home."""
        if not cases.exists():
            return
        case = any_.choice(cases.order_by("pk"))
        steps = [pair for pair in TABLES[type(case)].steps.items() if case.state in pair[1].sources]
        likely = lambda pair: any_.random() ** (1 / (8 if pair[0] in FORWARD else 1))  # noqa: E731
        for name, step in sorted(steps, key=likely, reverse=True):
            if people := self.may(step, case):
                self.take(case, name, any_.choice(people), self.given(any_, case, name))
                return

    def may(self, step, case):
        if step.follows or step.who is SYSTEM or (step.unless and step.unless(case, self.now)):
            return []
        return [person for person in self.people if step.who(person, case, self.now)]

    def given(self, any_, case, name):
        fields = [*dict(TABLES[type(case)].steps[name].needs), *MORE.get(name, ())]
        values = sensible(case, name, self.now)
        given = {field: any_.choice(values.get(field) or ["Det gjelder alle."]) for field in fields}
        if "lead_recipient" in given:
            given["lead_recipient"] = given["recipients"][0]
        return given

    def a_recipient_does_what_it_may(self, any_):
        self.sensibly(any_, Referral.objects.open() or Referral.objects)

    def others_do_what_they_may(self, any_):
        model = any_.choice([Referral, Escalation, Escalation, Issue, Change])
        self.sensibly(any_, model.objects)

    def anybody_tries_anything(self, any_):
        """Any step from any state, with something wrong in what is given."""
        case = any_.choice([case for model in TABLES for case in model.objects.order_by("pk")])
        steps = TABLES[type(case)].steps
        name = any_.choice(sorted(name for name, step in steps.items() if not step.follows))
        given = self.given(any_, case, name)
        if given:
            field = any_.choice(sorted(given))
            given[field] = any_.choice(foolish(self.now).get(field, [None, "", "  "]))
        self.take(case, name, any_.choice(self.people), given)

    def it_is_proposed_again(self, any_):
        home, lead = self.chain.bodies.south_east, self.chain.cast.lead
        these = any_.sample(self.issues, any_.choice([1, 2]))
        given = {"actor": lead, "now": self.now, "home_body": home, "title": "Deling av bilder"}
        self.tried(lambda: drafting.draft(these, **given))

    def a_member_says_something(self, any_):
        referral = any_.choice(Referral.objects.order_by("pk"))
        members = [seat.person for seat in deciding_seats(referral.decides, self.now)]
        actor, value = any_.choice(members or self.people), any_.choice(["", *MemberInput.Value])
        kind = any_.choice(list(MemberInput.Kind))
        given = {"actor": actor, "now": self.now, "kind": kind, "value": value, "text": "Vi er enige."}
        self.tried(lambda: preparing.say(referral, **given))

    def somebody_says_whether_it_helped(self, any_):
        case = any_.choice(Escalation.objects.order_by("pk"))
        asked = Person.objects.filter(pk__in=verdicts.asked(case)).order_by("pk")
        given = {
            "actor": any_.choice(asked),
            "now": self.now,
            "helped": any_.choice(list(Verdict.Helped)),
            "why": any_.choice(["", "Det gjelder ikke oss."]),
        }
        self.tried(lambda: verdicts.say(case, **given))

    def it_hits_others_too(self, any_):
        issue, actor = any_.choice(self.issues), self.chain.cast.member_west
        given = {"actor": actor, "now": self.now, "organisation": self.chain.organisations.bergen}
        self.tried(lambda: endorse(issue, **given))

    # What happens around them

    def somebody_gets_a_seat(self, any_):
        person, body = any_.choice(self.people), any_.choice(Body.objects.order_by("pk"))
        role = any_.choice([Seat.Role.LEAD, Seat.Role.MEMBER])
        given = {"person": person, "body": body, "role": role, "organisation": body.owner}
        if not Seat.objects.filter(**given, ends_at=None).exists():
            self.tried(lambda: membership.seat(**given, actor=self.system, now=self.now))

    def somebody_leaves_a_seat(self, any_):
        held = any_.choice(Seat.objects.order_by("pk"))
        self.tried(lambda: membership.end_seat(held, actor=self.system, now=self.now))

    def a_body_ends(self, any_):
        old = any_.choice(Body.objects.filter(ends_on=None).order_by("pk"))
        # A secretariat ends ahead of time, as the administrator's page demands: whom it served until today stands.
        serves = Body.objects.filter(secretariat=old).exists()
        heir, on = None, days(self.now, 3 if serves else any_.choice([0, 3]))[0]
        if any_.choice([True, True, False]):
            same = ("kind", "owner", "region", "secretariat", "lifting_body", "answer_days")
            given = {field: getattr(old, field) for field in same}
            heir = Body.objects.create(slug=f"heir-{old.pk}", name=f"{old.name} II", starts_on=on, **given)
            lead = {"organisation": old.owner, "role": "lead", "actor": self.system, "now": self.now}
            membership.seat(any_.choice(self.people), heir, **lead)
        Body.objects.filter(pk=old.pk).update(ends_on=on, successor=heir)

    def days_go_and_the_jobs_of_the_last_one_run(self, any_):
        self.now += timedelta(days=any_.choice([1, 2, 5, 15, 40]))
        run_daily(self.now)
        late = Deadline.objects.filter(ended_at=None)
        assert not late.filter(kind=Deadline.Kind.VERDICT, due_on__lt=local_day(self.now)).exists()
        assert not late.filter(resumes_on__lt=local_day(self.now)).exists()

    HAPPENS = {
        a_recipient_does_what_it_may: 40,
        others_do_what_they_may: 15,
        anybody_tries_anything: 10,
        days_go_and_the_jobs_of_the_last_one_run: 10,
        somebody_says_whether_it_helped: 5,
        a_member_says_something: 5,
        it_is_proposed_again: 4,
        it_hits_others_too: 3,
        somebody_gets_a_seat: 4,
        somebody_leaves_a_seat: 2,
        a_body_ends: 2,
    }

    @rule(any_=ANY)
    def something_happens(self, any_):
        """The weights are ours: as rules of their own these would come equally often, or not at all."""
        self.steps += 1
        # Hypothesis likes to give the same seed again; the step's number makes it another choice.
        any_ = Random(f"{any_.random()} {self.steps}")
        (what,) = any_.choices(list(self.HAPPENS), self.HAPPENS.values())
        note(what.__name__)
        what(self, any_)

    # What must always be true

    @invariant()
    def it_holds(self):
        """Asked again only when something has happened."""
        newest = Event.objects.order_by("pk").last().pk
        if newest != self.seen:
            for promise in PROMISES:
                promise(self)
        self.seen = newest

    def one_decision_for_each_that_has_decided_corrections_aside(self):
        for referral in Referral.objects.prefetch_related("decisions"):
            decisions = list(referral.decisions.all())
            decided = referral.state in (ReferralState.DECIDED, ReferralState.ANSWERED)
            assert len([one for one in decisions if one.corrects_id is None]) == decided
            assert len({one.corrects_id for one in decisions}) == len(decisions), "each is corrected once"

    def no_one_who_stood_aside_takes_part(self):
        for decision in Decision.objects.select_related("referral__authorised"):
            by = {part: set() for part in Part}
            for taken in decision.participations.select_related("seat"):
                by[taken.part].add(taken.seat.person_id)
            if decision.how == How.AUTHORITY and decision.referral:
                by[Part.TOOK_PART].add(decision.referral.authorised.person_id)
            assert not by[Part.STOOD_ASIDE] & by[Part.TOOK_PART]

    def whoever_acted_held_the_seat_then(self):
        new = Event.objects.filter(pk__gt=self.seen).select_related("seat")
        assert not new.filter(seat__isnull=False).exclude(seat__person=F("actor")).exists()
        held = Q(seat__starts_at__lte=F("at")) & (Q(seat__ends_at=None) | Q(seat__ends_at__gt=F("at")))
        assert not new.filter(seat__isnull=False).exclude(held).exists()
        for event in new.filter(seat=None, cause=None).exclude(actor=self.system):
            assert event.verb in ("issue.raised", "issue.endorsed", "escalation.verdict")

    def a_closed_case_takes_only_what_may_follow(self):
        for case in Escalation.objects.all():
            referrals = Q(target_label="escalation.referral", target_id__in=case.referrals.values("pk"))
            own = Q(target_label="escalation.escalation", target_id=case.pk)
            closed = False
            for event in Event.objects.filter(own | referrals).order_by("pk"):
                assert not closed or event.cause_id or event.verb in AFTER_CLOSING
                if event.target_label == "escalation.escalation" and event.state_to:
                    closed = event.state_to == State.CLOSED

    def the_case_follows_from_its_referrals(self):
        for case in Escalation.objects.all():
            referrals = case.referrals.all()
            is_open = referrals.open().exists()
            answered = referrals.filter(round=case.round, state=ReferralState.ANSWERED).exists()
            match case.state:
                case State.DRAFT | State.PROPOSED:
                    assert not referrals.exists()
                case State.LIFTED:
                    assert is_open
                case State.ANSWERED:
                    assert answered
                    assert not is_open
                case State.CLOSED:
                    assert not is_open
                    assert answered or case.closed_as != Closed.ANSWERED
            if case.state in (State.PROPOSED, State.LIFTED, State.ANSWERED):
                assert set(case.issues.values_list("state", flat=True)) == {case.state}

    def a_deadline_is_what_a_slow_counter_counts(self):
        for clock in Deadline.objects.all():
            assert clock.due_on == slow_clock.due_of(clock)

    def the_clocks_run_that_should(self):
        running = Deadline.objects.filter(ended_at=None)
        clocks = {kind: ids(running.filter(kind=kind), "target_id") for kind in Deadline.Kind}
        assert clocks[Deadline.Kind.VERDICT] == ids(Escalation.objects.filter(state="answered"))
        undecided = Referral.objects.filter(state__in=["sent", "in_review", "waiting"])
        assert clocks[Deadline.Kind.ANSWER] == ids(undecided)
        assert ids(running.exclude(paused_on=None), "target_id") == ids(undecided.filter(state="waiting"))
        decided = ids(Referral.objects.filter(state="decided"))
        corrected = ids(Referral.objects.filter(state="answered", decisions__corrects__isnull=False))
        assert decided <= clocks[Deadline.Kind.AFTER_DECISION] <= decided | corrected

    def the_state_is_what_the_events_say(self):
        assert workflow.breaches() == []

    def exactly_the_owed_notices_exist(self):
        assert notices.breaches() == []


PROMISES = (
    ACase.one_decision_for_each_that_has_decided_corrections_aside,
    ACase.no_one_who_stood_aside_takes_part,
    ACase.whoever_acted_held_the_seat_then,
    ACase.a_closed_case_takes_only_what_may_follow,
    ACase.the_case_follows_from_its_referrals,
    ACase.a_deadline_is_what_a_slow_counter_counts,
    ACase.the_clocks_run_that_should,
    ACase.the_state_is_what_the_events_say,
    ACase.exactly_the_owed_notices_exist,
)


@pytest.mark.django_db
def test_whatever_happens_a_case_keeps_its_promises(cast, bodies, organisations, system):
    chain = Chain(cast, bodies, organisations, START)
    issues = [chain.taken_up(chain.raised(title=title)) for title in ("Deling av bilder", "Hvem retter?")]
    run_state_machine_as_test(
        lambda: ACase(chain, issues, system),
        settings=settings(
            max_examples=10,  # of fifty steps each: enough to have found what it found, in half the minutes
            stateful_step_count=50,
            deadline=None,
            derandomize=True,  # the same examples every time: nobody is stopped by another's bug
            phases=[Phase.generate],  # each step's note says more than what shrinking for minutes leaves
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
