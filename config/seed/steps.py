"""The steps of a case in the seed, by the names that `cases.json` gives them: each one call to the job function
that a page would have called.
"""

from dataclasses import dataclass
from datetime import datetime

from config.seed.files import read
from config.seed.past import Past
from config.seed.reference import address
from escalation import drafting, preparing, verdicts
from escalation.decisions import deciding_seats
from escalation.models import Decision, Participation
from escalation.paper import prefilled
from guidance.models import Entry
from issues import merging, needs
from issues.backing import stand_behind
from issues.classifying import classify
from issues.models import Issue
from issues.prioritise import assess
from issues.raising import endorse
from issues.second_line import tell_first_line
from meetings.models import AgendaItem, Meeting
from meetings.room import record_decision
from network.audit import label_of
from network.membership import sits_in
from network.models import Body, Organisation, Person, Regulation, Seat
from network.workflow import take
from register.models import Project

CRITERIA = ("severity", "resources", "benefit")
Part = Participation.Part


def person(name):
    return Person.objects.get(email=address(name))


def sits_for(someone):
    """The seat someone raises and weighs from."""
    return Seat.objects.filter(person=someone).with_names().order_by("pk").first()


@dataclass(frozen=True)
class Taken:
    """A step as it is being taken: who takes it, with what, and when."""

    past: Past
    issues: list[str]
    given: dict
    now: datetime

    def __getitem__(self, name):
        return self.given.get(name, "")

    @property
    def actor(self):
        return person(self["who"])

    @property
    def issue(self):
        return Issue.objects.get(source_key=self["issue"] or self.issues[0])

    @property
    def escalation(self):
        return self.issue.escalations.select_related("lifting_body").latest("pk")

    @property
    def referral(self):
        return self.escalation.referrals.filter(recipient__slug=self["at"]).latest("round")

    @property
    def change(self):
        return self.escalation.changes.latest("pk")

    def day(self, what):
        """A date ahead that the step gives in days, some day this week, or working days ago."""
        if self[f"{what}_this_week"]:
            return self.past.this_week()
        if days := self[f"{what}_days"]:
            return self.past.day(days)
        days = self[f"{what}_in"]
        return self.past.ahead(days) if days else None

    def words(self, *names):
        return {name: self[name] for name in names}

    def take(self, case, **given):
        return take(case, self["step"], actor=self.actor, now=self.now, **given)


def body(slug):
    return Body.objects.get(slug=slug)


def _says(*names):
    """A step that is only what somebody says."""

    def step(taken):
        taken.take(taken.referral if taken["at"] else taken.escalation, **taken.words(*names))

    return step


def _first_look(taken):
    until = taken.day("until")
    said = {name: taken[name] for name in ("text", "to", "reason")} | {"until": until}
    taken.take(taken.issue, **said)


def _endorse(taken):
    seat = sits_for(taken.actor)
    endorse(
        taken.issue,
        actor=taken.actor,
        seat=seat,
        now=taken.now,
        organisation=seat.organisation,
        text=taken["text"],
    )


def _propose_merge(taken):
    into = Issue.objects.get(source_key=taken["into"])
    merging.propose_merge(taken.issue, into=into, actor=taken.actor, now=taken.now, reason=taken["reason"])


def _agree(taken):
    merging.agree(taken.issue, actor=taken.actor, now=taken.now)


def _classify(taken):
    classify(
        taken.issue,
        actor=taken.actor,
        now=taken.now,
        seen=0,
        regulations=Regulation.objects.filter(slug__in=taken["regulations"]),
        agencies=Organisation.objects.filter(slug__in=taken["agencies"]),
        conflicts_with=Issue.objects.filter(source_key=taken["conflicts_with"]).first(),
        **taken.words("instrument", "responsibility", "phase", "care_level", "tension"),
    )


def _stand_behind(taken):
    seat = sits_for(taken.actor)
    stand_behind(taken.issue, actor=taken.actor, seat=seat, organisation=seat.organisation, now=taken.now)


def _assess(taken):
    scores = {name: taken[name][0] for name in CRITERIA}
    reasons = {f"{name}_reason": taken[name][1] for name in CRITERIA}
    assess(taken.issue, actor=taken.actor, seat=sits_for(taken.actor), now=taken.now, **scores, **reasons)


