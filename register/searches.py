from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from network.language import as_kept
from network.registries import Searchable, searches
from register.models import Competence, Experience, Phase, Project, ResourcePerson, Tool
from register.vocabulary import HOME

# Not the supplier: that is hidden from companies, also as something to search by.
PROJECT_WORDS = ("title", "purpose", "clinical_area", "technique", "product_name", "whose")
WHOSE = Coalesce("organisation__name", "organisation_name")


def _from_abroad(country):
    """What was told of other countries says which, and thousands of rows of it do not stand before ours."""
    is_abroad = Q(**{f"{country}__isnull": False}) & ~Q(**{country: HOME})
    return {
        "whose": WHOSE,
        "country": Case(When(is_abroad, then=F(country)), default=Value("")),
        "beside": ExpressionWrapper(is_abroad, BooleanField()),
    }


EXPERIENCE_WORDS = (
    "title text measure includes method realisation_plan hosting integration hardware monitoring standards "
    "would_share"
).split()


def _words_of_project(project):
    """Nothing of a registration that is taken back."""
    return "" if project.is_withdrawn else " ".join(getattr(project, name) for name in PROJECT_WORDS)


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
        words=_words_of_project,
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


def _words_of_offer(told):
    """Of what is offered: that somebody lacks it is counted, and not a thing to find."""
    if not told.is_offer:
        return ""
    group, topic = Competence.Group(told.group).label, Competence.Topic(told.topic).label
    return " ".join([told.title, *as_kept([group, topic])])


def _words_of_person(yes):
    """What they have said they can be asked about; nothing when they no longer can."""
    if yes.ended_at:
        return ""
    return " ".join([yes.knows, *as_kept([Phase(phase).label for phase in yes.phases])])


searches(
    Searchable(
        model=Tool,
        title=_("Verktøy og maler"),
        words=lambda tool: f"{tool.name} {tool.purpose} {as_kept(Tool.Kind(tool.kind).label)}",
        inside_only=True,
        named=F("name"),
        whose=F("organisation__name"),
    )
)
searches(
    Searchable(
        model=Competence,
        title=_("Kompetansetilbud"),
        words=_words_of_offer,
        inside_only=True,
        whose=F("organisation__name"),
    )
)
searches(
    Searchable(
        model=ResourcePerson,
        title=_("Ressurspersoner"),
        words=_words_of_person,
        inside_only=True,
        named=F("knows"),
        whose=Concat("person__name", Value(", "), "organisation__name"),
    )
)
