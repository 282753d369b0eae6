"""What must always be true of the register, whatever has been killed."""

from django.db.models import Exists, OuterRef

from register import tallies, withdrawing
from register.models import Experience, Project


def breaches():
    """What a project says it has told is what it has told, and there are as many of each sort as is kept."""
    yield from tallies.breaches()
    yield from withdrawing.breaches()
    for kind in Experience.Kind.values:
        told = Exists(Experience.objects.filter(kind=kind, project=OuterRef("pk")))
        for project in Project.objects.annotate(is_told=told).exclude(**{f"told_{kind}": told}):
            yield f"project {project.pk} says {kind} is told: {not project.is_told}"
