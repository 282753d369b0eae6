from issues.models import Issue
from network.registries import Searchable, searches

searches(
    Searchable(
        model=Issue,
        title="Innmeldinger",
        words=lambda issue: " ".join((issue.title, issue.text, *issue.topics)),
        select=("organisation", "rank"),
    )
)
