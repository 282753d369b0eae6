"""Who must sign in with more than a password: those who lead, decide or publish."""

from allauth.mfa.models import Authenticator

from network.models import Seat

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_factor(viewer):
    """Seats that run a body, and any but an observer's outside the networks: those decide, or publish."""
    if viewer.person is None:
        return False
    return viewer.person.is_staff or any(
        seat.runs or (not seat.body.is_network and seat.role != Seat.Role.OBSERVER) for seat in viewer.seats
    )


def lacks_second_factor(viewer):
    """Asked at each request, so that one who takes theirs away comes no further with it."""
    if not needs_second_factor(viewer):
        return False
    return not Authenticator.objects.filter(user=viewer.person, type__in=FACTORS).exists()
