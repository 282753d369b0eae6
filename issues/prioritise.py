"""Weighing by severity, resource use and benefit (Need 1, note 7). Advice, never a gate.

Assessments are only added and formulas are kept by number, so that an order that stood once can be
worked out again (`ranks_at`).
"""

from dataclasses import dataclass
from statistics import mean

from django.db.models import Exists, OuterRef, Q

from issues.models import OVER, Assessment, Issue, Rank, State
from network.audit import label_of, record
from network.models import Event
from network.writing import writing

CRITERIA = ("severity", "resources", "benefit")
# While it is weighed: once lifted, what it rests on is frozen and open to all who see it.
BLIND_IN = (State.NEW, State.WITH_NETWORK, State.ON_HOLD, State.PROPOSED)
PLACES_COUNTED = 100


def mean_of_sums(assessments):
    """The mean over assessors of the sum of the three criteria, times 100 (300 to 1500)."""
    return round(mean(sum(assessment.scores) for assessment in assessments) * 100)


# A formula that has been used is never changed: a new way to weigh is a new number.
FORMULAS = {1: mean_of_sums}
FORMULA = 1


def score(assessments, formula=FORMULA):
    """What the assessments that count come to, by the formula of that number."""
    return FORMULAS[formula](assessments)


def spread(assessments):
    """The largest disagreement between two assessors on one criterion, 0 to 4."""
    return max(max(column) - min(column) for column in zip(*(a.scores for a in assessments), strict=True))


def between(assessments):
    """The lowest and the highest it could score (300 to 1500), were the lowest or the highest assessor
    right on each criterion."""
    columns = list(zip(*(a.scores for a in assessments), strict=True))
    return sum(map(min, columns)) * 100, sum(map(max, columns)) * 100


def newest_of_each(issue):
    """The assessments that count: each assessor's last one."""
    return those_that_count(
        issue.assessments.select_related("seat__person", "seat__organisation").order_by("pk")
    )


def those_that_count(assessments):
    """Of assessments in order, each assessor's last one."""
    return list({assessment.person_id: assessment for assessment in assessments}.values())


@writing()
def assess(
    issue,
    *,
    actor,
    seat,
    now,
    severity,
    resources,
    benefit,
    severity_reason="",
    resources_reason="",
    benefit_reason="",
    token=None,
):
    """Add one assessor's weighing, 1 to 5 on each criterion with a reason at the ends, and store the
    new rank. The database refuses a score out of range, and a 1 or a 5 without its reason."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    event = record(
        "issue.assessed",
        actor=actor,
        seat=seat,
        at=now,
        target=issue,
        key=f"assess:{issue.pk}:{actor.pk}:{token}" if token else None,
        title=issue.title,
        scores=[severity, resources, benefit],
    )
    assessment, made = Assessment.objects.get_or_create(
        event=event,
        defaults={
            "issue": issue,
            "seat": seat,
            "person": actor,
            "severity": severity,
            "severity_reason": severity_reason,
            "resources": resources,
            "resources_reason": resources_reason,
            "benefit": benefit,
            "benefit_reason": benefit_reason,
            "at": now,
        },
    )
    if made:
        rank(issue)
    return assessment


def rank(issue):
    """Store where the issue stands, from the assessments that count."""
    assessments = newest_of_each(issue)
    if not assessments:
        return None
    low, high = between(assessments)
    stored, _ = Rank.objects.update_or_create(
        issue=issue,
        defaults={
            "score": score(assessments),
            "low": low,
            "high": high,
            "spread": spread(assessments),
            "assessors": len(assessments),
            "formula": FORMULA,
        },
    )
    return stored


@dataclass(frozen=True)
class Places:
    """Where an innmelding may stand among the open ones of its network; `worst` is None beyond those counted."""

    best: int
    worst: int | None


def places(issue):
    """Its best and its worst place, whichever of the assessors are right: about it, and about the others.

    One question to the database, that stops after `PLACES_COUNTED` rows. None before it is weighed, and
    when it is over.
    """
    own = getattr(issue, "rank", None)
    if own is None or issue.is_over:
        return None
    rivals = Rank.objects.filter(issue__home_body=issue.home_body_id).exclude(issue__state__in=OVER)
    could = rivals.filter(Q(high__gt=own.low) | Q(high=own.low, pk__lt=own.pk)).exclude(pk=own.pk)
    lows = list(could.order_by("-low", "pk").values_list("low", "pk")[: PLACES_COUNTED + 1])
    surely = sum(low > own.high or (low == own.high and pk < own.pk) for low, pk in lows)
    return Places(surely + 1, len(lows) + 1 if len(lows) <= PLACES_COUNTED else None)


def hidden_from(viewer, issue, seat, assessments):
    """Whether others' weighing is kept from someone who may weigh it (by `seat`) and has not: scores, spread
    and rank. Blind until one's own is in; everyone else sees."""
    own = any(assessment.person_id == viewer.person_id for assessment in assessments)
    return seat is not None and issue.state in BLIND_IN and not own


def with_blindness(issues, viewer, seat):
    """For lists: `is_blind` on each innmelding, by the same rule and within the same query."""
    if seat is None:
        return issues
    own = Assessment.objects.filter(issue=OuterRef("pk"), person=viewer.person_id)
    return issues.annotate(is_blind=Q(state__in=BLIND_IN) & ~Exists(own))


def in_known_order(issues, viewer, state):
    """Of a list by weight in one state (or in all, with ""): what whoever weighs may see the weight of. Asked so
    that it is found among their own, where only those can be."""
    if state in BLIND_IN:
        return issues.filter(pk__in=Assessment.objects.filter(person=viewer.person_id).values("issue"))
    return issues.filter(is_blind=False)


def ranks_at(at, formula=FORMULA, issues=None):
    """The order as it stood at `at`: [(issue id, score)], by the formula of that number, from the
    assessments and the states of the time. `issues` narrows it. KeyError for a formula that never was."""
    weigh = FORMULAS[formula]
    moves = Event.objects.filter(target_label=label_of(Issue), at__lte=at).exclude(state_to="")
    state = dict(moves.order_by("at", "pk").values_list("target_id", "state_to"))
    given = Assessment.objects.filter(at__lte=at).order_by("pk")
    if issues is not None:
        given = given.filter(issue__in=issues)
    each = {}
    for assessment in given:
        each.setdefault(assessment.issue_id, {})[assessment.person_id] = assessment
    scored = [(pk, weigh(list(by.values()))) for pk, by in each.items() if state.get(pk) not in OVER]
    return sorted(scored, key=lambda row: (-row[1], row[0]))