def _link_project(taken):
    project = Project.with_withdrawn.get(source_key=taken["project"])
    needs.link(taken.issue, project, actor=taken.actor, seat=sits_for(taken.actor), now=taken.now)


def _first_line(taken):
    told = taken.words("tried", "unit")
    tell_first_line(taken.issue, actor=taken.actor, seat=sits_for(taken.actor), now=taken.now, **told)


def _respond(taken):
    said = taken.words("text", "contact")
    needs.respond(taken.issue, actor=taken.actor, seat=sits_for(taken.actor), now=taken.now, **said)


def _propose(taken):
    drafting.propose(
        list(Issue.objects.filter(source_key__in=taken.issues)),
        actor=taken.actor,
        now=taken.now,
        home_body=taken.issue.home_body,
        title=taken["title"],
        ask=taken["ask"],
        recipients=[body(slug) for slug in taken["recipients"]],
        no_assessment_because=taken["no_assessment_because"],
    )


def _lift(taken):
    recipients = list(taken.escalation.proposed_to.order_by("pk"))
    lead = next(body for body in recipients if body.slug == taken["lead"])
    _decide_in_meeting(
        taken, taken.escalation, taken.escalation.lifting_body, recipients=recipients, lead_recipient=lead
    )


def _not_lift(taken):
    escalation = taken.escalation
    _decide_in_meeting(taken, escalation, escalation.lifting_body, instead=taken["instead"])


def _add_recipient(taken):
    taken.take(taken.escalation, recipient=body(taken["recipient"]), **taken.words("part", "reason"))


def _reopen(taken):
    recipients = [body(slug) for slug in taken["recipients"]]
    taken.take(taken.escalation, reason=taken["reason"], recipients=recipients)


def _decide(taken):
    referral = taken.referral
    given = {
        "outcome": taken["outcome"],
        "executor": Organisation.objects.filter(slug=taken["executor"]).first(),
        "executor_due": taken.day("executor_due"),
        "change_kind": taken["change_kind"],
        "scheme": taken["scheme"],
    }
    if taken["how"]:
        _decide_outside_a_meeting(taken, referral, **given)
    else:
        _decide_in_meeting(taken, referral, referral.decides, **given)


def _decide_outside_a_meeting(taken, referral, **given):
    """In writing all who sit there have answered; by fullmakt one decides alone."""
    in_writing = taken["how"] == Decision.How.WRITING
    seats = deciding_seats(referral.decides, taken.now) if in_writing else []
    first = referral.decisions.order_by("pk").first()  # a decision that is put right keeps its day
    decided_on = first.decided_on if first else taken.now.date()
    taken.take(
        referral,
        how=taken["how"],
        decided_on=decided_on,
        participations=[{"seat": seat, "part": Part.TOOK_PART} for seat in seats],
        **taken.words("wording", "grounds"),
        **given,
    )


def _decide_in_meeting(taken, case, body, **given):
    """The group sits, the case stands on its agenda, and whoever runs it records what was decided."""
    line = AgendaItem.objects.get(
        meeting__body=body,
        meeting__state=Meeting.State.PLANNED,
        meeting__starts_at__lte=taken.now,
        target_label=label_of(case),
        target_id=case.pk,
        why_not="",
    )
    aside = taken["aside"] or {}
    parts = [
        {"seat": seat, "part": Part.STOOD_ASIDE, "reason": aside[name]}
        if (name := seat.person.email.partition("@")[0]) in aside
        else {"seat": seat, "part": Part.TOOK_PART}
        for seat in deciding_seats(body, taken.now)
    ]
    said = {name: taken[name] for name in ("wording", "grounds", "reason")}
    record_decision(
        line,
        taken["step"],
        actor=taken.actor,
        now=taken.now,
        version=case.version,
        how=Decision.How.MEETING,
        decided_on=taken.now.date(),
        participations=parts,
        **said,
        **given,
    )


def _acknowledge(taken):
    referral = taken.referral
    taken.take(
        referral,
        officer=sits_in(taken.actor, referral.holder, taken.now),
        expected_on=taken.day("expected"),
        **taken.words("own_case_number", "expected_reason"),
    )


def _hand_on(taken):
    to = body(taken["to"]) if taken["to"] else None
    taken.take(taken.referral, new_holder=to, **taken.words("reason", "responsibility"))


