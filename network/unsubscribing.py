"""Signed links that turn off what does not need someone, without signing in (RFC 8058).

The link says whom, and nothing else; it can do nothing but send less mail, so it does not run out.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from network.models import Person

SALT = "network.unsubscribe"


def code_for(person):
    return signing.dumps(person.pk, salt=SALT)


def address_for(person):
    return settings.SITE_URL + reverse("unsubscribe", args=[code_for(person)])


def person_of(code):
    """Whose link it is, or None: what is not signed here is nobody's."""
    try:
        pk = signing.loads(code, salt=SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=pk, is_active=True).first()
