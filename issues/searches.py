from django.db.models import F
from django.utils.translation import gettext_lazy as _

from issues.models import Anonymised, Issue
from issues.ranking import keys_of
from network.registries import Searchable, searches


def _words(title, text, *topics):
    """The words, and keys of the meanings they carry: so a suggestion is found by other words for the same."""
    said = " ".join((title, text, *topics))
    return f"{said} {' '.join(keys_of(said))}"


searches(
    Searchable(
        model=Issue,
        title=_("Innmeldinger"),
        words=lambda issue: _words(issue.title, issue.text, *issue.topics),
        select=("organisation",),
        whose=F("organisation__name"),
    )
)
searches(
    Searchable(
        model=Anonymised,
        title=_("Anonymiserte innmeldinger"),
        words=lambda twin: _words(twin.title, twin.text),
    )
)