def _clarify(taken):
    taken.take(taken.referral, agreed_holder=body(taken["to"]), **taken.words("question", "reason"))


def _new_date(taken):
    taken.take(taken.referral, due=taken.day("due"), reason=taken["reason"])


def _lay_before(taken):
    """The paper begins, as on the page, with what members have told."""
    referral = taken.referral
    taken.take(
        referral,
        deciding_body=body(taken["deciding_body"]),
        in_writing=bool(taken["in_writing"]),
        treated_on=taken.day("treated_on"),
        **taken.words("paper_type", "proposal"),
        **prefilled(referral, taken.now) | read("papers")[taken["paper"]],
    )


def _defer(taken):
    taken.take(taken.referral, treated_on=taken.day("treated_on"), **taken.words("reason", "needed"))


def _input(taken):
    said = taken.words("kind", "value", "text")
    preparing.say(taken.referral, actor=taken.actor, now=taken.now, **said)


def _authorise(taken):
    referral = taken.referral
    seat = sits_in(person(taken["to"]), referral.decides, taken.now)
    taken.take(referral, seat=seat, limits=taken["limits"], until=taken.day("until"))


def _ask(taken):
    taken.take(taken.referral, question=taken["question"], by=taken.day("by"))


def _answer(taken):
    if taken["at"]:
        taken.take(taken.referral, text=taken["text"])
    else:
        _first_look(taken)


def _settle(taken):
    token = taken["entry"]
    taken.take(
        taken.referral,
        outcome=taken["outcome"],
        grounds=taken["grounds"],
        text=taken["text"],
        entry=Entry.objects.get(token__endswith=f":{token}") if token else None,
        executor_due=taken.day("executor_due"),
    )


def _start_joint(taken):
    partners = [taken.escalation.referrals.get(holder__slug=slug) for slug in taken["with"]]
    taken.take(taken.referral, partners=partners)


def _draft_joint(taken):
    parts = {part.body.slug if part.body else "": part.pk for part in taken.referral.joint.parts_now}
    texts = {parts[slug]: text for slug, text in taken["parts"].items()}
    taken.take(taken.referral, texts=texts, only_spelling=taken["only_spelling"])


def _sign_joint(taken):
    taken.take(taken.referral, **taken.words("outcome", "grounds"))


def _say(taken):
    verdicts.say(
        taken.escalation,
        actor=taken.actor,
        seat=sits_for(taken.actor),
        now=taken.now,
        helped=taken["helped"],
        why=taken["why"],
    )


def _close(taken):
    """The daily job finds it."""
    verdicts.close_overdue(taken.now)


def _move_change(taken):
    executor = Organisation.objects.filter(slug=taken["executor"]).first()
    taken.take(taken.change, on=taken.now.date(), executor=executor, **taken.words("note", "agreed"))


def in_meeting(step):
    return step["step"] in ("lift", "not_lift", "send_back", "decide") and "how" not in step


STEPS = {
    "take_up": _first_look,
    "refer": _first_look,
    "hold": _first_look,
    "not_helped": _first_look,
    "answer": _answer,
    "endorse": _endorse,
    "propose_merge": _propose_merge,
    "agree": _agree,
    "classify": _classify,
    "stand_behind": _stand_behind,
    "assess": _assess,
    "link_project": _link_project,
    "first_line": _first_line,
    "respond": _respond,
    "propose": _propose,
    "lift": _lift,
    "not_lift": _not_lift,
    "send_back": _says("reason"),
    "add_recipient": _add_recipient,
    "supplement": _says("text"),
    "widen": _says("reach"),
    "withdraw": _says("reason"),
    "reopen": _reopen,
    "keep": _says("reason"),
    "acknowledge": _acknowledge,
    "hand_on": _hand_on,
    "clarify": _clarify,
    "new_date": _new_date,
    "lay_before": _lay_before,
    "input": _input,
    "authorise": _authorise,
    "defer": _defer,
    "ask": _ask,
    "reply": _says("text"),
    "file": _says("own_case_number", "legal_basis"),
    "decide": _decide,
    "correct": _decide,
    "settle": _settle,
    "start_joint": _start_joint,
    "draft_joint": _draft_joint,
    "sign_joint": _sign_joint,
    "say": _say,
    "close": _close,
    "to_ministry": _move_change,
    "to_hearing": _move_change,
    "into_plan": _move_change,
}
