from django.db.models import BooleanField, Case, ExpressionWrapper, Q, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from network.language import as_kept
from network.registries import Searchable, searches
from register.models import Experience, Project

# Not the supplier: that is hidden from companies, also as something to search by.
PROJECT_WORDS = ("title", "purpose", "clinical_area", "technique", "product_name", "whose")
WHOSE = Coalesce("organisation__name", "organisation_name")
# What was brought in from other countries says so, and thousands of rows of it do not stand before ours.
ABROAD = ExpressionWrapper(~Q(country="Norge"), BooleanField())
WHOSE_AND_WHERE = Case(
    When(country="Norge", then=WHOSE), default=Concat(WHOSE, Value(" ("), "country", Value(")"))
)
EXPERIENCE_WORDS = (
    "title text measure includes method realisation_plan hosting integration hardware monitoring standards "
    "would_share"
).split()


def _words_of(experience):
    """All that it says, in bokmål; nothing when it is replaced: the newer is the one to find."""
    if hasattr(experience, "replaced_by"):
        return ""
    need = as_kept(Experience.Need(experience.need).label) if experience.need else ""
    return " ".join([*(getattr(experience, name) for name in EXPERIENCE_WORDS), need])


searches(
    Searchable(
        model=Project,
        title=_("Prosjekter"),
        words=lambda project: " ".join(getattr(project, name) for name in PROJECT_WORDS),
        select=("organisation", "product"),
        whose=WHOSE_AND_WHERE,
        beside=ABROAD,
        for_all=Project.objects.public,
        page_for_all="public-detail",
    )
)
searches(
    Searchable(
        model=Experience,
        title=_("Erfaringer"),
        words=_words_of,
        select=("project", "organisation", "replaced_by"),
        whose=WHOSE,
    )
)
