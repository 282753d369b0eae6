from network.registries import Searchable, searches
from register.models import Experience, Project

searches(
    Searchable(
        model=Project,
        title="Prosjekter",
        words=lambda project: " ".join(
            (
                project.title,
                project.purpose,
                project.clinical_area,
                project.technique,
                project.product,
                project.supplier,
                project.whose,
            )
        ),
        select=("organisation",),
    )
)
searches(
    Searchable(
        model=Experience,
        title="Erfaringer",
        words=lambda experience: f"{experience.title} {experience.text} {experience.measure}",
        select=("project", "organisation"),
    )
)
