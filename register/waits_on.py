from django.db.models import Exists, OuterRef
from django.urls import reverse

from network.deadlines import local_day
from network.registries import Waiting, waits_on
from register.models import Experience, Phase, Project


@waits_on
def lessons_of_ended_projects(viewer):
    """A project that has ended is asked what it taught, also when it failed: others start where it stopped."""
    if viewer.person_id is None or viewer.member_seat is None:
        return
    taught = Experience.objects.filter(project=OuterRef("pk"), kind=Experience.Kind.LESSON)
    ended = Project.objects.filter(owner=viewer.person_id, phase=Phase.ENDED)
    for project in ended.exclude(Exists(taught)).order_by("pk"):
        yield Waiting(
            title=f"{project.title}: hva lærte dere?",
            what="Prosjektet er avsluttet. Skriv kort hva andre bør vite, også om det som ikke gikk",
            url=reverse("experience-new", args=[project.pk, Experience.Kind.LESSON]),
            since=local_day(project.changed_at),
        )
