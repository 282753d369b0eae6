from django.db.models import BooleanField, Case, ExpressionWrapper, Q, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from network.language import as_kept
from network.registries import Searchable, searches
from register.models import Experience, Project
from register.vocabulary import HOME

# Not the supplier: that is hidden from companies, also as something to search by.
PROJECT_WORDS = ("title", "purpose", "clinical_area", "technique", "product_name", "whose")
WHOSE = Coalesce("organisation__name", "organisation_name")


def _from_abroad(country):
    """What was told of other countries says which, and thousands of rows of it do not stand before ours."""
    is_abroad = Q(**{f"{country}__isnull": False}) & ~Q(**{country: HOME})
    where = Concat(WHOSE, Value(" ("), country, Value(")"))
    return {
        "whose": Case(When(is_abroad, then=where), default=WHOSE),
        "beside": ExpressionWrapper(is_abroad, BooleanField()),
    }


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
        **_from_abroad("country"),
        is_beside=lambda project: project.is_foreign,
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
        **_from_abroad("project__country"),
    )
)
