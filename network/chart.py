"""Who there is, as a chart: what members meet goes up, level by level, and commissions and answers come down.

Source: figure 3 of the 2021 recommendations. Which bodies there are, and through whom each lifts, is data.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.composition import ending_text, missing_text, standings_of
from network.models import Body, Seat

Kind = Body.Kind


@dataclass(frozen=True)
class Level:
    """Bodies side by side; `up` and `down` are what passes between these and the level above."""

    title: str
    kinds: tuple
    up: str = ""
    down: str = ""


LEVELS = (
    Level(_("Avgjør det som ikke kan avklares lenger ned"), (Kind.STEERING,)),
    Level(
        _("Samordner, beslutter og svarer"),
        (Kind.COORDINATING, Kind.WORKING_COMMITTEE, Kind.CONTENT_DESK),
        up=_("saker som må avgjøres"),
        down=_("avklaringer"),
    ),
    Level(_("Løfter"), (Kind.NETWORK_STEERING,), up=_("løftede saker"), down=_("beslutninger og svar")),
    Level(
        _("Samler, gir råd og hjelper"),
        (
            Kind.NATIONAL_NETWORK,
            Kind.COUNCIL,
            Kind.SECRETARIAT,
            Kind.GUIDANCE_PANEL,
            Kind.TOPIC_GROUP,
            Kind.WORKING_GROUP,
        ),
        up=_("råd og forslag om å løfte"),
        down=_("oppdrag og midler"),
    ),
    Level(
        _("Møter hverdagen i tjenesten"),
        (Kind.REGIONAL_NETWORK,),
        up=_("innmeldinger og erfaringer"),
        down=_("råd, oppdrag og svar"),
    ),
)


@dataclass(frozen=True)
class Box:
    body: Body
    leads: tuple
    members: int
    missing: str
    ending: str


def chart(viewer, day):
    """[(level, its boxes)] from the top, of the bodies that exist on a day; who is missing only for those inside."""
    bodies = list(Body.objects.on(day).select_related("owner", "lifting_body").order_by(by_name()))
    seats = {}
    for seat in Seat.objects.at(viewer.at).filter(body__in=bodies).select_related("person").order_by("pk"):
        seats.setdefault(seat.body_id, []).append(seat)
    found = standings_of(bodies, viewer.at) if viewer.is_inside else {}
    boxes = [_box(body, seats.get(body.pk, ()), found.get(body.pk, ())) for body in bodies]
    levels = [(level, _of_level(boxes, level)) for level in LEVELS]
    return [(level, found) for level, found in levels if found]


def _of_level(boxes, level):
    """Those of a level, in the order of its kinds and then by name."""
    return [box for kind in level.kinds for box in boxes if box.body.kind == kind]


def _box(body, seats, standings):
    return Box(
        body=body,
        leads=tuple(seat.person.name for seat in seats if seat.role == Seat.Role.LEAD),
        members=len({seat.person_id for seat in seats}),
        missing=missing_text(standings),
        ending=ending_text(standings),
    )
