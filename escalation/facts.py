"""What members have told that bears on a case, gathered for those who shall decide it. Reads only."""

from decimal import Decimal

from escalation.models import Answer, Escalation, State
from issues.models import Abroad, Classification, Issue, Voice
from issues.remits import rules_touching
from network.likeness import closest
from network.models import Regulation
from network.reach import Reach
from register.models import Experience

SHARED = (Reach.NETWORK, Reach.PUBLIC)
CostOf = Experience.CostOf
COSTS_OF = {**dict(CostOf.choices), "": "annet"}
MOST_SIMILAR = 3


def facts_of(escalation, now):
    """Plain JSON: who is hit, what it has cost and given, which rules and agencies, what was answered
    before. Amounts are whole Norwegian kroner, in the money of the years named beside them."""
    issues = list(
        Issue.objects.filter(escalations=escalation, raised_at__lte=now)
        .select_related("project", "organisation__region")
        .order_by("pk")
    )
    voices = (
        Voice.objects.standing().filter(issue__in=issues, at__lte=now).select_related("organisation__region")
    )
    organisations = {voice.organisation for voice in voices}
    projects = {issue.project for issue in issues if issue.project}
    stood = Experience.objects.standing(now)  # a figure that was corrected counts once
    told = stood.reaching(*SHARED).filter(project__in=projects, reported_at__lte=now)
    experiences = list(told.select_related("organisation").order_by("pk"))
    return {
        "organisations": sorted(organisation.name for organisation in organisations),
        "regions": sorted({o.region.name for o in organisations if o.region}),
        "care_levels": sorted({project.get_care_level_display() for project in projects}),
        "projects": sorted(project.title for project in projects),
        "costs": [_sum_of(experiences, part) for part in COSTS_OF if _amounts(experiences, part)],
        "benefits": [_benefit(e) for e in experiences if e.kind == Experience.Kind.BENEFIT],
        "abroad": [_abroad(a) for a in Abroad.objects.filter(issue__in=issues, at__lte=now).order_by("pk")],
        "rules": [_rule(rule) for rule in _rules_of(issues, now)],
        "similar": _similar(escalation, now),
    }


def _amounts(experiences, part):
    costs = (e for e in experiences if e.kind == Experience.Kind.COST and e.amount_nok is not None)
    return [cost for cost in costs if cost.cost_of == part]


def _sum_of(experiences, part):
    costs = _amounts(experiences, part)
    amounts = [cost.amount_nok for cost in costs]
    years = sorted({cost.year for cost in costs if cost.year})
    return {
        "of": COSTS_OF[part],
        "sum": int(sum(amounts, Decimal())),
        "least": int(min(amounts)),
        "most": int(max(amounts)),
        "organisations": len({cost.whose for cost in costs}),
        "estimates": sum(cost.is_estimate for cost in costs),
        "years": years,
    }


def _benefit(experience):
    return {
        "whose": experience.whose,
        "title": experience.title,
        "measure": experience.measure,
        "planned": experience.planned,
        "achieved": experience.achieved,
    }


def _abroad(told):
    return {"country": told.get_country_display(), "who": told.who, "what": told.what, "url": told.url}


def _rules_of(issues, now):
    """Those a person has confirmed that the innmeldinger are about; where nobody has, those that share a topic."""
    confirmed = Classification.objects.filter(issue__in=issues, confirmed_at__lte=now)
    classified = set(confirmed.values_list("issue", flat=True))
    linked = Regulation.objects.filter(pk__in=confirmed.values("regulations")).select_related(
        "owner__successor"
    )
    guessed = rules_touching([issue for issue in issues if issue.pk not in classified])
    return list(dict.fromkeys([*linked.order_by("pk"), *guessed]))


def _rule(rule):
    return {"name": str(rule), "owner": rule.owner_name, "url": rule.url}


def _similar(escalation, now):
    """Earlier cases like this one that have an answer, with its first words."""
    earlier = Escalation.objects.filter(
        state__in=[State.ANSWERED, State.CLOSED],
        closed_as__in=["", "answered"],
        reach__in=SHARED,
        restricted=False,
    ).exclude(pk=escalation.pk)
    alike = [case for case, _ in closest(earlier, f"{escalation.title} {escalation.ask}")][:MOST_SIMILAR]
    answers = {}
    given = Answer.objects.filter(referral__escalation__in=alike, at__lte=now)
    for answer in given.select_related("referral").order_by("pk"):
        answers[answer.referral.escalation_id] = answer.text
    return [
        {"id": case.pk, "title": case.title, "answer": answers[case.pk]}
        for case in alike
        if case.pk in answers
    ]
