"""«@Fornavn Etternavn» in a text: who is meant, among those who may see the case."""

import re

from issues.models import Issue
from network.models import Person
from network.viewer import Viewer

MOST = 10
MOST_WORDS = 4
NAME = re.compile(r"(?<![\w@])@(\w[\w'’.-]*(?: \w[\w'’.-]*){0,3})")


def mentioned_in(text, issue, now):
    """The people a text calls by name, and the names it calls in vain: of no one, or of one who may not see
    the case. The longest name that fits counts; at most ten."""
    called = [_names_in(found) for found in NAME.findall(text)[:MOST]]
    if not called:
        return [], []
    known = _by_name({name for names in called for name in names})
    people, in_vain = {}, []
    for names in called:
        meant = next((known[name] for name in names if name in known), [])
        seeing = [person for person in meant if _sees(person, issue, now)]
        people |= {person.pk: person for person in seeing}
        if not seeing:
            in_vain.append(next((name for name in names if name in known), names[-1]))
    return list(people.values()), in_vain


def _names_in(found):
    """«Kari Nes kan du» may be Kari Nes kan du, Kari Nes kan, Kari Nes or Kari: the longest first."""
    words = found.split(" ")
    return [" ".join(words[:n]).rstrip(".'’-") for n in range(min(len(words), MOST_WORDS), 0, -1)]


def _by_name(names):
    found = {}
    for person in Person.objects.filter(name__in=names, is_active=True, is_system=False).order_by("pk"):
        found.setdefault(person.name, []).append(person)
    return found


def _sees(person, issue, now):
    return Issue.objects.visible_to(Viewer(person, now)).filter(pk=issue.pk).exists()
