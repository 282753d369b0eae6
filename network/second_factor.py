"""Who must sign in with more than a password: those who lead, decide or publish."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings

from network.audit import record
from network.models import Seat
from network.writing import writing

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_factor(viewer):
    """Seats that run a body, and any but an observer's outside the networks: those decide, or publish."""
    if viewer.person is None:
        return False
    return viewer.person.is_staff or any(
        seat.runs or (not seat.body.is_network and seat.role != Seat.Role.OBSERVER) for seat in viewer.seats
    )


def lacks_second_factor(request):
    """Asked at each request, so that one who takes theirs away comes no further with it."""
    if not needs_second_factor(request.viewer) or _came_strongly(request):
        return False
    return not Authenticator.objects.filter(user=request.user, type__in=FACTORS).exists()


def _came_strongly(request):
    """Signed in by the provider, at the level that was demanded of it."""
    ways = (record["method"] for record in get_authentication_records(request, request.user))
    return bool(settings.OIDC_ACR) and "socialaccount" in ways


@writing()
def reset(person, *, actor, now):
    """Take all of someone's second factors away: they have lost the telephone and the codes in reserve, and have
    been recognised otherwise."""
    Authenticator.objects.filter(user=person).delete()
    record("second_factor.reset", actor=actor, at=now, target=person)
