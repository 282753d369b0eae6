from django.db.models import F
from django.utils.translation import gettext_lazy as _

from network.models import Forum, Regulation
from network.registries import Searchable, searches

searches(
    Searchable(
        model=Regulation,
        title=_("Regelverk"),
        words=lambda rule: (
            f"{rule.title} {rule.short_name} {rule.kind} {rule.owner_name} {rule.description} {' '.join(rule.topics)}"
        ),
        whose=F("owner_name"),
        comes_last=True,
        for_all=Regulation.objects.all,
        page_for_all="regulation-detail",
    )
)
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
