from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from network.registries import Searchable, searches
from register.models import Experience, Project

# Not the supplier: that is hidden from companies, also as something to search by.
PROJECT_WORDS = ("title", "purpose", "clinical_area", "technique", "product_name", "whose")
WHOSE = Coalesce("organisation__name", "organisation_name")

searches(
    Searchable(
        model=Project,
        title=_("Prosjekter"),
        words=lambda project: " ".join(getattr(project, name) for name in PROJECT_WORDS),
        select=("organisation", "product"),
        whose=WHOSE,
    )
)
searches(
    Searchable(
        model=Experience,
        title=_("Erfaringer"),
        words=lambda experience: f"{experience.title} {experience.text} {experience.measure}",
        select=("project", "organisation"),
        whose=WHOSE,
    )
)
