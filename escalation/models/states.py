from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "utkast"
    PROPOSED = "proposed", "foreslått løftet"
    LIFTED = "lifted", "løftet"
    ANSWERED = "answered", "besvart"
    CLOSED = "closed", "avsluttet"


class Closed(models.TextChoices):
    """Why a closed case was closed."""

    ANSWERED = "answered", "besvart"
    NOT_LIFTED = "not_lifted", "ikke løftet"
    WITHDRAWN = "withdrawn", "trukket"


class ReferralState(models.TextChoices):
    SENT = "sent", "oversendt"
    IN_REVIEW = "in_review", "under behandling"
    WAITING = "waiting", "venter på opplysninger"
    DECIDED = "decided", "besluttet"
    ANSWERED = "answered", "besvart"
    WITHDRAWN = "withdrawn", "trukket"
