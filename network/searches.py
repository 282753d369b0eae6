from django.db.models import F
from django.utils.translation import gettext_lazy as _

from network.models import Forum
from network.registries import Searchable, searches

searches(
    Searchable(
        model=Forum,
        title=_("Fora og miljøer"),
        words=lambda forum: (
            f"{forum.name} {forum.purpose} {forum.owner} {forum.country} {forum.could_extend_to}"
        ),
        select=("region",),
        named=F("name"),
        comes_last=True,
    )
)
