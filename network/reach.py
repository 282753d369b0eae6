"""How far a thing is seen, in one place for every model that has a reach.

A visible thing is: public; or reaches the network and the viewer is inside; or belongs to the
viewer's own region or organisation; or the viewer is a party. `restricted` leaves only the parties.
"""

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    ORGANISATION = "organisation", _("virksomheten")
    REGION = "region", _("regionen")
    NETWORK = "network", _("nettverket")
    PUBLIC = "public", _("alle")


ORDER = [Reach.ORGANISATION, Reach.REGION, Reach.NETWORK, Reach.PUBLIC]


class OfEach(Exists):
    """`Exists`, asked of each row that is read. Else PostgreSQL finds those of all rows first, also for a page."""

    template = "EXISTS(%(subquery)s OFFSET 0)"


def narrowest(reaches):
    """Where several things meet, the most careful of them rules."""
    return min(reaches, key=ORDER.index, default=Reach.ORGANISATION)


def reaches_within(reach):
    """As far as that, or less."""
    return ORDER[: ORDER.index(reach) + 1]


def seen_by_reach(viewer, organisation="organisation"):
    """The part of visibility that reach alone gives. Columns are those of the model: `reach`, and the
    path to the organisation it belongs to."""
    seen = Q(reach=Reach.PUBLIC)
    if viewer.is_inside:
        seen |= Q(reach=Reach.NETWORK)
        seen |= Q(reach=Reach.REGION, **{f"{organisation}__region__in": viewer.region_ids})
    if viewer.organisation_ids:
        seen |= Q(**{f"{organisation}__in": viewer.organisation_ids})
    return seen
