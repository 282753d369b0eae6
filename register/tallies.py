"""Keeping count of the projects: whoever changes what they are counted by, notes it in the same transaction."""

from collections import Counter

from django.db.models import Count
from django.db.models.functions import ExtractYear

from network.deadlines import OSLO
from network.writing import writing
from register.models import PhaseChange, Project, Tally


def count(projects):
    """{(*Tally.SORT, year, phase they came to): how many}: as they stand without the last two, and with them once for
    each phase that a project came to in a year, as years are here."""
    standing = projects.order_by().values_list(*Tally.SORT).annotate(Count("pk"))
    counts = Counter({(*sort, None, ""): number for *sort, number in standing})
    changes = PhaseChange.objects.filter(project__in=projects.order_by().values("pk")).order_by()
    changes = changes.annotate(year=ExtractYear("at", tzinfo=OSLO))
    came = changes.values_list(*(f"project__{column}" for column in Tally.SORT), "year", "phase")
    counts.update({tuple(sort): number for *sort, number in came.annotate(Count("project", distinct=True))})
    return counts


def count_of(projects):
    """What these count as now: asked before they are changed, it is given to `note` after."""
    return count(Project.objects.filter(pk__in=[project.pk for project in projects]))


def note(projects, *, before=None):
    """Note what has become of the count of some projects, new or changed, in the caller's transaction."""
    change = count_of(projects)
    change.subtract(before or {})
    _add(change)


@writing()
def gather():
    """Make one row of each sort's many, as there are after a day. Once a day, and by one."""
    rows = list(Tally.objects.values_list(*Tally.SORT, "year", "came", "number", "pk"))
    sums = Counter()
    for *sort, number, _pk in rows:
        sums[tuple(sort)] += number
    if len(sums) < len(rows):
        Tally.objects.filter(pk__in=[row[-1] for row in rows]).delete()
        _add(sums)


@writing()
def count_anew():
    """Count all projects, while nobody writes: when the site is prepared, or what is kept is wrong."""
    Tally.objects.all().delete()
    _add(count(Project.objects.all()))


def breaches():
    """What is kept, and what there is."""
    kept = Counter()
    for *sort, number in Tally.objects.values_list(*Tally.SORT, "year", "came", "number"):
        kept[tuple(sort)] += number
    kept.subtract(count(Project.objects.all()))
    wrong = sum(1 for number in kept.values() if number)
    return [f"{wrong} counts of projects are not what the projects say"] if wrong else []


def _add(change):
    columns = [Tally._meta.get_field(name).attname for name in (*Tally.SORT, "year", "came")]
    Tally.objects.bulk_create(
        Tally(**dict(zip(columns, sort, strict=True)), number=number)
        for sort, number in change.items()
        if number
    )
