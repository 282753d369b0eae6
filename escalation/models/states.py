from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("utkast")
    PROPOSED = "proposed", _("foreslått løftet")
    LIFTED = "lifted", _("løftet")
    ANSWERED = "answered", _("besvart")
    CLOSED = "closed", _("avsluttet")


class Closed(models.TextChoices):
    """Why a closed case was closed."""

    ANSWERED = "answered", _("besvart")
    NOT_LIFTED = "not_lifted", _("ikke løftet")
    WITHDRAWN = "withdrawn", _("trukket")


class ReferralState(models.TextChoices):
    SENT = "sent", _("oversendt")
    IN_REVIEW = "in_review", _("under behandling")
    WAITING = "waiting", _("venter på opplysninger")
    DECIDED = "decided", _("besluttet")
    ANSWERED = "answered", _("besvart")
    WITHDRAWN = "withdrawn", _("trukket")
