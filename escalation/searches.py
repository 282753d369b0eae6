from django.db.models import F
from django.utils.translation import gettext_lazy as _

from escalation.models import Clarification, Escalation
from network.registries import Searchable, searches

searches(
    Searchable(
        model=Escalation,
        title=_("Løftede saker"),
        words=lambda escalation: (
            f"{escalation.case_number} {escalation.title} {escalation.ask} {escalation.reason}"
        ),
        select=("home_body", "lifting_body"),
        whose=F("home_body__name"),
    )
)
searches(
    Searchable(
        model=Clarification,
        title=_("Avklaringer av ansvar"),
        words=lambda clarification: f"{clarification.referral.escalation.title} {clarification.question}",
        select=("referral__escalation", "agreed_holder"),
        named=F("question"),
    )
)
