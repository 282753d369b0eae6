"""«@Fornavn Etternavn» in a text: who is meant, among those who may see the case."""

import re

from django.db.models import Exists, OuterRef

from issues.models import Issue
from network.collation import by_name
from network.models import Person, Seat
from network.viewer import Viewer

MOST = 10
OFFERED = 5
BEGUN = re.compile(r"(?<![\w@])@(\w[\w'’. -]{1,40})$")
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


def names_for(text, issue, now):
    """While a name is being written at the end of a text: those who may be meant and may see the case, a few."""
    begun = BEGUN.search(text)
    if not begun:
        return []
    seated = Exists(Seat.objects.at(now).filter(person=OuterRef("pk")))
    fits = Person.objects.filter(seated, name__istartswith=begun[1], is_active=True, is_system=False)
    few = fits.order_by(by_name())[: 2 * OFFERED]
    return [person for person in few if _sees(person, issue, now)][:OFFERED]


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
