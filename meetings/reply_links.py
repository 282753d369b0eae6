"""A link in a mail that answers one invitation, for those who do not sign in.

The code is signed, not stored: it names the invitation and the person. Opening it changes nothing, because
mail filters follow links; the answer takes a click on the page.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from meetings.models import Invitation

SALT = "meetings.reply"


def code_for(invitation):
    return signing.Signer(salt=SALT).sign_object([invitation.pk, invitation.person_id])


def address_for(invitation):
    return settings.SITE_URL + reverse("invitation-reply", args=[code_for(invitation)])


def read(code):
    """The invitation a link answers, or None when we did not make it or its person is gone."""
    try:
        invitation_id, person_id = signing.Signer(salt=SALT).unsign_object(code)
    except signing.BadSignature:
        return None
    rows = Invitation.objects.with_names().select_related("meeting__body", "item")
    return rows.filter(pk=invitation_id, person=person_id, person__is_active=True).first()
