"""Whose matter an innmelding is, by what each agency answers for and which rules it touches (S54). Advice only."""

import re
from collections import defaultdict

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext

from network.language import Quoting, Written
from network.models import Regulation, Remit
from network.norwegian import stems_of

PARTS = re.compile(r"[;,]\s*")
MOST_NAMED = 2
MOST_RULES = 6
LEAST_LETTERS = 6  # «helse» and «krav» say nothing of whose a matter is


def agencies_for(issues, day):
    """{organisation id: reasons}, for a page, remits before rules. What an agency had, its successor has."""
    remits, rules = defaultdict(list), defaultdict(list)
    begun = tuple(_words(" ".join(text for issue in issues for text in (issue.title, *issue.topics))))
    for remit in Remit.objects.select_related("organisation__successor").order_by("pk"):
        if remit.holds(day):
            parts = [
                Written(part)
                for part in PARTS.split(remit.area)
                if any(w.startswith(begun) for w in _words(part))
            ]
            remits[remit.organisation.heir(day).pk] += parts
    for rule in rules_touching(issues):
        if rule.owner:
            rules[rule.owner.heir(day).pk].append(Quoting(gettext("«{rule}»").format(rule=rule), str(rule)))
    found = defaultdict(list)
    for whys, so in ((remits, gettext("Ansvar")), (rules, gettext("Regelverk"))):
        for pk, named in whys.items():
            if named:
                found[pk].append(format_html("{}: {}", so, listed(list(dict.fromkeys(named))[:MOST_NAMED])))
    return found


def rules_touching(issues):
    """Rules that share a topic with the innmeldinger, those that share most first."""
    topics = {topic for issue in issues for topic in issue.topics}
    rules = Regulation.objects.select_related("owner__successor")
    shared = [(len(topics & set(rule.topics)), rule) for rule in rules.order_by("pk")]
    best = sorted((pair for pair in shared if pair[0]), key=lambda pair: (-pair[0], pair[1].pk))
    return [rule for _, rule in best[:MOST_RULES]]


def _words(text):
    return {word for word in stems_of(text) if len(word) >= LEAST_LETTERS}


def in_words(reasons):
    """«Ansvar: medisinsk utstyr. Regelverk: «MDR»», for a page. Right whatever a remit reads like."""
    return format_html_join(". ", "{}", ((reason,) for reason in reasons))


def listed(parts):
    """«REK», «REK og DMP», «REK, DMP og KS», for a page."""
    *first, last = parts
    if not first:
        return conditional_escape(last)
    before = format_html_join(", ", "{}", ((part,) for part in first))
    return format_html(gettext("{parts} og {last}"), parts=before, last=last)
