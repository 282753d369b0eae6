"""The list of clinical areas: whoever tells of a project's, notes it here in the same transaction."""

from django.db.models import Exists, OuterRef

from network.collation import by_name
from register.models import ClinicalArea


def note(projects):
    """Put the areas of some projects on the list, those that are not there."""
    names = {project.clinical_area for project in projects} - {""}
    ClinicalArea.objects.bulk_create([ClinicalArea(name=name) for name in names], ignore_conflicts=True)


def names_of(projects):
    """The names of the areas that some of these projects are in, sorted."""
    used = Exists(projects.order_by().filter(clinical_area=OuterRef("name")))
    return ClinicalArea.objects.filter(used).order_by(by_name()).values_list("name", flat=True)
