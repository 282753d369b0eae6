from django.db.models import F
from django.utils.translation import gettext_lazy as _

from guidance.models import Entry
from issues.ranking import keys_of
from network.registries import Searchable, searches

searches(
    Searchable(
        model=Entry,
        title=_("Veiledning"),
        words=lambda entry: f"{entry.title} {entry.text} {' '.join(keys_of(f'{entry.title} {entry.text}'))}",
        select=("agency", "desk"),
        answers=True,
        whose=F("agency__name"),
        for_all=Entry.objects.published,
        page_for_all="entry-detail",
    )
)
