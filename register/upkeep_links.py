"""A link in a mail by which an owner says that a project still holds, without signing in.

The code is signed, not stored: it names the project and the person. Opening it changes nothing, because mail
filters follow links; the confirmation takes a click on the page.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from register.models import Project

SALT = "register.upkeep"
HOLDS_FOR = timedelta(days=200)  # until the next time one is asked


def code_for(project_id, person_id):
    return signing.TimestampSigner(salt=SALT).sign_object([project_id, person_id])


def address_for(project_id, person_id):
    return settings.SITE_URL + reverse("project-still-true", args=[code_for(project_id, person_id)])


def read(code):
    """The project a link confirms, or None: not ours, too old, or its person is no longer the owner."""
    try:
        signed = signing.TimestampSigner(salt=SALT).unsign_object(code, max_age=HOLDS_FOR)
        project_id, person_id = signed
    except signing.BadSignature:
        return None
    rows = Project.objects.for_lists().select_related("owner", "confirmed_by")
    return rows.filter(pk=project_id, owner=person_id, owner__is_active=True).first()
