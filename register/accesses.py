"""What it takes to be let in to data, summed for each source and giver: for those who give access to read (S87)."""

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext

from network.language import Written
from network.plots import bars
from register.compare import COUNTED
from register.disclosure import band, may_show
from register.groups import DATA, seen_by
from register.models import DataAccess, Project

FIRST_EDGE = 10  # days
MOST_OBSTACLES = 5
MOST_BARS = 12


@dataclass
class Source:
    """One source from one giver. `projects` is None where the figure would tell of one of few."""

    name: str
    giver: str
    projects: int | None = None
    days: tuple = ()
    obstacles: list = field(default_factory=list)

    @property
    def waited(self):
        """The median of days, as text: a band where the viewer may not open all that is behind it."""
        if not self.days:
            return "–"
        low, high = self.days
        text = str(low) if low == high else f"{low}–{high}"
        return gettext("{text} dager").format(text=text)


def sources(viewer):
    """Every source that may be shown to the viewer: those with figures first, most used on top. Those of which
    too few have told stand with what the viewer may open, and without figures."""
    open_to_all = Q(project__group_reach__data__isnull=True) | Q(project__group_reach__data__in=COUNTED)
    counted = DataAccess.objects.filter(
        open_to_all, project__country="Norge", project__organisation__isnull=False, project__reach__in=COUNTED
    )
    opened = Project.objects.visible_to(viewer).filter(seen_by(viewer, DATA))
    seen = set(counted.filter(project__in=opened).values_list("pk", flat=True))
    alike = defaultdict(list)
    for access in counted.select_related("project__organisation").order_by("-pk"):
        alike[_same(access.source), _same(access.granted_by)].append(access)
    found = filter(None, (_source(accesses, seen) for accesses in alike.values()))
    return sorted(found, key=lambda one: (-(one.projects or 0), one.name))


def _same(text):
    return " ".join(text.casefold().split())


def _source(accesses, seen):
    own = [access for access in accesses if access.pk in seen]
    is_shown = may_show(accesses, seen)
    if not (own or is_shown):
        return None
    source = Source((own or accesses)[0].source, (own or accesses)[0].granted_by)
    source.obstacles = [access for access in own if access.obstacle][:MOST_OBSTACLES]
    timed = [access for access in accesses if access.days is not None]
    if is_shown:
        source.projects = len({access.project_id for access in accesses})
        if may_show(timed, seen):
            middle = round(median(access.days for access in timed))
            is_exact = all(access.pk in seen for access in timed)
            source.days = (middle, middle) if is_exact else band(middle, FIRST_EDGE)
    return source


def plot_of(found):
    """Bars: how many projects asked for each source, with what they waited in the table."""
    shown = [source for source in found if source.projects is not None]
    columns = gettext("Tilgang fra"), gettext("Prosjekter"), gettext("Median ventetid")
    rows = [
        (Written(one.name), list(zip(columns, (Written(one.giver), one.projects, one.waited), strict=True)))
        for one in shown
    ]
    drawn = [(Written(Truncator(one.name).chars(22)), one.projects) for one in shown[:MOST_BARS]]
    return bars(gettext("Datakilde"), rows, drawn)
