"""Figure 2 of the source, drawn from what has been confirmed: the five areas, with how many cases each has."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models import RESPONSIBILITY, Instrument, Issue
from network.models import Phase
from network.plots import table

# Where each area stands around the middle, in the units of the drawing.
PLACES = {
    Instrument.RULES: (180, 62),
    Instrument.GUIDANCE: (298, 140),
    Instrument.NORMS: (253, 268),
    Instrument.FUNDING: (107, 268),
    Instrument.COMPETENCE: (62, 140),
}
SHORT = {Instrument.FUNDING: _("finansiering")}


@dataclass(frozen=True)
class Area:
    name: str
    label: str
    short: str
    count: int
    open: int
    x: int
    y: int


def figure(viewer):
    """{areas, phases, responsibilities, unconfirmed}, counted among what the viewer may see, each case once."""
    seen = Issue.objects.visible_to(viewer).apart()
    stand_open = seen.open().values_list("classification__instrument").annotate(n=Count("pk"))
    by_instrument, still_open = _counted(seen, "instrument"), dict(stand_open)
    return {
        "areas": [
            Area(
                kind.value,
                kind.label,
                SHORT.get(kind, kind.label),
                by_instrument.get(kind, 0),
                still_open.get(kind, 0),
                *place,
            )
            for kind, place in PLACES.items()
        ],
        "phases": _named(_counted(seen, "phase"), Phase.choices),
        "responsibilities": _named(_counted(seen, "responsibility"), RESPONSIBILITY),
        "unconfirmed": by_instrument.get(None, 0),
    }


def table_of(found):
    """The areas of the figure as a table, with those that nobody has confirmed."""
    count, still_open = gettext("Innmeldinger"), gettext("Åpne nå")
    rows = [
        (area.label.capitalize(), [(count, area.count), (still_open, area.open)]) for area in found["areas"]
    ]
    unconfirmed = (gettext("Ikke bekreftet ennå"), [(count, found["unconfirmed"]), (still_open, None)])
    return table(gettext("Hva må til"), [*rows, unconfirmed])


def _counted(seen, column):
    return dict(seen.order_by().values_list(f"classification__{column}").annotate(n=Count("pk")))


def _named(counted, choices):
    return [(value, label, counted.get(value, 0)) for value, label in choices]
