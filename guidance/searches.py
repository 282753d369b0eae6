from django.db.models import F
from django.utils.translation import gettext_lazy as _

from guidance.models import Entry
from issues.ranking import keys_of
from network.registries import Searchable, searches


def _words(entry):
    """What was taken down is found by no words."""
    said = f"{entry.title} {entry.text}"
    return "" if entry.taken_down_at else f"{said} {' '.join(keys_of(said))}"


searches(
    Searchable(
        model=Entry,
        title=_("Veiledning"),
        words=_words,
        select=("agency", "desk"),
        answers=True,
        whose=F("agency__name"),
        for_all=Entry.objects.published,
        page_for_all="entry-detail",
    )
)
