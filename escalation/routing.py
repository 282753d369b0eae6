"""Whom a case concerns, by what each agency answers for (S54). Advice only: a person chooses."""

import re
from collections import defaultdict

from escalation.facts import rules_touching
from network.models import Body, Remit
from network.search import stems_of

PARTS = re.compile(r"[;,]\s*")
MOST_NAMED = 2
LEAST_LETTERS = 6  # «helse» and «krav» say nothing of whose a matter is


def suggested(issues, bodies, day):
    """{body id: why}, of those that can receive a case: the content desks of the agencies that answer for
    what the innmeldinger are about, and the coordinating group when that is more than one agency."""
    agencies = _why_each_agency(issues, day)
    desks = {body: agencies[body.owner_id] for body in bodies if body.is_desk and body.owner_id in agencies}
    found = {body.pk: f"{body.owner.name} {_listed(whys)}" for body, whys in desks.items()}
    if len(desks) > 1:
        named = _listed(sorted({body.owner.name for body in desks}))
        for body in bodies:
            if body.kind == Body.Kind.COORDINATING:
                found[body.pk] = f"flere har ansvar: {named}"
    return found


def _why_each_agency(issues, day):
    """{organisation id: reasons}, remits before rules. What an agency had, its successor has."""
    remits, rules = defaultdict(list), defaultdict(list)
    begun = tuple(_words(" ".join(text for issue in issues for text in (issue.title, *issue.topics))))
    for remit in Remit.objects.select_related("organisation__successor").order_by("pk"):
        if remit.holds(day):
            parts = [
                part for part in PARTS.split(remit.area) if any(w.startswith(begun) for w in _words(part))
            ]
            remits[remit.organisation.heir(day).pk] += parts
    for rule in rules_touching(issues):
        if rule.owner:
            rules[rule.owner.heir(day).pk].append(f"«{rule}»")
    found = defaultdict(list)
    for whys, so in ((remits, "har ansvar for: "), (rules, "står bak ")):
        for pk, named in whys.items():
            if named:
                found[pk].append(so + _listed(list(dict.fromkeys(named))[:MOST_NAMED]))
    return found


def _words(text):
    return {word for word in stems_of(text) if len(word) >= LEAST_LETTERS}


def _listed(parts):
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} og {parts[-1]}"
