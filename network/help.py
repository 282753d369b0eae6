"""Help by role: a page for each, and which of them are one's own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from network.models import Seat


@dataclass(frozen=True)
class Role:
    """What someone does here. `is_own(viewer)` says whether this reader does."""

    slug: str
    name: str
    title: str
    about: str
    is_own: Callable

    @property
    def template(self):
        return f"help/roles/{self.name}.html"


def _sits(is_meant):
    """For whoever has a seat that is meant."""
    return lambda viewer: any(is_meant(seat) for seat in viewer.seats)


ROLES = (
    Role(
        "medlem",
        "member",
        _("For deg som er medlem"),
        _("Melde inn, registrere prosjekter og følge saken din hjem."),
        lambda viewer: viewer.is_inside and any(seat.body.is_network for seat in viewer.seats),
    ),
    Role(
        "leder",
        "lead",
        _("For deg som leder et nettverk eller en gruppe, eller er sekretær"),
        _("Første gjennomgang, vurdering, saksliste og forslag om å løfte."),
        lambda viewer: bool(viewer.run_body_ids),
    ),
    Role(
        "moter",
        "meetings",
        _("For deg som fører møter"),
        _("Gjennomføre møtet, skrive referat og følge opp."),
        lambda viewer: bool(viewer.run_body_ids),
    ),
    Role(
        "saksbehandler",
        "officer",
        _("For deg som har en løftet sak: saksbehandler eller sekretær"),
        _("Bekrefte saken, be om opplysninger, legge den frem og svare."),
        _sits(
            lambda seat: (
                seat.body.kind in (seat.body.Kind.COORDINATING, seat.body.Kind.STEERING) and seat.runs
            )
        ),
    ),
    Role(
        "beslutter",
        "group",
        _("For deg som er medlem av en gruppe som beslutter"),
        _("Sakspapirer, innkalling, skriftlig behandling og fullmakt."),
        _sits(lambda seat: seat.body.decides),
    ),
    Role(
        "innhold",
        "desk",
        _("For innholdsansvarlige"),
        _("Svare på løftede saker og holde informasjonssiden oppdatert."),
        _sits(lambda seat: seat.body.is_desk and seat.role != Seat.Role.OBSERVER),
    ),
    Role(
        "bedrift",
        "company",
        _("For deg som er fra en bedrift"),
        _("Se behovene, si hva dere kan bidra med, og lese om prosjektene."),
        lambda viewer: viewer.is_industry,
    ),
    Role(
        "roller",
        "roles",
        _("For deg som tildeler roller"),
        _("Invitere medlemmer, svare på søknader og gi roller."),
        lambda viewer: bool(viewer.run_network_ids) or bool(viewer.person and viewer.person.is_staff),
    ),
)
BY_SLUG = {role.slug: role for role in ROLES}


def roles_for(viewer):
    """(this reader's own, the others)."""
    own = [role for role in ROLES if role.is_own(viewer)]
    return own, [role for role in ROLES if role not in own]
